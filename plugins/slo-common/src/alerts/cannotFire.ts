import { errorBudget } from '../budget';
import { ObjectiveDefinition } from '../definition';
import {
  formatBurnRate,
  formatCount,
  formatPercent,
  formatSeconds,
} from '../figures';
import { AlertOperator, AlertRule } from './AlertRule';

/** Whether a number compares so with a threshold. */
export function compares(
  value: number,
  op: AlertOperator,
  threshold: number,
): boolean {
  switch (op) {
    case 'lt':
      return value < threshold;
    case 'lte':
      return value <= threshold;
    case 'gt':
      return value > threshold;
    default:
      return value >= threshold;
  }
}

/**
 * One sentence when a rule can never fire for this objective, whatever happens;
 * otherwise `undefined`.
 */
export function cannotFire(
  rule: AlertRule,
  definition: Pick<ObjectiveDefinition, 'method' | 'target' | 'sliceSeconds'>,
): string | undefined {
  const { condition } = rule;
  const { method, target, sliceSeconds } = definition;
  const most = 1 / errorBudget(target);
  const countsSlices = method !== 'Occurrences';
  const slices =
    condition.kind === 'budget'
      ? Infinity
      : Math.max(1, Math.floor(condition.longSeconds / sliceSeconds));
  if (condition.kind !== 'budget' && countsSlices) {
    const wanted = Math.max(rule.minEvents, rule.minFailures);
    if (wanted > slices) {
      return `It wants ${formatCount(wanted)} slices, and ${formatSeconds(
        condition.longSeconds,
      )} hold ${formatCount(slices)}.`;
    }
  }
  const { op, threshold } = condition;
  switch (condition.kind) {
    case 'burn-rate':
      return reaches(0, most, op, threshold)
        ? undefined
        : `Losing everything burns ${formatBurnRate(
            most,
          )}, which is never ${wordsOf(op)} ${formatBurnRate(threshold)}.`;
    case 'error-rate':
      return reaches(0, 1, op, threshold)
        ? undefined
        : `A share is between 0% and 100%, never ${wordsOf(op)} ${formatPercent(
            threshold,
          )}.`;
    case 'error-count':
      return reaches(0, countsSlices ? slices : Infinity, op, threshold)
        ? undefined
        : `${formatSeconds(condition.longSeconds)} hold ${formatCount(
            slices,
          )} slices; bad ones are never ${wordsOf(op)} ${formatCount(
            threshold,
          )}.`;
    default:
      return reaches(1 - most, 1, op, threshold)
        ? undefined
        : `The remaining budget is between ${formatPercent(
            1 - most,
          )} and 100%, never ${wordsOf(op)} ${formatPercent(threshold)}.`;
  }
}

function reaches(
  least: number,
  most: number,
  op: AlertOperator,
  threshold: number,
): boolean {
  const best = op === 'lt' || op === 'lte' ? least : most;
  return compares(best, op, threshold);
}

const WORDS: Record<AlertOperator, string> = {
  lt: 'below',
  lte: 'at most',
  gt: 'above',
  gte: 'at least',
};

/** An operator in words: `above`, `at least`, ... */
export function wordsOf(op: AlertOperator): string {
  return WORDS[op];
}
