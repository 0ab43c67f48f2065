import { Counts, HourRollup, PackedSlice } from '@plumbline/plugin-slo-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { SeriesGroups } from './SeriesGroups';
import { SeriesProgress, nextProgressRow } from './SeriesStore';
import { DayHours, packHours, unpackHours } from './packedHours';
import { packSlices, unpackSlices } from './packedSlices';
import { Section, sectionsBetween } from './sections';
import { DAY, HOUR } from './time';

/** What one round of collecting found out about a series. */
export interface SeriesRound {
  /** As it was read, with what is new filled in. */
  progress: SeriesProgress;
  /** Days that changed, by their start (epoch seconds). */
  days: Map<number, DayHours>;
  /** Hours whose slices changed, by their start (epoch seconds). */
  hours: Map<number, PackedSlice[]>;
}

/** The moments (epoch seconds) at which the windows that look at a series begin and end. */
export interface RollupRequest {
  seriesId: number;
  cuts: number[];
}

interface DayRow {
  series_id: number;
  day: number;
  good: number;
  total: number;
  ratio_sum: number;
  good_slices: number;
  bad_slices: number;
  empty_slices: number;
  hours: string;
}

interface SliceRow {
  series_id: number;
  hour: number;
  slices: string;
}

type SumRow = Omit<DayRow, 'day' | 'hours'>;

const SUMS = [
  'good',
  'total',
  'ratio_sum',
  'good_slices',
  'bad_slices',
  'empty_slices',
] as const;

/**
 * What was counted: the sums of each UTC day with those of its hours, and the
 * slices of recent hours. Windows read sums of whole days in SQL, the hours of
 * the few days that they cut, and the slices of the few hours.
 */
export class RollupStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The hours of each day with data between two moments (epoch seconds), by start of the day, by series id. */
  async days(
    seriesIds: number[],
    from: number,
    to: number,
  ): Promise<Map<number, Map<number, DayHours>>> {
    const rows = await this.#database<DayRow>('day_rollups')
      .select('series_id', 'day', 'hours')
      .where(anyOf(this.#database, 'series_id', seriesIds))
      .andWhere('day', '>=', Math.floor(from / DAY))
      .andWhere('day', '<=', Math.floor(to / DAY));
    const found = new Map<number, Map<number, DayHours>>();
    for (const row of rows) {
      const of = found.get(row.series_id) ?? new Map<number, DayHours>();
      of.set(row.day * DAY, unpackHours(row.hours));
      found.set(row.series_id, of);
    }
    return found;
  }

  /** The slices that are kept of each hour between two moments (epoch seconds), by start of the hour, by series id. */
  async slices(
    seriesIds: number[],
    from: number,
    to: number,
  ): Promise<Map<number, Map<number, PackedSlice[]>>> {
    const rows = await this.#database<SliceRow>('slice_hours')
      .select()
      .where(anyOf(this.#database, 'series_id', seriesIds))
      .andWhere('hour', '>=', Math.floor(from / HOUR))
      .andWhere('hour', '<=', Math.floor(to / HOUR));
    const found = new Map<number, Map<number, PackedSlice[]>>();
    for (const row of rows) {
      const of = found.get(row.series_id) ?? new Map<number, PackedSlice[]>();
      of.set(row.hour * HOUR, unpackSlices(row.slices));
      found.set(row.series_id, of);
    }
    return found;
  }

  /**
   * Stores what a round found, all or nothing. Of two writers that read the
   * same, one stores; what the other found is left out and found again in the
   * next round.
   *
   * @returns ids of the series that were stored.
   */
  async save(rounds: SeriesRound[]): Promise<Set<number>> {
    // One order for all writers, so that two of them never wait for each other.
    const sorted = [...rounds].sort((a, b) => a.progress.id - b.progress.id);
    return this.#database.transaction(async transaction => {
      const written = await bulkWrite(
        transaction,
        'series_progress',
        sorted.map(({ progress }) => nextProgressRow(progress)),
        {
          key: ['series_id'],
          where: 'series_progress.revision = excluded.revision - 1',
          returning: ['series_id'],
        },
      );
      const won = new Set(written.map(row => row.series_id!));
      const mine = sorted.filter(({ progress }) => won.has(progress.id));
      await bulkWrite(
        transaction,
        'day_rollups',
        mine.flatMap(({ progress, days }) =>
          [...days].map(([day, hours]) => toDayRow(progress.id, day, hours)),
        ),
        { key: ['series_id', 'day'] },
      );
      await bulkWrite(
        transaction,
        'slice_hours',
        mine.flatMap(({ progress, hours }) =>
          [...hours].map(([hour, of]) => ({
            series_id: progress.id,
            hour: hour / HOUR,
            slices: packSlices(of),
          })),
        ),
        { key: ['series_id', 'hour'] },
      );
      return won;
    });
  }

  /**
   * For each request what was counted between its first and its last cut, in
   * order of time: spans of whole hours between two cuts as one sum, and hours
   * that are cut themselves with their slices as far as they are kept.
   */
  async between(requests: RollupRequest[]): Promise<HourRollup[][]> {
    const plans = requests.map(({ seriesId, cuts }) => ({
      seriesId,
      sections: sectionsBetween(cuts),
    }));
    const spans = new SeriesGroups();
    const days = new SeriesGroups();
    const hours = new SeriesGroups();
    for (const { seriesId, sections } of plans) {
      for (const section of sections) {
        if (section.kind === 'days') {
          spans.add(`${section.from / DAY}:${section.to / DAY}`, seriesId);
        } else {
          days.add(String(section.day / DAY), seriesId);
          if (section.kind === 'slices') {
            hours.add(String(section.from / HOUR), seriesId);
          }
        }
      }
    }
    const sums = await this.#sumsOfDays(spans);
    const hoursOfDays = await this.#hoursOfDays(days);
    const slicesOfHours = await this.#slicesOfHours(hours);
    return plans.map(({ seriesId, sections }) =>
      sections.flatMap(section => {
        const counts =
          section.kind === 'days'
            ? sums.get(keyOf(seriesId, section.from / DAY, section.to / DAY))
            : sumOfHours(
                hoursOfDays.get(keyOf(seriesId, section.day / DAY)),
                section,
              );
        return counts
          ? [
              {
                hour: section.from,
                spanSeconds: section.to - section.from,
                counts,
                slices:
                  section.kind === 'slices'
                    ? slicesOfHours.get(keyOf(seriesId, section.from / HOUR))
                    : undefined,
              },
            ]
          : [];
      }),
    );
  }

  async #sumsOfDays(spans: SeriesGroups): Promise<Map<string, Counts>> {
    const sums = new Map<string, Counts>();
    for (const [span, ids] of spans) {
      const [first, end] = span.split(':').map(Number);
      const query = this.#database<DayRow>('day_rollups')
        .where(anyOf(this.#database, 'series_id', ids))
        .andWhere('day', '>=', first)
        .andWhere('day', '<', end);
      const rows: SumRow[] =
        end - first === 1
          ? await query.select('series_id', ...SUMS)
          : await query
              .groupBy('series_id')
              .select('series_id')
              .sum(Object.fromEntries(SUMS.map(name => [name, name])));
      for (const row of rows) {
        sums.set(keyOf(row.series_id, first, end), toCounts(row));
      }
    }
    return sums;
  }

  async #hoursOfDays(days: SeriesGroups): Promise<Map<string, DayHours>> {
    const found = new Map<string, DayHours>();
    for (const [day, ids] of days) {
      const rows = await this.#database<DayRow>('day_rollups')
        .select('series_id', 'day', 'hours')
        .where(anyOf(this.#database, 'series_id', ids))
        .andWhere('day', Number(day));
      for (const row of rows) {
        found.set(keyOf(row.series_id, row.day), unpackHours(row.hours));
      }
    }
    return found;
  }

  async #slicesOfHours(
    hours: SeriesGroups,
  ): Promise<Map<string, PackedSlice[]>> {
    const found = new Map<string, PackedSlice[]>();
    for (const [hour, ids] of hours) {
      const rows = await this.#database<SliceRow>('slice_hours')
        .select()
        .where(anyOf(this.#database, 'series_id', ids))
        .andWhere('hour', Number(hour));
      for (const row of rows) {
        found.set(keyOf(row.series_id, row.hour), unpackSlices(row.slices));
      }
    }
    return found;
  }

  /**
   * Forgets days from before `days`, and the slices of hours from before
   * `slices` (epoch seconds) other than those of `keep`: hours that windows go
   * on cutting, by series id.
   */
  async prune(options: {
    days: number;
    slices: number;
    keep: Map<number, Set<number>>;
  }): Promise<void> {
    await this.#database('day_rollups')
      .where('day', '<', Math.floor(options.days / DAY))
      .delete();
    await this.#database.transaction(async transaction => {
      const kept: SliceRow[] = [];
      for (const some of slices([...options.keep])) {
        const hours = some.flatMap(([, of]) => [...of]);
        const rows = await transaction<SliceRow>('slice_hours')
          .select()
          .where(
            anyOf(
              this.#database,
              'series_id',
              some.map(([id]) => id),
            ),
          )
          .andWhere(
            anyOf(this.#database, 'hour', [
              ...new Set(hours.map(hour => hour / HOUR)),
            ]),
          )
          .andWhere('hour', '<', Math.floor(options.slices / HOUR));
        kept.push(
          ...rows.filter(row =>
            options.keep.get(row.series_id)?.has(row.hour * HOUR),
          ),
        );
      }
      await transaction('slice_hours')
        .where('hour', '<', Math.floor(options.slices / HOUR))
        .delete();
      await bulkWrite(transaction, 'slice_hours', kept, {
        key: ['series_id', 'hour'],
      });
    });
  }

  /** Forgets everything of these series. */
  async remove(seriesIds: number[]): Promise<void> {
    for (const ids of slices(seriesIds)) {
      await this.#database('day_rollups').whereIn('series_id', ids).delete();
      await this.#database('slice_hours').whereIn('series_id', ids).delete();
    }
  }
}

function keyOf(...parts: number[]): string {
  return parts.join(':');
}

function toDayRow(seriesId: number, day: number, hours: DayHours): DayRow {
  const sum = sumOf(hours);
  return {
    series_id: seriesId,
    day: day / DAY,
    good: sum?.good ?? 0,
    total: sum?.total ?? 0,
    ratio_sum: sum?.ratioSum ?? 0,
    good_slices: sum?.goodSlices ?? 0,
    bad_slices: sum?.badSlices ?? 0,
    empty_slices: sum?.emptySlices ?? 0,
    hours: packHours(hours),
  };
}

function toCounts(row: SumRow): Counts {
  return {
    good: row.good,
    total: row.total,
    ratioSum: row.ratio_sum,
    // PostgreSQL gives sums of integers as text.
    goodSlices: Number(row.good_slices),
    badSlices: Number(row.bad_slices),
    emptySlices: Number(row.empty_slices),
  };
}

function sumOfHours(
  hours: DayHours | undefined,
  { from, to }: Section,
): Counts | undefined {
  const first = (from % DAY) / HOUR;
  return hours && sumOf(hours.slice(first, first + (to - from) / HOUR));
}

function sumOf(hours: DayHours): Counts | undefined {
  let sum: Counts | undefined;
  for (const counts of hours) {
    if (!counts) continue;
    if (!sum) {
      sum = { ...counts };
      continue;
    }
    sum.good += counts.good;
    sum.total += counts.total;
    sum.ratioSum += counts.ratioSum;
    sum.goodSlices += counts.goodSlices;
    sum.badSlices += counts.badSlices;
    sum.emptySlices += counts.emptySlices;
  }
  return sum;
}
