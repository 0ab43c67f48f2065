import { BudgetingMethod } from './definition';
import { Counts } from './rollup';

/**
 * The share that may go wrong: 1 − target, without the dust that binary
 * fractions leave (1 − 0.9 is 0.1 here).
 */
export function errorBudget(target: number): number {
  return Math.round((1 - target) * 1e12) / 1e12;
}

/**
 * Share of what went wrong; `undefined` where nothing was counted, since 0/0 is
 * no number. Occurrences: bad events over all events, never a mean of ratios.
 * Timeslices: bad slices over the slices that say something (OpenSLO v1).
 */
export function errorRatio(
  counts: Counts,
  method: BudgetingMethod,
): number | undefined {
  const bad =
    method === 'Occurrences' ? counts.total - counts.good : counts.badSlices;
  const all =
    method === 'Occurrences'
      ? counts.total
      : counts.goodSlices + counts.badSlices;
  return all > 0 ? bad / all : undefined;
}

/** The SLI over the counted time, 0 to 1; `undefined` where nothing was counted. */
export function compliance(
  counts: Counts,
  method: BudgetingMethod,
): number | undefined {
  const good = method === 'Occurrences' ? counts.good : counts.goodSlices;
  const all =
    method === 'Occurrences'
      ? counts.total
      : counts.goodSlices + counts.badSlices;
  return all > 0 ? good / all : undefined;
}

/**
 * Share of the error budget that is left: 1 − error ratio / (1 − target). 1 is
 * all, 0 none, below 0 overspent; never clamped.
 */
export function remainingBudget(ratio: number, target: number): number {
  return 1 - ratio / errorBudget(target);
}

/**
 * Remaining budget of a calendar period that has only partly passed. Timeslices:
 * bad slices over all slices of the period. Occurrences: the events of the
 * whole period are not known yet and are estimated from those so far.
 */
export function remainingCalendarBudget(options: {
  counts: Counts;
  method: BudgetingMethod;
  target: number;
  elapsedSeconds: number;
  periodSeconds: number;
  sliceSeconds: number;
}): number | undefined {
  const { counts, method, target, elapsedSeconds, periodSeconds } = options;
  const ratio = errorRatio(counts, method);
  if (ratio === undefined) return undefined;
  const spent =
    method === 'Timeslices'
      ? (counts.badSlices * options.sliceSeconds) / periodSeconds
      : ratio * (elapsedSeconds / periodSeconds);
  return remainingBudget(spent, target);
}

/**
 * How many times faster than allowed the budget is spent: error ratio /
 * (1 − target). At 1 exactly the budget of a period is spent in the period.
 */
export function burnRate(ratio: number, target: number): number {
  return ratio / errorBudget(target);
}

/**
 * Seconds until nothing is left if errors go on like this: remaining × period /
 * burn rate, from a full budget period / burn rate (SRE workbook, chapter 5).
 * 0 when nothing is left already; `undefined` at a rate of 1 or less, at which
 * the budget lasts.
 */
export function secondsToExhaustion(options: {
  remaining: number;
  burnRate: number;
  periodSeconds: number;
}): number | undefined {
  if (options.remaining <= 0) return 0;
  if (options.burnRate <= 1) return undefined;
  return (options.remaining * options.periodSeconds) / options.burnRate;
}
