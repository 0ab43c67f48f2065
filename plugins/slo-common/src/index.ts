/**
 * OpenSLO documents, and the maths of service level objectives.
 *
 * @packageDocumentation
 */

export * from './alerts';
export * from './api';
export * from './budget';
export * from './composite';
export * from './definition';
export * from './duration';
export * from './evaluate';
export * from './exclusions';
export * from './explain';
export * from './facts';
export * from './figures';
export * from './forecast';
export * from './formulaTopics';
export * from './measure';
export * from './openslo/annotations';
export type { ResolveOptions } from './openslo/checkObjective';
export * from './openslo/document';
export * from './openslo/parseOpenSlo';
export * from './openslo/resolveObjectives';
export * from './openslo/validateOpenSlo';
export * from './openslo/versions';
export * from './permissions';
export * from './report';
export * from './prometheusRules';
export * from './rollup';
export * from './sla';
export * from './slaConsistency';
export * from './sliceQuery';
export * from './status';
export * from './subject';
export * from './window';
export * from './windowCuts';
