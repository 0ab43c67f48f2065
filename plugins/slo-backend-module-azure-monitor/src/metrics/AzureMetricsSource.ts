import {
  SeriesAnswer,
  SeriesRequest,
  SliSource,
} from '@plumbline/plugin-slo-node';
import { AzureFailure, tellFailure } from '../azure/AzureFailure';
import { SliceValues } from '../SliceValues';
import { MetricsDataSource } from '../readAzureMonitorConfig';
import { SliceRange, knowableRange, partsOf } from '../sliceRanges';
import {
  MetricsOutcome,
  MetricsQuestion,
  MetricsReader,
} from './MetricsReader';
import { MetricsDataSources } from './MetricsDataSources';
import { Point, combinePoints } from './combinePoints';
import { grainOf } from './grain';
import { MetricsSpec, readMetricsSpec } from './metricsSpec';
import { subscriptionOf } from './resourceId';

/** Resources of one call, as the API allows. */
const MAX_RESOURCES = 50;
/** Values of one call. */
const MAX_POINTS = 50_000;
/** Azure keeps platform metrics for 93 days. */
const RETENTION_SECONDS = 93 * 86_400;
const ROLE = 'Monitoring Reader';

interface Wanted {
  request: SeriesRequest;
  spec: MetricsSpec;
  dataSource: MetricsDataSource;
  range: SliceRange;
}

/** One metric of all the resources that somebody wants it of, over one range. */
interface Question {
  dataSource: MetricsDataSource;
  asked: Omit<MetricsQuestion, 'resourceIds'>;
  /** By themselves in lower case, as Azure does not tell them apart by case. */
  resourceIds: Map<string, string>;
}

/** What came of one resource over one range. */
type Reading = { range: SliceRange } & MetricsOutcome;

/**
 * SLIs from platform and custom metrics of Azure resources. Values are what
 * happened within an interval, not counters. SLOs that want the same metric of
 * resources of one subscription, type and region share calls.
 */
export class AzureMetricsSource implements SliSource {
  readonly type = 'azure-monitor-metrics';
  /** How long values take to arrive; newer slices are left out. */
  readonly delaySeconds: number;
  readonly #dataSources: MetricsDataSources;
  readonly #readerOf: (endpoint: string) => MetricsReader;
  readonly #readers = new Map<string, MetricsReader>();
  readonly #now: () => number;

  constructor(options: {
    delaySeconds: number;
    dataSources: MetricsDataSources;
    readerOf: (endpoint: string) => MetricsReader;
    /** Milliseconds since the epoch. */
    now: () => number;
  }) {
    this.delaySeconds = options.delaySeconds;
    this.#dataSources = options.dataSources;
    this.#readerOf = options.readerOf;
    this.#now = options.now;
  }

  async read(requests: SeriesRequest[]): Promise<SeriesAnswer[]> {
    const now = Math.floor(this.#now() / 1_000);
    const planned = requests.map(request => {
      try {
        return this.#plan(request, now);
      } catch (error) {
        return { id: request.id, slices: [], error: (error as Error).message };
      }
    });
    const wanted = planned.filter(plan => 'spec' in plan);
    const readings = await this.#readAll(questionsOf(wanted));
    return planned.map(plan =>
      'spec' in plan ? answerOf(plan, readings) : plan,
    );
  }

  #plan(request: SeriesRequest, now: number): Wanted {
    const dataSource = this.#dataSources.pick(
      request.dataSource,
      request.spec.region,
    );
    grainOf(request.step);
    return {
      request,
      dataSource,
      spec: readMetricsSpec(request.spec, request.kind, dataSource),
      range: knowableRange(request, {
        step: request.step,
        now,
        delaySeconds: this.delaySeconds,
        retentionSeconds: RETENTION_SECONDS,
      }),
    };
  }

  /** Readings by question and resource. */
  async #readAll(
    questions: Map<string, Question>,
  ): Promise<Map<string, Reading[]>> {
    const readings = new Map<string, Reading[]>();
    const add = (key: string, id: string, reading: Reading) => {
      const place = readingKey(key, id);
      readings.set(place, [...(readings.get(place) ?? []), reading]);
    };
    const calls: Promise<void>[] = [];
    for (const [key, { dataSource, asked, resourceIds }] of questions) {
      const ids = [...resourceIds.values()];
      for (let start = 0; start < ids.length; start += MAX_RESOURCES) {
        const some = ids.slice(start, start + MAX_RESOURCES);
        const maxPoints = Math.floor(MAX_POINTS / some.length);
        for (const part of partsOf(asked, asked.grain.seconds, maxPoints)) {
          const question = { ...asked, ...part, resourceIds: some };
          calls.push(
            this.#readEach(dataSource, question).then(outcomes =>
              outcomes.forEach((outcome, index) =>
                add(key, some[index], { range: part, ...outcome }),
              ),
            ),
          );
        }
      }
    }
    await Promise.all(calls);
    return readings;
  }

  /** A resource that is gone or may not be read can fail the call for all: then halves are asked, so that it stops no other. */
  async #readEach(
    dataSource: MetricsDataSource,
    question: MetricsQuestion,
  ): Promise<MetricsOutcome[]> {
    const { resourceIds } = question;
    try {
      return await this.#reader(dataSource.endpoint).read(question);
    } catch (error) {
      const failure = error as AzureFailure;
      const isOne = ['refused', 'forbidden', 'missing'].includes(failure.kind);
      if (!isOne || resourceIds.length === 1) {
        return resourceIds.map(() => ({ failure }));
      }
      const middle = Math.ceil(resourceIds.length / 2);
      const halves = [resourceIds.slice(0, middle), resourceIds.slice(middle)];
      const outcomes = await Promise.all(
        halves.map(half =>
          this.#readEach(dataSource, { ...question, resourceIds: half }),
        ),
      );
      return outcomes.flat();
    }
  }

  #reader(endpoint: string): MetricsReader {
    const reader = this.#readers.get(endpoint) ?? this.#readerOf(endpoint);
    this.#readers.set(endpoint, reader);
    return reader;
  }
}

function questionsOf(wanted: Wanted[]): Map<string, Question> {
  const questions = new Map<string, Question>();
  for (const { request, spec, dataSource, range } of wanted) {
    for (const id of spec.resourceIds) {
      const key = questionKey(request, spec, dataSource, range, id);
      const question = questions.get(key) ?? {
        dataSource,
        asked: {
          namespace: spec.namespace,
          metric: spec.metric,
          aggregation: spec.aggregation,
          filter: spec.filter,
          top: spec.top,
          rollUpBy: spec.rollUpBy,
          grain: grainOf(request.step),
          ...range,
        },
        resourceIds: new Map<string, string>(),
      };
      question.resourceIds.set(id.toLowerCase(), id);
      questions.set(key, question);
    }
  }
  return questions;
}

function questionKey(
  { step }: SeriesRequest,
  spec: MetricsSpec,
  { endpoint }: MetricsDataSource,
  { from, to }: SliceRange,
  resourceId: string,
): string {
  return JSON.stringify([
    endpoint,
    subscriptionOf(resourceId),
    spec.namespace.toLowerCase(),
    spec.metric,
    spec.aggregation,
    spec.filter,
    grainOf(step).name,
    from,
    to,
  ]);
}

function readingKey(question: string, resourceId: string): string {
  return `${question} ${resourceId.toLowerCase()}`;
}

function answerOf(
  { request, spec, dataSource, range }: Wanted,
  readings: Map<string, Reading[]>,
): SeriesAnswer {
  const values = new SliceValues();
  // Parts begin and end in the same places for all resources of a question, not of different ones.
  const lacking: SliceRange[] = [];
  const points: Point[] = [];
  for (const id of spec.resourceIds) {
    const key = questionKey(request, spec, dataSource, range, id);
    for (const reading of readings.get(readingKey(key, id)) ?? []) {
      if ('points' in reading) {
        points.push(...reading.points);
      } else {
        lacking.push(reading.range);
        values.addError(
          tellFailure(reading.failure, nameOf(id, dataSource), ROLE),
        );
      }
    }
  }
  const slices = combinePoints(points, spec.aggregation, request.step);
  for (const whole of rangesWithout(range, lacking, request.step)) {
    values.addPart(whole, slices);
  }
  return values.answer(request.id, request.step, spec.empty);
}

/** What is left of a range, in whole slices. */
function rangesWithout(
  range: SliceRange,
  lacking: SliceRange[],
  step: number,
): SliceRange[] {
  return lacking.reduce(
    (ranges, lack) =>
      ranges.flatMap(({ from, to }) =>
        [
          { from, to: Math.min(to, Math.floor(lack.from / step) * step) },
          { from: Math.max(from, Math.ceil(lack.to / step) * step), to },
        ].filter(left => left.from < left.to),
      ),
    [range],
  );
}

/** A resource as people know it, and where documents say it is. */
function nameOf(resourceId: string, { name }: MetricsDataSource): string {
  return `${resourceId.slice(resourceId.lastIndexOf('/') + 1)} (${name})`;
}
