import {
  ObjectiveDefinition,
  windowSeconds,
} from '@plumbline/plugin-slo-common';
import { SeriesProgress } from '../store/SeriesStore';
import { DayHours } from '../store/packedHours';
import { DAY, HOUR, SLICE_DAYS, TREND_DAYS, floorTo } from '../store/time';

/** Days of history that are read at first sight, whatever the window. */
const MIN_BACKFILL_DAYS = 60;
/** How far back each round looks at least for data that came late. */
const OVERLAP_SECONDS = 5 * 60;
/** A missing end that is no longer than this is asked for as a whole in each round. */
const MISSING_END_SECONDS = 2 * HOUR;
/** How often the last day is read again, for late and corrected data. */
const REREAD_SECONDS = HOUR;
/** A source that has never answered is asked for a history again after as long as it has failed, within these limits. */
const SHORTEST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = HOUR;
/** Gaps older than a day are asked for once in so many of those times. */
const OLD_GAPS_EVERY = 6;
/** A missing end is asked for as a whole once in so many of those times, otherwise as far back as slices are kept. */
const MISSING_HISTORY_EVERY = 24;

/** Why a series is read: `first`, its history; `again`, the last day and gaps; `new`, what is new. */
export type ReadKind = 'first' | 'again' | 'new';

/** What to ask of a series in this round: all slices that end after `from` and by `to`; epoch seconds. */
export interface ReadPlan {
  kind: ReadKind;
  from: number;
  to: number;
  /** Whether gaps older than `from` are due as well. */
  gapsDue: boolean;
}

/**
 * Decides what a source is asked for: only what is new since the watermark, with
 * a short overlap for what came late; once an hour the last day again. That
 * hour begins at another moment for each series, so that no round asks for all.
 *
 * @returns `undefined` when no slice has ended since the watermark, or it is too
 *   early to ask again for a history that could not be read.
 */
export function planRead(options: {
  progress: SeriesProgress;
  definition: ObjectiveDefinition;
  /** Of the source. */
  delaySeconds: number;
  now: number;
}): ReadPlan | undefined {
  const { progress, definition, delaySeconds, now } = options;
  const { sliceSeconds } = definition;
  const { watermark, newestData } = progress;
  const to = floorTo(sliceSeconds, now - delaySeconds);
  const backfill = backfillDays(definition) * DAY;
  const earliest = floorTo(HOUR, now - backfill);
  if (watermark === undefined) {
    if (now < nextTry(progress)) return undefined;
    return { kind: 'first', from: earliest, to, gapsDue: false };
  }
  const turn = (at: number) =>
    Math.floor((at + (progress.id % 60) * 60) / REREAD_SECONDS);
  const again =
    progress.error === undefined && turn(progress.rereadAt ?? 0) < turn(now);
  if (again) {
    // A metric that is gone is not asked for all its history each hour.
    const limit =
      turn(now) % MISSING_HISTORY_EVERY === 0
        ? earliest
        : to - SLICE_DAYS * DAY;
    const from = Math.min(to - DAY, watermark, newestData ?? watermark);
    return {
      kind: 'again',
      from: floorTo(HOUR, Math.max(earliest, limit, from)),
      to,
      gapsDue: turn(now) % OLD_GAPS_EVERY === 0,
    };
  }
  if (to <= watermark) return undefined;
  const overlap = Math.max(OVERLAP_SECONDS, 2 * sliceSeconds);
  const missing = watermark - (newestData ?? earliest);
  const from = missing <= MISSING_END_SECONDS ? watermark - missing : watermark;
  return {
    kind: 'new',
    from: Math.max(
      earliest,
      floorTo(sliceSeconds, Math.min(from, watermark - overlap)),
    ),
    to,
    gapsDue: false,
  };
}

/**
 * Stretches of hours in which slices are missing, between hours that have data:
 * what a source that has recovered can fill. Epoch seconds.
 *
 * @param days - hours by start of their day.
 * @param before - gaps that end later are left out: they are read anyway.
 */
export function gapsBetween(
  days: Map<number, DayHours>,
  options: { from: number; before: number; sliceSeconds: number },
): { from: number; to: number }[] {
  const { from, before, sliceSeconds } = options;
  const gaps: { from: number; to: number }[] = [];
  let seen = false;
  let gapFrom: number | undefined;
  for (let hour = floorTo(HOUR, from); hour < before; hour += HOUR) {
    const counts = days.get(floorTo(DAY, hour))?.[(hour % DAY) / HOUR];
    const measured = counts
      ? counts.goodSlices + counts.badSlices + counts.emptySlices
      : 0;
    if (measured * sliceSeconds >= HOUR) {
      if (gapFrom !== undefined) gaps.push({ from: gapFrom, to: hour });
      gapFrom = undefined;
    } else if (seen || measured > 0) {
      gapFrom ??= hour;
    }
    seen ||= measured > 0;
  }
  if (gapFrom !== undefined) gaps.push({ from: gapFrom, to: before });
  return gaps;
}

/** When a history that could not be read is asked for again; epoch seconds. */
function nextTry({ error, errorAt, rereadAt }: SeriesProgress): number {
  if (error === undefined || errorAt === undefined || rereadAt === undefined) {
    return -Infinity;
  }
  const failing = Math.max(SHORTEST_PAUSE_SECONDS, rereadAt - errorAt);
  return rereadAt + Math.min(LONGEST_PAUSE_SECONDS, failing);
}

function backfillDays({ window }: ObjectiveDefinition): number {
  return Math.max(
    MIN_BACKFILL_DAYS,
    Math.ceil(windowSeconds(window) / DAY) + TREND_DAYS + 1,
  );
}
