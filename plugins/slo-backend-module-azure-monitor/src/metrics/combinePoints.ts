import { Aggregation } from './metricsSpec';

/** A value of one interval: when it begins (epoch seconds), and how much it weighs in a mean. */
export interface Point {
  start: number;
  value: number;
  weight: number;
}

/** Makes slices of intervals: values by the end of the slice. A slice without any has none. */
export function combinePoints(
  points: Point[],
  aggregation: Aggregation,
  step: number,
): Map<number, number> {
  const slices = new Map<number, Point[]>();
  for (const point of points) {
    const end = Math.floor(point.start / step) * step + step;
    const slice = slices.get(end);
    if (slice) slice.push(point);
    else slices.set(end, [point]);
  }
  return new Map(
    [...slices].map(([end, slice]) => [end, combine(slice, aggregation)]),
  );
}

function combine(points: Point[], aggregation: Aggregation): number {
  const values = points.map(({ value }) => value);
  switch (aggregation) {
    case 'minimum':
      return Math.min(...values);
    case 'maximum':
      return Math.max(...values);
    case 'average': {
      const weight = sum(points.map(point => point.weight));
      // 0/0 is NaN: no measurement, no mean.
      return sum(points.map(point => point.value * point.weight)) / weight;
    }
    default:
      return sum(values);
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
