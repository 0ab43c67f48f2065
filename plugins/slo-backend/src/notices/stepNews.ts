import {
  AlertSeverity,
  BudgetPolicyStep,
  SloStatus,
} from '@plumbline/plugin-slo-common';

/** So much more of the budget must be there before a step counts as left, so that nobody is told back and forth. */
const MARGIN = 0.05;

/** A step of a budget policy that people know to be in force. */
export interface ToldStep {
  objectiveId: string;
  step: BudgetPolicyStep;
}

/** `reached`: a step came into force; `left`: there is budget again. */
export interface StepNews {
  kind: 'reached' | 'left';
  objectiveId: string;
  severity: AlertSeverity;
  /** 1 is all of the budget. */
  remaining: number;
  /** That was reached or left. */
  step: BudgetPolicyStep;
  /** That is in force now. */
  inForce?: BudgetPolicyStep;
}

/**
 * What is new about an objective's budget policy. Steps further down are told
 * at once, steps back up once there is a margin of 5% of the budget.
 */
export function stepNews(
  {
    id,
    remainingBudget,
    policy,
  }: Pick<SloStatus, 'id' | 'remainingBudget' | 'policy'>,
  told: ToldStep | undefined,
): StepNews | undefined {
  // Without data nothing is known to have changed.
  if (remainingBudget === null) return undefined;
  const inForce = policy?.step ?? undefined;
  const news = { objectiveId: id, remaining: remainingBudget, inForce };
  if (inForce && (!told || inForce.below < told.step.below)) {
    return {
      ...news,
      kind: 'reached',
      step: inForce,
      severity: stepSeverity(inForce),
    };
  }
  if (!told || inForce?.below === told.step.below) return undefined;
  if (remainingBudget < told.step.below + MARGIN) return undefined;
  return { ...news, kind: 'left', step: told.step, severity: 'low' };
}

/** How soon someone must look: a spent budget is urgent, a freeze is to be known of. */
export function stepSeverity({
  below,
  freeze,
}: BudgetPolicyStep): AlertSeverity {
  if (below <= 0) return 'high';
  return freeze.length > 0 ? 'medium' : 'low';
}
