import { Credential } from './credential';
import { isActive } from './judgement';
import { beginsAt } from './lifetime';

/** What {@link supersededBy} needs to know of a credential. */
export type Versioned = Pick<
  Credential,
  | 'name'
  | 'kind'
  | 'entityRef'
  | 'created'
  | 'notBefore'
  | 'expires'
  | 'thumbprint'
  | 'previous'
  | 'status'
> & { id: string };

/** The newer version of a certificate, and where it is. */
export interface Successor {
  /** Id of the credential that has it. */
  id: string;
  /** How to name its place: of the entity that holds it, else its own name. */
  where: string;
  /** ISO 8601, since when it is there. */
  since: string;
  /** ISO 8601, until when it is valid. */
  expires?: string;
  thumbprint?: string;
}

/**
 * What replaced the version that a place still has: another credential that can
 * be used, once had this certificate (by thumbprint) and now has one that is not
 * older. Of several the one that begins last.
 *
 * @param others - the credentials that may have had it; more do no harm.
 */
export function supersededBy(
  placement: Versioned,
  others: Iterable<Versioned>,
): Successor | undefined {
  const { thumbprint } = placement;
  if (!thumbprint || !isActive(placement)) return undefined;
  let newest: { other: Versioned; since: string } | undefined;
  for (const other of others) {
    const old = other.previous.find(each => each.thumbprint === thumbprint);
    if (
      old &&
      other.thumbprint !== thumbprint &&
      isActive(other) &&
      Date.parse(beginsAt(other)) >= Date.parse(beginsAt(placement)) &&
      (!newest || isNewer(other, newest.other))
    ) {
      // Several versions may have followed; what counts is since when the latest is there.
      newest = { other, since: other.created };
    }
  }
  if (!newest) return undefined;
  const { other, since } = newest;
  return {
    id: other.id,
    where: other.entityRef?.split('/').pop() ?? other.name,
    since,
    expires: other.expires,
    thumbprint: other.thumbprint,
  };
}

function isNewer(a: Versioned, b: Versioned): boolean {
  const [beginA, beginB] = [beginsAt(a), beginsAt(b)].map(Date.parse);
  // Of two that are as new the smaller id, whichever comes first.
  return beginA === beginB ? a.id < b.id : beginA > beginB;
}
