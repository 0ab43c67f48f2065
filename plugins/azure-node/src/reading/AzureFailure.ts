/**
 * Why Azure gave no answer that can be used:
 *
 * - `not-accepted`: the token is not accepted (401)
 * - `forbidden`: signed in, but without the role or permission (403)
 * - `firewall`: the network that the portal is in is not let in (403)
 * - `missing`: not there (404), or no such host
 * - `throttled`: asked too often, for longer than can be waited (429)
 * - `refused`: another answer that is no success
 * - `unreachable`: the way to it is broken
 * - `timeout`: no answer in time
 * - `sign-in`: no token
 * - `foreign-host`: it leads to another host, which gets no token
 * - `foreign-path`: it leads to something that is no list and no policy
 * - `repeats`: its pages repeat or do not end
 * - `short`: it lists less than it says there is
 * - `too-much`: there is more than may be listed
 * - `shape`: an answer that is not what the API documents
 */
export type FailureKind =
  | 'not-accepted'
  | 'forbidden'
  | 'firewall'
  | 'missing'
  | 'throttled'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'sign-in'
  | 'foreign-host'
  | 'foreign-path'
  | 'repeats'
  | 'short'
  | 'too-much'
  | 'shape';

/** A call that failed. It holds nothing of what an answer said but codes that are known beforehand. */
export class AzureFailure extends Error {
  readonly kind: FailureKind;
  /** A short fact such as `30 s`, `HTTP 500` or `AADSTS7000215`. */
  readonly detail?: string;

  constructor(kind: FailureKind, detail?: string) {
    super(detail ? `${kind} (${detail})` : kind);
    this.name = 'AzureFailure';
    this.kind = kind;
    this.detail = detail;
  }
}

/** What a client throws by itself comes from an answer that it cannot read. */
export function asFailure(error: unknown): AzureFailure {
  return error instanceof AzureFailure ? error : new AzureFailure('shape');
}

/** The failure that an HTTP status and an error body mean. */
export function failureOf(
  status: number,
  body: string | null | undefined,
): AzureFailure {
  if (status === 401) return new AzureFailure('not-accepted');
  if (status === 403) {
    return new AzureFailure(isFirewall(body) ? 'firewall' : 'forbidden');
  }
  if (status === 404) return new AzureFailure('missing');
  if (status === 429) return new AzureFailure('throttled');
  if (status >= 300 && status < 400) return new AzureFailure('foreign-host');
  return new AzureFailure('refused', `HTTP ${status}`);
}

/** `ForbiddenByFirewall`, and `ForbiddenByConnection` where only private links are let in. */
function isFirewall(body: string | null | undefined): boolean {
  try {
    const { error } = JSON.parse(body ?? '');
    return /^ForbiddenBy(Firewall|Connection)$/.test(
      error.innererror?.code ?? error.code,
    );
  } catch {
    return false;
  }
}

/**
 * A failure as one sentence, without a full stop.
 *
 * @param what - what was asked, such as `Key Vault kv-shop`.
 * @param role - what the portal's identity needs to be let in.
 */
export function tellFailure(
  { kind, detail }: AzureFailure,
  what: string,
  role: string,
): string {
  const because = detail ? ` (${detail})` : '';
  switch (kind) {
    case 'not-accepted':
      return `${what} does not accept the portal's token`;
    case 'forbidden':
      return `The portal may not look at ${what}: its identity needs ${role}`;
    case 'firewall':
      return `The firewall of ${what} does not let the portal's network in`;
    case 'missing':
      return `${what} is not there`;
    case 'throttled':
      return `${what} is asked too often and still wants rest`;
    case 'unreachable':
      return `${what} cannot be reached${because}`;
    case 'timeout':
      return `${what} did not answer within ${detail}`;
    case 'sign-in':
      return `The portal cannot sign in to Microsoft Entra ID${because}`;
    case 'foreign-host':
      return `${what} leads to another host, which the portal's token is not sent to`;
    case 'foreign-path':
      return `${what} leads to something that the portal does not read`;
    case 'repeats':
      return `${what} repeats its pages or does not end${because}`;
    case 'short':
      return `${what} lists less than it says there is${because}`;
    case 'too-much':
      return `${what} has more than may be listed${because}`;
    case 'shape':
      return `${what} did not answer as Azure documents`;
    default:
      return `${what} refused${because}`;
  }
}
