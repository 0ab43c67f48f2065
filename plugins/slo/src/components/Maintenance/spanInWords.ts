import { formatSeconds } from '@plumbline/plugin-slo-common';
import { DateTime } from 'luxon';

/** From when to when, in the reader's time zone, and how long: `Nov 21, 2026, 10:00 – 11:30 (1 hour 30 minutes)`. */
export function spanInWords({
  from,
  to,
}: {
  from: string;
  to: string;
}): string {
  const start = DateTime.fromISO(from);
  const end = DateTime.fromISO(to);
  const last = end.toLocaleString(
    end.hasSame(start, 'day') ? DateTime.TIME_SIMPLE : DateTime.DATETIME_MED,
  );
  return `${start.toLocaleString(
    DateTime.DATETIME_MED,
  )} – ${last} (${formatSeconds(end.diff(start).as('seconds'))})`;
}
