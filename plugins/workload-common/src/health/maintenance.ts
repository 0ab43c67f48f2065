import { MaintenanceWindow } from './healthModel';

/** A stretch of time in epoch milliseconds; the end does not belong to it. */
export interface TimeSpan {
  from: number;
  to: number;
}

const DAY = 86_400_000;

/**
 * When a node is worked on within a stretch of time: the windows of the whole
 * workload and those that name it, repetitions written out, overlaps merged, in
 * order.
 *
 * @param ref - a node; without it only windows of the whole workload count.
 */
export function maintenanceOf(
  windows: MaintenanceWindow[],
  within: TimeSpan,
  ref?: string,
): TimeSpan[] {
  const spans = windows
    .filter(({ nodes }) => !nodes || (ref !== undefined && nodes.includes(ref)))
    .flatMap(window => occurrences(window, within));
  return mergeSpans(spans);
}

/** The window in which a node is worked on at a moment; `undefined` when it is not. */
export function maintenanceAt(
  windows: MaintenanceWindow[],
  at: number,
  ref?: string,
): MaintenanceWindow | undefined {
  const moment = { from: at, to: at + 1 };
  return windows.find(
    window => maintenanceOf([window], moment, ref).length > 0,
  );
}

function occurrences(window: MaintenanceWindow, within: TimeSpan): TimeSpan[] {
  const start = Date.parse(window.from);
  const length = Date.parse(window.to) - start;
  if (!(length > 0)) return [];
  const step = (window.everyDays ?? 0) * DAY;
  const until = window.until ? Date.parse(window.until) : Infinity;
  const spans: TimeSpan[] = [];
  // The first repetition that can still reach into the stretch.
  const skipped =
    step > 0
      ? Math.max(0, Math.floor((within.from - start - length) / step) + 1)
      : 0;
  for (
    let from = start + skipped * step;
    from < within.to && (from < until || from === start);
    from += step
  ) {
    const span = {
      from: Math.max(from, within.from),
      to: Math.min(from + length, within.to),
    };
    if (span.from < span.to) spans.push(span);
    if (step === 0) break;
  }
  return spans;
}

/** Stretches in order, with those that overlap or touch made one. */
export function mergeSpans(spans: TimeSpan[]): TimeSpan[] {
  const merged: TimeSpan[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged[merged.length - 1];
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
