/**
 * What expires when, on the page of each workload.
 *
 * @packageDocumentation
 */

export * from './api/SecretExpiryApi';
export { secretExpiryPlugin as default } from './plugin';
export { secretExpiryTranslationRef } from './translation';
