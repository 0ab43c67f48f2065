import { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { JsonFailure, JsonPicker } from '../json/JsonPicker';
import { Picked, Shape } from '../json/Shape';
import { Cluster, TokenOf } from './Cluster';
import {
  ClusterFailure,
  failureOfConnection,
  failureOfStatus,
} from './ClusterFailure';

/** Objects on a page. TLS secrets of real clusters then come to a few megabytes. */
const PER_PAGE = 250;
const MOST_PAGES = 4_000;
/** A page of objects that are all as large as Kubernetes lets them be has less. */
const MOST_BYTES = 512 * 1_048_576;
const MOST_CALLS_AT_ONCE = 4;
/** How often a list that changed too much while it was read begins again. */
const MOST_RESTARTS = 3;
const MOST_TRIES = 4;
const TRY_AGAIN = /^(HTTP 50[0234]|ECONNRESET|EPIPE)$/;

/** An answer that is no success, with what it says about trying again. */
class RefusedCall extends Error {
  readonly failure: ClusterFailure;
  readonly retryAfter?: number;

  constructor(status: number, retryAfter: string | undefined) {
    super(`HTTP ${status}`);
    this.failure = failureOfStatus(status);
    // A date, which would be allowed too, is not what Kubernetes sends.
    if (/^\d{1,6}$/.test(retryAfter ?? '')) {
      this.retryAfter = Number(retryAfter);
    }
  }
}

/** How a cluster is talked to. */
export interface ConnectionOptions {
  tokenOf: TokenOf;
  /** For one page, with its tries again. */
  timeoutMs: number;
}

/**
 * Lists what is in a cluster: `GET` only, by TLS only, at the address of the
 * configuration only. Of answers nothing is kept but what a {@link Shape} names.
 */
export class ClusterReader {
  readonly #cluster: Cluster;
  readonly #tokenOf: TokenOf;
  readonly #timeoutMs: number;
  readonly #agent: Agent;

  constructor(cluster: Cluster, { tokenOf, timeoutMs }: ConnectionOptions) {
    this.#cluster = cluster;
    this.#tokenOf = tokenOf;
    this.#timeoutMs = timeoutMs;
    this.#agent = new Agent({
      ca: cluster.ca,
      keepAlive: true,
      maxSockets: MOST_CALLS_AT_ONCE,
      // Whatever the process's environment says.
      rejectUnauthorized: true,
    });
  }

  /**
   * The objects of a list, page by page. A list that changes too much while it
   * is read begins again from its first page, so that objects may come twice.
   *
   * @param path - such as `/api/v1/namespaces/shop/secrets`.
   * @param query - beside that of paging.
   * @param shape - of one object.
   * @throws ClusterFailure
   */
  async *pages<const S extends Shape>(
    path: string,
    query: Record<string, string>,
    shape: S,
    signal: AbortSignal,
  ): AsyncGenerator<Picked<S>[]> {
    const listShape = {
      fields: {
        kind: 'text',
        metadata: { fields: { continue: 'text' } },
        items: { stream: shape },
      },
    } as const;
    const seen = new Set<string>();
    let next: string | undefined;
    let restarts = 0;
    for (let count = 0; count < MOST_PAGES; count++) {
      const asked = new URLSearchParams({
        ...query,
        limit: String(PER_PAGE),
        ...(next && { continue: next }),
      });
      let page: Page<Picked<S>>;
      try {
        page = await this.#get(`${path}?${asked}`, listShape, signal);
      } catch (error) {
        restarts += 1;
        if (!isExpired(error) || !next || restarts > MOST_RESTARTS) throw error;
        next = undefined;
        seen.clear();
        continue;
      }
      const { kind, items, metadata } = page.value ?? {};
      if (!items || !kind?.endsWith('List')) throw new ClusterFailure('shape');
      yield page.items;
      next = metadata?.continue;
      if (!next) return;
      if (seen.has(next)) throw new ClusterFailure('repeats');
      seen.add(next);
    }
    throw new ClusterFailure('repeats', `${MOST_PAGES} pages`);
  }

  /**
   * Whether there is such a namespace.
   *
   * @throws ClusterFailure `forbidden`, where the portal may not know it.
   */
  async hasNamespace(name: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#get(`/api/v1/namespaces/${name}`, { fields: {} }, signal);
      return true;
    } catch (error) {
      if (error instanceof ClusterFailure && error.kind === 'missing') {
        return false;
      }
      throw error;
    }
  }

  /**
   * Names of all namespaces.
   *
   * @throws ClusterFailure `forbidden`, where the portal may not know them.
   */
  async namespaces(signal: AbortSignal): Promise<Set<string>> {
    const names = new Set<string>();
    const shape = {
      fields: { metadata: { fields: { name: 'text' } } },
    } as const;
    const pages = this.pages('/api/v1/namespaces', {}, shape, signal);
    for await (const page of pages) {
      for (const { metadata } of page) names.add(metadata?.name ?? '');
    }
    return names;
  }

  /** Ends the connections that are kept. */
  close() {
    this.#agent.destroy();
  }

  async #get(
    path: string,
    shape: Shape,
    scan: AbortSignal,
  ): Promise<Page<any>> {
    const deadline = AbortSignal.timeout(this.#timeoutMs);
    const signal = AbortSignal.any([scan, deadline]);
    try {
      for (let tried = 1; ; tried++) {
        try {
          return await this.#tryGet(path, shape, signal);
        } catch (error) {
          signal.throwIfAborted();
          const failure = failureOf(error);
          if (tried === MOST_TRIES || !isPassing(failure)) throw failure;
          const seconds = retryAfterOf(error) ?? 2 ** (tried - 1);
          await sleep(seconds * 1_000, undefined, { signal });
        }
      }
    } catch (error) {
      scan.throwIfAborted();
      if (!deadline.aborted) throw failureOf(error);
      throw new ClusterFailure('timeout', `${this.#timeoutMs / 1_000} s`);
    }
  }

  async #tryGet(
    path: string,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<Page<any>> {
    const token = await this.#tokenOf(signal);
    const response = await this.#send(path, token, signal);
    try {
      const { statusCode = 0, headers } = response;
      if (statusCode !== 200) {
        throw new RefusedCall(statusCode, headers['retry-after']);
      }
      const items: unknown[] = [];
      const picker = new JsonPicker(shape, item => items.push(item));
      let length = 0;
      for await (const chunk of response as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > MOST_BYTES) {
          throw new ClusterFailure(
            'too-large',
            `${MOST_BYTES / 1_048_576} MiB`,
          );
        }
        picker.write(chunk);
        // It may hold a private key.
        chunk.fill(0);
      }
      return { value: picker.end(), items };
    } finally {
      response.destroy();
    }
  }

  #send(
    path: string,
    token: string,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const call = request(`${this.#cluster.url}${path}`, {
        agent: this.#agent,
        signal,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          authorization: `Bearer ${token}`,
          'user-agent': 'plumbline',
        },
      });
      call.on('response', resolve);
      call.on('error', reject);
      call.end();
    });
  }
}

interface Page<T> {
  value: any;
  items: T[];
}

function failureOf(error: unknown): ClusterFailure {
  if (error instanceof RefusedCall) return error.failure;
  if (error instanceof JsonFailure) return new ClusterFailure('shape');
  return failureOfConnection(error);
}

function retryAfterOf(error: unknown): number | undefined {
  return error instanceof RefusedCall ? error.retryAfter : undefined;
}

function isPassing({ kind, detail }: ClusterFailure): boolean {
  return kind === 'throttled' || TRY_AGAIN.test(detail ?? '');
}

function isExpired(error: unknown): boolean {
  return error instanceof ClusterFailure && error.kind === 'expired';
}
