/**
 * What every Plumbline back end shares.
 *
 * @packageDocumentation
 */

export * from './authorize';
export * from './openApiRouter';
export * from './readWorkloads';
export * from './summariesRoute';
export * from './SummaryStore';
