/**
 * What the form and the pages of stamps share.
 *
 * @packageDocumentation
 */

export * from './api/StampApi';
export * from './api/StampClient';
export * from './components/FileDiff/FileDiff';
export * from './components/PlanFacts/PlanFacts';
export * from './components/PlanFacts/PlanNames';
export * from './components/PlanFiles/PlanFiles';
export * from './components/PlanView/PlanNotes';
export * from './components/PlanView/PlanView';
export * from './components/PlanView/PlanViolations';
export * from './translation';
