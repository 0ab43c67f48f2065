import { DateTime } from 'luxon';

const DATE = /^\d{4}-\d\d-\d\d$/;
const DATE_TIME =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * ISO 8601 in UTC with milliseconds of an absolute date (its start in UTC) or
 * of a date and time with a zone; `undefined` for anything else, such as a
 * time without a zone, a relative date or 30 February.
 */
export function normaliseTime(text: string): string | undefined {
  if (!DATE.test(text) && !DATE_TIME.test(text)) return undefined;
  const time = DateTime.fromISO(text, { zone: 'utc' });
  return time.isValid ? time.toJSDate().toISOString() : undefined;
}
