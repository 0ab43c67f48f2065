import { LoggerService } from '@backstage/backend-plugin-api';
import {
  HourRollup,
  ObjectiveDefinition,
  newestSliceEnd,
  rollUp,
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
import {
  SeriesRound,
  SeriesState,
  SeriesStore,
  packSlices,
} from '../store/SeriesStore';
import { joinSlices } from './joinSlices';

const HOUR = 3_600;
const DAY = 86_400;

/** Days of history that are read at first sight, whatever the window. */
const MIN_BACKFILL_DAYS = 60;
/** Days of trend before the window of the first of them. */
const TREND_DAYS = 31;
/** Data that is missing for longer than this at the end of a series counts as a gap. */
const GAP_SECONDS = 2 * HOUR;
/** How often a gap is asked for as a whole; in between only its end is. */
const GAP_RETRY_SECONDS = 5 * 60;
/** Series whose numbers are in memory at once. */
const SERIES_AT_ONCE = 100;

/** A series with the objective that says what it is; others may share it. */
interface TrackedSeries {
  state: SeriesState;
  definition: ObjectiveDefinition;
  from: number;
  to: number;
}

/**
 * Asks sources for what is new and stores it as hourly rollups.
 *
 * Each round asks each series once, from an hour before the newest data that is
 * stored, in whole hours: late and corrected data of the last hour is taken in,
 * a source that was down is asked for all it missed, and a round that runs
 * twice stores the same rows.
 */
export class Collector {
  readonly #sources: SliSources;
  readonly #series: SeriesStore;
  readonly #logger: LoggerService;

  constructor(options: {
    sources: SliSources;
    series: SeriesStore;
    logger: LoggerService;
  }) {
    this.#sources = options.sources;
    this.#series = options.series;
    this.#logger = options.logger;
  }

  /**
   * One round. A series or source that fails keeps its data and its error and
   * stops no other.
   *
   * @returns by series id, the earliest hour (epoch seconds) whose numbers changed.
   */
  async collect(
    objectives: StoredObjective[],
    now: number,
  ): Promise<Map<number, number>> {
    const definitions = new Map<number, ObjectiveDefinition>();
    for (const { seriesId, definition } of objectives) {
      const other = definitions.get(seriesId);
      const longer =
        !other ||
        windowSeconds(definition.window) > windowSeconds(other.window);
      if (longer) definitions.set(seriesId, definition);
    }
    const states = await this.#series.states([...definitions.keys()]);
    const tracked = [...definitions].flatMap(([id, definition]) => {
      const series = plan(states.get(id) ?? { id }, definition, now);
      return series.from < series.to ? [series] : [];
    });
    const changed = new Map<number, number>();
    for await (const some of inTurns(tracked, SERIES_AT_ONCE)) {
      await this.#collectSome(some, now, changed);
    }
    return changed;
  }

  async #collectSome(
    tracked: TrackedSeries[],
    now: number,
    changed: Map<number, number>,
  ) {
    const answers = await this.#read(tracked);
    const stored = await this.#series.slicesFrom(
      tracked.map(({ state }) => state.id),
      Math.min(...tracked.map(({ from }) => from)),
    );
    const rounds = tracked.map(series => {
      const round = toRound(series, answers, stored.get(series.state.id), now);
      const hours = [
        ...round.rollups.map(({ hour }) => hour),
        ...round.emptied,
      ];
      if (hours.length > 0) changed.set(series.state.id, Math.min(...hours));
      return round;
    });
    await this.#series.save(rounds);
  }

  async #read(tracked: TrackedSeries[]): Promise<Map<string, SeriesAnswer>> {
    const byType = new Map<string, SeriesRequest[]>();
    for (const series of tracked) {
      for (const { role, source } of seriesOf(series.definition.indicator)) {
        const requests = byType.get(source.type) ?? [];
        byType.set(source.type, requests);
        requests.push({
          id: requestId(series, role),
          kind: kindOf(series.definition),
          dataSource: source.dataSource,
          spec: source.spec,
          from: series.from,
          to: series.to,
          step: series.definition.sliceSeconds,
        });
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

/** From where to where a series is asked for in this round. */
function plan(
  state: SeriesState,
  definition: ObjectiveDefinition,
  now: number,
): TrackedSeries {
  const { sliceSeconds, window } = definition;
  const backfillDays = Math.max(
    MIN_BACKFILL_DAYS,
    Math.ceil(windowSeconds(window) / DAY) + TREND_DAYS,
  );
  const earliest = floorHour(now - backfillDays * DAY);
  const to = now - (now % sliceSeconds);
  if (state.watermark === undefined) {
    return { state, definition, from: earliest, to };
  }
  const newest = Math.max(state.newestData ?? earliest, earliest);
  const gap = state.watermark - newest > GAP_SECONDS;
  const askWhole =
    !gap ||
    state.gapReadAt === undefined ||
    now - state.gapReadAt >= GAP_RETRY_SECONDS;
  const since = Math.min(askWhole ? newest : state.watermark, state.watermark);
  return {
    state: { ...state, gapReadAt: gap && askWhole ? now : state.gapReadAt },
    definition,
    from: Math.max(earliest, floorHour(since) - HOUR),
    to,
  };
}

function toRound(
  series: TrackedSeries,
  answers: Map<string, SeriesAnswer>,
  stored: Map<number, string> | undefined,
  now: number,
): SeriesRound {
  const { state, definition, from, to } = series;
  const answerOf = (role: string) => answers.get(requestId(series, role));
  const parts = seriesOf(definition.indicator).map(({ role }) => ({
    role,
    answer: answerOf(role),
  }));
  const failure = parts.find(({ answer }) => !answer || answer.error);
  if (failure) {
    const error = failure.answer?.error ?? 'The source gave no answer';
    return {
      state: { ...state, error, errorAt: state.errorAt ?? now },
      rollups: [],
      emptied: [],
    };
  }
  const slices = joinSlices(definition.indicator, role =>
    (answerOf(role)?.slices ?? []).filter(({ end }) => end > from && end <= to),
  );
  const rollups = rollUp(slices, definition);
  const fresh = new Set(rollups.map(({ hour }) => hour));
  return {
    state: {
      id: state.id,
      watermark: to,
      newestData: newestOf(rollups, definition, state, from),
      gapReadAt: state.gapReadAt,
    },
    rollups: rollups.filter(
      ({ hour, slices: packed }) =>
        stored?.get(hour) !== packSlices(packed ?? []),
    ),
    emptied: [...(stored?.keys() ?? [])].filter(
      hour => hour >= from && !fresh.has(hour),
    ),
  };
}

function newestOf(
  rollups: HourRollup[],
  { sliceSeconds }: ObjectiveDefinition,
  { newestData }: SeriesState,
  from: number,
): number | undefined {
  const last = rollups[rollups.length - 1];
  if (last) return newestSliceEnd(last, sliceSeconds);
  // Nothing after `from`: what was newest, unless that has just vanished.
  return newestData === undefined ? undefined : Math.min(newestData, from);
}

function requestId({ state }: TrackedSeries, role: string): string {
  return `${state.id}:${role}`;
}

function kindOf({ indicator }: ObjectiveDefinition): SeriesKind {
  if (indicator.kind !== 'ratio') return 'gauge';
  return indicator.counter ? 'counter' : 'count';
}

function floorHour(epochSeconds: number): number {
  return epochSeconds - (epochSeconds % HOUR);
}
