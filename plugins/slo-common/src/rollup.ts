import { TimeSpan } from './exclusions';

/** Events of one slice of time. */
export interface Slice {
  /** Epoch seconds at which the slice ends. */
  end: number;
  good: number;
  total: number;
}

/**
 * What happened over some time: events, and slices kept apart by what they say.
 * A slice without a measurement is in none of them.
 */
export interface Counts {
  good: number;
  total: number;
  /** Slices in which the share of good events reached the slice target. */
  goodSlices: number;
  badSlices: number;
  /** Slices that were measured and had no events: 0/0 is neither good nor bad. */
  emptySlices: number;
  /** Σ good ÷ total over the slices with events, for RatioTimeslices. */
  ratioSum: number;
}

/** The slices that end within one hour (or a longer whole span, such as a day), and their sum. */
export interface HourRollup {
  /** Epoch seconds of its start, a whole hour; slices that end in `(hour, hour + spanSeconds]` belong to it. */
  hour: number;
  /** Its length in seconds; an hour when absent. */
  spanSeconds?: number;
  counts: Counts;
  /**
   * `[good, total]` of each slice in order, `null` where nothing was measured.
   * Left out where only whole hours are summed.
   */
  slices?: PackedSlice[];
}

/** `[good, total]`, or `null` for a slice without a measurement. */
export type PackedSlice = [good: number, total: number] | null;

/** How slices are cut and judged. */
export interface SliceRule {
  /** Length in seconds; divides an hour. */
  sliceSeconds: number;
  /** Share of good events from which a slice is good. */
  sliceTarget: number;
}

/** Counts over some time, and whether they are exact. */
export interface CountedTime {
  counts: Counts;
  /** Whether an hour was cut that had lost its slices, so that its sum was shared out by time. */
  estimated: boolean;
}

const HOUR = 3_600;

/** Start of the hour that a slice ending at `end` belongs to. */
export function hourOf(end: number): number {
  return Math.ceil(end / HOUR) * HOUR - HOUR;
}

/** Counts of nothing. */
export function noCounts(): Counts {
  return {
    good: 0,
    total: 0,
    goodSlices: 0,
    badSlices: 0,
    emptySlices: 0,
    ratioSum: 0,
  };
}

/** How many slices were measured, with and without events. */
export function measuredSlices(counts: Counts): number {
  return counts.goodSlices + counts.badSlices + counts.emptySlices;
}

function add(sum: Counts, more: Counts, share = 1) {
  sum.good += more.good * share;
  sum.total += more.total * share;
  sum.goodSlices += more.goodSlices * share;
  sum.badSlices += more.badSlices * share;
  sum.emptySlices += more.emptySlices * share;
  sum.ratioSum += more.ratioSum * share;
}

function addSlice(sum: Counts, slice: PackedSlice, sliceTarget: number) {
  if (!slice) return;
  const [good, total] = slice;
  sum.good += good;
  sum.total += total;
  if (total === 0) {
    sum.emptySlices++;
    return;
  }
  sum.ratioSum += good / total;
  if (good >= sliceTarget * total) sum.goodSlices++;
  else sum.badSlices++;
}

/** The sum over the slices of one hour. */
export function sumSlices(slices: PackedSlice[], sliceTarget: number): Counts {
  const sum = noCounts();
  slices.forEach(slice => addSlice(sum, slice, sliceTarget));
  return sum;
}

/** Sorts slices into hours. Of two slices with the same end the later in the list counts. */
export function rollUp(slices: Slice[], rule: SliceRule): HourRollup[] {
  const perHour = HOUR / rule.sliceSeconds;
  const hours = new Map<number, PackedSlice[]>();
  for (const { end, good, total } of slices) {
    const hour = hourOf(end);
    let packed = hours.get(hour);
    if (!packed) {
      packed = new Array<PackedSlice>(perHour).fill(null);
      hours.set(hour, packed);
    }
    packed[Math.ceil((end - hour) / rule.sliceSeconds) - 1] = [good, total];
  }
  return [...hours]
    .sort(([a], [b]) => a - b)
    .map(([hour, packed]) => ({
      hour,
      counts: sumSlices(packed, rule.sliceTarget),
      slices: packed,
    }));
}

/**
 * Sum over the slices that end within the spans, which must not overlap. What
 * lies in a span as a whole adds its sum; what is cut by an edge is counted
 * slice by slice, or, where its slices are gone, shared out by time.
 */
export function countSpans(
  rollups: Iterable<HourRollup>,
  spans: TimeSpan[],
  rule: SliceRule,
): CountedTime {
  const counts = noCounts();
  let estimated = false;
  const first = spans.length > 0 ? spans[0][0] : 0;
  const last = spans.length > 0 ? spans[spans.length - 1][1] : 0;
  for (const rollup of rollups) {
    const { hour: start, spanSeconds = HOUR, slices } = rollup;
    const end = start + spanSeconds;
    if (end <= first || start >= last) continue;
    let within = 0;
    for (const [from, to] of spans) {
      within += Math.max(0, Math.min(to, end) - Math.max(from, start));
    }
    if (within === spanSeconds) {
      add(counts, rollup.counts);
    } else if (within > 0 && slices) {
      slices.forEach((slice, index) => {
        if (!slice) return;
        const sliceEnd = start + (index + 1) * rule.sliceSeconds;
        const inside = spans.some(
          ([from, to]) => sliceEnd > from && sliceEnd <= to,
        );
        if (inside) addSlice(counts, slice, rule.sliceTarget);
      });
    } else if (within > 0) {
      add(counts, rollup.counts, within / spanSeconds);
      estimated = true;
    }
  }
  return { counts, estimated };
}

/** {@link countSpans} over the slices that end in `(from, to]`. */
export function countsBetween(
  rollups: Iterable<HourRollup>,
  from: number,
  to: number,
  rule: SliceRule,
): Counts {
  return countSpans(rollups, [[from, to]], rule).counts;
}
