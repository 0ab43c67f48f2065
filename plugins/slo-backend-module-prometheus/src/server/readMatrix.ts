import { SeriesSlice } from '@plumbline/plugin-slo-node';

/** One series of an answer. */
export interface MatrixSeries {
  labels: Record<string, string>;
  /** Finite numbers only, oldest first. */
  slices: SeriesSlice[];
}

/** What a server said to a range query. */
export type MatrixAnswer =
  | {
      kind: 'matrix';
      series: MatrixSeries[];
      /** Why something is missing, as Thanos and remote storages tell it; empty when all is there. */
      partial: string[];
    }
  | { kind: 'error'; type: string; message: string };

/**
 * Reads an answer of `query_range`; `undefined` when it is none. Written out,
 * since a schema would visit hundreds of thousands of values one by one.
 */
export function readMatrix(text: string): MatrixAnswer | undefined {
  const answer = parseJson(text);
  if (!isRecord(answer)) return undefined;
  if (answer.status === 'error') {
    if (typeof answer.error !== 'string') return undefined;
    return {
      kind: 'error',
      type: String(answer.errorType ?? ''),
      message: answer.error,
    };
  }
  const { data } = answer;
  if (answer.status !== 'success' || !isRecord(data)) return undefined;
  if (data.resultType !== 'matrix' || !Array.isArray(data.result)) {
    return undefined;
  }
  const series: MatrixSeries[] = [];
  for (const each of data.result) {
    const read = readSeries(each);
    if (!read) return undefined;
    series.push(read);
  }
  return { kind: 'matrix', series, partial: partialReasons(answer.warnings) };
}

function readSeries(found: unknown): MatrixSeries | undefined {
  if (!isRecord(found)) return undefined;
  // Native histograms have no `values`; as numbers they are nothing.
  const { metric = {}, values = [] } = found;
  if (!isRecord(metric) || !Array.isArray(values)) return undefined;
  const slices: SeriesSlice[] = [];
  for (const pair of values) {
    if (!Array.isArray(pair) || typeof pair[0] !== 'number') return undefined;
    const value = Number(pair[1]);
    if (Number.isFinite(value)) slices.push({ end: pair[0], value });
  }
  return { labels: metric as Record<string, string>, slices };
}

/** Warnings about the data. Those about the query's wording say nothing is missing. */
function partialReasons(warnings: unknown): string[] {
  if (!Array.isArray(warnings)) return [];
  return warnings
    .map(String)
    .filter(text => !/^PromQL (info|warning)/.test(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
