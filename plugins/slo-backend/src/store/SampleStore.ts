import { PushedSamples } from '@plumbline/plugin-slo-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** A pushed value and the moment (epoch seconds) at which its slice ends. */
export interface Sample {
  end: number;
  value: number;
}

interface SampleRow {
  series_id: number;
  // PostgreSQL gives 64-bit integers as text.
  ends_at: number | string;
  value: number;
}

/**
 * What was pushed for the source `samples`. It is kept as long as late data is
 * taken in; what was counted from it is kept as long as any other.
 */
export class SampleStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Stores samples, all or nothing; the same time of a series again replaces its value. */
  async push(items: PushedSamples['items']): Promise<void> {
    await this.#database.transaction(async transaction => {
      const names = items.map(({ series }) => series);
      for (const some of slices([...new Set(names)].sort())) {
        await transaction('sample_series')
          .insert(some.map(name => ({ name })))
          .onConflict('name')
          .ignore();
      }
      const ids = await this.ids(names, transaction);
      // By key, so that each is written once, and in one order by all writers.
      const rows = new Map<string, SampleRow>();
      for (const { series, samples } of items) {
        const id = ids.get(series)!;
        for (const [end, value] of samples) {
          rows.set(`${id}:${end}`, { series_id: id, ends_at: end, value });
        }
      }
      const sorted = [...rows.values()].sort(
        (a, b) =>
          a.series_id - b.series_id || Number(a.ends_at) - Number(b.ends_at),
      );
      await bulkWrite(transaction, 'samples', sorted, {
        key: ['series_id', 'ends_at'],
      });
    });
  }

  /** Ids of the series that were ever pushed, by name. */
  async ids(
    names: string[],
    database: Knex = this.#database,
  ): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    for (const some of slices([...new Set(names)])) {
      const rows: { id: number; name: string }[] = await database(
        'sample_series',
      )
        .select('id', 'name')
        .where(anyOf(this.#database, 'name', some));
      rows.forEach(({ id, name }) => ids.set(name, id));
    }
    return ids;
  }

  /** Samples of series that end after `from` and by `to` (epoch seconds), in order of time, by id of the series. */
  async between(
    seriesIds: number[],
    from: number,
    to: number,
  ): Promise<Map<number, Sample[]>> {
    const found = new Map<number, Sample[]>();
    for (const ids of slices(seriesIds)) {
      const rows = await this.#database<SampleRow>('samples')
        .select()
        .where(anyOf(this.#database, 'series_id', ids))
        .andWhere('ends_at', '>', from)
        .andWhere('ends_at', '<=', to)
        .orderBy(['series_id', 'ends_at']);
      for (const row of rows) {
        const of = found.get(row.series_id) ?? [];
        of.push({ end: Number(row.ends_at), value: row.value });
        found.set(row.series_id, of);
      }
    }
    return found;
  }

  /** Forgets samples that ended before `before` (epoch seconds). */
  async prune(before: number): Promise<void> {
    await this.#database('samples').where('ends_at', '<', before).delete();
  }
}
