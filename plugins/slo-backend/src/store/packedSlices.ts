import { PackedSlice } from '@plumbline/plugin-slo-common';
import { joinRuns, splitRuns } from './runs';

/**
 * The slices of an hour as text of some hundred bytes: `120` where all 120
 * events were good, `118/120` where 118 were, nothing where nothing was
 * measured, and runs of equal slices once: `120*3,118/120,*56`.
 */
export function packSlices(slices: PackedSlice[]): string {
  return joinRuns(
    slices.map(slice => {
      if (!slice) return '';
      const [good, total] = slice;
      return good === total ? String(total) : `${good}/${total}`;
    }),
  );
}

/** The slices that {@link packSlices} packed. */
export function unpackSlices(text: string): PackedSlice[] {
  const slices: PackedSlice[] = [];
  for (const { item, length } of splitRuns(text)) {
    const slice = unpackSlice(item);
    for (let i = 0; i < length; i++) slices.push(slice);
  }
  return slices;
}

function unpackSlice(item: string): PackedSlice {
  if (item === '') return null;
  const slash = item.indexOf('/');
  if (slash < 0) return [Number(item), Number(item)];
  return [Number(item.slice(0, slash)), Number(item.slice(slash + 1))];
}
