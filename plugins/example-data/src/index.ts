/**
 * Says on every page that the data is example data.
 *
 * @packageDocumentation
 */

export { exampleDataPlugin as default } from './plugin';
export { exampleDataTranslationRef } from './translation';
