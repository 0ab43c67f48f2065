/**
 * Where a workload stands on maturity models, what proves it, and what to do next.
 *
 * @packageDocumentation
 */

export * from './api/MaturityApi';
export { maturityPageTranslationRef } from './pageTranslation';
export { maturityPlugin as default } from './plugin';
export { maturityTranslationRef } from './translation';
