/**
 * What expires when: of all workloads on a page, and a tab and a card of each.
 *
 * @packageDocumentation
 */

export * from './api/SecretExpiryApi';
export { secretExpiryPlugin as default } from './plugin';
export { reviewTranslationRef } from './reviewTranslation';
export { secretExpiryTranslationRef } from './translation';
