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
 * events, good events, bad slices, empty slices and sum of ratios; what follows
 * from the numbers before it in an hour without failures is left out.
 */
export function packHours(hours: DayHours): string {
  return joinRuns(hours.map(packHour));
}

function packHour(counts: Counts | undefined): string {
  if (!counts) return '';
  const { good, total, goodSlices, badSlices, emptySlices, ratioSum } = counts;
  const fields = [goodSlices, total, good, badSlices, emptySlices, ratioSum];
  const usual = usualOf(goodSlices, total);
  let length = fields.length;
  while (length > 2 && fields[length - 1] === usual[length - 1]) length--;
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
  const fields = item.split(' ').map(Number);
  const [goodSlices, total, good, badSlices, emptySlices, ratioSum] = [
    ...fields,
    ...usualOf(fields[0], fields[1]).slice(fields.length),
  ];
  return { good, total, goodSlices, badSlices, emptySlices, ratioSum };
}

// An hour without failures: all events and slices good, none empty.
function usualOf(goodSlices: number, total: number): number[] {
  return [goodSlices, total, total, 0, 0, goodSlices];
}
