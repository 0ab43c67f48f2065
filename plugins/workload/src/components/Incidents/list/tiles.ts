import { IncidentCounts, Tone } from '@plumbline/plugin-workload-common';
import { IncidentView } from './useIncidentView';

type Judged = Pick<IncidentView, 'state' | 'review'>;

/** What each count at the top narrows the list down to. */
const TILES: Record<keyof IncidentCounts, Judged> = {
  open: { state: ['open'] },
  acknowledged: { state: ['acknowledged'] },
  reviewDue: { review: ['due'] },
  reviewOverdue: { review: ['overdue'] },
};

/** Their rows, each tile with how it looks. */
export const TILE_ROWS = {
  now: { open: 'bad', acknowledged: 'warning' },
  reviews: { reviewOverdue: 'bad', reviewDue: 'warning' },
} as const satisfies Record<
  string,
  Partial<Record<keyof IncidentCounts, Tone>>
>;

/** The tile that says just what a view narrows the list down to, if one does. */
export function tileOf(view: IncidentView): keyof IncidentCounts | undefined {
  const asked = keyOf(view);
  return (Object.keys(TILES) as (keyof IncidentCounts)[]).find(
    tile => keyOf(TILES[tile]) === asked,
  );
}

/** What to change for a tile to be chosen; without one, for none to be. */
export function changesFor(tile: keyof IncidentCounts | undefined): Judged {
  return { state: undefined, review: undefined, ...(tile && TILES[tile]) };
}

function keyOf({ state, review }: Judged): string {
  return JSON.stringify([state ?? null, review ?? null]);
}
