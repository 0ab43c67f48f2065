import {
  CountedGaps,
  compliance,
  countGaps,
  errorRatio,
  remainingBudget,
  remainingCalendarBudget,
} from './budget';
import { ObjectiveDefinition } from './definition';
import {
  TimeSpan,
  excludedSeconds,
  includedSpans,
  lengthOf,
  slicesIn,
} from './exclusions';
import { Counts, HourRollup, countSpans, measuredSlices } from './rollup';
import { WindowSpan, windowAt } from './window';

/** What else must be known about an objective to count its time. */
export interface MeasureContext {
  /** Maintenance; it may reach into the future. Epoch seconds. */
  exclusions?: readonly TimeSpan[];
  /**
   * Epoch seconds at which the first slice starts that was ever measured: what
   * lies before it is no gap. When absent, the start of the earliest rollup.
   */
  measuredSince?: number;
}

/** What was counted in one stretch of time. */
export interface SpanMeasure {
  from: number;
  to: number;
  counts: Counts;
  /** Slices of the stretch, maintenance aside. */
  expectedSlices: number;
  /** Of those, without a measurement. */
  noDataSlices: number;
  /** Gaps that count, by the policies of the objective. */
  gaps: CountedGaps;
  excludedSeconds: number;
  /** Whether an hour that had lost its slices was shared out by time. */
  estimated: boolean;
  /** Share of what went wrong; absent where nothing counts. */
  errorRatio?: number;
}

/** What was counted in an objective's window, and what follows from it. */
export interface WindowMeasure extends SpanMeasure {
  span: WindowSpan;
  /** Length of the budget's period without maintenance, seconds. */
  periodSeconds: number;
  /** Share of the expected slices that were measured. */
  coverage: number;
  compliance?: number;
  remaining?: number;
  /** Whether an hour that had lost its slices was shared out by time; `estimated` says so too, and where the events of a period are estimated. */
  sharedOut: boolean;
}

/**
 * Counts the slices of an objective that end in `(from, to]`, both epoch
 * seconds. The rollups must cover that time, with the slices of the hours that
 * an edge or maintenance cuts (see {@link hoursCutBy}).
 */
export function measureSpan(
  definition: ObjectiveDefinition,
  rollups: readonly HourRollup[],
  [from, to]: TimeSpan,
  context: MeasureContext = {},
): SpanMeasure {
  const { method, sliceSeconds, noData, noEvents } = definition;
  const exclusions = context.exclusions ?? [];
  const spans = includedSpans([from, to], exclusions, sliceSeconds);
  const { counts, estimated } = countSpans(rollups, spans, definition);
  const expectedSlices = slicesIn(spans, sliceSeconds);
  const noDataSlices = Math.max(0, expectedSlices - measuredSlices(counts));
  const since = context.measuredSince ?? rollups[0]?.hour ?? to;
  const gapSlices =
    since <= from
      ? noDataSlices
      : Math.max(
          0,
          slicesIn(
            includedSpans([since, to], exclusions, sliceSeconds),
            sliceSeconds,
          ) - measuredSlices(counts),
        );
  const gaps = countGaps({
    method,
    noData,
    noEvents,
    noDataSlices: gapSlices,
    emptySlices: counts.emptySlices,
  });
  return {
    from,
    to,
    counts,
    expectedSlices,
    noDataSlices,
    gaps,
    excludedSeconds: Math.max(0, to - from) - lengthOf(spans),
    estimated,
    errorRatio: errorRatio(counts, method, gaps),
  };
}

/**
 * Counts the objective's window as seen from `asOf` (epoch seconds). The
 * rollups must cover the window, with the slices of the hours at its edges.
 */
export function measureWindow(
  definition: ObjectiveDefinition,
  rollups: readonly HourRollup[],
  asOf: number,
  context: MeasureContext = {},
): WindowMeasure {
  const { method, target, window, sliceSeconds } = definition;
  const span = windowAt(window, asOf);
  const measured = measureSpan(
    definition,
    rollups,
    [span.start, span.end],
    context,
  );
  const { counts, gaps, expectedSlices } = measured;
  const periodSeconds =
    span.periodEnd -
    span.start -
    excludedSeconds(
      [span.start, span.periodEnd],
      context.exclusions ?? [],
      sliceSeconds,
    );
  let remaining: number | undefined;
  if (window.kind === 'calendar') {
    remaining = remainingCalendarBudget({
      counts,
      method,
      target,
      elapsedSeconds: span.end - span.start - measured.excludedSeconds,
      unmeasuredSeconds: measured.noDataSlices * sliceSeconds,
      periodSeconds,
      sliceSeconds,
      gaps,
    });
  } else if (measured.errorRatio !== undefined) {
    remaining = remainingBudget(measured.errorRatio, target);
  }
  return {
    ...measured,
    span,
    periodSeconds,
    coverage:
      expectedSlices > 0
        ? Math.min(1, measuredSlices(counts) / expectedSlices)
        : 0,
    compliance: compliance(counts, method, gaps),
    remaining,
    sharedOut: measured.estimated,
    estimated:
      measured.estimated ||
      (window.kind === 'calendar' && method === 'Occurrences'),
  };
}
