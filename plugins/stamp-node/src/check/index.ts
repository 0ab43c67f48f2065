export * from './checkEstate';
export * from './Finding';
export * from './PlanCheck';
export * from './planProblems';
