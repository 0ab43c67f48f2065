const DAY_MS = 86_400_000;

/** First UTC day of as many days that end today. */
export function firstDay(days: number): string {
  const first = new Date(Date.now() - (days - 1) * DAY_MS);
  return first.toISOString().slice(0, 10);
}
