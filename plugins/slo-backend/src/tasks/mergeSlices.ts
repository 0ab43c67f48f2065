import {
  PackedSlice,
  Slice,
  SliceRule,
  hourOf,
  sumSlices,
} from '@plumbline/plugin-slo-common';
import { DayHours, emptyDay } from '../store/packedHours';
import { DAY, HOUR, floorTo } from '../store/time';

/** Days and hours by their start in epoch seconds. */
export interface Merged {
  days: Map<number, DayHours>;
  hours: Map<number, PackedSlice[]>;
}

/**
 * What changes when slices come in: days and hours as they are then. Slices that
 * are the same as before change nothing, so that reading twice stores nothing. A
 * slice that was measured stays so: what a source does not tell again, such as
 * after it lost its own history, is kept.
 *
 * @param stored - as they were; left as they are. An hour whose sum is known but
 * whose slices are gone cannot take in any.
 * @param rule.ratios - whether the ratios of slices are summed up.
 */
export function mergeSlices(
  stored: Merged,
  slices: Slice[],
  rule: SliceRule & { ratios: boolean },
): Merged {
  const merged: Merged = { days: new Map(), hours: new Map() };
  for (const { end, good, total } of slices) {
    const hour = hourOf(end);
    const before = merged.hours.get(hour) ?? stored.hours.get(hour);
    if (!before && hourOfDay(stored.days, hour)) continue;
    const index = Math.ceil((end - hour) / rule.sliceSeconds) - 1;
    const known = before?.[index];
    if (known && known[0] === good && known[1] === total) continue;
    let packed = merged.hours.get(hour);
    if (!packed) {
      packed = before
        ? [...before]
        : new Array<PackedSlice>(HOUR / rule.sliceSeconds).fill(null);
      merged.hours.set(hour, packed);
    }
    packed[index] = [good, total];
  }
  for (const [hour, packed] of merged.hours) {
    const day = floorTo(DAY, hour);
    let hours = merged.days.get(day);
    if (!hours) {
      hours = [...(stored.days.get(day) ?? emptyDay())];
      merged.days.set(day, hours);
    }
    const sum = sumSlices(packed, rule.sliceTarget);
    hours[(hour % DAY) / HOUR] = rule.ratios ? sum : { ...sum, ratioSum: 0 };
  }
  return merged;
}

/** Ends of the first and the newest slice with data; `undefined` without one. Epoch seconds. */
export function reachOf(slices: Slice[]): [number, number] | undefined {
  if (slices.length === 0) return undefined;
  let first = slices[0].end;
  let newest = first;
  for (const { end } of slices) {
    if (end < first) first = end;
    else if (end > newest) newest = end;
  }
  return [first, newest];
}

function hourOfDay(days: Map<number, DayHours>, hour: number) {
  return days.get(floorTo(DAY, hour))?.[(hour % DAY) / HOUR];
}
