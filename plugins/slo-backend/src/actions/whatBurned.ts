import { SloHistoryPoint, TimelineEvent } from '@plumbline/plugin-slo-common';

const DAY_MS = 86_400_000;

/** A day that spent budget, with what happened around it. */
export interface BurnedDay {
  /** UTC day. */
  day: string;
  /** Share of the window's budget. */
  spent: number;
  /** What happened on the day or began the day before, newest first. */
  happened: { at: string; kind: string; title: string }[];
}

/**
 * The days that spent most of an objective's budget, the worst first, each with
 * what happened to the workload then. That it happened then does not make it
 * the cause.
 */
export function burnedDays(
  points: readonly SloHistoryPoint[],
  events: readonly TimelineEvent[],
  most: number,
): BurnedDay[] {
  return points
    .flatMap(({ day, spent }) => (spent && spent > 0 ? [{ day, spent }] : []))
    .sort((a, b) => b.spent - a.spent || a.day.localeCompare(b.day))
    .slice(0, most)
    .map(({ day, spent }) => {
      const start = Date.parse(`${day}T00:00:00Z`);
      const happened = events
        .filter(({ at, until = at }) => {
          const began = Date.parse(at);
          return (
            began < start + DAY_MS &&
            (began >= start - DAY_MS || Date.parse(until) >= start)
          );
        })
        .map(({ at, kind, title }) => ({ at, kind, title }));
      return { day, spent, happened };
    });
}
