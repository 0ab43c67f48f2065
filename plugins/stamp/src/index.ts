/**
 * Stamps of a workload: a tab and a card of its page.
 *
 * @packageDocumentation
 */

export { stampPlugin as default } from './plugin';
export { stampTranslationRef } from './translation';
