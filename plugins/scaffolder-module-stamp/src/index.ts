/**
 * Form fields that choose a workload and a region and preview the plan of a
 * stamp, for the new front-end system.
 *
 * @packageDocumentation
 */

export { scaffolderModuleStamp as default } from './module';
export { stampFormTranslationRef } from './translation';
