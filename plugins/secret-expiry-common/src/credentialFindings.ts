import { Credential, CredentialKind } from './credential';
import { CredentialFinding } from './findings';
import { dateInWords, durationInWords, spanInWords } from './inWords';
import { isActive } from './judgement';
import { beginsAt, lifetimeMs } from './lifetime';
import { ExpiryPolicy, allowedUntil } from './policy';
import { DAY_MS } from './stages';
import { Successor } from './supersession';

/** For so long a place may still have the old version: endpoints and clusters fetch the new one within a day. */
export const SUPERSEDED_GRACE_MS = 2 * DAY_MS;

/** What {@link credentialFindings} goes by. */
export interface FindingOptions {
  policy: ExpiryPolicy;
  now: Date;
  /** What replaced it elsewhere, see `supersededBy`. */
  supersededBy?: Successor;
}

/** How a machine could renew what a person renews. */
const MACHINES: Record<CredentialKind, string | undefined> = {
  secret: 'a function on the near-expiry event of its vault could',
  key: 'a rotation policy of its vault could',
  certificate: 'its vault or cert-manager could',
  // What helps here is another finding: no password at all.
  'client-secret': undefined,
  'tls-endpoint': 'an ACME client, cert-manager or a vault could',
};

/**
 * What is wrong with a credential apart from its date being near, in the order
 * of `FINDING_CODES`. Nothing of one that is disabled or deleted.
 */
export function credentialFindings(
  credential: Credential,
  options: FindingOptions,
): CredentialFinding[] {
  if (!isActive(credential)) return [];
  return [
    noExpiry(credential),
    lifetimeAbovePolicy(credential, options),
    noRotation(credential),
    passwordWhereIdentity(credential),
    superseded(options),
    notYetValid(credential, options.now),
  ].filter(finding => finding !== undefined);
}

/**
 * When the findings next change by time alone, ISO 8601; `undefined` when they
 * never do.
 */
export function findingsChangeAt(
  credential: Credential,
  { policy, now, supersededBy }: FindingOptions,
): string | undefined {
  if (!isActive(credential)) return undefined;
  const until =
    credential.expires === undefined
      ? allowedUntil(credential, policy)
      : undefined;
  const changes = [
    until === undefined ? undefined : until + 1,
    credential.notBefore && Date.parse(credential.notBefore),
    supersededBy && Date.parse(supersededBy.since) + SUPERSEDED_GRACE_MS,
  ].filter((at): at is number => typeof at === 'number' && at > now.getTime());
  return changes.length > 0
    ? new Date(Math.min(...changes)).toISOString()
    : undefined;
}

function noExpiry(credential: Credential): CredentialFinding | undefined {
  if (credential.expires !== undefined) return undefined;
  return {
    code: 'no-expiry',
    reason: `It was made on ${dateInWords(
      credential.created,
    )} and has no expiry date, so no date warns of it.`,
  };
}

function lifetimeAbovePolicy(
  credential: Credential,
  { policy, now }: FindingOptions,
): CredentialFinding | undefined {
  const until = allowedUntil(credential, policy);
  const ends = credential.expires
    ? Date.parse(credential.expires)
    : now.getTime();
  if (until === undefined || ends <= until) return undefined;
  const begins = beginsAt(credential);
  const allowed = durationInWords(policy.maxLifetime[credential.kind]!);
  const lifetime = lifetimeMs(credential);
  return {
    code: 'lifetime-above-policy',
    reason:
      lifetime === undefined
        ? `It has lived for ${spanInWords(
            ends - Date.parse(begins),
          )} since ${dateInWords(begins)}, and the policy allows ${allowed}.`
        : `It lives for ${spanInWords(lifetime)}, from ${dateInWords(
            begins,
          )} to ${dateInWords(
            credential.expires!,
          )}, and the policy allows ${allowed}.`,
  };
}

function noRotation({
  kind,
  rotation,
  chainPlace,
}: Credential): CredentialFinding | undefined {
  const machine = MACHINES[kind];
  if (rotation !== 'manual' || chainPlace === 'intermediate' || !machine) {
    return undefined;
  }
  return {
    code: 'no-rotation',
    reason: `A person has to renew it, and ${machine}.`,
  };
}

function passwordWhereIdentity({
  kind,
  replaceableBy,
}: Credential): CredentialFinding | undefined {
  if (replaceableBy === undefined && kind !== 'client-secret') return undefined;
  const instead = replaceableBy ?? 'managed identity or a federated credential';
  return {
    code: 'password-where-identity',
    reason: `It is a password that can leak and expires; a ${instead.replace(
      /^an? /i,
      '',
    )} would need none.`,
  };
}

function superseded({
  supersededBy: successor,
  now,
}: FindingOptions): CredentialFinding | undefined {
  if (!successor) return undefined;
  const due = Date.parse(successor.since) + SUPERSEDED_GRACE_MS;
  if (now.getTime() < due) return undefined;
  return {
    code: 'superseded',
    reason: `A newer version has been in ${successor.where} since ${dateInWords(
      successor.since,
    )}, and this place still has the old one.`,
  };
}

function notYetValid(
  { notBefore }: Credential,
  now: Date,
): CredentialFinding | undefined {
  if (notBefore === undefined || Date.parse(notBefore) <= now.getTime()) {
    return undefined;
  }
  return {
    code: 'not-yet-valid',
    reason: `It is valid from ${dateInWords(notBefore)} on and not before.`,
  };
}
