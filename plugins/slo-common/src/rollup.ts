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
}

/** The slices that end within one hour, and their sum. */
export interface HourRollup {
  /** Epoch seconds of the hour's start; slices that end in `(hour, hour + 3600]` belong to it. */
  hour: number;
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

const HOUR = 3_600;

/** Start of the hour that a slice ending at `end` belongs to. */
export function hourOf(end: number): number {
  return Math.ceil(end / HOUR) * HOUR - HOUR;
}

/** Counts of nothing. */
export function noCounts(): Counts {
  return { good: 0, total: 0, goodSlices: 0, badSlices: 0, emptySlices: 0 };
}

function add(sum: Counts, more: Counts) {
  sum.good += more.good;
  sum.total += more.total;
  sum.goodSlices += more.goodSlices;
  sum.badSlices += more.badSlices;
  sum.emptySlices += more.emptySlices;
}

function addSlice(sum: Counts, slice: PackedSlice, sliceTarget: number) {
  if (!slice) return;
  const [good, total] = slice;
  sum.good += good;
  sum.total += total;
  if (total === 0) sum.emptySlices++;
  else if (good >= sliceTarget * total) sum.goodSlices++;
  else sum.badSlices++;
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
    .map(([hour, packed]) => {
      const counts = noCounts();
      packed.forEach(slice => addSlice(counts, slice, rule.sliceTarget));
      return { hour, counts, slices: packed };
    });
}

/**
 * Sum over the slices that end in `(from, to]`. Whole hours add their sums; the
 * hours at the edges are counted slice by slice.
 *
 * @throws when an hour that is cut by an edge came without its slices.
 */
export function countsBetween(
  rollups: Iterable<HourRollup>,
  from: number,
  to: number,
  rule: SliceRule,
): Counts {
  const sum = noCounts();
  for (const { hour, counts, slices } of rollups) {
    if (hour + HOUR <= from || hour >= to) continue;
    if (hour >= from && hour + HOUR <= to) {
      add(sum, counts);
      continue;
    }
    if (!slices) throw new Error(`The slices of the hour ${hour} are needed`);
    slices.forEach((slice, index) => {
      const end = hour + (index + 1) * rule.sliceSeconds;
      if (end > from && end <= to) addSlice(sum, slice, rule.sliceTarget);
    });
  }
  return sum;
}

/** End of the newest measured slice; `undefined` without one. */
export function newestSliceEnd(
  rollup: HourRollup,
  sliceSeconds: number,
): number | undefined {
  const slices = rollup.slices ?? [];
  for (let index = slices.length - 1; index >= 0; index--) {
    if (slices[index]) return rollup.hour + (index + 1) * sliceSeconds;
  }
  return undefined;
}
