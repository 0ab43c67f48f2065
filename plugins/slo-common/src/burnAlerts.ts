import { errorBudget } from './budget';

/** How soon a burn matters: `fast` needs someone now, `slow` within days. */
export type BurnSeverity = 'fast' | 'slow';

/** A pair of windows that must both burn faster than the factor. */
export interface BurnRule {
  severity: BurnSeverity;
  longSeconds: number;
  shortSeconds: number;
  /** Share of the period's budget that is spent when the long window burns at the factor. */
  budgetShare: number;
}

/**
 * The pairs of the SRE workbook, table 5-8. Its factors 14.4, 6 and 1 belong to
 * a period of 30 days; see {@link burnFactor} for others.
 */
export const BURN_RULES: readonly BurnRule[] = [
  {
    severity: 'fast',
    longSeconds: 3_600,
    shortSeconds: 300,
    budgetShare: 0.02,
  },
  {
    severity: 'fast',
    longSeconds: 6 * 3_600,
    shortSeconds: 1_800,
    budgetShare: 0.05,
  },
  {
    severity: 'slow',
    longSeconds: 3 * 86_400,
    shortSeconds: 6 * 3_600,
    budgetShare: 0.1,
  },
];

/** One {@link BurnRule} as it stands for one objective. */
export interface BurnAlert {
  severity: BurnSeverity;
  longSeconds: number;
  shortSeconds: number;
  /** Both windows must burn faster than this. */
  factor: number;
  /** `null` without data in the window. */
  longRate: number | null;
  shortRate: number | null;
  firing: boolean;
  /** `false` when even losing every event burns no faster than the factor. */
  canFire: boolean;
}

/** Burn rate at which the long window spends the rule's share of the period's budget: share × period / long window. */
export function burnFactor(rule: BurnRule, periodSeconds: number): number {
  return (rule.budgetShare * periodSeconds) / rule.longSeconds;
}

/**
 * Evaluates the rules. `rateOver(seconds)` is the burn rate over the last so
 * many seconds, `undefined` without data. Rates are compared unrounded.
 */
export function burnAlerts(options: {
  target: number;
  periodSeconds: number;
  /** A window shorter than a slice holds none, so none is asked for. */
  sliceSeconds: number;
  rateOver: (seconds: number) => number | undefined;
}): BurnAlert[] {
  const { target, periodSeconds, sliceSeconds, rateOver } = options;
  return BURN_RULES.map(rule => {
    const shortSeconds = Math.max(rule.shortSeconds, sliceSeconds);
    const factor = burnFactor(rule, periodSeconds);
    const longRate = rateOver(rule.longSeconds);
    const shortRate = rateOver(shortSeconds);
    return {
      severity: rule.severity,
      longSeconds: rule.longSeconds,
      shortSeconds,
      factor,
      longRate: longRate ?? null,
      shortRate: shortRate ?? null,
      firing:
        longRate !== undefined &&
        shortRate !== undefined &&
        longRate > factor &&
        shortRate > factor,
      canFire: 1 / errorBudget(target) > factor,
    };
  });
}
