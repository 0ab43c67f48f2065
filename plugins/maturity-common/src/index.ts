/**
 * Maturity models, the facts and answers that decide them, and the levels that follow.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './evaluation/evaluateAttestation';
export * from './evaluation/evaluateModel';
export * from './evaluation/evaluateRule';
export * from './evaluation/levels';
export * from './evaluation/results';
export * from './evaluation/summarize';
export * from './facts/catalogFacts';
export * from './facts/catalogFactSchema';
export * from './facts/schema';
export * from './model/MaturityModel';
export * from './model/ModelProblem';
export * from './model/parseModel';
export * from './permissions';
export * from './rules/celRuleLanguage';
export * from './rules/RuleLanguage';
