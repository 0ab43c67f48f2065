import { DateTime, DurationLikeObject } from 'luxon';
import { DurationUnit, parseDuration } from './duration';

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
 * ones are exact. Calendar spans are stepped
 * from the anchor and never from each other, in the window's own time zone, so
 * that the 31st stays the 31st and a day of 23 or 25 hours is one day.
 */
export function windowAt(window: TimeWindow, asOf: number): WindowSpan {
  if (window.kind === 'rolling') {
    const exact = asOf - window.seconds;
    const start =
      window.seconds < 86_400 ? exact : Math.floor(exact / 3_600) * 3_600;
    return { start, end: asOf, periodEnd: asOf };
  }
  const anchor = DateTime.fromSQL(window.startTime, { zone: window.timeZone });
  const duration = parseDuration(window.duration);
  if (!anchor.isValid || !duration) {
    throw new Error(
      `Not a calendar window: ${window.duration} from ${window.startTime} in ${window.timeZone}`,
    );
  }
  const boundary = (n: number) =>
    anchor.plus(STEP[duration.unit](n * duration.amount)).toSeconds();
  // A first guess by mean length, then at most a few steps to the span with start < asOf <= end.
  const meanLength = (boundary(12) - boundary(0)) / 12;
  let n = Math.floor((asOf - boundary(0)) / meanLength);
  while (boundary(n) >= asOf) n--;
  while (boundary(n + 1) < asOf) n++;
  return { start: boundary(n), end: asOf, periodEnd: boundary(n + 1) };
}

/**
 * Length in seconds by which burn rate factors are derived. A calendar month
 * counts as its mean length.
 */
export function windowSeconds(window: TimeWindow): number {
  if (window.kind === 'rolling') return window.seconds;
  const anchor = DateTime.fromSQL(window.startTime, { zone: window.timeZone });
  const duration = parseDuration(window.duration);
  if (!anchor.isValid || !duration) return NaN;
  const twelve = STEP[duration.unit](12 * duration.amount);
  return (anchor.plus(twelve).toSeconds() - anchor.toSeconds()) / 12;
}
