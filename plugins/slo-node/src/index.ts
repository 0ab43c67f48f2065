/**
 * Where SLI sources plug in.
 *
 * @packageDocumentation
 */

export * from './SliSource';
export * from './sloSourcesExtensionPoint';
