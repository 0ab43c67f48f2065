export type { ChangeProblem } from './ChangeProblem';
export { bicepErrors, parseBicep } from './bicepSyntax';
export { validateChange } from './validateChange';
