import { SeriesSlice } from '@plumbline/plugin-slo-node';
import { PrometheusServer } from '../config/PrometheusServer';
import { PrometheusApi } from '../server/PrometheusApi';
import { QueryRefused } from '../server/failures';
import { MatrixSeries } from '../server/readMatrix';
import { NAME_LABEL, isSelfContained, joinQueries } from './joinQueries';

/** Points that Prometheus gives for one series at most. */
const MAX_POINTS = 11_000;
/** Points of one request, over all its series. */
const POINTS_PER_REQUEST = 55_000;
/** Characters of one request. */
const MAX_LENGTH = 32_000;
/** Refused queries that are remembered. */
const MAX_REFUSED = 10_000;

/** Times at which values are wanted; epoch seconds. */
export interface Span {
  start: number;
  end: number;
  step: number;
}

/** What became of one query. */
export type SeriesResult = { slices: SeriesSlice[] } | { error: string };

/**
 * Reads the series of many queries with few requests. Queries with the same
 * span go into one; when the server refuses it, halves of it are asked until
 * the query at fault stands alone, which is from then on asked alone.
 */
export class SeriesReader {
  readonly #server: PrometheusServer;
  readonly #api: PrometheusApi;
  readonly #refused = new Set<string>();

  constructor(server: PrometheusServer) {
    this.#server = server;
    this.#api = new PrometheusApi(server);
  }

  /** What each of the queries gives over the span. Never throws. */
  async read(
    queries: string[],
    span: Span,
  ): Promise<Map<string, SeriesResult>> {
    const results = new Map<string, SeriesResult>();
    await Promise.all(
      this.#groups([...new Set(queries)], span).map(async group => {
        for (const [query, result] of await this.#readGroup(group, span)) {
          results.set(query, result);
        }
      }),
    );
    return results;
  }

  #groups(queries: string[], span: Span): string[][] {
    const points = Math.min(
      MAX_POINTS,
      (span.end - span.start) / span.step + 1,
    );
    const most = Math.max(
      1,
      Math.min(
        this.#server.seriesPerRequest,
        Math.floor(POINTS_PER_REQUEST / points),
      ),
    );
    const groups: string[][] = [];
    let group: string[] = [];
    let length = 0;
    for (const query of queries) {
      if (this.#refused.has(query) || !isSelfContained(query)) {
        groups.push([query]);
        continue;
      }
      if (group.length >= most || length + query.length > MAX_LENGTH) {
        groups.push(group);
        group = [];
        length = 0;
      }
      group.push(query);
      length += query.length;
    }
    return group.length > 0 ? [...groups, group] : groups;
  }

  async #readGroup(
    group: string[],
    span: Span,
  ): Promise<Map<string, SeriesResult>> {
    try {
      const slices =
        group.length === 1
          ? [await this.#readOne(group[0], span)]
          : await this.#readJoined(group, span);
      group.forEach(query => this.#refused.delete(query));
      return new Map(group.map((query, index) => [query, slices[index]]));
    } catch (error) {
      if (group.length > 1 && error instanceof QueryRefused) {
        const half = Math.ceil(group.length / 2);
        const halves = await Promise.all([
          this.#readGroup(group.slice(0, half), span),
          this.#readGroup(group.slice(half), span),
        ]);
        return new Map(halves.flatMap(results => [...results]));
      }
      if (error instanceof QueryRefused) this.#remember(group[0]);
      const { message } = error as Error;
      return new Map(group.map(query => [query, { error: message }]));
    }
  }

  #remember(query: string) {
    if (this.#refused.size >= MAX_REFUSED) this.#refused.clear();
    this.#refused.add(query);
  }

  async #readOne(query: string, span: Span): Promise<SeriesResult> {
    return onlyOne(await this.#readParts(query, span));
  }

  async #readJoined(group: string[], span: Span): Promise<SeriesResult[]> {
    const { query, names } = joinQueries(group);
    const byName = new Map<string, MatrixSeries[]>();
    for (const series of await this.#readParts(query, span)) {
      const name = series.labels[NAME_LABEL];
      const others = byName.get(name);
      if (others) others.push(series);
      else byName.set(name, [series]);
    }
    return names.map(name => onlyOne(byName.get(name) ?? []));
  }

  /** A span with more points than the server gives at once is asked for in parts. */
  async #readParts(query: string, span: Span): Promise<MatrixSeries[]> {
    const { start, end, step } = span;
    const points = Math.max(
      1,
      Math.min(MAX_POINTS, Math.floor(this.#server.maxRangeSeconds / step)),
    );
    const byLabels = new Map<string, MatrixSeries>();
    for (let from = start; from <= end; from += points * step) {
      const to = Math.min(end, from + (points - 1) * step);
      const part = { query, start: from, end: to, step };
      for (const series of await this.#api.queryRange(part)) {
        const key = JSON.stringify(Object.entries(series.labels).sort());
        const before = byLabels.get(key);
        byLabels.set(
          key,
          before
            ? { ...series, slices: [...before.slices, ...series.slices] }
            : series,
        );
      }
    }
    return [...byLabels.values()];
  }
}

function onlyOne(series: MatrixSeries[]): SeriesResult {
  return series.length > 1
    ? {
        error: `The query gives ${series.length} series; aggregate them to one, for example with sum()`,
      }
    : { slices: series[0]?.slices ?? [] };
}
