const DAY_MS = 86_400_000;

/** Mondays from this hour on, in UTC: when most of those who read it have begun to work, or will soon. */
const HOUR = 8;

/** The week of digests that a time is in. */
export interface Week {
  /** Its Monday, `2026-11-16`. */
  monday: string;
  /** ISO 8601, when its digests are made. */
  begins: string;
  /** Whether that is the first Monday of its month. */
  isFirstOfMonth: boolean;
}

/** The week of digests, which begins on Monday at 08:00 UTC. */
export function weekOf(now: Date): Week {
  const shifted = new Date(now.getTime() - HOUR * 3_600_000);
  const sinceMonday = (shifted.getUTCDay() + 6) % 7;
  const monday = new Date(shifted.getTime() - sinceMonday * DAY_MS)
    .toISOString()
    .slice(0, 10);
  return {
    monday,
    isFirstOfMonth: Number(monday.slice(-2)) <= 7,
    begins: new Date(Date.parse(monday) + HOUR * 3_600_000).toISOString(),
  };
}
