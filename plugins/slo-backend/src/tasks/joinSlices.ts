import {
  ComparisonOperator,
  Indicator,
  SeriesRole,
  Slice,
} from '@plumbline/plugin-slo-common';
import { SeriesSlice } from '@plumbline/plugin-slo-node';

const COMPARE: Record<
  ComparisonOperator,
  (reading: number, value: number) => boolean
> = {
  lt: (reading, value) => reading < value,
  lte: (reading, value) => reading <= value,
  gt: (reading, value) => reading > value,
  gte: (reading, value) => reading >= value,
};

/**
 * Makes slices of good and all events from the series of an indicator. A slice
 * that one of the series lacks has no data: a missing count is not a count of
 * nothing, and a count below 0 is none. A reading of a threshold metric is one
 * event, good or not; one of a share is one event that was good so far, and no
 * share outside 0 to 1 counts.
 */
export function joinSlices(
  indicator: Indicator,
  seriesOf: (role: SeriesRole) => SeriesSlice[],
): Slice[] {
  if (indicator.kind === 'threshold') {
    const isGood = COMPARE[indicator.op];
    return finite(seriesOf('value')).map(({ end, value }) => ({
      end,
      good: isGood(value, indicator.value) ? 1 : 0,
      total: 1,
    }));
  }
  if (indicator.kind === 'raw') {
    return finite(seriesOf('value'))
      .filter(({ value }) => value >= 0 && value <= 1)
      .map(({ end, value }) => ({
        end,
        good: indicator.rawType === 'success' ? value : 1 - value,
        total: 1,
      }));
  }
  const role = indicator.good ? 'good' : 'bad';
  const events = new Map(
    counts(seriesOf(role)).map(({ end, value }) => [end, value]),
  );
  return counts(seriesOf('total')).flatMap(({ end, value: total }) => {
    const count = events.get(end);
    if (count === undefined) return [];
    return [{ end, good: role === 'good' ? count : total - count, total }];
  });
}

function finite(slices: SeriesSlice[]): SeriesSlice[] {
  return slices.filter(({ value }) => Number.isFinite(value));
}

function counts(slices: SeriesSlice[]): SeriesSlice[] {
  return finite(slices).filter(({ value }) => value >= 0);
}
