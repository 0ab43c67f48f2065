/**
 * Where sources of facts plug in.
 *
 * @packageDocumentation
 */

export * from './FactSource';
export * from './factSourcesExtensionPoint';
