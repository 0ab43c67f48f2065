import { Credential } from './credential';
import { InventoryProblem } from './inventory/inventory';
import { CredentialState } from './judgement';

/** Orders of {@link CredentialsQuery}; a leading dash is descending. Credentials without the field come last. */
export const CREDENTIAL_ORDERS = [
  'expires',
  '-expires',
  'name',
  '-name',
  'kind',
  '-kind',
  'owner',
  '-owner',
  'where',
  '-where',
  'stage',
  '-stage',
] as const;

/** One of {@link CREDENTIAL_ORDERS}. */
export type CredentialOrder = (typeof CREDENTIAL_ORDERS)[number];

/** Most credentials in one answer. */
export const MAX_CREDENTIALS = 200;

/** Query of `GET /credentials`. */
export interface CredentialsQuery {
  /** Full ref; every workload when absent. */
  workloadRef?: string;
  /** ISO 8601; only those with an expiry date before it, past ones included. */
  expiresBefore?: string;
  /** 1 to {@link MAX_CREDENTIALS}; 50 when absent. */
  limit?: number;
  offset?: number;
  /** `expires` when absent. */
  orderBy?: CredentialOrder;
}

/** A credential with what the last evaluation said of it. */
export interface StoredCredential extends Credential {
  /** Stable over rotations. */
  id: string;
  sourceId: string;
  /** Place that listed it, see {@link PlaceStatus}. */
  place: string;
  state: CredentialState;
  /** 0 (none) to 6. */
  stage: number;
  /** ISO 8601, since when state and stage are so. */
  since: string;
  /** ISO 8601, when a source first listed it. */
  firstSeen: string;
  /** ISO 8601, when its place last listed it. */
  lastSeen: string;
}

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
  outcome: LookOutcome;
  /** Why it could not be looked at, as a sentence without values. */
  reason?: string;
  /** ISO 8601. */
  lastLooked: string;
  /** ISO 8601, of the last look that was not `could-not-look`; absent when there was none. */
  lastSuccess?: string;
  /** What is wrong in it; at most 50. */
  problems: InventoryProblem[];
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

/** Answer of `GET /credentials`. */
export interface CredentialsPage {
  items: StoredCredential[];
  /** How many fit the query in all. */
  total: number;
  coverage: Coverage;
  /**
   * The places that cover the workload, and those that could not be looked at
   * and so might.
   */
  places: PlaceStatus[];
  failingSources: FailingSource[];
}
