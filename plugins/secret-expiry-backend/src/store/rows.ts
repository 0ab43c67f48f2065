import { createHash } from 'node:crypto';
import {
  Acknowledgement,
  AcknowledgementKind,
  Credential,
  CredentialFinding,
  CredentialKind,
  CredentialListItem,
  CredentialState,
  CredentialStatus,
  LookOutcome,
  PlaceStatus,
  PreviousVersion,
  Rotation,
  StoredCredential,
} from '@plumbline/plugin-secret-expiry-common';

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
  status: CredentialStatus;
  stamp_ref: string | null;
  thumbprint: string | null;
  fingerprint: string | null;
  issuer: string | null;
  chain_place: Credential['chainPlace'] | null;
  renews_at: string | null;
  replaceable_by: string | null;
  /** Placements of one credential share it. */
  identity: string;
  /** Of dates and thumbprint; a rotation changes it. */
  version: string;
  /** 1 for the live row that lists show for its identity, else 0. */
  leads: number;
  place_count: number;
  /** What this place itself says of its renewal; `rotation` and so on hold for all its places. */
  own_rotation: Rotation;
  own_rotates_before: string | null;
  own_renews_at: string | null;
  /** What its source says; `stamp_ref` is the catalog's word where it says nothing. */
  own_stamp_ref?: string | null;
  /** When a listing last changed it. */
  written_at: string | null;
  /** JSON. */
  findings: string;
  /** Each between commas: `,no-expiry,no-rotation,`. */
  finding_codes: string;
  workload_title: string;
  responsible_ref: string | null;
  /** 1 or 0. */
  needs_someone: number;
  act_by: string | null;
  /** Lowest first, then by `act_by`. */
  urgency: number;
  /** The acknowledgement that stands. */
  ack_id: string | null;
  ack_kind: AcknowledgementKind | null;
  ack_until: string | null;
}

/** Table `acknowledgements`. */
export interface AcknowledgementRow {
  id: string;
  identity: string;
  version: string;
  kind: AcknowledgementKind;
  by: string;
  at: string;
  reason: string;
  until: string;
  revoked_at: string | null;
  revoked_by: string | null;
  voided_at: string | null;
}

/** Table `workloads`. */
export interface WorkloadRow {
  workload_ref: string;
  title: string;
  owner_ref: string | null;
  /** JSON. */
  vault_findings: string;
  /** JSON: refs of the stamps that entities serve, by their refs; see `stampOf`. */
  stamps?: string | null;
}

/** What can happen to a credential; `judged` is a new state or stage by time alone. */
export type Change =
  | 'found'
  | 'rotated'
  | 'redated'
  | 'judged'
  | 'removed'
  | 'returned';

/** Table `former_thumbprints`. */
export interface FormerThumbprintRow {
  credential_id: string;
  thumbprint: string;
}

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
  memory: string | null;
  credential_count: number;
}

/** Columns of a place that are shown; what its source remembers can be large. */
export const PLACE_COLUMNS = [
  'source_id',
  'place',
  'title',
  'outcome',
  'reason',
  'last_looked',
  'last_success',
  'problems',
  'problem_count',
  'credential_count',
] as const;

/** {@link PLACE_COLUMNS} of a row. */
export type ShownPlaceRow = Pick<PlaceRow, (typeof PLACE_COLUMNS)[number]>;

/** Table `place_workloads`. */
export interface PlaceWorkloadRow {
  source_id: string;
  place: string;
  workload_ref: string;
}

/** Table `sources`. */
export interface SourceRow {
  source_id: string;
  title: string;
  started_at: string | null;
  last_looked: string | null;
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

/** What a row says of its credential; renewed as any of its places has it. */
export function credentialOf(row: CredentialRow): Credential {
  return {
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
    status: row.status === 'active' ? undefined : row.status,
    stampRef: row.stamp_ref ?? undefined,
    thumbprint: row.thumbprint ?? undefined,
    fingerprint: row.fingerprint ?? undefined,
    issuer: row.issuer ?? undefined,
    chainPlace: row.chain_place ?? undefined,
    renewsAt: row.renews_at ?? undefined,
    replaceableBy: row.replaceable_by ?? undefined,
  };
}

/** A stored credential as the API gives it. */
export function toCredential(
  row: CredentialRow & { place_last_success: string | null },
): StoredCredential {
  return {
    ...credentialOf(row),
    id: row.id,
    sourceId: row.source_id,
    place: row.place,
    state: row.state,
    stage: row.stage,
    since: row.since,
    findings: JSON.parse(row.findings) as CredentialFinding[],
    firstSeen: row.first_seen,
    lastSeen: row.unlisted_since ?? row.place_last_success ?? row.first_seen,
  };
}

/** One row of the list as the API gives it, with the acknowledgement that stands. */
export function toListItem(
  row: CredentialRow & { place_last_success: string | null },
  acknowledgement?: Acknowledgement,
): CredentialListItem {
  return {
    ...toCredential(row),
    workloadTitle: row.workload_title,
    responsibleRef: row.responsible_ref ?? undefined,
    placeCount: row.place_count,
    needsSomeone: row.needs_someone === 1,
    actBy: row.act_by ?? undefined,
    acknowledgement,
  };
}

/** A stored acknowledgement as the API gives it. */
export function toAcknowledgement(row: AcknowledgementRow): Acknowledgement {
  return {
    id: row.id,
    kind: row.kind,
    by: row.by,
    at: row.at,
    reason: row.reason,
    until: row.until,
    revokedAt: row.revoked_at ?? undefined,
    revokedBy: row.revoked_by ?? undefined,
    voidedAt: row.voided_at ?? undefined,
  };
}

/** A stored place as the API gives it. */
export function toPlace(row: ShownPlaceRow): PlaceStatus {
  return {
    sourceId: row.source_id,
    place: row.place,
    title: row.title,
    credentialCount: row.credential_count,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    lastLooked: row.last_looked,
    lastSuccess: row.last_success ?? undefined,
    problems: JSON.parse(row.problems),
    problemCount: row.problem_count,
  };
}
