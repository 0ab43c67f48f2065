/**
 * Workloads in the search of the portal, with what people narrow them down by.
 *
 * @packageDocumentation
 */

export { searchModuleWorkload as default } from './module';
export type { WorkloadDocument } from './WorkloadDocument';
