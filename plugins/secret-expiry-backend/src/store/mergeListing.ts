import {
  PreviousVersion,
  identityOf,
  versionOf,
} from '@plumbline/plugin-secret-expiry-common';
import { ListedCredential } from '@plumbline/plugin-secret-expiry-node';
import { FreshRow } from './deriveRows';
import { Change, CredentialRow, credentialId, hashOf } from './rows';

const MOST_RECOGNISED = 20;

/** When a listing began and when it is stored; ISO 8601. */
export interface ListingTimes {
  since: string;
  at: string;
}

/**
 * What a listing makes of the stored row; `undefined` when it changes nothing.
 *
 * The same identity with a later `created`, or of a certificate another
 * thumbprint that is valid for longer, was rotated: the version that was stored
 * becomes a previous one, replaced when the new one was made, unless the source
 * says otherwise. Other dates of the same version are a correction.
 */
export function mergeListing(
  place: { sourceId: string; place: string },
  listed: ListedCredential,
  stored: CredentialRow | undefined,
  { since, at }: ListingTimes,
): FreshRow | undefined {
  if (stored && isOutrun(stored, listed, since)) return undefined;
  const contentHash = hashOf(contentOf(listed));
  if (
    stored?.content_hash === contentHash &&
    stored.removed_at === null &&
    stored.unlisted_since === null
  ) {
    return undefined;
  }
  const id = credentialId(place.sourceId, place.place, listed.key);
  const recognised = recognisedVersions(stored, listed, at);
  const row: CredentialRow = {
    id,
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
    rotation: stored?.rotation ?? listed.rotation,
    rotates_before: stored
      ? stored.rotates_before
      : listed.rotatesBefore ?? null,
    runbook_url: listed.runbookUrl ?? null,
    portal_url: listed.portalUrl ?? null,
    previous: JSON.stringify(allVersions(listed, recognised)),
    recognised: JSON.stringify(recognised),
    content_hash: contentHash,
    state: stored?.state ?? 'ok',
    stage: stored?.stage ?? 0,
    since: stored?.since ?? at,
    next_change_at: stored?.next_change_at ?? null,
    first_seen: stored?.first_seen ?? at,
    unlisted_since: null,
    removed_at: null,
    status: listed.status ?? 'active',
    stamp_ref: stored ? stored.stamp_ref : listed.stampRef ?? null,
    thumbprint: listed.thumbprint ?? null,
    fingerprint: listed.fingerprint ?? null,
    issuer: listed.issuer ?? null,
    chain_place: listed.chainPlace ?? null,
    renews_at: stored ? stored.renews_at : listed.renewsAt ?? null,
    replaceable_by: listed.replaceableBy ?? null,
    identity: identityOf({ id, thumbprint: listed.thumbprint }),
    version: versionOf(listed),
    leads: stored?.leads ?? 1,
    place_count: stored?.place_count ?? 1,
    own_rotation: listed.rotation,
    own_rotates_before: listed.rotatesBefore ?? null,
    own_renews_at: listed.renewsAt ?? null,
    own_stamp_ref: listed.stampRef ?? null,
    written_at: at,
    findings: stored?.findings ?? '[]',
    finding_codes: stored?.finding_codes ?? ',',
    workload_title: stored?.workload_title ?? '',
    responsible_ref: stored?.responsible_ref ?? null,
    needs_someone: stored?.needs_someone ?? 0,
    act_by: stored?.act_by ?? null,
    urgency: stored?.urgency ?? 0,
    ack_id: stored?.ack_id ?? null,
    ack_kind: stored?.ack_kind ?? null,
    ack_until: stored?.ack_until ?? null,
  };
  return { row, changes: changesBetween(stored, row) };
}

/** Whether somebody stored a newer version after this listing began, which it is too old to deny. */
function isOutrun(
  stored: CredentialRow,
  listed: ListedCredential,
  since: string,
): boolean {
  return (
    stored.removed_at === null &&
    stored.written_at !== null &&
    stored.written_at > since &&
    listed.created < stored.created
  );
}

function changesBetween(
  stored: CredentialRow | undefined,
  row: CredentialRow,
): Change[] {
  if (!stored) return ['found'];
  const changes: Change[] = [];
  if (stored.removed_at !== null) changes.push('returned');
  if (isRotation(stored, row)) changes.push('rotated');
  else if (
    row.created !== stored.created ||
    row.expires !== stored.expires ||
    row.not_before !== stored.not_before
  ) {
    changes.push('redated');
  }
  return changes;
}

function isRotation(
  stored: CredentialRow,
  next: {
    created: string;
    expires?: string | null;
    thumbprint?: string | null;
  },
): boolean {
  if (next.created > stored.created) return true;
  return (
    !!next.thumbprint &&
    stored.thumbprint !== null &&
    next.thumbprint !== stored.thumbprint &&
    (next.expires ?? '') > (stored.expires ?? '')
  );
}

function recognisedVersions(
  stored: CredentialRow | undefined,
  listed: ListedCredential,
  at: string,
): PreviousVersion[] {
  if (!stored) return [];
  const recognised: PreviousVersion[] = JSON.parse(stored.recognised);
  if (!isRotation(stored, listed)) return recognised;
  const replaced: PreviousVersion = {
    created: stored.created,
    expires: stored.expires ?? undefined,
    // Where what holds it is older than the certificate, only the look tells.
    replaced: listed.created > stored.created ? listed.created : at,
    thumbprint: stored.thumbprint ?? undefined,
  };
  return [replaced, ...recognised].slice(0, MOST_RECOGNISED);
}

/** What the source says of earlier versions, and what it does not but was recognised. */
function allVersions(
  listed: ListedCredential,
  recognised: PreviousVersion[],
): PreviousVersion[] {
  const told = listed.previous.map(version => ({
    ...version,
    thumbprint:
      version.thumbprint ??
      recognised.find(({ created }) => created === version.created)?.thumbprint,
  }));
  const known = new Set(
    told.flatMap(({ created, thumbprint }) => [created, thumbprint]),
  );
  return [
    ...told,
    ...recognised.filter(
      ({ created, thumbprint }) =>
        !known.has(created) && !(thumbprint && known.has(thumbprint)),
    ),
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
