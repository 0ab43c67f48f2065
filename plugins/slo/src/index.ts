/**
 * SLOs of workloads: of all on a page, and a tab and a card of each.
 *
 * @packageDocumentation
 */

export { sloPlugin as default } from './plugin';
export * from './api/SloApi';
export * from './api/SloReviewApi';
export { sloPageTranslationRef } from './pageTranslation';
export * from './translation';
