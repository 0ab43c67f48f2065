import { JsonObject } from '@backstage/types';
import { SeriesKind } from '@plumbline/plugin-slo-node';
import { z } from 'zod';
import { MetricsDataSource } from '../readAzureMonitorConfig';
import { tellIssues } from '../tellIssues';
import { isWithin, normalizeResourceId, resourceTypeOf } from './resourceId';

/** What Azure makes of the values within an interval. */
export const AGGREGATIONS = [
  'total',
  'count',
  'average',
  'minimum',
  'maximum',
] as const;

/** One of {@link AGGREGATIONS}. */
export type Aggregation = (typeof AGGREGATIONS)[number];

const name = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^,&?#]+$/, 'a name without , & ? and #');

const specSchema = z
  .strictObject({
    resourceId: z.string().optional(),
    resourceIds: z.array(z.string()).min(1).max(50).optional(),
    /** Read where the data source is picked. */
    region: z.string().optional(),
    metric: name,
    aggregation: z.enum(AGGREGATIONS),
    namespace: name.optional(),
    dimensions: z
      .record(
        z.string().regex(/^[\w ./-]+$/, 'the name of a dimension'),
        z.union([z.string(), z.array(z.string()).min(1)]),
      )
      .optional(),
    empty: z.enum(['zero', 'unknown']).optional(),
  })
  .refine(
    ({ resourceId, resourceIds }) =>
      (resourceId === undefined) !== (resourceIds === undefined),
    'one of resourceId and resourceIds',
  );

/** A metric source of type `azure-monitor-metrics`, as it is declared. */
export interface MetricsSpec {
  /** All of one type. Several are added up. */
  resourceIds: string[];
  namespace: string;
  metric: string;
  aggregation: Aggregation;
  /** Values of dimensions that count, in the API's words. */
  filter?: string;
  /** Series that the filter may let through, where it does. */
  top?: number;
  /** Dimensions that are not told apart, separated by commas. */
  rollUpBy?: string;
  /** What a slice without a value is: a count of 0, or not known. */
  empty: 'zero' | 'unknown';
}

/**
 * Checks what a document declares.
 *
 * @throws Error that says which field is wrong and what is expected.
 */
export function readMetricsSpec(
  spec: JsonObject,
  kind: SeriesKind,
  dataSource: MetricsDataSource,
): MetricsSpec {
  if (kind === 'counter') {
    throw new Error(
      'Azure gives what happened in each interval; leave out `counter: true`',
    );
  }
  const parsed = specSchema.safeParse(spec);
  if (!parsed.success) {
    throw new Error(
      `A metric source of type azure-monitor-metrics needs spec.resourceId, spec.metric and spec.aggregation: ${tellIssues(
        parsed.error,
      )}`,
    );
  }
  const { resourceId, resourceIds, metric, aggregation, dimensions, empty } =
    parsed.data;
  const isSum = aggregation === 'total' || aggregation === 'count';
  if (kind === 'count' && !isSum) {
    throw new Error(
      `spec.aggregation is ${aggregation}; events are counted by total or count`,
    );
  }
  if (empty === 'zero' && kind === 'gauge') {
    throw new Error(
      'spec.empty: zero is for counts; a reading that is not there is not 0',
    );
  }
  // Azure does not tell names apart by case: the same one twice would count twice.
  const ids = [
    ...new Map(
      (resourceIds ?? [resourceId!])
        .map(id => approvedId(id, dataSource))
        .map(id => [id.toLowerCase(), id]),
    ).values(),
  ];
  if (ids.length > 1 && !isSum) {
    throw new Error(
      `spec.resourceIds: the ${aggregation} of several resources is not their sum; name one`,
    );
  }
  const types = new Set(ids.map(id => resourceTypeOf(id).toLowerCase()));
  if (types.size > 1 && parsed.data.namespace === undefined) {
    throw new Error(
      `spec.resourceIds must be of one type, not ${[...types].join(' and ')}`,
    );
  }
  return {
    resourceIds: ids,
    namespace: parsed.data.namespace ?? resourceTypeOf(ids[0]),
    metric,
    aggregation,
    filter: dimensions && filterOf(dimensions),
    top: dimensions && seriesOf(dimensions),
    rollUpBy: dimensions && Object.keys(dimensions).join(','),
    empty: empty ?? (kind === 'gauge' ? 'unknown' : 'zero'),
  };
}

function approvedId(id: string, dataSource: MetricsDataSource): string {
  const normalized = normalizeResourceId(id);
  if (!normalized) {
    throw new Error(
      `spec.resourceId is '${id}'; expected /subscriptions/<GUID>/resourceGroups/<name>/providers/<type>/<name>`,
    );
  }
  if (!isWithin(normalized, dataSource.scopes)) {
    throw new Error(
      `${normalized} is in none of the scopes of ${dataSource.name} (${dataSource.scopesPlace})`,
    );
  }
  return normalized;
}

function seriesOf(dimensions: Record<string, string | string[]>): number {
  return Object.values(dimensions)
    .map(values => [values].flat().length)
    .reduce((product, count) => product * count, 1);
}

function filterOf(dimensions: Record<string, string | string[]>): string {
  return Object.entries(dimensions)
    .map(([dimension, values]) =>
      [values]
        .flat()
        .map(value => `${dimension} eq '${value.replaceAll("'", "''")}'`)
        .join(' or '),
    )
    .join(' and ');
}
