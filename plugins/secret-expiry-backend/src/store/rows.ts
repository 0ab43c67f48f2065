import { createHash } from 'node:crypto';
import {
  CredentialKind,
  CredentialState,
  LookOutcome,
  PlaceStatus,
  PreviousVersion,
  Rotation,
  StoredCredential,
} from '@plumbline/plugin-secret-expiry-common';

/** Rows written or asked for in one statement; SQLite allows few parameters. */
export const ROWS_PER_STATEMENT = 100;

/** Table `credentials`. */
export interface CredentialRow {
  id: string;
  source_id: string;
  place: string;
  credential_key: string;
  kind: CredentialKind;
  name: string;
  workload_ref: string;
  entity_ref: string | null;
  owner_ref: string | null;
  created: string;
  not_before: string | null;
  expires: string | null;
  rotation: Rotation;
  rotates_before: string | null;
  runbook_url: string | null;
  portal_url: string | null;
  previous: string;
  recognised: string;
  content_hash: string;
  state: CredentialState;
  stage: number;
  since: string;
  next_change_at: string | null;
  first_seen: string;
  unlisted_since: string | null;
  removed_at: string | null;
}

/** What can happen to a credential; `judged` is a new state or stage by time alone. */
export type Change =
  | 'found'
  | 'rotated'
  | 'redated'
  | 'judged'
  | 'removed'
  | 'returned';

/** Table `transitions`, before it has an id. */
export interface TransitionRow {
  credential_id: string;
  at: string;
  change: Change;
  state: CredentialState;
  stage: number;
  created: string;
  expires: string | null;
}

/** Table `places`. */
export interface PlaceRow {
  source_id: string;
  place: string;
  title: string;
  outcome: LookOutcome;
  reason: string | null;
  last_looked: string;
  last_success: string | null;
  problems: string;
  problem_count: number;
  fingerprint: string | null;
}

/** Table `place_workloads`. */
export interface PlaceWorkloadRow {
  source_id: string;
  place: string;
  workload_ref: string;
}

/** Table `sources`. */
export interface SourceRow {
  source_id: string;
  last_looked: string;
  last_success: string | null;
  reason: string | null;
}

/** Id of a credential: the same for every version of it. */
export function credentialId(sourceId: string, place: string, key: string) {
  return hashOf([sourceId, place, key]);
}

/** SHA-256 of anything that is JSON. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** A transition that says how a row now is. */
export function transition(
  row: CredentialRow,
  change: Change,
  at: string,
): TransitionRow {
  return {
    credential_id: row.id,
    at,
    change,
    state: row.state,
    stage: row.stage,
    created: row.created,
    expires: row.expires,
  };
}

/** A stored credential as the API gives it. */
export function toCredential(
  row: CredentialRow & { place_last_success: string | null },
): StoredCredential {
  return {
    id: row.id,
    sourceId: row.source_id,
    place: row.place,
    name: row.name,
    kind: row.kind,
    workloadRef: row.workload_ref,
    entityRef: row.entity_ref ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    created: row.created,
    notBefore: row.not_before ?? undefined,
    expires: row.expires ?? undefined,
    rotation: row.rotation,
    rotatesBefore: row.rotates_before ?? undefined,
    runbookUrl: row.runbook_url ?? undefined,
    portalUrl: row.portal_url ?? undefined,
    previous: JSON.parse(row.previous) as PreviousVersion[],
    state: row.state,
    stage: row.stage,
    since: row.since,
    firstSeen: row.first_seen,
    lastSeen: row.unlisted_since ?? row.place_last_success ?? row.first_seen,
  };
}

/** A stored place as the API gives it. */
export function toPlace(row: PlaceRow): PlaceStatus {
  return {
    sourceId: row.source_id,
    place: row.place,
    title: row.title,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    lastLooked: row.last_looked,
    lastSuccess: row.last_success ?? undefined,
    problems: JSON.parse(row.problems),
    problemCount: row.problem_count,
  };
}
