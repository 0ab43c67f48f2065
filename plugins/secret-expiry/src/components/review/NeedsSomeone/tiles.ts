import { CredentialCounts } from '@plumbline/plugin-secret-expiry-common';
import { NO_JUDGEMENT, ReviewQuery } from '../useReviewQuery';

/** What the counts at the top narrow the list down to; exactly one at a time. */
export const TILES = {
  needsSomeone: { needsSomeone: true },
  expired: { state: ['expired'] },
  overdue: { state: ['rotation-overdue'] },
  superseded: { finding: ['superseded'] },
  within7: { within: 7 },
  within30: { within: 30 },
  within90: { within: 90 },
  noExpiry: { finding: ['no-expiry'] },
  lifetime: { finding: ['lifetime-above-policy'] },
  noRotation: { finding: ['no-rotation'] },
  password: { finding: ['password-where-identity'] },
  acknowledged: { acknowledged: true },
} as const satisfies Record<string, Judged>;

/** One of {@link TILES}. */
export type TileId = keyof typeof TILES;

type Judged = {
  readonly [Key in keyof typeof NO_JUDGEMENT]?: ReviewQuery[Key] extends
    | (infer T)[]
    | undefined
    ? readonly T[]
    : ReviewQuery[Key];
};

/** How many a tile would find; absent where the back end does not count that. */
export function countOf(
  tile: TileId,
  { needsSomeone, acknowledged, states, findings, within }: CredentialCounts,
): number | undefined {
  const ahead = (days: number) =>
    within.find(each => each.days === days)?.count;
  switch (tile) {
    case 'needsSomeone':
      return needsSomeone;
    case 'acknowledged':
      return acknowledged;
    case 'expired':
      return states.expired;
    case 'overdue':
      return states['rotation-overdue'];
    case 'within7':
      return ahead(7);
    case 'within30':
      return ahead(30);
    case 'within90':
      return ahead(90);
    default:
      return findings[TILES[tile].finding[0]];
  }
}

/** The tile that says what a query narrows the list down to, if one says just that. */
export function tileOf(query: ReviewQuery): TileId | undefined {
  const asked = judgedBy(query);
  return (Object.keys(TILES) as TileId[]).find(
    tile => judgedBy(TILES[tile]) === asked,
  );
}

/** What to change for a tile to be chosen; without one, for none to be. */
export function changesFor(tile: TileId | undefined): Partial<ReviewQuery> {
  const chosen = tile ? (TILES[tile] as Partial<ReviewQuery>) : {};
  return { ...NO_JUDGEMENT, ...chosen };
}

function judgedBy(query: Judged | ReviewQuery): string {
  return JSON.stringify(
    Object.keys(NO_JUDGEMENT).map(
      key => query[key as keyof typeof NO_JUDGEMENT] ?? null,
    ),
  );
}
