import { TimeSpan } from './exclusions';
import { forecastAt } from './forecast';
import { hourOf } from './rollup';
import { TimeWindow, windowAt } from './window';

/** What decides where an objective's time is cut; epoch seconds, lengths in seconds. */
export interface CutOptions {
  window: TimeWindow;
  /** The moment looked from. */
  asOf: number;
  exclusions?: readonly TimeSpan[];
  /** Lengths of the windows that end at `asOf` and are counted exactly, such as of burn rates. */
  burnWindows?: readonly number[];
}

/**
 * Every moment at which the time of an objective is cut: the ends of its
 * window, of burn windows and of maintenance in them, and where its forecast
 * starts to count. A rollup that contains one of them inside cannot be added as
 * a whole. Ascending, without repeats.
 */
export function windowCuts(options: CutOptions): number[] {
  const { window, asOf, exclusions = [], burnWindows = [] } = options;
  const { start, periodEnd } = windowAt(window, asOf);
  const earliest = Math.min(start, ...burnWindows.map(s => asOf - s));
  const ahead = forecastAt(window, { start, end: asOf, periodEnd });
  const cuts = [
    start,
    asOf,
    ...(window.kind === 'rolling' ? [windowAt(window, ahead).start] : []),
    ...burnWindows.map(seconds => asOf - seconds),
    ...exclusions.flat(),
  ].filter(cut => cut >= earliest && cut <= asOf);
  return [...new Set(cuts)].sort((a, b) => a - b);
}

/**
 * Starts of the hours (epoch seconds) that are cut in two and need their slices
 * to be counted exactly: at the edges of burn windows, of maintenance, and of
 * calendar windows in time zones that are not whole hours from UTC. All others
 * are added as sums.
 */
export function hoursCutBy(options: CutOptions): number[] {
  return [
    ...new Set(
      windowCuts(options)
        .filter(cut => cut % 3_600 !== 0)
        .map(hourOf),
    ),
  ];
}
