/**
 * Why a cluster gave no answer that can be used:
 *
 * - `no-token`: the portal has no token for it
 * - `not-accepted`: the token is not accepted (401)
 * - `forbidden`: signed in, but without the permission (403)
 * - `missing`: not there (404)
 * - `expired`: the list changed faster than its pages could be read (410)
 * - `throttled`: asked too often, for longer than can be waited (429)
 * - `redirects`: it leads elsewhere, where no token is sent
 * - `refused`: another answer that is no success
 * - `untrusted`: its certificate is not trusted
 * - `unreachable`: the way to it is broken
 * - `timeout`: no answer in time
 * - `repeats`: its pages repeat or do not end
 * - `too-large`: a page that is larger than any should be
 * - `shape`: an answer that is not what the API documents
 */
export type FailureKind =
  | 'no-token'
  | 'not-accepted'
  | 'forbidden'
  | 'missing'
  | 'expired'
  | 'throttled'
  | 'redirects'
  | 'refused'
  | 'untrusted'
  | 'unreachable'
  | 'timeout'
  | 'repeats'
  | 'too-large'
  | 'shape';

/** A call that failed. It holds nothing of what an answer said. */
export class ClusterFailure extends Error {
  readonly kind: FailureKind;
  /** A short fact such as `30 s`, `HTTP 500` or `ECONNREFUSED`. */
  readonly detail?: string;

  constructor(kind: FailureKind, detail?: string) {
    super(detail ? `${kind} (${detail})` : kind);
    this.name = 'ClusterFailure';
    this.kind = kind;
    this.detail = detail;
  }
}

/** The failure that an HTTP status means. */
export function failureOfStatus(status: number): ClusterFailure {
  if (status === 401) return new ClusterFailure('not-accepted');
  if (status === 403) return new ClusterFailure('forbidden');
  if (status === 404) return new ClusterFailure('missing');
  if (status === 410) return new ClusterFailure('expired');
  if (status === 429) return new ClusterFailure('throttled');
  if (status >= 300 && status < 400) return new ClusterFailure('redirects');
  return new ClusterFailure('refused', `HTTP ${status}`);
}

/** The failure that an error of a connection means. */
export function failureOfConnection(error: unknown): ClusterFailure {
  if (error instanceof ClusterFailure) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') return new ClusterFailure('unreachable');
  return /CERT|SELF_SIGNED|VERIFY|ALTNAME|ISSUER/.test(code)
    ? new ClusterFailure('untrusted', code)
    : new ClusterFailure('unreachable', code);
}

/**
 * A failure as one sentence, without a full stop.
 *
 * @param cluster - its name in the configuration.
 * @param permission - what was to be done, such as `list secrets`.
 */
export function tellFailure(
  { kind, detail }: ClusterFailure,
  cluster: string,
  permission: string,
): string {
  const what = `Cluster ${cluster}`;
  const because = detail ? ` (${detail})` : '';
  switch (kind) {
    case 'no-token':
      return `The portal has no token for cluster ${cluster}${because}`;
    case 'not-accepted':
      return `${what} does not accept the portal's token`;
    case 'forbidden':
      return `The portal may not look there: in cluster ${cluster} it needs the permission to ${permission}`;
    case 'missing':
      return `${what} does not know what it was asked for`;
    case 'expired':
      return `What is in cluster ${cluster} changes faster than it can be listed`;
    case 'throttled':
      return `${what} is asked too often and still wants rest`;
    case 'redirects':
      return `${what} leads elsewhere, where the portal's token is not sent`;
    case 'untrusted':
      return `The certificate of cluster ${cluster} is not trusted${because}`;
    case 'unreachable':
      return `${what} cannot be reached${because}`;
    case 'timeout':
      return `${what} did not answer within ${detail}`;
    case 'repeats':
      return `${what} repeats its pages or does not end${because}`;
    case 'too-large':
      return `${what} answers with more than ${detail} at once`;
    case 'shape':
      return `${what} did not answer as Kubernetes documents`;
    default:
      return `${what} refused${because}`;
  }
}
