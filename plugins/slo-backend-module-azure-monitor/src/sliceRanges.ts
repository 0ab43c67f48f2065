/** A stretch of whole slices: `from` and `to` are epoch seconds and multiples of the step. */
export interface SliceRange {
  from: number;
  to: number;
}

/** What of a range is there to be had: kept still, and arrived already. It may be empty (`from` not before `to`). */
export function knowableRange(
  range: SliceRange,
  options: {
    step: number;
    /** Epoch seconds. */
    now: number;
    delaySeconds: number;
    retentionSeconds: number;
  },
): SliceRange {
  const { step, now, delaySeconds, retentionSeconds } = options;
  return {
    from: Math.max(
      range.from,
      Math.ceil((now - retentionSeconds) / step) * step,
    ),
    to: Math.min(range.to, Math.floor((now - delaySeconds) / step) * step),
  };
}

/** A range in parts of at most so many slices, oldest first. */
export function partsOf(
  { from, to }: SliceRange,
  step: number,
  maxSlices: number,
): SliceRange[] {
  const parts: SliceRange[] = [];
  for (let start = from; start < to; start += maxSlices * step) {
    parts.push({ from: start, to: Math.min(to, start + maxSlices * step) });
  }
  return parts;
}

/** Both halves of a range; nothing where they would be shorter than `minSeconds`. */
export function halvesOf(
  { from, to }: SliceRange,
  step: number,
  minSeconds: number,
): SliceRange[] | undefined {
  if (to - from < 2 * Math.max(step, minSeconds)) return undefined;
  const middle = from + Math.floor((to - from) / step / 2) * step;
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}
