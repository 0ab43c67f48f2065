/** A stretch of time by its slices: those that end after `from` and by `to`. Epoch seconds. */
export type TimeSpan = [from: number, to: number];

/**
 * What is left of a stretch when maintenance is taken out of it, oldest first.
 * A slice that maintenance touches is out as a whole: what was measured in it
 * cannot be told apart.
 */
export function includedSpans(
  [from, to]: TimeSpan,
  exclusions: readonly TimeSpan[],
  sliceSeconds: number,
): TimeSpan[] {
  if (to <= from) return [];
  const spans: TimeSpan[] = [];
  let cursor = from;
  for (const [start, end] of wholeSlices(exclusions, sliceSeconds)) {
    if (end <= cursor) continue;
    if (start >= to) break;
    if (start > cursor) spans.push([cursor, start]);
    cursor = end;
  }
  if (cursor < to) spans.push([cursor, to]);
  return spans;
}

/** Seconds of a stretch that maintenance takes out. */
export function excludedSeconds(
  span: TimeSpan,
  exclusions: readonly TimeSpan[],
  sliceSeconds: number,
): number {
  return (
    Math.max(0, span[1] - span[0]) -
    lengthOf(includedSpans(span, exclusions, sliceSeconds))
  );
}

/** Whether the slice that ends at `end` is touched by maintenance. */
export function isExcluded(
  end: number,
  exclusions: readonly TimeSpan[],
  sliceSeconds: number,
): boolean {
  return wholeSlices(exclusions, sliceSeconds).some(
    ([from, to]) => end > from && end <= to,
  );
}

/** How many slices end within the spans. */
export function slicesIn(spans: TimeSpan[], sliceSeconds: number): number {
  return spans.reduce(
    (sum, [from, to]) =>
      sum + Math.floor(to / sliceSeconds) - Math.floor(from / sliceSeconds),
    0,
  );
}

/** Length of all spans together in seconds. */
export function lengthOf(spans: TimeSpan[]): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0);
}

function wholeSlices(
  exclusions: readonly TimeSpan[],
  sliceSeconds: number,
): TimeSpan[] {
  return exclusions
    .filter(([from, to]) => to > from)
    .map(
      ([from, to]): TimeSpan => [
        Math.floor(from / sliceSeconds) * sliceSeconds,
        Math.ceil(to / sliceSeconds) * sliceSeconds,
      ],
    )
    .sort(([a], [b]) => a - b);
}
