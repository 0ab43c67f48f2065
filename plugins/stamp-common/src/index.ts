/**
 * Regions, placement policy, naming, addressing and sizing: from a request to
 * the plan of a stamp or a workload, or to the reasons why there is none; and
 * what is read of the estate in which their files stand.
 *
 * @packageDocumentation
 */

export * from './addressing';
export * from './alertReceivers';
export * from './api/plans';
export * from './api/stampList';
export * from './api/stamps';
export * from './cost';
export * from './drift';
export * from './estate';
export * from './estatePlan';
export * from './estatePlanSchema';
export * from './folders';
export * from './freeText';
export * from './image';
export * from './lifecycle';
export * from './lock';
export * from './naming';
export * from './placement';
export * from './placementRules';
export * from './plan';
export * from './planAddress';
export * from './planChange';
export * from './planSchema';
export * from './planStamp';
export * from './planWorkload';
export * from './permissions';
export * from './policy';
export * from './regions';
export * from './relaxing';
export * from './requestSchema';
export * from './sizing';
export * from './slot';
export * from './tags';
export * from './traffic';
export * from './workloadPlan';
