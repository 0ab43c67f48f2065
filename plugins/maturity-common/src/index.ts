/**
 * Maturity models, the facts and answers that decide them, and the levels that follow.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './campaigns/goal';
export * from './campaigns/progress';
export * from './campaigns/scope';
export * from './evaluation/attestations';
export * from './evaluation/explain';
export * from './evaluation/judge';
export * from './evaluation/knowledge';
export * from './evaluation/results';
export * from './evaluation/standing';
export * from './evaluation/summarize';
export * from './facts/catalogFacts';
export * from './facts/catalogFactSchema';
export * from './facts/factSchemas';
export * from './facts/factValues';
export * from './facts/familyFactSchemas';
export * from './facts/repositoryFactSchema';
export * from './facts/schema';
export * from './model/MaturityModel';
export * from './model/ModelProblem';
export * from './model/parseModel';
export * from './permissions';
export * from './rules/celRuleLanguage';
export * from './rules/RuleLanguage';
