/**
 * SLOs of workloads: tab and overview card.
 *
 * @packageDocumentation
 */

export { sloPlugin as default } from './plugin';
export * from './api/SloApi';
export * from './translation';
