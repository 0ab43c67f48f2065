import { createHash } from 'node:crypto';
import { ObjectiveDefinition, seriesOf } from '@plumbline/plugin-slo-common';
import { anyOf, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** How far a series has been collected. All times are epoch seconds. */
export interface SeriesProgress {
  id: number;
  /** Up to where its source has answered. */
  watermark?: number;
  /** Start of its first slice with data. */
  firstData?: number;
  /** End of its newest slice with data. */
  newestData?: number;
  /** When the last day was last asked for again. */
  rereadAt?: number;
  error?: string;
  errorAt?: number;
  /** How often its numbers or its error changed. */
  changes: number;
  /** How often it was written; 0 when it never was. */
  revision: number;
}

interface SeriesRow {
  id: number;
  key: string;
  source_type: string;
}

interface ProgressRow {
  series_id: number;
  // PostgreSQL gives 64-bit integers as text.
  watermark: number | string | null;
  first_data: number | string | null;
  newest_data: number | string | null;
  reread_at: number | string | null;
  error: string | null;
  error_at: number | string | null;
  changes: number;
  revision: number;
}

/** What is asked of sources, once per question, and how far each is collected. */
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

  /** How far these series are, by id; every id is in the answer. */
  async progress(seriesIds: number[]): Promise<Map<number, SeriesProgress>> {
    const progress = new Map<number, SeriesProgress>(
      seriesIds.map(id => [id, { id, changes: 0, revision: 0 }]),
    );
    for (const ids of slices(seriesIds, 5_000)) {
      const rows = await this.#database<ProgressRow>('series_progress')
        .select()
        .where(anyOf(this.#database, 'series_id', ids));
      rows.forEach(row => progress.set(row.series_id, toProgress(row)));
    }
    return progress;
  }

  /**
   * Ids of series that no objective refers to and that were not collected
   * since `since` (epoch seconds); should the document come back before, its
   * history is still there.
   */
  async unused(since: number): Promise<number[]> {
    const rows = await this.#database('series')
      .leftJoin('series_progress', 'series.id', 'series_progress.series_id')
      .select<{ id: number }[]>('series.id')
      .whereNotIn('series.id', this.#database('objectives').select('series_id'))
      .andWhere(builder =>
        builder.whereNull('watermark').orWhere('watermark', '<', since),
      );
    return rows.map(({ id }) => id);
  }

  /** Forgets series; their rollups are to be forgotten before. */
  async remove(seriesIds: number[]): Promise<void> {
    for (const ids of slices(seriesIds)) {
      await this.#database('series_progress')
        .whereIn('series_id', ids)
        .delete();
      await this.#database('series').whereIn('id', ids).delete();
    }
  }
}

/** Row of the table `series_progress`, one write later. */
export function nextProgressRow(progress: SeriesProgress): ProgressRow {
  return {
    series_id: progress.id,
    watermark: progress.watermark ?? null,
    first_data: progress.firstData ?? null,
    newest_data: progress.newestData ?? null,
    reread_at: progress.rereadAt ?? null,
    error: progress.error ?? null,
    error_at: progress.errorAt ?? null,
    changes: progress.changes,
    revision: progress.revision + 1,
  };
}

function toProgress(row: ProgressRow): SeriesProgress {
  const seconds = (value: number | string | null) =>
    value === null ? undefined : Number(value);
  return {
    id: row.series_id,
    watermark: seconds(row.watermark),
    firstData: seconds(row.first_data),
    newestData: seconds(row.newest_data),
    rereadAt: seconds(row.reread_at),
    error: row.error ?? undefined,
    errorAt: seconds(row.error_at),
    changes: row.changes,
    revision: row.revision,
  };
}

function sourceTypeOf({ indicator }: ObjectiveDefinition): string {
  const series = seriesOf(indicator);
  return series[series.length - 1].source.type;
}

/** Whether the ratios of an objective's slices are summed up. */
export function countsRatios({
  method,
}: Pick<ObjectiveDefinition, 'method'>): boolean {
  return method === 'RatioTimeslices';
}

// Whatever changes the counts makes another series; the target and the window do not.
function seriesKey(objective: ObjectiveDefinition): string {
  const { indicator, sliceSeconds, sliceTarget } = objective;
  const parts: unknown[] = [indicator, sliceSeconds, sliceTarget];
  // Only these have the sum of ratios stored, which takes more room than all else.
  if (countsRatios(objective)) parts.push('ratios');
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
