const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The time from one digest to the next. */
export interface DigestDay {
  /** `2026-11-21`, the local day on which it starts. */
  day: string;
  /** ISO 8601. */
  start: string;
  /** ISO 8601, the start of the next. */
  end: string;
}

/**
 * The digest day of a time: from an hour of the clock in a time zone to the
 * same hour on the next day, which are 23 to 25 hours.
 *
 * @param hour - 0 to 23.
 * @param timeZone - IANA name.
 */
export function digestDay(
  now: Date,
  hour: number,
  timeZone: string,
): DigestDay {
  const clock = clockOf(timeZone);
  const local = clock(now.getTime());
  let day = local - (local % DAY_MS);
  if (now.getTime() < instantOf(day + hour * HOUR_MS, clock)) day -= DAY_MS;
  return {
    day: new Date(day).toISOString().slice(0, 10),
    start: iso(instantOf(day + hour * HOUR_MS, clock)),
    end: iso(instantOf(day + DAY_MS + hour * HOUR_MS, clock)),
  };
}

/** Whether a time zone of this name is known. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }));
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at an instant, in milliseconds as if it were UTC. */
type Clock = (instant: number) => number;

function clockOf(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return instant => {
    const parts = format.formatToParts(instant);
    const of = (type: string) =>
      Number(parts.find(part => part.type === type)!.value);
    return Date.UTC(
      of('year'),
      of('month') - 1,
      of('day'),
      of('hour'),
      of('minute'),
      of('second'),
    );
  };
}

/** When the clocks show a time; one that they skip counts as an hour later. */
function instantOf(wall: number, clock: Clock): number {
  const offsetAt = (instant: number) => clock(instant) - instant;
  const guess = wall - offsetAt(wall);
  return wall - offsetAt(guess);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
