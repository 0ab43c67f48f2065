/**
 * Keeps workloads, stamps and their resources in the catalog true: checks them,
 * relates them, says when they change, and reads the estate folder.
 *
 * @packageDocumentation
 */

export { catalogModuleWorkload as default } from './module';
