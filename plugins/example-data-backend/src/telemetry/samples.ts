import { RatioSeries, Series, ThresholdSeries } from './definition';
import { DAY_SECONDS, SLICE_SECONDS } from './slices';

/** Value of each column at one slice: `good` and `total`, or `value`. */
export type Sample = Record<string, number>;

/** Names of the columns that a series writes. */
export function columnsOf(series: Series): string[] {
  return series.kind === 'ratio' ? ['good', 'total'] : ['value'];
}

/**
 * What a series says of the slice that ends at `end` (epoch seconds);
 * `undefined` where its story has a gap.
 *
 * A pure function of its arguments: the noise comes from a hash of name and
 * time, so that a restart writes the same history.
 */
export function sampleAt(
  series: Series,
  end: number,
  anchor: number,
): Sample | undefined {
  return series.kind === 'ratio'
    ? ratioAt(series, end, anchor)
    : thresholdAt(series, end, anchor);
}

function ratioAt(
  series: RatioSeries,
  end: number,
  anchor: number,
): Sample | undefined {
  let { errorRatio } = series;
  let rate = series.rate * rhythmAt(series.rhythm, end);
  for (const event of series.events) {
    const share = shareOfSlice(event, end, anchor);
    if (share >= 0.5 && event.missing) return undefined;
    if (event.errorRatio !== undefined) {
      errorRatio += (event.errorRatio - errorRatio) * share;
    }
    if (event.rateFactor !== undefined) {
      rate *= 1 + (event.rateFactor - 1) * share;
    }
  }
  const total = wholeNumber(
    rate * (0.9 + 0.2 * noise(series.name, end, 'rate')),
    noise(series.name, end, 'total'),
  );
  // A total outage is total; the fewer errors, the more their number varies.
  const wobble = 0.6 * (noise(series.name, end, 'errors') - 0.5);
  const bad = wholeNumber(
    total * errorRatio * (1 + wobble * (1 - errorRatio)),
    noise(series.name, end, 'bad'),
  );
  return { good: total - Math.min(bad, total), total };
}

function thresholdAt(
  series: ThresholdSeries,
  end: number,
  anchor: number,
): Sample | undefined {
  let { typical } = series;
  for (const event of series.events) {
    const share = shareOfSlice(event, end, anchor);
    if (share >= 0.5 && event.missing) return undefined;
    if (event.typical !== undefined) {
      typical += (event.typical - typical) * share;
    }
  }
  // Busy hours add half of the spread, noise the other half.
  const load = rhythmAt(series.rhythm, end) - 1;
  const wobble = 2 * noise(series.name, end, 'value') - 1;
  const value = typical * (1 + (series.spread * (load + wobble)) / 2);
  return { value: Math.round(value * 1000) / 1000 };
}

/** How much of the slice an event, or one of its repetitions, covers: 0 to 1. */
function shareOfSlice(
  event: { startDaysAgo: number; duration?: number; everyDays?: number },
  end: number,
  anchor: number,
): number {
  let start = anchor - event.startDaysAgo * DAY_SECONDS;
  const sliceStart = end - SLICE_SECONDS;
  if (event.everyDays !== undefined && sliceStart > start) {
    const period = event.everyDays * DAY_SECONDS;
    start += Math.floor((sliceStart - start) / period) * period;
  }
  const stop = start + (event.duration ?? Infinity);
  const covered = Math.min(end, stop) - Math.max(sliceStart, start);
  return Math.min(Math.max(covered / SLICE_SECONDS, 0), 1);
}

/** Traffic relative to its weekly mean, which is 1. */
function rhythmAt(rhythm: Series['rhythm'], end: number): number {
  if (rhythm === 'flat') return 1;
  const hour = (end % DAY_SECONDS) / 3600;
  // Lowest at 02:00 and highest at 14:00 UTC.
  const wave = Math.cos(((hour - 14) / 24) * 2 * Math.PI);
  if (rhythm === 'round-the-clock') return 1 + 0.3 * wave;
  // 1970-01-01 was a Thursday; Saturday and Sunday carry a quarter of a workday.
  const weekday = (Math.floor(end / DAY_SECONDS) + 4) % 7;
  const weekend = weekday === 0 || weekday === 6;
  return (1 + 0.8 * wave) * (weekend ? 7 / 22 : (4 * 7) / 22);
}

/** Rounds up or down by chance, so that small expectations keep their mean. */
function wholeNumber(expected: number, chance: number): number {
  return Math.floor(expected + chance);
}

/** A number from 0 to 1 that depends on nothing but its arguments. */
function noise(name: string, end: number, salt: string): number {
  let hash = 0x811c9dc5 ^ (end / SLICE_SECONDS);
  for (const text of [name, salt]) {
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
  }
  // The finaliser of MurmurHash3, without which neighbours look alike.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
