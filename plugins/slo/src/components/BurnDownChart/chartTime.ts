import { SloHistoryPoint, TimelineEvent } from '@plumbline/plugin-slo-common';

const DAY_MS = 86_400_000;

/** A day of the chart, with the moment that its numbers are of. */
export interface ChartPoint extends SloHistoryPoint {
  /** Epoch milliseconds: the end of the UTC day, or `asOf` where that is earlier. */
  time: number;
}

/** Puts days where their numbers are of: at their ends. */
export function placeInTime(
  points: SloHistoryPoint[],
  asOf: string | null,
): ChartPoint[] {
  const now = asOf === null ? Infinity : Date.parse(asOf);
  return points.map(point => {
    const start = Date.parse(point.day);
    const end = start + DAY_MS;
    return { ...point, time: now > start ? Math.min(end, now) : end };
  });
}

/** What happened on one UTC day, under one number in chart and list. */
export interface ChartMark {
  /** From 1, oldest first. */
  number: number;
  /** `2026-11-21`. */
  day: string;
  /** Epoch milliseconds of the first of them. */
  time: number;
  /** Epoch milliseconds when the longest of them is over; absent for moments. */
  until?: number;
  /** Oldest first. */
  events: TimelineEvent[];
}

/** Events by day, as far as the chart reaches back. What began before it and still went on begins with it. */
export function marksOf(
  events: TimelineEvent[],
  points: ChartPoint[],
): ChartMark[] {
  if (points.length === 0) return [];
  const from = Date.parse(points[0].day);
  const to = points[points.length - 1].time;
  const byDay = new Map<string, ChartMark>();
  for (const event of [...events].sort((a, b) => a.at.localeCompare(b.at))) {
    const until = event.until ? Date.parse(event.until) : undefined;
    if ((until ?? Date.parse(event.at)) < from) continue;
    const time = Math.max(from, Date.parse(event.at));
    if (time > to) continue;
    const day = new Date(time).toISOString().slice(0, 10);
    const mark = byDay.get(day);
    if (!mark) {
      const number = byDay.size + 1;
      byDay.set(day, { number, day, time, until, events: [event] });
    } else {
      mark.events.push(event);
      if (until) mark.until = Math.max(mark.until ?? 0, until);
    }
  }
  return [...byDay.values()];
}
