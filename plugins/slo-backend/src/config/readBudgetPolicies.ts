import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { BudgetPolicy } from '@plumbline/plugin-slo-common';

/**
 * Reads `slo.budgetPolicies`; none when absent.
 *
 * @throws InputError that names the key.
 */
export function readBudgetPolicies(config: Config): BudgetPolicy[] {
  const policies = (
    config.getOptionalConfigArray('slo.budgetPolicies') ?? []
  ).map((policy, index) => {
    const place = `slo.budgetPolicies[${index}]`;
    const steps = policy
      .getConfigArray('steps')
      .map(step => ({
        below: step.getNumber('below'),
        action: step.getString('action'),
        freeze: step.getOptionalStringArray('freeze') ?? [],
      }))
      .sort((a, b) => b.below - a.below);
    if (steps.length === 0) {
      throw new InputError(`${place}.steps: expected at least one step`);
    }
    steps.forEach(({ below }, step) => {
      if (below > 1 || below === steps[step + 1]?.below) {
        throw new InputError(
          `${place}.steps: expected 'below' to be at most 1 and different in each step, got ${below}`,
        );
      }
    });
    const name = policy.getString('name');
    return { name, title: policy.getOptionalString('title') ?? name, steps };
  });
  policies.forEach(({ name }, index) => {
    if (policies.findIndex(policy => policy.name === name) !== index) {
      throw new InputError(
        `slo.budgetPolicies[${index}].name: expected a name of its own, '${name}' is taken`,
      );
    }
  });
  return policies;
}
