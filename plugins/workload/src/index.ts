/**
 * All workloads at a glance; of each one how it is, what needs someone, and
 * what it is made of.
 *
 * @packageDocumentation
 */

export * from './api/WorkloadApi';
export { workloadPlugin as default } from './plugin';
export { workloadTranslationRef } from './translation';
