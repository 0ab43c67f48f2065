import {
  PreviousVersion,
  judgeCredential,
} from '@plumbline/plugin-secret-expiry-common';
import { ListedCredential } from '@plumbline/plugin-secret-expiry-node';
import { Change, CredentialRow, credentialId, hashOf } from './rows';

const MOST_RECOGNISED = 20;

/** The row of a listed credential and what happened to it. */
export interface MergedListing {
  row: CredentialRow;
  changes: Change[];
}

/**
 * What a listing makes of the stored row; `undefined` when it changes nothing.
 *
 * The same identity with a later `created` was rotated: the version that was
 * stored becomes a previous one, replaced when the new one was made, unless
 * the source says otherwise. Other dates of the same version are a correction.
 */
export function mergeListing(
  place: { sourceId: string; place: string },
  listed: ListedCredential,
  stored: CredentialRow | undefined,
  now: Date,
): MergedListing | undefined {
  const contentHash = hashOf(contentOf(listed));
  if (
    stored?.content_hash === contentHash &&
    stored.removed_at === null &&
    stored.unlisted_since === null
  ) {
    return undefined;
  }
  const at = now.toISOString();
  const judgement = judgeCredential(listed, now);
  const recognised = recognisedVersions(stored, listed);
  const judgedAnew =
    stored?.state !== judgement.state || stored.stage !== judgement.stage;
  const row: CredentialRow = {
    id: credentialId(place.sourceId, place.place, listed.key),
    source_id: place.sourceId,
    place: place.place,
    credential_key: listed.key,
    kind: listed.kind,
    name: listed.name,
    workload_ref: listed.workloadRef,
    entity_ref: listed.entityRef ?? null,
    owner_ref: listed.ownerRef ?? null,
    created: listed.created,
    not_before: listed.notBefore ?? null,
    expires: listed.expires ?? null,
    rotation: listed.rotation,
    rotates_before: listed.rotatesBefore ?? null,
    runbook_url: listed.runbookUrl ?? null,
    portal_url: listed.portalUrl ?? null,
    previous: JSON.stringify(allVersions(listed, recognised)),
    recognised: JSON.stringify(recognised),
    content_hash: contentHash,
    state: judgement.state,
    stage: judgement.stage,
    since: judgedAnew ? at : stored.since,
    next_change_at: judgement.nextChangeAt ?? null,
    first_seen: stored?.first_seen ?? at,
    unlisted_since: null,
    removed_at: null,
    status: listed.status ?? 'active',
    stamp_ref: listed.stampRef ?? null,
    thumbprint: listed.thumbprint ?? null,
    fingerprint: listed.fingerprint ?? null,
    issuer: listed.issuer ?? null,
    chain_place: listed.chainPlace ?? null,
    renews_at: listed.renewsAt ?? null,
    replaceable_by: listed.replaceableBy ?? null,
    identity:
      stored?.identity ?? credentialId(place.sourceId, place.place, listed.key),
    version: stored?.version ?? '',
    leads: 1,
    place_count: stored?.place_count ?? 1,
    findings: stored?.findings ?? '[]',
    finding_codes: stored?.finding_codes ?? ',',
    workload_title: stored?.workload_title ?? '',
    responsible_ref: stored?.responsible_ref ?? listed.ownerRef ?? null,
    needs_someone: stored?.needs_someone ?? 0,
    act_by: stored?.act_by ?? null,
    urgency: stored?.urgency ?? 0,
    ack_id: stored?.ack_id ?? null,
    ack_kind: stored?.ack_kind ?? null,
    ack_until: stored?.ack_until ?? null,
    search: stored?.search ?? listed.name.toLowerCase(),
  };
  return { row, changes: changesBetween(stored, row) };
}

function changesBetween(
  stored: CredentialRow | undefined,
  row: CredentialRow,
): Change[] {
  if (!stored) return ['found'];
  const changes: Change[] = [];
  if (stored.removed_at !== null) changes.push('returned');
  if (row.created > stored.created) changes.push('rotated');
  else if (
    row.created !== stored.created ||
    row.expires !== stored.expires ||
    row.not_before !== stored.not_before
  ) {
    changes.push('redated');
  } else if (row.state !== stored.state || row.stage !== stored.stage) {
    changes.push('judged');
  }
  return changes;
}

function recognisedVersions(
  stored: CredentialRow | undefined,
  listed: ListedCredential,
): PreviousVersion[] {
  if (!stored) return [];
  const recognised: PreviousVersion[] = JSON.parse(stored.recognised);
  if (listed.created <= stored.created) return recognised;
  const replaced: PreviousVersion = {
    created: stored.created,
    expires: stored.expires ?? undefined,
    replaced: listed.created,
  };
  return [replaced, ...recognised].slice(0, MOST_RECOGNISED);
}

/** What the source says of earlier versions, and what it does not but was recognised. */
function allVersions(
  listed: ListedCredential,
  recognised: PreviousVersion[],
): PreviousVersion[] {
  const known = new Set(listed.previous.map(({ created }) => created));
  return [
    ...listed.previous,
    ...recognised.filter(({ created }) => !known.has(created)),
  ].sort((a, b) => b.replaced.localeCompare(a.replaced));
}

/** Field by field, so that nothing a source adds by mistake is looked at. */
function contentOf(listed: ListedCredential) {
  return [
    listed.kind,
    listed.name,
    listed.workloadRef,
    listed.entityRef,
    listed.ownerRef,
    listed.created,
    listed.notBefore,
    listed.expires,
    listed.rotation,
    listed.rotatesBefore,
    listed.runbookUrl,
    listed.portalUrl,
    listed.previous.map(({ created, expires, replaced, thumbprint }) => [
      created,
      expires,
      replaced,
      thumbprint,
    ]),
    listed.status,
    listed.stampRef,
    listed.thumbprint,
    listed.fingerprint,
    listed.issuer,
    listed.chainPlace,
    listed.renewsAt,
    listed.replaceableBy,
  ];
}
