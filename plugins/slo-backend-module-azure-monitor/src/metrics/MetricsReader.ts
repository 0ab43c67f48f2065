import {
  MetricsClient,
  MetricsQueryResult,
  MetricValue,
} from '@azure/monitor-query-metrics';
import { AzureConnection } from '../azure/AzureConnection';
import { AzureFailure, failureOf } from '../azure/AzureFailure';
import { Grain } from './grain';
import { Aggregation } from './metricsSpec';

/** One metric of many resources of one subscription, type and region. */
export interface MetricsQuestion {
  namespace: string;
  metric: string;
  aggregation: Aggregation;
  filter?: string;
  top?: number;
  rollUpBy?: string;
  grain: Grain;
  /** Epoch seconds, multiples of the grain: the first interval begins, the last one ends. */
  from: number;
  to: number;
  /** At most 50. */
  resourceIds: string[];
}

/** Values by the beginning of their interval (epoch seconds), or why there are none. */
export type MetricsOutcome =
  | { points: { start: number; value: number; weight: number }[] }
  | { failure: AzureFailure };

/** Asks the metrics API of one region. */
export class MetricsReader {
  readonly #connection: AzureConnection<MetricsClient>;

  constructor(connection: AzureConnection<MetricsClient>) {
    this.#connection = connection;
  }

  /**
   * One outcome for each resource, in their order.
   *
   * @throws AzureFailure when all failed.
   */
  async read(question: MetricsQuestion): Promise<MetricsOutcome[]> {
    const { namespace, metric, aggregation, grain, resourceIds } = question;
    const results = await this.#connection.run(client =>
      client.queryResources(resourceIds, [metric], namespace, {
        startTime: new Date(question.from * 1_000),
        endTime: new Date(question.to * 1_000),
        interval: grain.name,
        // A mean of means needs to know of how many.
        aggregation: aggregation === 'average' ? 'average,count' : aggregation,
        filter: question.filter,
        // Of filtered series the API takes 10 unless told.
        top: question.top && Math.max(10, question.top),
        rollUpBy: question.rollUpBy,
      }),
    );
    const byId = new Map(
      results.map(result => [result.resourceId?.toLowerCase(), result]),
    );
    return resourceIds.map(id => {
      const result = byId.get(id.toLowerCase());
      return result
        ? toOutcome(result, question)
        : {
            failure: new AzureFailure('partial', {
              detail: 'nothing about the resource',
            }),
          };
    });
  }
}

function toOutcome(
  { metrics, granularity }: MetricsQueryResult,
  { metric, aggregation, grain }: MetricsQuestion,
): MetricsOutcome {
  const [found, ...others] = metrics;
  if (!found || others.length > 0) {
    return shape(`${metrics.length} metrics instead of ${metric}`);
  }
  const { errorCode, errorMessage, timeseries } = found;
  if (errorCode && errorCode !== 'Success') {
    return {
      failure: failureOf(200, { code: errorCode, message: errorMessage }),
    };
  }
  if (granularity && granularity !== grain.name) {
    return shape(`values of ${granularity} instead of ${grain.name}`);
  }
  const isSum = aggregation === 'total' || aggregation === 'count';
  if (timeseries.length > 1 && !isSum) {
    return shape(`${timeseries.length} series instead of one`);
  }
  const points = timeseries.flatMap(({ data }) =>
    (data ?? []).flatMap(point => {
      const value = point[aggregation];
      if (typeof value !== 'number' || !Number.isFinite(value)) return [];
      const start = Math.round(point.timeStamp.getTime() / 1_000);
      return [{ start, value, weight: weightOf(point, aggregation) }];
    }),
  );
  return points.some(({ start }) => !Number.isFinite(start))
    ? shape('a value without its time')
    : { points };
}

/** Of how many measurements a mean is. One of none is no mean. */
function weightOf({ count }: MetricValue, aggregation: Aggregation): number {
  return aggregation === 'average' ? count ?? 1 : 1;
}

function shape(detail: string): MetricsOutcome {
  return { failure: new AzureFailure('shape', { detail }) };
}
