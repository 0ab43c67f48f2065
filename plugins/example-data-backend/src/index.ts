/**
 * Example data for a first start, and catalogs of any size for benchmarks.
 *
 * @packageDocumentation
 */

export { exampleDataPlugin as default } from './plugin';
export * from './generator';
