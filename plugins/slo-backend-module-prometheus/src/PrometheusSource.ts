import {
  SeriesAnswer,
  SeriesRequest,
  SeriesSlice,
  SliSource,
} from '@plumbline/plugin-slo-node';
import { PrometheusClient, RangeQuery } from './PrometheusClient';
import { PrometheusServer } from './readPrometheusServers';
import { sliceQuery } from './sliceQuery';

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
  readonly #clients: Map<string, PrometheusClient>;

  constructor(servers: Map<string, PrometheusServer>) {
    this.#clients = new Map(
      [...servers].map(([name, server]) => [
        name,
        new PrometheusClient(server),
      ]),
    );
  }

  async read(requests: SeriesRequest[]): Promise<SeriesAnswer[]> {
    // Several SLOs often share a series, such as all requests: it is asked for once.
    const asked = new Map<string, Promise<SeriesSlice[]>>();
    return Promise.all(
      requests.map(async (request): Promise<SeriesAnswer> => {
        try {
          return { id: request.id, slices: await this.#slices(request, asked) };
        } catch (error) {
          return {
            id: request.id,
            slices: [],
            error: (error as Error).message,
          };
        }
      }),
    );
  }

  #slices(
    { dataSource, spec, kind, from, to, step }: SeriesRequest,
    asked: Map<string, Promise<SeriesSlice[]>>,
  ): Promise<SeriesSlice[]> {
    const { query } = spec;
    if (typeof query !== 'string' || query.trim() === '') {
      throw new Error('A metric source of type prometheus needs spec.query');
    }
    const [name, client] = this.#client(dataSource);
    const range: RangeQuery = {
      query: sliceQuery(query, kind, step),
      start: from + step,
      end: to,
      step,
    };
    const key = JSON.stringify([name, range]);
    let answer = asked.get(key);
    if (!answer) {
      answer = client.queryRange(range);
      asked.set(key, answer);
    }
    return answer;
  }

  #client(dataSource: string | undefined): [string, PrometheusClient] {
    const names = [...this.#clients.keys()];
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
    const client = this.#clients.get(name);
    if (!client) {
      throw new Error(
        `No Prometheus of the name '${name}' is configured (slo.prometheus.${name})`,
      );
    }
    return [name, client];
  }
}
