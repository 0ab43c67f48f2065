/**
 * Shows in the catalog what stamps' pipelines tell.
 *
 * @packageDocumentation
 */

export { catalogModuleStamp as default } from './module';
