import {
  LogsQueryClient,
  LogsQueryResultStatus,
  LogsQueryBatchResult,
  LogsQueryResult,
} from '@azure/monitor-query-logs';
import { z } from 'zod';
import { AzureConnection } from '../azure/AzureConnection';
import { AzureFailure, failureOf } from '../azure/AzureFailure';
import { retryAfterMs } from '../azure/answerPolicy';
import { LogsDataSource } from '../readAzureMonitorConfig';
import { BinnedQuery, SLICE_COLUMN, binnedQuery } from './binnedQuery';

/** Queries in one call. The service works on five of one identity at a time. */
const BATCH_SIZE = 20;
const MAX_BATCH_TRIES = 3;

/** A query with the place that it is asked of. */
export interface LogsQuery extends BinnedQuery {
  dataSource: LogsDataSource;
  /** End of what the API looks through, in epoch seconds: rows may arrive later than the time they tell. */
  arrivedBy: number;
}

/** Rows of one query, or why there are none. */
export type LogsOutcome =
  | { rows: { end: number; values: number[] }[] }
  | { failure: AzureFailure };

/** What the client leaves out of the answer to a batch: which answer is to what, and how it went. */
const batchSchema = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.unknown()).nullish(),
      body: z.unknown(),
    }),
  ),
});

const errorSchema = z.object({
  error: z.looseObject({ message: z.string().optional() }),
});

/** Asks Log Analytics: queries of workspaces many in a call, queries of resources one by one. */
export class LogsReader {
  readonly #connection: AzureConnection<LogsQueryClient>;
  readonly #timeoutSeconds: number;

  constructor(
    connection: AzureConnection<LogsQueryClient>,
    timeoutSeconds: number,
  ) {
    this.#connection = connection;
    this.#timeoutSeconds = timeoutSeconds;
  }

  /** One outcome for each query, in their order. */
  async read(queries: LogsQuery[]): Promise<LogsOutcome[]> {
    const outcomes: LogsOutcome[] = new Array(queries.length);
    const ofWorkspaces: number[] = [];
    const calls: Promise<void>[] = [];
    queries.forEach((query, index) => {
      if ('workspaceId' in query.dataSource.target) {
        ofWorkspaces.push(index);
      } else {
        calls.push(
          this.#readResource(query).then(outcome => {
            outcomes[index] = outcome;
          }),
        );
      }
    });
    for (let start = 0; start < ofWorkspaces.length; start += BATCH_SIZE) {
      const batch = ofWorkspaces.slice(start, start + BATCH_SIZE);
      calls.push(
        this.#readBatch(batch.map(index => queries[index])).then(answers => {
          batch.forEach((index, position) => {
            outcomes[index] = answers[position];
          });
        }),
      );
    }
    await Promise.all(calls);
    return outcomes;
  }

  async #readResource(query: LogsQuery): Promise<LogsOutcome> {
    const { target } = query.dataSource as { target: { resourceId: string } };
    try {
      const result = await this.#connection.run(client =>
        client.queryResource(
          // The client puts a slash before it.
          target.resourceId.slice(1),
          binnedQuery(query),
          timespanOf(query),
          { serverTimeoutInSeconds: this.#timeoutSeconds },
        ),
      );
      return toOutcome(result, query, 200);
    } catch (error) {
      return { failure: error as AzureFailure };
    }
  }

  async #readBatch(queries: LogsQuery[]): Promise<LogsOutcome[]> {
    const outcomes: LogsOutcome[] = new Array(queries.length);
    let left = queries.map((_, index) => index);
    for (let tries = 1; left.length > 0; tries++) {
      const answers = await this.#callBatch(left.map(index => queries[index]));
      const throttled: number[] = [];
      left.forEach((index, position) => {
        const answer = answers[position];
        outcomes[index] = answer;
        if ('failure' in answer && answer.failure.kind === 'throttled') {
          throttled.push(index);
          this.#connection.restFor(answer.failure.retryAfterMs);
        }
      });
      left = tries < MAX_BATCH_TRIES ? throttled : [];
    }
    return outcomes;
  }

  async #callBatch(queries: LogsQuery[]): Promise<LogsOutcome[]> {
    let raw: unknown;
    let results: LogsQueryBatchResult;
    try {
      results = await this.#connection.run(client =>
        client.queryBatch(
          queries.map(query => ({
            workspaceId: (query.dataSource.target as { workspaceId: string })
              .workspaceId,
            query: binnedQuery(query),
            timespan: timespanOf(query),
            serverTimeoutInSeconds: this.#timeoutSeconds,
          })),
          {
            onResponse: ({ parsedBody }) => {
              raw = parsedBody;
            },
          },
        ),
      );
    } catch (error) {
      return queries.map(() => ({ failure: error as AzureFailure }));
    }
    return inOrderAsked(queries, results, raw);
  }
}

/**
 * Answers to a batch come in any order and the client (1.0.0) gives them in
 * that, without saying which is which; the ids that it sent do: `query-0`, ...
 */
function inOrderAsked(
  queries: LogsQuery[],
  results: LogsQueryBatchResult,
  raw: unknown,
): LogsOutcome[] {
  const batch = batchSchema.safeParse(raw);
  const responses = batch.success ? batch.data.responses : [];
  return queries.map((query, index) => {
    const position = responses.findIndex(({ id }) => id === `query-${index}`);
    if (position < 0) {
      return {
        failure: new AzureFailure('shape', {
          detail: 'a query of the batch has no answer',
        }),
      };
    }
    const { status, headers, body } = responses[position];
    const result = results[position];
    if (status === 200 && result.status !== LogsQueryResultStatus.Failure) {
      return toOutcome(result, query, status);
    }
    return {
      failure: failureOf(
        status,
        errorSchema.safeParse(body).data?.error,
        retryAfterMs(name => headerOf(headers, name)),
      ),
    };
  });
}

function headerOf(
  headers: Record<string, unknown> | null | undefined,
  name: string,
): string | undefined {
  const entry = Object.entries(headers ?? {}).find(
    ([key]) => key.toLowerCase() === name,
  );
  return entry && String(entry[1]);
}

function timespanOf({ from, arrivedBy }: LogsQuery) {
  return {
    startTime: new Date(from * 1_000),
    endTime: new Date(arrivedBy * 1_000),
  };
}

/** Rows of an answer that is whole. Kusto asks to ignore all rows of one that is not: its counts may be too low. */
function toOutcome(
  result: LogsQueryResult,
  { step, values }: LogsQuery,
  status: number,
): LogsOutcome {
  if (result.status === LogsQueryResultStatus.PartialFailure) {
    return { failure: failureOf(status, result.partialError) };
  }
  const [table, ...others] = result.tables;
  const columns = table?.columnDescriptors.map(({ name }) => name) ?? [];
  const start = columns.indexOf(SLICE_COLUMN);
  const positions = values.map((_, index) => columns.indexOf(`value${index}`));
  if (others.length > 0 || start < 0 || positions.includes(-1)) {
    return {
      failure: new AzureFailure('shape', {
        detail: `expected one table with slices and their values, not ${
          result.tables.length
        } with ${columns.join(', ') || 'nothing'}`,
      }),
    };
  }
  const rows = table.rows.map(row => ({
    end: Math.round(Number(row[start]) / 1_000) + step,
    values: positions.map(position => numberOf(row[position])),
  }));
  if (rows.some(({ end }) => !Number.isFinite(end))) {
    return {
      failure: new AzureFailure('shape', {
        detail: 'a slice without its time',
      }),
    };
  }
  return { rows };
}

/** Kusto writes what JSON has no number for as text: `NaN`, `Infinity`. Nothing is no number. */
function numberOf(cell: unknown): number {
  return cell === null || cell === '' || typeof cell === 'boolean'
    ? NaN
    : Number(cell);
}
