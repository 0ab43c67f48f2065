/**
 * Says on every page that the data is example data, and shows the texts that
 * the examples link to.
 *
 * @packageDocumentation
 */

export { exampleDataPlugin as default } from './plugin';
export * from './api/ExampleDataApi';
export { exampleDataTranslationRef } from './translation';
