import { PlaceProblem } from '../inventory/inventory';

/**
 * How the last look at a place went. `none found` is `looked` with no
 * credential; `could-not-look` says nothing about what is there. `partly` is a
 * look that some entries did not survive.
 */
export type LookOutcome = 'looked' | 'partly' | 'could-not-look';

/** A place that a source looks at: an inventory file, a vault, an endpoint. */
export interface PlaceStatus {
  sourceId: string;
  place: string;
  /** How pages name it, such as `ie-bank`. */
  title: string;
  /** How many credentials are known there. */
  credentialCount: number;
  outcome: LookOutcome;
  /** Why it could not be looked at, as a sentence without values. */
  reason?: string;
  /** ISO 8601. */
  lastLooked: string;
  /** ISO 8601, of the last look that was not `could-not-look`; absent when there was none. */
  lastSuccess?: string;
  /** What is wrong in it; at most 50. */
  problems: PlaceProblem[];
  /** How many there are in all. */
  problemCount: number;
}

/** A source whose places could not be listed at all. */
export interface FailingSource {
  sourceId: string;
  /** A sentence without values. */
  reason: string;
  /** ISO 8601, of the failed attempt. */
  lastLooked: string;
}

/**
 * How far the places that cover a workload were looked at. `looked` without
 * credentials means that there are none; `partly` that at least one place
 * could not be read in full; `not-looked` that no place covers it.
 */
export type Coverage = 'looked' | 'partly' | 'not-looked';

/** The {@link Coverage} that places come to. */
export function coverageOf(places: Pick<PlaceStatus, 'outcome'>[]): Coverage {
  if (places.length === 0) return 'not-looked';
  return places.every(({ outcome }) => outcome === 'looked')
    ? 'looked'
    : 'partly';
}

/** Orders of {@link PlacesQuery}. */
export const PLACE_ORDERS = [
  'outcome',
  '-outcome',
  'title',
  '-title',
  'lastLooked',
  '-lastLooked',
  'credentials',
  '-credentials',
] as const;

/** One of {@link PLACE_ORDERS}. */
export type PlaceOrder = (typeof PLACE_ORDERS)[number];

/** Query of `GET /places`. */
export interface PlacesQuery {
  sourceId?: string[];
  outcome?: LookOutcome[];
  /** Words of the title, each of which must be found. */
  text?: string;
  /** 1 to 200; 50 when absent. */
  limit?: number;
  offset?: number;
  /** `outcome` when absent: those that could not be looked at first. */
  orderBy?: PlaceOrder;
}

/** Answer of `GET /places`. */
export interface PlacesPage {
  items: PlaceStatus[];
  total: number;
}

/** How a source does as a whole. */
export interface SourceStatus {
  sourceId: string;
  title: string;
  /** ISO 8601, when it was last listed; absent before the first time. */
  lastLooked?: string;
  /** ISO 8601, when that last went well. */
  lastSuccess?: string;
  /** ISO 8601, since when it is being listed, while it is. */
  runningSince?: string;
  /** Why the last listing failed. */
  reason?: string;
  /** How many of its places ended how. */
  places: Record<LookOutcome, number>;
  credentials: number;
}
