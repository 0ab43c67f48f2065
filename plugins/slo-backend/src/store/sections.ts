import { DAY, HOUR, ceilTo, floorTo } from './time';

/**
 * A stretch of time that windows see as a whole or not at all: whole days,
 * whole hours of one day, or one hour that a window cuts, so that its slices
 * matter. All times are epoch seconds.
 */
export type Section =
  | { kind: 'days'; from: number; to: number }
  | { kind: 'hours' | 'slices'; from: number; to: number; day: number };

/**
 * What to read so that whatever lies between two of the cuts can be summed: the
 * sections from the first to the last cut, in order of time.
 */
export function sectionsBetween(cuts: number[]): Section[] {
  const cutHours = new Set<number>();
  const edges = new Set<number>();
  for (const cut of cuts) {
    const hour = floorTo(HOUR, cut);
    edges.add(hour);
    if (cut === hour) continue;
    cutHours.add(hour);
    edges.add(hour + HOUR);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).flatMap((to, index): Section[] => {
    const from = sorted[index];
    return cutHours.has(from)
      ? [{ kind: 'slices', from, to, day: floorTo(DAY, from) }]
      : wholeHours(from, to);
  });
}

function wholeHours(from: number, to: number): Section[] {
  const firstDay = ceilTo(DAY, from);
  const endDay = floorTo(DAY, to);
  if (firstDay > endDay) {
    return [{ kind: 'hours', from, to, day: floorTo(DAY, from) }];
  }
  const sections: Section[] = [];
  if (from < firstDay) {
    sections.push({ kind: 'hours', from, to: firstDay, day: firstDay - DAY });
  }
  if (firstDay < endDay) {
    sections.push({ kind: 'days', from: firstDay, to: endDay });
  }
  if (endDay < to) {
    sections.push({ kind: 'hours', from: endDay, to, day: endDay });
  }
  return sections;
}
