/**
 * Why Azure gave no answer that can be used:
 *
 * - `expired`: the token is not accepted (401)
 * - `forbidden`: signed in, but without the role (403)
 * - `missing`: no such workspace or resource (404)
 * - `refused`: the question is wrong (other 4xx)
 * - `throttled`: asked too often (429, or 503 with Retry-After)
 * - `too-much`: more than is worked through or given at once; a shorter range may be
 * - `partial`: an answer that lacks something
 * - `unavailable`: the service or the way to it is down
 * - `timeout`: no answer in time
 * - `sign-in`: no token
 * - `shape`: an answer that is not what the API documents
 */
export type FailureKind =
  | 'expired'
  | 'forbidden'
  | 'missing'
  | 'refused'
  | 'throttled'
  | 'too-much'
  | 'partial'
  | 'unavailable'
  | 'timeout'
  | 'sign-in'
  | 'shape';

const MAX_DETAIL = 300;
const TOKENS = /\bBearer\s+\S+|\beyJ[\w-]+\.[\w.-]+/g;

/** A call that failed, in facts; {@link tellFailure} makes the sentence. */
export class AzureFailure extends Error {
  readonly kind: FailureKind;
  /** What the service said, without anything like a token, at most 300 characters. */
  readonly detail?: string;
  /** How long it wants to be left alone. */
  readonly retryAfterMs?: number;

  constructor(
    kind: FailureKind,
    options: { detail?: string; retryAfterMs?: number } = {},
  ) {
    const detail = options.detail?.replace(TOKENS, '…').slice(0, MAX_DETAIL);
    super(detail ? `${kind}: ${detail}` : kind);
    this.name = 'AzureFailure';
    this.kind = kind;
    this.detail = detail;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Codes and messages of Kusto and the API that mean: ask for less. */
const TOO_MUCH =
  /E_QUERY_RESULT_SET_TOO_LARGE|E_RUNAWAY_QUERY|E_LOW_MEMORY|QueryExecutionResultSizeLimitExceeded|ResponseSizeError|truncat|exceed\w* (?:the )?(?:set |allowed |query )?(?:limit|size|memory|record)|timed? ?out/i;

/** Error object of an answer, as both APIs write it. */
export interface ErrorBody {
  code?: string;
  message?: string;
  innererror?: ErrorBody;
  details?: ErrorBody[];
}

/** The failure that an HTTP status and an error object mean. */
export function failureOf(
  status: number,
  error: ErrorBody | undefined,
  retryAfterMs?: number,
): AzureFailure {
  const detail = innermostMessage(error);
  const options = { detail, retryAfterMs };
  if (status === 429) return new AzureFailure('throttled', options);
  if (status === 503 && retryAfterMs !== undefined) {
    return new AzureFailure('throttled', options);
  }
  if (status === 401) return new AzureFailure('expired', options);
  if (status === 403) return new AzureFailure('forbidden', options);
  if (status === 404) return new AzureFailure('missing', options);
  if (status === 504 || status === 413 || isTooMuch(error)) {
    return new AzureFailure('too-much', options);
  }
  if (status >= 200 && status < 300)
    return new AzureFailure('partial', options);
  if (status >= 400 && status < 500)
    return new AzureFailure('refused', options);
  return new AzureFailure('unavailable', {
    ...options,
    detail: detail ?? `HTTP ${status}`,
  });
}

/** The innermost message is the one that names the place in the query. */
function innermostMessage(error: ErrorBody | undefined): string | undefined {
  if (!error) return undefined;
  const inner = error.innererror ?? error.details?.[0];
  return innermostMessage(inner) ?? error.message ?? error.code;
}

function isTooMuch(error: ErrorBody | undefined): boolean {
  return error !== undefined && TOO_MUCH.test(JSON.stringify(error));
}

/**
 * A failure as a sentence for the people who own the SLO.
 *
 * @param name - the data source as the configuration calls it.
 * @param role - the Azure role that reading it takes.
 */
export function tellFailure(
  { kind, detail, retryAfterMs }: AzureFailure,
  name: string,
  role: string,
): string {
  const because = detail ? `: ${detail}` : '';
  switch (kind) {
    case 'expired':
      return `${name} does not accept the portal's token, not even a fresh one`;
    case 'forbidden':
      return `The portal may not read ${name}: its identity needs the role ${role} there`;
    case 'missing':
      return `${name} is not there${because}`;
    case 'refused':
      return `${name} refused the query${because}`;
    case 'throttled':
      return `${name} is asked too often${
        retryAfterMs
          ? ` and wants ${Math.ceil(retryAfterMs / 1_000)} s of rest`
          : ''
      }`;
    case 'too-much':
      return `${name} cannot work through so much at once${because}`;
    case 'partial':
      return `${name} gave a partial result, which is not counted${because}`;
    case 'timeout':
      return `${name} did not answer within ${detail}`;
    case 'sign-in':
      return `The portal cannot sign in to Microsoft Entra ID${
        detail ? ` (${detail})` : ''
      }`;
    case 'shape':
      return `${name} did not answer as Azure Monitor does${because}`;
    default:
      return `${name} cannot be reached${because}`;
  }
}
