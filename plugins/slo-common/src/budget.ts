import { BudgetingMethod, GapPolicy } from './definition';
import { Counts } from './rollup';

/** Gaps that count although nothing was measured in them, by what they count as. */
export interface CountedGaps {
  good: number;
  bad: number;
}

/** No gap counts. */
export const NO_GAPS: CountedGaps = { good: 0, bad: 0 };

/** What a budget is counted in: events, or slices together with the gaps that count. */
export interface Tally {
  unit: 'events' | 'slices';
  /** With RatioTimeslices the sum of the slices' shares. */
  good: number;
  bad: number;
  all: number;
}

/**
 * The share that may go wrong: 1 − target, without the dust that binary
 * fractions leave (1 − 0.9 is 0.1 here).
 */
export function errorBudget(target: number): number {
  return Math.round((1 - target) * 1e12) / 1e12;
}

/**
 * The gaps that count by an objective's policies. Events are never made up:
 * with Occurrences no gap counts.
 */
export function countGaps(options: {
  method: BudgetingMethod;
  noData?: GapPolicy;
  noEvents?: GapPolicy;
  noDataSlices: number;
  emptySlices: number;
}): CountedGaps {
  if (options.method === 'Occurrences') return NO_GAPS;
  const counted = (policy: GapPolicy) =>
    (options.noData === policy ? options.noDataSlices : 0) +
    (options.noEvents === policy ? options.emptySlices : 0);
  return { good: counted('good'), bad: counted('bad') };
}

/**
 * Counts in the unit of the budget. Occurrences: events. Timeslices: slices
 * that say something (OpenSLO v1). RatioTimeslices: slices with events, each by
 * its share of good events.
 */
export function tally(
  counts: Counts,
  method: BudgetingMethod,
  gaps: CountedGaps = NO_GAPS,
): Tally {
  if (method === 'Occurrences') {
    const { good, total } = counts;
    return { unit: 'events', good, bad: total - good, all: total };
  }
  const measured = counts.goodSlices + counts.badSlices;
  const [good, bad] =
    method === 'Timeslices'
      ? [counts.goodSlices, counts.badSlices]
      : [counts.ratioSum, withoutDust(measured - counts.ratioSum, measured)];
  return {
    unit: 'slices',
    good: good + gaps.good,
    bad: bad + gaps.bad,
    all: measured + gaps.good + gaps.bad,
  };
}

/**
 * Share of what went wrong; `undefined` where nothing was counted, since 0/0 is
 * no number. Occurrences: bad events over all events, never a mean of ratios.
 * Timeslices: bad slices over the slices that say something. RatioTimeslices:
 * the mean over slices of the share of bad events.
 */
export function errorRatio(
  counts: Counts,
  method: BudgetingMethod,
  gaps: CountedGaps = NO_GAPS,
): number | undefined {
  const { bad, all } = tally(counts, method, gaps);
  return all > 0 ? bad / all : undefined;
}

/** The SLI over the counted time, 0 to 1; `undefined` where nothing was counted. */
export function compliance(
  counts: Counts,
  method: BudgetingMethod,
  gaps: CountedGaps = NO_GAPS,
): number | undefined {
  const { good, all } = tally(counts, method, gaps);
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
 * Share of bad among all that a calendar period will have counted, as far as it
 * has gone. Slices: bad ones over all slices of the period. Events: those of the
 * whole period are not known yet and are estimated, see {@link shareOfPeriod}.
 * Without data `undefined`.
 */
export function calendarErrorRatio(options: {
  counts: Counts;
  method: BudgetingMethod;
  /** Seconds that have passed and seconds of the whole period, both without maintenance. */
  elapsedSeconds: number;
  periodSeconds: number;
  /** Seconds of those that have passed without a measurement; 0 when absent. */
  unmeasuredSeconds?: number;
  sliceSeconds: number;
  gaps?: CountedGaps;
}): number | undefined {
  const { counts, method, periodSeconds } = options;
  const { unit, bad, all } = tally(counts, method, options.gaps);
  if (all <= 0) return undefined;
  return unit === 'slices'
    ? (bad * options.sliceSeconds) / periodSeconds
    : (bad / all) * shareOfPeriod(options);
}

/**
 * Which share of the events that a calendar period will have counted is there
 * already, if they go on as they came: measured time ÷ time that can still be
 * measured. What was not measured, as before an objective's first data, has no
 * events and gets none by an estimate.
 */
export function shareOfPeriod(options: {
  elapsedSeconds: number;
  periodSeconds: number;
  unmeasuredSeconds?: number;
}): number {
  const { elapsedSeconds, periodSeconds, unmeasuredSeconds = 0 } = options;
  return (
    (elapsedSeconds - unmeasuredSeconds) / (periodSeconds - unmeasuredSeconds)
  );
}

/** Remaining budget of a calendar period that has only partly passed; see {@link calendarErrorRatio}. */
export function remainingCalendarBudget(
  options: Parameters<typeof calendarErrorRatio>[0] & { target: number },
): number | undefined {
  const ratio = calendarErrorRatio(options);
  return ratio === undefined
    ? undefined
    : remainingBudget(ratio, options.target);
}

/**
 * How many times faster than allowed the budget is spent: error ratio /
 * (1 − target). At 1 exactly the budget of a period is spent in the period.
 */
export function burnRate(ratio: number, target: number): number {
  return ratio / errorBudget(target);
}

/** The burn rate over a window of so many seconds; `null` without data there. */
export function burnRateOver(
  { burnRates }: { burnRates: { seconds: number; rate: number | null }[] },
  seconds: number,
): number | null {
  return burnRates.find(each => each.seconds === seconds)?.rate ?? null;
}

/**
 * Seconds until nothing is left if errors go on like this: remaining × period /
 * burn rate, from a full budget period / burn rate (SRE workbook, chapter 5).
 * 0 when nothing is left already; `undefined` when the budget lasts: at a rate of
 * 1 or less, or until a calendar period is over and there is a new one.
 *
 * @param options.leftSeconds - until the calendar period is over; absent for a
 *   rolling window.
 */
export function secondsToExhaustion(options: {
  remaining: number;
  burnRate: number;
  periodSeconds: number;
  leftSeconds?: number;
}): number | undefined {
  const { remaining, periodSeconds, leftSeconds = Infinity } = options;
  if (remaining <= 0) return 0;
  if (options.burnRate <= 1) return undefined;
  const seconds = (remaining * periodSeconds) / options.burnRate;
  return seconds < leftSeconds ? seconds : undefined;
}

// A sum of shares such as 0.1 misses a whole number by rounding errors only.
function withoutDust(difference: number, size: number): number {
  return Math.abs(difference) < 1e-12 * Math.max(1, size) ? 0 : difference;
}
