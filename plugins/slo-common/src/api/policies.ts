/** What a team does as its budget runs out, as the configuration says (`slo.budgetPolicies`). */
export interface BudgetPolicy {
  name: string;
  title: string;
  /** From most to least budget left. */
  steps: BudgetPolicyStep[];
}

/** One step: in force while less than this share of the budget is left. */
export interface BudgetPolicyStep {
  /** Share of the budget, 1 is all; may be 0 or below. */
  below: number;
  /** What to do, in the imperative. */
  action: string;
  /** What is frozen, such as `feature releases`. */
  freeze: string[];
}
