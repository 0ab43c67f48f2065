import { SeriesSlice } from '@plumbline/plugin-slo-node';
import { z } from 'zod';
import { PrometheusServer } from './readPrometheusServers';

/** Points that Prometheus gives for one query at most. */
const MAX_POINTS = 11_000;
const QUERIES_AT_ONCE = 4;

const answerSchema = z.union([
  z.object({
    status: z.literal('success'),
    data: z.object({
      resultType: z.literal('matrix'),
      result: z.array(
        z.object({ values: z.array(z.tuple([z.number(), z.string()])) }),
      ),
    }),
  }),
  z.object({ status: z.literal('error'), error: z.string() }),
]);

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

/** Asks one server, at most a few queries at a time. */
export class PrometheusClient {
  readonly #server: PrometheusServer;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(server: PrometheusServer) {
    this.#server = server;
  }

  /**
   * Values of a query that gives one series, oldest first; those that are no
   * finite number are left out. A stretch with more points than the server
   * gives at once is asked for in parts.
   *
   * @throws Error with a message for the owner of the SLO: no URL, no token.
   */
  async queryRange(range: RangeQuery): Promise<SeriesSlice[]> {
    const { start, end, step } = range;
    const values: SeriesSlice[] = [];
    for (let from = start; from <= end; from += MAX_POINTS * step) {
      const to = Math.min(end, from + (MAX_POINTS - 1) * step);
      const part = { ...range, start: from, end: to };
      values.push(...(await this.#limited(() => this.#query(part))));
    }
    return values;
  }

  async #limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= QUERIES_AT_ONCE) {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    } else {
      this.#running++;
    }
    try {
      return await work();
    } finally {
      // A waiting query takes over the place of the one that ends.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  async #query({
    query,
    start,
    end,
    step,
  }: RangeQuery): Promise<SeriesSlice[]> {
    const answer = await this.#post({
      query,
      start: String(start),
      end: String(end),
      step: String(step),
    });
    if (answer.status === 'error') {
      throw new Error(
        `${this.#server.name} refused the query: ${answer.error}`,
      );
    }
    const { result } = answer.data;
    if (result.length > 1) {
      throw new Error(
        `The query gives ${result.length} series; aggregate them to one, for example with sum()`,
      );
    }
    return (result[0]?.values ?? [])
      .map(([time, value]) => ({ end: time, value: Number(value) }))
      .filter(({ value }) => Number.isFinite(value));
  }

  async #post(form: Record<string, string>) {
    const { name, url, token, tenant, timeoutMs } = this.#server;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${url}/api/v1/query_range`, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: {
          ...(token && { Authorization: `Bearer ${token}` }),
          ...(tenant && { 'X-Scope-OrgID': tenant }),
        },
        // A redirect would lead to a host that nobody configured, token and all.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      text = await response.text();
    } catch (error) {
      throw new Error(
        (error as Error).name === 'TimeoutError'
          ? `${name} did not answer within ${timeoutMs / 1_000} s`
          : `${name} cannot be reached`,
      );
    }
    const answer = answerSchema.safeParse(parseJson(text));
    if (!answer.success) {
      throw new Error(
        response.ok
          ? `${name} did not answer as Prometheus does`
          : `${name} answered ${response.status} ${response.statusText}`.trim(),
      );
    }
    return answer.data;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
