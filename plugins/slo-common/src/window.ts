import { DateTime, DurationLikeObject } from 'luxon';
import { Duration, DurationUnit, parseDuration } from './duration';

/** The last so many seconds, moving along with time. */
export interface RollingWindow {
  kind: 'rolling';
  /** As declared, such as `28d`. */
  duration: string;
  seconds: number;
}

/** A span of the calendar, such as a month, that starts over at its end. */
export interface CalendarWindow {
  kind: 'calendar';
  /** As declared, such as `1M`. */
  duration: string;
  /** Local start of one of the spans, `2026-01-01 00:00:00`. */
  startTime: string;
  /** IANA time zone in which it is counted. */
  timeZone: string;
}

/** The span of time that an objective looks at. */
export type TimeWindow = RollingWindow | CalendarWindow;

/** Where a window stands at one moment; epoch seconds. */
export interface WindowSpan {
  /** Slices that end after this belong to it. */
  start: number;
  /** Slices that end by this belong to it: the moment looked from. */
  end: number;
  /** When the budget's period is over: `end` for a rolling window. */
  periodEnd: number;
}

const STEP: Record<DurationUnit, (amount: number) => DurationLikeObject> = {
  m: amount => ({ minutes: amount }),
  h: amount => ({ hours: amount }),
  d: amount => ({ days: amount }),
  w: amount => ({ weeks: amount }),
  M: amount => ({ months: amount }),
  Q: amount => ({ months: 3 * amount }),
  Y: amount => ({ years: amount }),
};

/**
 * The window as seen from `asOf` (epoch seconds).
 *
 * A rolling window of a day or more starts on a whole hour and is up to 59
 * minutes longer than declared, so that it is the sum of whole hours; shorter
 * ones are exact. Calendar spans are stepped from the anchor and never from each
 * other, in the window's own time zone, so that the 31st stays the 31st and a
 * day of 23 or 25 hours is one day.
 *
 * @throws when the window's anchor, zone or duration is none.
 */
export function windowAt(window: TimeWindow, asOf: number): WindowSpan {
  if (window.kind === 'rolling') {
    const exact = asOf - window.seconds;
    const start =
      window.seconds < 86_400 ? exact : Math.floor(exact / 3_600) * 3_600;
    return { start, end: asOf, periodEnd: asOf };
  }
  const calendar = calendarOf(window);
  if (!calendar) {
    throw new Error(
      `Not a calendar window: ${window.duration} from ${window.startTime} in ${window.timeZone}`,
    );
  }
  const [start, periodEnd] = calendar.spanAt(asOf);
  return { start, end: asOf, periodEnd };
}

/**
 * Length in seconds by which burn rate factors are derived. A calendar month
 * counts as its mean length.
 */
export function windowSeconds(window: TimeWindow): number {
  if (window.kind === 'rolling') return window.seconds;
  return calendarOf(window)?.meanLength ?? NaN;
}

/** Two months of days. */
const SPANS_KEPT = 62;

/** Steps one kind of calendar window; remembers the spans it was asked for, since stepping takes far longer than finding one again. */
class Calendar {
  readonly meanLength: number;
  readonly #anchor: DateTime;
  readonly #step: (n: number) => DurationLikeObject;
  readonly #spans: [start: number, end: number][] = [];

  constructor(anchor: DateTime, { unit, amount }: Duration) {
    this.#anchor = anchor;
    this.#step = n => STEP[unit](n * amount);
    this.meanLength = (this.#boundary(12) - this.#boundary(0)) / 12;
  }

  /** The span with start < moment <= end; epoch seconds. */
  spanAt(moment: number): [start: number, end: number] {
    const known = this.#spans.find(
      ([start, end]) => start < moment && moment <= end,
    );
    if (known) return known;
    // A first guess by mean length, then at most a few steps.
    let n = Math.floor((moment - this.#boundary(0)) / this.meanLength);
    while (this.#boundary(n) >= moment) n--;
    while (this.#boundary(n + 1) < moment) n++;
    const span: [number, number] = [this.#boundary(n), this.#boundary(n + 1)];
    this.#spans.unshift(span);
    this.#spans.splice(SPANS_KEPT);
    return span;
  }

  #boundary(n: number): number {
    return this.#anchor.plus(this.#step(n)).toSeconds();
  }
}

const CALENDARS_KEPT = 200;
// What is kept is only ever what would be computed again.
const calendars = new Map<string, Calendar>();

/** `undefined` when the anchor, the zone or the duration is none. */
function calendarOf({
  duration: text,
  startTime,
  timeZone,
}: CalendarWindow): Calendar | undefined {
  const key = [text, startTime, timeZone].join('|');
  const known = calendars.get(key);
  if (known) return known;
  const anchor = DateTime.fromSQL(startTime, { zone: timeZone });
  const duration = parseDuration(text);
  if (!anchor.isValid || !duration) return undefined;
  const calendar = new Calendar(anchor, duration);
  if (calendars.size >= CALENDARS_KEPT) calendars.clear();
  calendars.set(key, calendar);
  return calendar;
}
