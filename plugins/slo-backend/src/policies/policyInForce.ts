import {
  BudgetPolicy,
  ObjectiveDefinition,
  SloStatus,
} from '@plumbline/plugin-slo-common';

/** Name of the policy of objectives that name none. */
const DEFAULT_POLICY = 'default';

/**
 * What a team does at this much budget: the step that is in force, the one with
 * the lowest limit that the budget is below. `undefined` without a policy.
 *
 * @param remaining - 1 is all of the budget; `null` without data, so that no step is in force.
 */
export function policyInForce(
  policies: readonly BudgetPolicy[],
  { budgetPolicy = DEFAULT_POLICY }: Pick<ObjectiveDefinition, 'budgetPolicy'>,
  remaining: number | null,
): SloStatus['policy'] {
  const policy = policies.find(({ name }) => name === budgetPolicy);
  if (!policy) return undefined;
  const reached = policy.steps.filter(
    ({ below }) => remaining !== null && remaining < below,
  );
  const step = reached.sort((a, b) => a.below - b.below)[0] ?? null;
  return { title: policy.title, step };
}
