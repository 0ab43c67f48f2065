/**
 * What every Plumbline back end shares.
 *
 * @packageDocumentation
 */

export * from './actions/authorizeAction';
export * from './actions/workloadNamed';
export * from './anyOf';
export * from './authorize';
export * from './bulkWrite';
export * from './byBytes';
export * from './client/BackendClient';
export * from './client/FamilyClient';
export * from './csv';
export * from './followChangedWorkloads';
export * from './inTurns';
export * from './knownWorkload';
export * from './openApiRouter';
export * as openApi from './openApiSchemas';
export * from './openDatabase';
export * from './readWorkloads';
export * from './places';
export * from './RefQueue';
export * from './router/Ownership';
export * from './router/RouteServices';
export * from './router/audited';
export * from './router/inputs';
export * from './router/permissionsRoute';
export * from './slices';
export * from './summariesRoute';
export * from './SummaryStore';
export * from './telling';
export * from './wordPatterns';
