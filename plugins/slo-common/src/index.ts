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
export * from './measure';
export * from './openslo/document';
export * from './openslo/parseOpenSlo';
export * from './openslo/resolveObjectives';
export {
  ENTITY_ANNOTATION,
  SLA_NAME_ANNOTATION,
  SLA_TARGET_ANNOTATION,
  SUBJECT_ANNOTATION,
} from './openslo/SloResolution';
export * from './permissions';
export * from './report';
export * from './rollup';
export * from './sla';
export * from './slaConsistency';
export * from './status';
export * from './subject';
export * from './window';
export * from './windowCuts';
