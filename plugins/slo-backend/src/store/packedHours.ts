import { Counts } from '@plumbline/plugin-slo-common';
import { joinRuns, splitRuns } from './runs';

/** Sums of the 24 hours of a UTC day; absent where an hour has no data. */
export type DayHours = (Counts | undefined)[];

/** A day without data. */
export function emptyDay(): DayHours {
  return new Array(24).fill(undefined);
}

/**
 * The hours of a day as text of a few hundred bytes. Of each hour: good slices,
 * events, bad events, bad slices, empty slices and sum of ratios; zeros at the
 * end are left out.
 */
export function packHours(hours: DayHours): string {
  return joinRuns(hours.map(packHour));
}

function packHour(counts: Counts | undefined): string {
  if (!counts) return '';
  const { good, total, goodSlices, badSlices, emptySlices, ratioSum } = counts;
  const bad = total - good;
  // Not every number is the difference of two others to the last bit.
  const badText = total - bad === good ? String(bad) : `=${good}`;
  const fields = [goodSlices, total, badText, badSlices, emptySlices, ratioSum];
  let length = fields.length;
  while (length > 1 && Number(fields[length - 1]) === 0) length--;
  return fields.slice(0, length).join(' ');
}

/** The hours that {@link packHours} packed. */
export function unpackHours(text: string): DayHours {
  return splitRuns(text).flatMap(({ item, length }) =>
    new Array<Counts | undefined>(length).fill(unpackHour(item)),
  );
}

function unpackHour(item: string): Counts | undefined {
  if (item === '') return undefined;
  const fields = item.split(' ');
  const number = (index: number) => Number(fields[index] ?? 0);
  const total = number(1);
  const bad = fields[2] ?? '0';
  return {
    good: bad.startsWith('=') ? Number(bad.slice(1)) : total - Number(bad),
    total,
    goodSlices: number(0),
    badSlices: number(3),
    emptySlices: number(4),
    ratioSum: number(5),
  };
}
