/** Why an endpoint could not be looked at, as a sentence for people, without a full stop. */
export class LookFailure extends Error {
  /** Whether this machine has no way there, whatever the endpoint does. */
  readonly noRoute: boolean;

  constructor(message: string, noRoute = false) {
    super(message);
    this.noRoute = noRoute;
  }
}

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused',
  ECONNRESET: 'The connection was reset',
  EPIPE: 'The connection was reset',
  ETIMEDOUT: 'There was no answer in time',
  EHOSTUNREACH: 'The host is out of reach',
  ENOTFOUND: 'The name does not resolve',
  EAI_AGAIN: 'The name could not be resolved now',
  ENODATA: 'The name has no address',
};

const NO_ROUTE = ['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/** Says a failure in words, without repeating anything that the other side sent. */
export function failureOf(error: unknown): LookFailure {
  if (error instanceof LookFailure) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (!code) return new LookFailure('The look failed');
  if (NO_ROUTE.includes(code)) {
    return new LookFailure('There is no route to the address', true);
  }
  if (SENTENCES[code]) return new LookFailure(SENTENCES[code]);
  return /SSL|TLS|^EPROTO$/.test(code)
    ? new LookFailure(`TLS could not be agreed on (${code})`)
    : new LookFailure(`The look failed (${code})`);
}
