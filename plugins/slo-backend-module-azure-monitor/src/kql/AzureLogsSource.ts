import {
  SeriesAnswer,
  SeriesRequest,
  SliSource,
} from '@plumbline/plugin-slo-node';
import { AzureFailure, tellFailure } from '../azure/AzureFailure';
import { SliceValues } from '../SliceValues';
import { LogsDataSource } from '../readAzureMonitorConfig';
import { SliceRange, halvesOf, knowableRange, partsOf } from '../sliceRanges';
import { LogsDataSources } from './LogsDataSources';
import { LogsOutcome, LogsQuery, LogsReader } from './LogsReader';
import { LogsSpec, readLogsSpec } from './logsSpec';

/** Rows of one answer; the API gives half a million at most, within 100 MB. */
const MAX_SLICES = 50_000;
/** Days that one query looks through. */
const MAX_DAYS = 14;
/** A query that is too much for the service is halved down to this. */
const MIN_SECONDS = 6 * 3_600;
/** Aggregates of one query. */
const MAX_VALUES = 20;
const DAY = 86_400;
const ROLE = 'Log Analytics Data Reader';

/** A series to be read: one aggregate of one query. */
interface Wanted {
  request: SeriesRequest;
  spec: LogsSpec;
  dataSource: LogsDataSource;
  range: SliceRange;
  values: SliceValues;
}

/** A query under way with the series that its values are for. */
interface Asked {
  query: LogsQuery;
  series: SliceValues[];
}

/**
 * SLIs from logs by KQL: Log Analytics workspaces and Application Insights.
 *
 * A document gives rows (`spec.query`) and one aggregate (`spec.value`); the
 * time range and the slices are added here. Several aggregates of the same rows,
 * such as good and all requests of an SLO, are one query.
 *
 * A count of a slice without rows is 0, as otherwise an outage in which nothing
 * succeeds would have no good events to show; `empty: unknown` says otherwise.
 */
export class AzureLogsSource implements SliSource {
  readonly type = 'azure-monitor-logs';
  /** How long rows take to arrive; newer slices are left out. */
  readonly delaySeconds: number;
  readonly #dataSources: LogsDataSources;
  readonly #reader: LogsReader;
  readonly #now: () => number;

  constructor(options: {
    delaySeconds: number;
    dataSources: LogsDataSources;
    reader: LogsReader;
    /** Milliseconds since the epoch. */
    now: () => number;
  }) {
    this.delaySeconds = options.delaySeconds;
    this.#dataSources = options.dataSources;
    this.#reader = options.reader;
    this.#now = options.now;
  }

  async read(requests: SeriesRequest[]): Promise<SeriesAnswer[]> {
    const now = Math.floor(this.#now() / 1_000);
    const planned = await Promise.all(
      requests.map(async request => {
        try {
          return await this.#plan(request, now);
        } catch (error) {
          const { message } = error as Error;
          return { id: request.id, slices: [], error: message };
        }
      }),
    );
    const wanted = planned.filter(plan => 'spec' in plan);
    await this.#readAll(questionsOf(wanted, now));
    return planned.map(plan =>
      'spec' in plan
        ? plan.values.answer(
            plan.request.id,
            plan.request.step,
            plan.spec.empty,
          )
        : plan,
    );
  }

  async #plan(request: SeriesRequest, now: number): Promise<Wanted> {
    const spec = readLogsSpec(request.spec, request.kind, request.step);
    const dataSource = await this.#dataSources.pick(
      request.dataSource,
      spec.resourceId,
    );
    return {
      request,
      spec,
      dataSource,
      range: knowableRange(request, {
        step: request.step,
        now,
        delaySeconds: this.delaySeconds,
        retentionSeconds: dataSource.retentionSeconds,
      }),
      values: new SliceValues(),
    };
  }

  async #readAll(questions: Asked[]) {
    for (let asked = questions; asked.length > 0; ) {
      const outcomes = await this.#reader.read(asked.map(({ query }) => query));
      asked = asked.flatMap((one, index) => settle(one, outcomes[index]));
    }
  }
}

/** One query for all aggregates of the same rows, in parts that the service can work through. */
function questionsOf(wanted: Wanted[], now: number): Asked[] {
  const groups = new Map<string, Wanted[]>();
  for (const series of wanted) {
    const { spec, dataSource, range, request } = series;
    const key = JSON.stringify([
      dataSource.target,
      spec.query,
      spec.time,
      range,
      request.step,
    ]);
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  return [...groups.values()].flatMap(group => {
    const [{ spec, dataSource, range, request }] = group;
    const { step } = request;
    const maxSlices = Math.min(MAX_SLICES, (MAX_DAYS * DAY) / step);
    return partsOf(range, step, maxSlices).flatMap(part =>
      inChunks(group, MAX_VALUES).map(chunk => ({
        series: chunk.map(({ values }) => values),
        query: {
          dataSource,
          query: spec.query,
          time: spec.time ?? defaultTime(dataSource),
          ...part,
          step,
          values: chunk.map(({ spec: { value } }) => value),
          arrivedBy: spec.time ? Math.max(part.to, now) : part.to,
        },
      })),
    );
  });
}

/** Takes in what came; gives what is to be asked anew. */
function settle({ query, series }: Asked, outcome: LogsOutcome): Asked[] {
  if ('rows' in outcome) {
    series.forEach((values, index) =>
      values.addPart(
        query,
        outcome.rows.map(row => [row.end, row.values[index]]),
      ),
    );
    return [];
  }
  const { failure } = outcome;
  if (failure.kind === 'too-much') {
    const halves = halvesOf(query, query.step, MIN_SECONDS);
    if (halves) {
      return halves.map(half => ({ series, query: { ...query, ...half } }));
    }
  }
  // Which of the aggregates is wrong is not said: each for itself then, so that it stops no other.
  if (failure.kind === 'refused' && series.length > 1) {
    return series.map((values, index) => ({
      series: [values],
      query: { ...query, values: [query.values[index]] },
    }));
  }
  const error = tellFailure(
    failure as AzureFailure,
    query.dataSource.name,
    ROLE,
  );
  series.forEach(values => values.addError(error));
  return [];
}

/** What the time of a row is called: in Application Insights' own tables otherwise than in a workspace. */
function defaultTime({ target }: LogsDataSource): string {
  return 'resourceId' in target &&
    /\/providers\/microsoft\.insights\/components\/[^/]+$/i.test(
      target.resourceId,
    )
    ? 'timestamp'
    : 'TimeGenerated';
}

function inChunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
