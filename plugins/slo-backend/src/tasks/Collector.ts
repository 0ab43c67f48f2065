import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ObjectiveDefinition,
  PackedSlice,
  hoursCutBy,
  seriesOf,
  windowSeconds,
} from '@plumbline/plugin-slo-common';
import {
  SeriesAnswer,
  SeriesKind,
  SeriesRequest,
} from '@plumbline/plugin-slo-node';
import { inTurns } from '@plumbline/plugin-workload-node';
import { SliSources } from '../sources/SliSources';
import { StoredObjective } from '../store/ObjectiveStore';
import { RollupStore, SeriesRound } from '../store/RollupStore';
import {
  SeriesProgress,
  SeriesStore,
  countsRatios,
} from '../store/SeriesStore';
import { DayHours } from '../store/packedHours';
import { DAY, HOUR, SLICE_DAYS, floorTo } from '../store/time';
import { joinSlices } from './joinSlices';
import { mergeSlices, reachOf } from './mergeSlices';
import { ReadKind, ReadPlan, gapsBetween, planRead } from './planReads';

/** Series that are asked for at once, at most. */
const SERIES_AT_ONCE = 500;
/** Slices that are in memory at once, about. */
const SLICES_AT_ONCE = 400_000;
/** Slices of history that one round reads at most, so that it does not keep the others waiting. */
const FIRST_SLICES_PER_ROUND = 20_000_000;

/** More gaps than this are asked for as one stretch. */
const MAX_GAPS = 4;

/** A series that is read in this round, with the objective that says what it is; others may share it. */
interface TrackedSeries {
  progress: SeriesProgress;
  definition: ObjectiveDefinition;
  plan: ReadPlan;
  /** What is asked: the plan's stretch, then gaps before it. */
  stretches: { from: number; to: number }[];
}

/**
 * Asks sources for what is new and stores it as rollups. A round that runs
 * twice, or in two replicas at once, stores the same.
 */
export class Collector {
  readonly #sources: SliSources;
  readonly #series: SeriesStore;
  readonly #rollups: RollupStore;
  readonly #logger: LoggerService;

  constructor(options: {
    sources: SliSources;
    series: SeriesStore;
    rollups: RollupStore;
    logger: LoggerService;
  }) {
    this.#sources = options.sources;
    this.#series = options.series;
    this.#rollups = options.rollups;
    this.#logger = options.logger;
  }

  /**
   * One round. A series or source that fails keeps its data and its error and
   * stops no other.
   *
   * @returns by series id, the earliest moment (epoch seconds) of what changed.
   */
  async collect(
    objectives: StoredObjective[],
    now: number,
  ): Promise<Map<number, number>> {
    const definitions = longestOfSeries(objectives);
    const progress = await this.#series.progress([...definitions.keys()]);
    const byKind: Record<ReadKind, TrackedSeries[]> = {
      new: [],
      again: [],
      first: [],
    };
    for (const [id, definition] of definitions) {
      const plan = planRead({
        progress: progress.get(id)!,
        definition,
        delaySeconds: this.delaySeconds(definition),
        now,
      });
      if (!plan || plan.from >= plan.to) continue;
      byKind[plan.kind].push({
        progress: progress.get(id)!,
        definition,
        plan,
        stretches: [plan],
      });
    }
    const changed = new Map<number, number>();
    const work = [
      ...batches(byKind.new),
      ...batches(byKind.again),
      ...batches(limited(byKind.first)),
    ];
    for await (const [some] of inTurns(work, 1)) {
      await this.#collectSome(some, now, changed);
    }
    return changed;
  }

  /** Seconds that the source of an objective's series needs until its numbers are there. */
  delaySeconds({ indicator }: ObjectiveDefinition): number {
    return Math.max(
      ...seriesOf(indicator).map(({ source: { type, dataSource } }) => {
        const source = this.#sources.get(type);
        return (
          source?.delaySecondsOf?.(dataSource) ?? source?.delaySeconds ?? 0
        );
      }),
    );
  }

  /** All of one kind. */
  async #collectSome(
    tracked: TrackedSeries[],
    now: number,
    changed: Map<number, number>,
  ) {
    const ids = tracked.map(({ progress }) => progress.id);
    const from = Math.min(...tracked.map(({ plan }) => plan.from));
    const to = Math.max(...tracked.map(({ plan }) => plan.to));
    const { kind } = tracked[0].plan;
    const earliest = kind === 'again' ? to - SLICE_DAYS * DAY : from;
    const days =
      kind === 'first'
        ? new Map<number, Map<number, DayHours>>()
        : await this.#rollups.days(ids, Math.min(from, earliest), to);
    if (kind === 'again') {
      for (const series of tracked) {
        const { id } = series.progress;
        series.stretches.push(...gapsOf(series, days.get(id), earliest));
      }
    }
    const asked = tracked.flatMap(({ stretches }) => stretches);
    const hours =
      kind === 'first'
        ? new Map<number, Map<number, PackedSlice[]>>()
        : await this.#rollups.slices(
            ids,
            Math.min(...asked.map(stretch => stretch.from)),
            to,
          );
    const answers = await this.#read(tracked);
    const rounds = tracked.flatMap(series => {
      const { id } = series.progress;
      const stored = {
        days: days.get(id) ?? new Map(),
        hours: hours.get(id) ?? new Map(),
      };
      return toRound(series, answers, stored, now) ?? [];
    });
    const saved = await this.#rollups.save(rounds);
    const before = new Map(
      tracked.map(({ progress: { id, changes } }) => [id, changes]),
    );
    for (const { progress, days: of } of rounds) {
      const { id, changes, newestData = now } = progress;
      if (!saved.has(id) || changes === before.get(id)) continue;
      // A change of the error alone is news of the last day.
      changed.set(id, of.size > 0 ? Math.min(...of.keys()) : newestData);
    }
  }

  async #read(tracked: TrackedSeries[]): Promise<Map<string, SeriesAnswer>> {
    const byType = new Map<string, SeriesRequest[]>();
    for (const series of tracked) {
      for (const { role, source } of seriesOf(series.definition.indicator)) {
        const requests = byType.get(source.type) ?? [];
        byType.set(source.type, requests);
        series.stretches.forEach(({ from, to }, index) =>
          requests.push({
            id: requestId(series, role, index),
            kind: kindOf(series.definition),
            dataSource: source.dataSource,
            spec: source.spec,
            from,
            to,
            step: series.definition.sliceSeconds,
          }),
        );
      }
    }
    const answers = new Map<string, SeriesAnswer>();
    await Promise.all(
      [...byType].map(async ([type, requests]) => {
        for (const answer of await this.#readSource(type, requests)) {
          answers.set(answer.id, answer);
        }
      }),
    );
    return answers;
  }

  async #readSource(
    type: string,
    requests: SeriesRequest[],
  ): Promise<SeriesAnswer[]> {
    const failed = (error: string) =>
      requests.map(({ id }) => ({ id, slices: [], error }));
    const source = this.#sources.get(type);
    if (!source) {
      return failed(
        `No source of type '${type}' is installed; there is ${this.#sources.types.join(
          ', ',
        )}`,
      );
    }
    try {
      return await source.read(requests);
    } catch (error) {
      this.#logger.error(`The SLI source '${type}' failed`, error as Error);
      return failed(`The source '${type}' failed; its log says why`);
    }
  }
}

/** Of the objectives that share a series, the one whose window needs the longest history. */
function longestOfSeries(
  objectives: StoredObjective[],
): Map<number, ObjectiveDefinition> {
  const definitions = new Map<number, ObjectiveDefinition>();
  const lengths = new Map<number, number>();
  for (const { seriesId, definition } of objectives) {
    const length = windowSeconds(definition.window);
    if (length <= (lengths.get(seriesId) ?? 0)) continue;
    lengths.set(seriesId, length);
    definitions.set(seriesId, definition);
  }
  return definitions;
}

/** The gaps that are asked for together with the last day: the one that reaches into it, and older ones when they are due. */
function gapsOf(
  { plan, definition }: TrackedSeries,
  days: Map<number, DayHours> | undefined,
  from: number,
): { from: number; to: number }[] {
  const gaps = gapsBetween(days ?? new Map(), {
    from,
    before: plan.from,
    sliceSeconds: definition.sliceSeconds,
  }).filter(({ to }) => plan.gapsDue || to === plan.from);
  if (gaps.length <= MAX_GAPS) return gaps;
  return [{ from: gaps[0].from, to: gaps[gaps.length - 1].to }];
}

/** As many as one round takes, at least one. */
function limited(tracked: TrackedSeries[]): TrackedSeries[] {
  let slices = 0;
  return tracked.filter(series => {
    const fits = slices < FIRST_SLICES_PER_ROUND;
    slices += slicesOf(series);
    return fits;
  });
}

function batches(tracked: TrackedSeries[]): TrackedSeries[][] {
  const all: TrackedSeries[][] = [];
  let batch: TrackedSeries[] = [];
  let slices = 0;
  for (const series of tracked) {
    if (batch.length === SERIES_AT_ONCE || slices > SLICES_AT_ONCE) {
      all.push(batch);
      batch = [];
      slices = 0;
    }
    batch.push(series);
    slices += slicesOf(series);
  }
  if (batch.length > 0) all.push(batch);
  return all;
}

function slicesOf({ plan, definition }: TrackedSeries): number {
  const roles = seriesOf(definition.indicator).length;
  return (roles * (plan.to - plan.from)) / definition.sliceSeconds;
}

/** @returns `undefined` when nothing is to be stored: it fails as it did before. */
function toRound(
  series: TrackedSeries,
  answers: Map<string, SeriesAnswer>,
  stored: {
    days: Map<number, DayHours>;
    hours: Map<number, PackedSlice[]>;
  },
  now: number,
): SeriesRound | undefined {
  const { progress, definition, plan, stretches } = series;
  const roles = seriesOf(definition.indicator).map(({ role }) => role);
  const errorOf = (stretch: number) =>
    roles
      .map(role => answers.get(requestId(series, role, stretch)))
      .map(answer => (answer ? answer.error : 'The source gave no answer'))
      .find(error => error !== undefined);
  const error = errorOf(0);
  if (error !== undefined) {
    const isNews = error !== progress.error;
    const isFirst = plan.kind === 'first';
    if (!isNews && !isFirst) return undefined;
    return {
      progress: {
        ...progress,
        error,
        errorAt: progress.errorAt ?? now,
        // A history is not asked for in every round.
        rereadAt: isFirst ? now : progress.rereadAt,
        changes: progress.changes + (isNews ? 1 : 0),
      },
      days: new Map(),
      hours: new Map(),
    };
  }
  const slices = stretches.flatMap(({ from, to }, stretch) =>
    // A gap that cannot be read stays one.
    errorOf(stretch) !== undefined
      ? []
      : joinSlices(definition.indicator, role =>
          answers
            .get(requestId(series, role, stretch))!
            .slices.filter(({ end }) => end > from && end <= to),
        ),
  );
  const { days, hours } = mergeSlices(stored, slices, {
    ...definition,
    ratios: countsRatios(definition),
  });
  const reach = reachOf(slices);
  const keptFrom = floorTo(HOUR, now - SLICE_DAYS * DAY);
  const cut = new Set(hoursCutBy({ window: definition.window, asOf: plan.to }));
  for (const hour of hours.keys()) {
    if (hour < keptFrom && !cut.has(hour)) hours.delete(hour);
  }
  const isNews = days.size > 0 || progress.error !== undefined;
  return {
    progress: {
      id: progress.id,
      revision: progress.revision,
      changes: progress.changes + (isNews ? 1 : 0),
      watermark: Math.max(plan.to, progress.watermark ?? 0),
      firstData: reach
        ? Math.min(
            reach[0] - definition.sliceSeconds,
            progress.firstData ?? Infinity,
          )
        : progress.firstData,
      newestData: reach
        ? Math.max(reach[1], progress.newestData ?? 0)
        : progress.newestData,
      rereadAt: plan.kind === 'new' ? progress.rereadAt : now,
    },
    days,
    hours,
  };
}

function requestId(
  { progress }: TrackedSeries,
  role: string,
  stretch: number,
): string {
  return `${progress.id}:${role}:${stretch}`;
}

function kindOf({ indicator }: ObjectiveDefinition): SeriesKind {
  if (indicator.kind !== 'ratio') return 'gauge';
  return indicator.counter ? 'counter' : 'count';
}
