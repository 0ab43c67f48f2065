import { FactSourceSchema } from '@plumbline/plugin-maturity-common';
import { FactStore } from '../store/FactStore';
import { PortfolioStore } from '../store/PortfolioStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { ActionOptions } from './ActionOptions';
import { registerExplainMaturityResult } from './explainMaturityResult';
import { registerGetMaturityScorecard } from './getMaturityScorecard';
import { registerListWorkloadsByMaturity } from './listWorkloadsByMaturity';
import { registerProposeMaturitySteps } from './proposeMaturitySteps';

/** Registers what agents may ask the maturity back end. */
export function registerActions(
  options: ActionOptions & {
    facts: FactStore;
    portfolio: PortfolioStore;
    sources: FactSourceSchema[];
    workloads: WorkloadStore;
  },
) {
  registerGetMaturityScorecard(options);
  registerListWorkloadsByMaturity(options);
  registerExplainMaturityResult(options);
  registerProposeMaturitySteps(options);
}
