import { Credential } from './credential';
import { isActive } from './judgement';

/** One credential in one place for one workload. */
export type Placement = Pick<
  Credential,
  'kind' | 'thumbprint' | 'rotation' | 'rotatesBefore' | 'renewsAt' | 'status'
> & {
  id: string;
  sourceId: string;
};

/** Who renews a credential, and when. */
export type RenewalPlan = Pick<
  Credential,
  'rotation' | 'rotatesBefore' | 'renewsAt'
>;

const THUMBPRINT = /^[0-9a-f]{40}$/;

/** Sources where certificates are renewed, before those where they are only found. */
const SOURCES_BY_RENEWAL = [
  'key-vault',
  'cert-manager',
  'microsoft-graph',
  'inventory',
  'kubernetes-tls',
  'tls',
];

/**
 * What a credential is the same as in all its places: the thumbprint of a
 * certificate, or else the id of its only place.
 */
export function identityOf({
  id,
  thumbprint,
}: Pick<Placement, 'id' | 'thumbprint'>): string {
  return thumbprint !== undefined && THUMBPRINT.test(thumbprint)
    ? `certificate:${thumbprint}`
    : id;
}

/**
 * Which version of a credential it is: another one after any rotation or change
 * of its dates, and the same in all its places.
 */
export function versionOf({
  created,
  expires,
  thumbprint,
}: Pick<Credential, 'created' | 'expires' | 'thumbprint'>): string {
  // A certificate's thumbprint says it all; when a place says that it was made differs from place to place.
  return thumbprint !== undefined && THUMBPRINT.test(thumbprint)
    ? thumbprint
    : `${created}/${expires ?? ''}`;
}

/**
 * Of the places of one credential the one that stands for all: where it can be
 * used, where it renews itself, where it is renewed rather than found (a vault
 * before a cluster before an endpoint); of those left the one with the smallest
 * id, so that the order in which they are given does not matter.
 *
 * @returns `undefined` only of none.
 */
export function leadOf<T extends Placement>(
  placements: readonly T[],
): T | undefined {
  return placements.reduce<T | undefined>(
    (lead, each) => (lead && byLead(lead, each) <= 0 ? lead : each),
    undefined,
  );
}

/**
 * The plan by which all places of one credential are judged: where one renews
 * itself its plan, so that an endpoint that shows the certificate of a vault
 * warns nobody; else that a person renews it.
 */
export function sharedPlan(placements: readonly Placement[]): RenewalPlan {
  const lead = leadOf(placements);
  if (lead?.rotation !== 'automatic') return { rotation: 'manual' };
  const { rotatesBefore, renewsAt } = lead;
  return {
    rotation: 'automatic',
    ...(rotatesBefore !== undefined && { rotatesBefore }),
    ...(renewsAt !== undefined && { renewsAt }),
  };
}

function byLead(a: Placement, b: Placement): number {
  return (
    Number(isActive(b)) - Number(isActive(a)) ||
    Number(b.rotation === 'automatic') - Number(a.rotation === 'automatic') ||
    rank(a) - rank(b) ||
    compare(a.id, b.id)
  );
}

function rank({ sourceId, kind }: Placement): number {
  const known = SOURCES_BY_RENEWAL.indexOf(sourceId);
  if (known >= 0) return known;
  // A source of somebody else's: an endpoint only shows what others hold.
  return kind === 'tls-endpoint'
    ? SOURCES_BY_RENEWAL.length
    : SOURCES_BY_RENEWAL.indexOf('inventory');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
