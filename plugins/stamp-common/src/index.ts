/**
 * Regions, placement policy, naming, addressing and sizing: from a request to
 * the plan of a stamp, or to the reasons why there is none.
 *
 * @packageDocumentation
 */

export * from './addressing';
export * from './api/plans';
export * from './api/stamps';
export * from './estate';
export * from './estatePlan';
export * from './files';
export * from './lock';
export * from './naming';
export * from './placement';
export * from './plan';
export * from './permissions';
export * from './policy';
export * from './regions';
export * from './sizing';
export * from './workloadPlan';
