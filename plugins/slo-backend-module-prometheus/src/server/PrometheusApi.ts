import { Dispatcher, fetch, Response } from 'undici';
import { PrometheusServer } from '../config/PrometheusServer';
import { Authorization, authorizationOf } from './Authorization';
import { Gate } from './Gate';
import { TlsAgent } from './TlsAgent';
import { QueryRefused, ServerUnavailable } from './failures';
import { MatrixSeries, readMatrix } from './readMatrix';

/** How often a query is sent at most when the server is busy. */
const ATTEMPTS = 3;
/** Wait after a busy answer that does not say how long. */
const DEFAULT_WAIT_MS = 1_000;

/** The server is told the time limit too and gets a little longer to say that a query exceeds it. */
const PATIENCE = 1.1;

/** A stretch of one query's values. */
export interface RangeQuery {
  query: string;
  /** Epoch seconds of the first value. */
  start: number;
  /** Epoch seconds of the last value. */
  end: number;
  /** Seconds between values. */
  step: number;
}

/** What came back, and what had been sent along. */
interface Reply {
  response: Response;
  text: string;
  authorization: string | undefined;
}

/** The HTTP API of one server. */
export class PrometheusApi {
  readonly #server: PrometheusServer;
  readonly #authorization: Authorization;
  readonly #tls?: TlsAgent;
  readonly #gate: Gate;

  constructor(
    server: PrometheusServer,
    authorization = authorizationOf(server.identity),
  ) {
    this.#server = server;
    this.#authorization = authorization;
    this.#tls = server.tls && new TlsAgent(server.tls);
    this.#gate = new Gate(server.concurrency);
  }

  /**
   * Asks `query_range`. Waits and asks again when the server is busy.
   *
   * @throws QueryRefused when the query is at fault; ServerUnavailable or Error
   * otherwise. All have a message for the owner of the SLO: no URL, no token.
   */
  async queryRange(range: RangeQuery): Promise<MatrixSeries[]> {
    const form = new URLSearchParams({
      query: range.query,
      start: String(range.start),
      end: String(range.end),
      step: String(range.step),
      timeout: `${Math.ceil(this.#server.timeoutMs / 1_000)}s`,
      // Thanos: rather an error than sums over what happens to be in reach.
      partial_response: 'false',
    });
    for (let attempt = 1; ; attempt++) {
      const series = await this.#gate.pass(() => this.#ask(form, attempt));
      if (series) return series;
    }
  }

  /** One attempt; `undefined` when another one is due. */
  async #ask(
    form: URLSearchParams,
    attempt: number,
  ): Promise<MatrixSeries[] | undefined> {
    const { name } = this.#server;
    let reply = await this.#post(form);
    if (
      reply.response.status === 401 &&
      this.#authorization.renew(reply.authorization)
    ) {
      reply = await this.#post(form);
    }
    const { response, text } = reply;
    const { status } = response;
    if (status >= 300 && status < 400) {
      throw new ServerUnavailable(
        `${name} answered with a redirect to somewhere else, which is not followed`,
      );
    }
    if (status === 401 || status === 403) {
      throw new ServerUnavailable(
        status === 401
          ? `${name} does not accept the credentials (401)`
          : `${name} does not let the credentials read (403)`,
      );
    }
    const answer = readMatrix(text);
    // A query that takes too long is told as 503 too, but with a type of its own.
    if (answer?.kind === 'error' && answer.type === 'timeout') {
      throw new QueryRefused(`${name} gave the query up: ${answer.message}`);
    }
    if (status === 429 || status === 503) {
      this.#pause(response, attempt);
      return undefined;
    }
    if (!answer) {
      throw new ServerUnavailable(
        response.ok
          ? `${name} did not answer as Prometheus does`
          : `${name} answered ${status} ${response.statusText}`.trim(),
      );
    }
    if (answer.kind === 'error') {
      if (status >= 500) {
        throw new ServerUnavailable(
          `${name} answered ${status}: ${answer.message}`,
        );
      }
      throw new QueryRefused(`${name} refused the query: ${answer.message}`);
    }
    if (answer.partial.length > 0) {
      throw new ServerUnavailable(
        `${name} has only a part of the data at hand: ${answer.partial[0]}`,
      );
    }
    return answer.series;
  }

  /** @throws ServerUnavailable when it is not worth waiting. */
  #pause(response: Response, attempt: number) {
    const wait =
      retryAfterMs(response.headers.get('retry-after')) ??
      DEFAULT_WAIT_MS * attempt;
    const reason = `${this.#server.name} is busy (${
      response.status
    }) and wants to be asked again in ${Math.ceil(wait / 1_000)} s`;
    const short = this.#gate.pause(wait, reason);
    if (!short || attempt >= ATTEMPTS) throw new ServerUnavailable(reason);
  }

  async #post(body: URLSearchParams): Promise<Reply> {
    const { name, url, tenant, timeoutMs, maxResponseBytes } = this.#server;
    const authorization = await this.#authorization.header();
    let response: Response;
    let text: string | undefined;
    try {
      response = await fetch(`${url}/api/v1/query_range`, {
        method: 'POST',
        body,
        headers: {
          ...(authorization && { Authorization: authorization }),
          ...(tenant && { [tenant.header]: tenant.value }),
        },
        // A redirect would lead to a host that nobody configured, token and all.
        redirect: 'manual',
        signal: AbortSignal.timeout(Math.ceil(timeoutMs * PATIENCE)),
        dispatcher: this.#tls?.current() as Dispatcher | undefined,
      });
      text = await readText(response, maxResponseBytes);
    } catch (error) {
      const reason = `${name} ${reasonOf(error, timeoutMs)}`;
      this.#gate.failed(reason);
      throw new ServerUnavailable(reason);
    }
    this.#gate.answered();
    if (text === undefined) {
      throw new QueryRefused(
        `${name} answered with more than ${maxResponseBytes / 1e6} MB`,
      );
    }
    return { response, text, authorization };
  }
}

/** The body, `undefined` when it is longer than allowed; the rest of it is not read then. */
async function readText(
  response: Response,
  maxBytes: number,
): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.byteLength;
    if (length > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function reasonOf(error: unknown, timeoutMs: number): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  if (name === 'TimeoutError') {
    return `did not answer within ${timeoutMs / 1_000} s`;
  }
  const code = (cause as { code?: string } | undefined)?.code ?? '';
  if (/CERT|SIGNATURE|TLS|SSL/.test(code)) {
    return `cannot be reached: its certificate or ours was not accepted (${code})`;
  }
  return 'cannot be reached';
}

/** RFC 9110: seconds, or a date. */
function retryAfterMs(header: string | null): number | undefined {
  if (!header) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
