import { sliceQuery } from '@plumbline/plugin-slo-common';
import {
  SeriesAnswer,
  SeriesRequest,
  SliSource,
} from '@plumbline/plugin-slo-node';
import { PrometheusServer } from './config/PrometheusServer';
import { SeriesReader, SeriesResult, Span } from './query/SeriesReader';

/** A request with the server and the query that answer it. */
interface Asked {
  request: SeriesRequest;
  server: string;
  query: string;
  span: Span;
}

/**
 * Series from the Prometheus HTTP API. Metric sources say `spec.query`, and
 * which server by `metricSourceRef`; without it the only configured one is
 * asked.
 *
 * A slice for which the query gives nothing, or NaN, has no data. In
 * particular a counter that never counted anything is absent in Prometheus and
 * not 0: append `or vector(0)` where absent means none.
 */
export class PrometheusSource implements SliSource {
  readonly type = 'prometheus';
  /** The longest of all servers'. */
  readonly delaySeconds: number;
  readonly #servers: Map<string, PrometheusServer>;
  readonly #readers: Map<string, SeriesReader>;

  constructor(servers: Map<string, PrometheusServer>) {
    this.#servers = servers;
    this.delaySeconds = Math.max(
      0,
      ...[...servers.values()].map(({ delaySeconds }) => delaySeconds),
    );
    this.#readers = new Map(
      [...servers].map(([name, server]) => [name, new SeriesReader(server)]),
    );
  }

  async read(requests: SeriesRequest[]): Promise<SeriesAnswer[]> {
    const answers: SeriesAnswer[] = [];
    const asked: Asked[] = [];
    for (const request of requests) {
      try {
        asked.push(this.#asked(request));
      } catch (error) {
        answers.push(failed(request, (error as Error).message));
      }
    }
    await Promise.all(
      groupBy(asked, ({ server, span }) => JSON.stringify([server, span])).map(
        async group => {
          const { server, span } = group[0];
          const results = await this.#readers.get(server)!.read(
            group.map(({ query }) => query),
            span,
          );
          answers.push(
            ...group.map(({ request, query }) =>
              answer(request, results.get(query)!),
            ),
          );
        },
      ),
    );
    return answers;
  }

  delaySecondsOf(dataSource: string | undefined): number {
    const name = dataSource ?? [...this.#servers.keys()][0];
    return this.#servers.get(name)?.delaySeconds ?? this.delaySeconds;
  }

  #asked(request: SeriesRequest): Asked {
    const { dataSource, spec, kind, from, to, step } = request;
    const { query } = spec;
    if (typeof query !== 'string' || query.trim() === '') {
      throw new Error('A metric source of type prometheus needs spec.query');
    }
    const server = this.#server(dataSource);
    const { scrapeSeconds } = server;
    return {
      request,
      server: server.name,
      query: sliceQuery(query, kind, { step, scrapeSeconds }),
      span: { start: from + step, end: to, step },
    };
  }

  #server(dataSource: string | undefined): PrometheusServer {
    const names = [...this.#servers.keys()];
    const name = dataSource ?? (names.length === 1 ? names[0] : undefined);
    if (name === undefined) {
      throw new Error(
        names.length === 0
          ? 'No Prometheus is configured (slo.prometheus)'
          : `Say which Prometheus by metricSourceRef; there is ${names.join(
              ', ',
            )}`,
      );
    }
    const server = this.#servers.get(name);
    if (!server) {
      throw new Error(
        `No Prometheus of the name '${name}' is configured (slo.prometheus.${name})`,
      );
    }
    return server;
  }
}

function answer({ id }: SeriesRequest, result: SeriesResult): SeriesAnswer {
  return 'error' in result
    ? { id, slices: [], error: result.error }
    : { id, slices: result.slices };
}

function failed({ id }: SeriesRequest, error: string): SeriesAnswer {
  return { id, slices: [], error };
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
