import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';

const TIMEOUT_MS = 20_000;
/** Tries of a request that may be repeated. */
const TRIES = 3;
/** Longest wait that a host may ask for; what takes longer is an error that says when to come back. */
const MAX_WAIT_MS = 30_000;
const MAX_ANSWER = 16 * 1024 * 1024;
const MAX_MESSAGE = 400;

/** How a host is asked. */
export interface RestClientOptions {
  /** Name of the host's product, for messages. */
  name: string;
  /** Without a slash at its end. All requests go below it. */
  baseUrl: string;
  /** Headers that sign in; asked for each request, as tokens expire. */
  signIn: () => Promise<Record<string, string>>;
  /** What an operator does about an answer of this status. */
  advice: (status: number) => string | undefined;
  /** For tests: waits. */
  wait?: (milliseconds: number) => Promise<unknown>;
}

/** A request below the base address. */
export interface RestRequest {
  /** What it is for, for messages, such as `reading branch main`. */
  what: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  accept?: string;
  /** Statuses beside 2xx that the caller understands. */
  expected?: number[];
}

/** An answer, read whole. */
export interface RestAnswer {
  status: number;
  headers: Headers;
  content: Buffer;
  /** Of a JSON answer. */
  json<T>(): T;
  /** Why it was refused, in the host's words. */
  message(): string;
}

/**
 * Asks a Git host: with a time limit, without following redirects to
 * elsewhere, as patient as the host asks for. Its errors say what to do, and
 * never what signs in.
 */
export class RestClient {
  readonly #options: RestClientOptions;
  readonly #wait: (milliseconds: number) => Promise<unknown>;

  constructor(options: RestClientOptions) {
    this.#options = options;
    this.#wait = options.wait ?? sleep;
  }

  async get(path: string, request: RestRequest): Promise<RestAnswer> {
    return this.#send('GET', path, request);
  }

  async head(path: string, request: RestRequest): Promise<RestAnswer> {
    return this.#send('HEAD', path, request);
  }

  async post(path: string, request: RestRequest): Promise<RestAnswer> {
    return this.#send('POST', path, request);
  }

  async patch(path: string, request: RestRequest): Promise<RestAnswer> {
    return this.#send('PATCH', path, request);
  }

  async put(path: string, request: RestRequest): Promise<RestAnswer> {
    return this.#send('PUT', path, request);
  }

  /** Items of every page of a list; `next` finds the query of the next one. */
  async getPages<T>(
    path: string,
    request: RestRequest,
    next: (
      answer: RestAnswer,
      page: number,
    ) => RestRequest['query'] | undefined,
    items: (answer: RestAnswer) => T[] = answer => answer.json<T[]>(),
  ): Promise<T[]> {
    const found: T[] = [];
    let query = request.query;
    for (let page = 1; page <= 100; page++) {
      const answer = await this.get(path, { ...request, query });
      found.push(...items(answer));
      const more = next(answer, page);
      if (!more) return found;
      query = { ...request.query, ...more };
    }
    throw this.#failure(`${request.what} has more than a hundred pages.`);
  }

  async #send(
    method: string,
    path: string,
    request: RestRequest,
  ): Promise<RestAnswer> {
    const mayRepeat = method === 'GET' || method === 'HEAD';
    for (let attempt = 1; ; attempt++) {
      const signIn = await this.#signIn();
      let answer: RestAnswer;
      try {
        answer = await this.#once(method, path, request, signIn);
      } catch (error) {
        if ((error as Error).name === 'ServiceUnavailableError') throw error;
        if (!mayRepeat || attempt >= TRIES)
          throw this.#unreachable(request, error);
        await this.#wait(500 * 2 ** attempt);
        continue;
      }
      const { status } = answer;
      if (
        (status >= 200 && status < 300) ||
        request.expected?.includes(status)
      ) {
        return answer;
      }
      const wait = this.#askedWait(answer);
      if (wait !== undefined) {
        if (wait > MAX_WAIT_MS || attempt >= TRIES) {
          throw this.#failure(
            `${
              this.#options.name
            } asks for fewer requests. Try again in ${Math.ceil(
              wait / 60_000,
            )} min.`,
          );
        }
        await this.#wait(wait);
        continue;
      }
      if (mayRepeat && status >= 500 && attempt < TRIES) {
        await this.#wait(500 * 2 ** attempt);
        continue;
      }
      throw this.#refusal(request, answer);
    }
  }

  async #signIn(): Promise<Record<string, string>> {
    try {
      return await this.#options.signIn();
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'InputError') throw error;
      throw this.#failure(
        `Signing in to ${this.#options.name} failed: ${message.slice(
          0,
          MAX_MESSAGE,
        )}`,
      );
    }
  }

  async #once(
    method: string,
    path: string,
    { query, body, accept }: RestRequest,
    signIn: Record<string, string>,
  ): Promise<RestAnswer> {
    const url = new URL(`${this.#options.baseUrl}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: accept ?? 'application/json',
        'user-agent': 'plumbline',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...signIn,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const content = await readWhole(response);
    if (!content) {
      throw this.#failure(
        `An answer of ${this.#options.name} has more than ${MAX_ANSWER} bytes.`,
      );
    }
    const secrets = secretsOf(signIn);
    return {
      status: response.status,
      headers: response.headers,
      content,
      json: () => {
        try {
          return JSON.parse(content.toString('utf8'));
        } catch {
          throw this.#failure(
            `${
              this.#options.name
            } answered something else than JSON. Check the address of the repository and of the API in integrations.`,
          );
        }
      },
      message: () => scrub(messageOf(content), secrets),
    };
  }

  /** Milliseconds that the host asks to wait; `undefined` when it does not. */
  #askedWait({ status, headers, message }: RestAnswer): number | undefined {
    if (![403, 429, 503].includes(status)) return undefined;
    const after = headers.get('retry-after');
    if (after && /^\d+$/.test(after)) return Number(after) * 1000;
    if (after && !Number.isNaN(Date.parse(after))) {
      return Math.max(0, Date.parse(after) - Date.now());
    }
    const isSpent =
      headers.get('x-ratelimit-remaining') === '0' ||
      headers.get('ratelimit-remaining') === '0';
    if (isSpent) {
      const reset = Number(
        headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset'),
      );
      return Math.max(1000, reset * 1000 - Date.now());
    }
    return status === 429 || /secondary rate limit/i.test(message())
      ? 60_000
      : undefined;
  }

  #refusal({ what }: RestRequest, answer: RestAnswer): Error {
    const { name, advice } = this.#options;
    const { status } = answer;
    if (status >= 300 && status < 400) {
      return this.#failure(
        `${name} says that the repository has moved. Put its new address into stamp.estate.repository.url.`,
      );
    }
    const said = answer.message();
    return this.#failure(
      [
        `${name} answered ${status} to ${what}${
          said ? `: ${said}` : ''
        }`.replace(/([^.])$/, '$1.'),
        advice(status),
      ]
        .filter(part => part)
        .join(' '),
    );
  }

  #unreachable({ what }: RestRequest, error: unknown): Error {
    const { name } = error as Error;
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    return this.#failure(
      name === 'TimeoutError'
        ? `${this.#options.name} did not answer within ${
            TIMEOUT_MS / 1000
          } s when ${what}. Try again.`
        : `${this.#options.name} could not be reached when ${what}${
            code ? ` (${code})` : ''
          }. Try again; nothing is lost.`,
    );
  }

  #failure(message: string): Error {
    return new ServiceUnavailableError(message);
  }
}

async function readWhole(response: Response): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What a host says of an error, in the field where each of them does. */
function messageOf(content: Buffer): string {
  try {
    const { message, error, errors } = JSON.parse(content.toString('utf8'));
    const first = [message, error].find(value => value !== undefined);
    const details = Array.isArray(errors)
      ? errors.map(one => one?.message).filter(one => typeof one === 'string')
      : [];
    return [
      typeof first === 'string' || !first ? first : JSON.stringify(first),
      ...details,
    ]
      .filter(part => part)
      .join('; ')
      .replace(/\s+/g, ' ')
      .slice(0, MAX_MESSAGE);
  } catch {
    // A page for people, such as of a proxy, says nothing worth repeating.
    return '';
  }
}

/** Everything that signs in, in the forms in which it could be said back. */
function secretsOf(headers: Record<string, string>): string[] {
  return Object.values(headers).flatMap(value => {
    const token = value.split(' ').pop()!;
    const decoded = Buffer.from(token, 'base64').toString('utf8');
    return [token, decoded, decoded.split(':').pop()!].filter(
      secret => secret.length >= 6,
    );
  });
}

function scrub(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (result, secret) => result.split(secret).join('[removed]'),
    text,
  );
}
