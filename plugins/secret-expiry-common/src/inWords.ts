import { DateTime, Duration } from 'luxon';
import { DAY_MS } from './stages';

/** `21 November 2026`, in UTC. */
export function dateInWords(at: string | Date): string {
  return utc(at).toFormat('d LLLL yyyy');
}

/** `21 November 2026 at 14:05 UTC`, or only the date at midnight. */
export function momentInWords(at: string | Date): string {
  const time = utc(at);
  return time.toMillis() === time.startOf('day').toMillis()
    ? dateInWords(at)
    : time.toFormat("d LLLL yyyy 'at' HH:mm 'UTC'");
}

/** `1 year`, `398 days`, `1 month and 2 days` of an ISO 8601 duration; the text itself when it is none. */
export function durationInWords(iso: string): string {
  const duration = Duration.fromISO(iso, { locale: 'en' });
  if (!duration.isValid) return iso;
  const parts = Object.entries(duration.toObject())
    .filter(([, count]) => count !== 0)
    .map(([unit, count]) => counted(count, unit.replace(/s$/, '')));
  return parts.length > 0 ? listInWords(parts) : '0 days';
}

/** `14 days`, `4.7 days`, `1 day`, `5 hours`, `12 minutes`: with at most one decimal of days, and less than a day in hours or minutes. */
export function spanInWords(ms: number): string {
  if (ms >= DAY_MS || ms <= 0) return counted(rounded(ms / DAY_MS), 'day');
  const hours = ms / 3_600_000;
  if (hours >= 1) return counted(rounded(hours), 'hour');
  return counted(Math.max(1, Math.round(ms / 60_000)), 'minute');
}

/** `1 stamp`, `3 stamps`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listInWords(words: string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** With at most one decimal. */
export function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}

function utc(at: string | Date): DateTime {
  const time = typeof at === 'string' ? Date.parse(at) : at.getTime();
  return DateTime.fromMillis(time, { zone: 'utc', locale: 'en' });
}
