/** Rows of a stretch of time, to be aggregated by slice. */
export interface BinnedQuery {
  query: string;
  time: string;
  /** Epoch seconds, a multiple of `step`; the first slice begins here. */
  from: number;
  /** Epoch seconds, a multiple of `step`; the last slice ends here. */
  to: number;
  step: number;
  /** Aggregates, which become the columns `value0`, `value1`, ... */
  values: string[];
}

/** Columns of the answer: the beginning of a slice, and its values. */
export const SLICE_COLUMN = 'sliceStart';

/**
 * KQL that gives one row for each slice that has rows. A row at the moment when
 * one slice ends belongs to the next one. What the author wrote comes first, so
 * that lines in messages are the author's.
 */
export function binnedQuery(binned: BinnedQuery): string {
  const { query, time, from, to, step, values } = binned;
  const columns = values.map((value, index) => `value${index} = ${value}`);
  return [
    query,
    `| where ${time} >= ${datetime(from)} and ${time} < ${datetime(to)}`,
    `| summarize ${columns.join(
      ', ',
    )} by ${SLICE_COLUMN} = bin(${time}, ${step}s)`,
  ].join('\n');
}

function datetime(epochSeconds: number): string {
  return `datetime(${new Date(epochSeconds * 1_000).toISOString()})`;
}
