import { ObjectiveDefinition } from '../definition';
import { windowSeconds } from '../window';
import { AlertRule, AlertSeverity } from './AlertRule';

/** A pair of windows that must both burn faster than a factor. */
export interface BurnPair {
  id: string;
  name: string;
  severity: AlertSeverity;
  longSeconds: number;
  shortSeconds: number;
  /** Share of the period's budget that is spent when the long window burns at the factor. */
  budgetShare: number;
}

/**
 * The pairs of the SRE workbook, table 5-8. Its factors 14.4, 6 and 1 belong to
 * a period of 30 days; see {@link burnFactor} for others.
 */
export const BURN_PAIRS: readonly BurnPair[] = [
  {
    id: 'burn-1h',
    name: 'Budget burns very fast',
    severity: 'critical',
    longSeconds: 3_600,
    shortSeconds: 300,
    budgetShare: 0.02,
  },
  {
    id: 'burn-6h',
    name: 'Budget burns fast',
    severity: 'high',
    longSeconds: 6 * 3_600,
    shortSeconds: 1_800,
    budgetShare: 0.05,
  },
  {
    id: 'burn-3d',
    name: 'Budget burns steadily',
    severity: 'medium',
    longSeconds: 3 * 86_400,
    shortSeconds: 6 * 3_600,
    budgetShare: 0.1,
  },
];

/** Fewer failures than these never alert where events are counted: one slow request at night is no incident. */
export const DEFAULT_MIN_FAILURES = 3;

/** Factors below this are slower than the budget allows by more than the choice of 28 or 30 days explains. */
const LEAST_FACTOR = 0.9;

/**
 * Burn rate at which the long window spends the pair's share of the period's
 * budget: share × period / long window. In short periods a small share is less
 * than what is allowed in that time; the factor is then 1.
 */
export function burnFactor(pair: BurnPair, periodSeconds: number): number {
  const factor = (pair.budgetShare * periodSeconds) / pair.longSeconds;
  return factor < LEAST_FACTOR ? 1 : factor;
}

/**
 * The rules of an objective that declares none: {@link BURN_PAIRS} by the
 * length of its own period, as far as the period is longer than their windows.
 */
export function defaultAlertRules(
  definition: Pick<
    ObjectiveDefinition,
    'window' | 'method' | 'sliceSeconds'
  > & {
    indicator: Pick<ObjectiveDefinition['indicator'], 'kind'>;
  },
): AlertRule[] {
  const period = windowSeconds(definition.window);
  const countsEvents =
    definition.method === 'Occurrences' &&
    definition.indicator.kind === 'ratio';
  return BURN_PAIRS.filter(({ longSeconds }) => longSeconds <= period).map(
    pair => ({
      id: pair.id,
      name: pair.name,
      severity: pair.severity,
      condition: {
        kind: 'burn-rate',
        longSeconds: Math.max(pair.longSeconds, definition.sliceSeconds),
        shortSeconds: Math.max(pair.shortSeconds, definition.sliceSeconds),
        op: 'gt',
        threshold: burnFactor(pair, period),
      },
      alertAfterSeconds: 0,
      minEvents: 0,
      minFailures: countsEvents ? DEFAULT_MIN_FAILURES : 0,
      notify: { noData: false, resolved: true, breaching: true },
      targets: [],
    }),
  );
}

/** The rules that watch an objective: its own, or the default ones. */
export function alertRulesOf(definition: ObjectiveDefinition): AlertRule[] {
  return definition.alertRules ?? defaultAlertRules(definition);
}

/** Lengths of the windows that rules look at, in seconds; at least a slice. */
export function alertWindowsOf(definition: ObjectiveDefinition): number[] {
  const lengths = alertRulesOf(definition).flatMap(({ condition }) => {
    if (condition.kind === 'budget') return [];
    if (condition.kind !== 'burn-rate') return [condition.longSeconds];
    return [condition.longSeconds, condition.shortSeconds ?? 0];
  });
  return [
    ...new Set(
      lengths
        .filter(seconds => seconds > 0)
        .map(seconds => Math.max(seconds, definition.sliceSeconds)),
    ),
  ];
}
