import { createHash } from 'node:crypto';
import {
  HourRollup,
  ObjectiveDefinition,
  PackedSlice,
} from '@plumbline/plugin-slo-common';
import { slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

const HOUR = 3_600;

/** How far a series has been collected. All times are epoch seconds. */
export interface SeriesState {
  id: number;
  /** Up to where its source has answered. */
  watermark?: number;
  /** End of its newest slice with data. */
  newestData?: number;
  /** When a missing tail was last asked for as a whole. */
  gapReadAt?: number;
  error?: string;
  errorAt?: number;
}

/** What one round of collecting found out about a series. */
export interface SeriesRound {
  state: SeriesState;
  /** Hours to store as they are. */
  rollups: HourRollup[];
  /** Hours (epoch seconds) that have no data any more. */
  emptied: number[];
}

interface SeriesRow {
  id: number;
  key: string;
  source_type: string;
  // PostgreSQL gives 64-bit integers as text.
  watermark: number | string | null;
  newest_data: number | string | null;
  gap_read_at: number | string | null;
  error: string | null;
  error_at: number | string | null;
}

interface RollupRow {
  series_id: number;
  hour: number;
  good: number;
  total: number;
  good_slices: number;
  bad_slices: number;
  empty_slices: number;
  slices?: string;
}

const SUM_COLUMNS = [
  'series_id',
  'hour',
  'good',
  'total',
  'good_slices',
  'bad_slices',
  'empty_slices',
] as const;

/** Series and their hourly rollups. */
export class SeriesStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Makes sure that each objective has a series, and gives their ids by objective id. */
  async track(objectives: ObjectiveDefinition[]): Promise<Map<string, number>> {
    const keys = new Map(
      objectives.map(objective => [objective.id, seriesKey(objective)]),
    );
    const rows = objectives.map(objective => ({
      key: keys.get(objective.id)!,
      source_type: sourceTypeOf(objective),
    }));
    const unique = [...new Map(rows.map(row => [row.key, row])).values()];
    const ids = new Map<string, number>();
    for (const some of slices(unique)) {
      await this.#database('series').insert(some).onConflict('key').ignore();
      const stored = await this.#database<SeriesRow>('series')
        .select('id', 'key')
        .whereIn(
          'key',
          some.map(({ key }) => key),
        );
      stored.forEach(({ id, key }) => ids.set(key, id));
    }
    return new Map([...keys].map(([id, key]) => [id, ids.get(key)!]));
  }

  /** States by series id. */
  async states(seriesIds: number[]): Promise<Map<number, SeriesState>> {
    const states = new Map<number, SeriesState>();
    for (const ids of slices(seriesIds)) {
      const rows = await this.#database<SeriesRow>('series')
        .select()
        .whereIn('id', ids);
      rows.forEach(row => states.set(row.id, toState(row)));
    }
    return states;
  }

  /** The packed slices of every hour from `from` (epoch seconds) on, as JSON text by hour, by series. */
  async slicesFrom(
    seriesIds: number[],
    from: number,
  ): Promise<Map<number, Map<number, string>>> {
    const packed = new Map<number, Map<number, string>>();
    for (const ids of slices(seriesIds)) {
      const rows = await this.#database<Required<RollupRow>>('rollups')
        .select('series_id', 'hour', 'slices')
        .whereIn('series_id', ids)
        .andWhere('hour', '>=', Math.floor(from / HOUR));
      for (const row of rows) {
        const of = packed.get(row.series_id) ?? new Map<number, string>();
        of.set(row.hour * HOUR, row.slices);
        packed.set(row.series_id, of);
      }
    }
    return packed;
  }

  /** Stores what a round found, all or nothing. Storing it twice changes nothing. */
  async save(rounds: SeriesRound[]): Promise<void> {
    await this.#database.transaction(async transaction => {
      const rows = rounds.flatMap(({ state, rollups }) =>
        rollups.map(rollup => toRow(state.id, rollup)),
      );
      for (const some of slices(rows)) {
        await transaction('rollups')
          .insert(some)
          .onConflict(['series_id', 'hour'])
          .merge();
      }
      for (const { state, emptied } of rounds) {
        for (const hours of slices(emptied)) {
          await transaction('rollups')
            .where('series_id', state.id)
            .whereIn(
              'hour',
              hours.map(hour => hour / HOUR),
            )
            .delete();
        }
        await transaction('series')
          .where('id', state.id)
          .update({
            watermark: state.watermark ?? null,
            newest_data: state.newestData ?? null,
            gap_read_at: state.gapReadAt ?? null,
            error: state.error ?? null,
            error_at: state.errorAt ?? null,
          });
      }
    });
  }

  /**
   * Rollups of series from `from` (epoch seconds) on, in order of time. Only
   * the hours from `slicesFrom` on and those in `sliceHours` carry their
   * slices; the others are sums.
   */
  async rollups(options: {
    seriesIds: number[];
    from: number;
    slicesFrom: number;
    sliceHours: number[];
  }): Promise<Map<number, HourRollup[]>> {
    const { seriesIds, from, slicesFrom } = options;
    const found = new Map<number, HourRollup[]>(seriesIds.map(id => [id, []]));
    const sums = await this.#database<RollupRow>('rollups')
      .select(...SUM_COLUMNS)
      .whereIn('series_id', seriesIds)
      .andWhere('hour', '>=', Math.floor(from / HOUR))
      .orderBy(['series_id', 'hour']);
    const detail = new Map<string, string>();
    const sliceHours = [
      ...new Set(options.sliceHours.map(hour => Math.floor(hour / HOUR))),
    ];
    const detailed = await this.#database<Required<RollupRow>>('rollups')
      .select('series_id', 'hour', 'slices')
      .whereIn('series_id', seriesIds)
      .andWhere(builder =>
        builder
          .where('hour', '>=', Math.floor(slicesFrom / HOUR))
          .orWhereIn('hour', sliceHours),
      );
    detailed.forEach(row =>
      detail.set(`${row.series_id}:${row.hour}`, row.slices),
    );
    for (const row of sums) {
      const hourly = detail.get(`${row.series_id}:${row.hour}`);
      found.get(row.series_id)!.push({
        hour: row.hour * HOUR,
        counts: {
          good: row.good,
          total: row.total,
          goodSlices: row.good_slices,
          badSlices: row.bad_slices,
          emptySlices: row.empty_slices,
        },
        slices: hourly === undefined ? undefined : unpackSlices(hourly),
      });
    }
    return found;
  }

  /**
   * Forgets rollups from before `before` (epoch seconds), and series that no
   * objective refers to and that were not collected since then.
   */
  async prune(before: number, unusedSince: number): Promise<void> {
    await this.#database('rollups')
      .where('hour', '<', Math.floor(before / HOUR))
      .delete();
    const unused = await this.#database<SeriesRow>('series')
      .select('id')
      .whereNotIn('id', this.#database('objectives').select('series_id'))
      .andWhere(builder =>
        builder.whereNull('watermark').orWhere('watermark', '<', unusedSince),
      );
    for (const rows of slices(unused)) {
      const ids = rows.map(({ id }) => id);
      await this.#database('rollups').whereIn('series_id', ids).delete();
      await this.#database('series').whereIn('id', ids).delete();
    }
  }
}

/** The stored form of an hour's slices. */
export function packSlices(slices: PackedSlice[]): string {
  return JSON.stringify(slices);
}

function unpackSlices(text: string): PackedSlice[] {
  return JSON.parse(text);
}

function sourceTypeOf({ indicator }: ObjectiveDefinition): string {
  return indicator.kind === 'ratio'
    ? indicator.total.type
    : indicator.metric.type;
}

// Whatever changes the counts makes another series; the target and the window do not.
function seriesKey(objective: ObjectiveDefinition): string {
  const { indicator, sliceSeconds, sliceTarget } = objective;
  return createHash('sha256')
    .update(JSON.stringify([indicator, sliceSeconds, sliceTarget]))
    .digest('hex');
}

function toState(row: SeriesRow): SeriesState {
  const seconds = (value: number | string | null) =>
    value === null ? undefined : Number(value);
  return {
    id: row.id,
    watermark: seconds(row.watermark),
    newestData: seconds(row.newest_data),
    gapReadAt: seconds(row.gap_read_at),
    error: row.error ?? undefined,
    errorAt: seconds(row.error_at),
  };
}

function toRow(seriesId: number, rollup: HourRollup): Required<RollupRow> {
  const { counts } = rollup;
  return {
    series_id: seriesId,
    hour: rollup.hour / HOUR,
    good: counts.good,
    total: counts.total,
    good_slices: counts.goodSlices,
    bad_slices: counts.badSlices,
    empty_slices: counts.emptySlices,
    slices: packSlices(rollup.slices ?? []),
  };
}
