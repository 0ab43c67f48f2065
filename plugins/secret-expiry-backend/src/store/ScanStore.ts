import { slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { PlaceRow, SourceRow } from './rows';

/** How long a scan that did not end is gone on with, rather than begun anew. */
export const RESUMED_WITHIN_MS = 6 * 3_600_000;

/** A place as the scan before left it. */
export type KnownPlace = Pick<
  PlaceRow,
  'place' | 'title' | 'reason' | 'last_looked' | 'fingerprint' | 'problems'
>;

/** A scan that has begun, here or in a replica that was stopped since. */
export interface BegunScan {
  /** When it first began. */
  startedAt: Date;
  known: Map<string, KnownPlace>;
  /** Places that it has looked at before it was stopped. */
  done: Set<string>;
}

/** How far the scans of sources have come. */
export class ScanStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Makes sources known before they are first listed. */
  async addSources(sources: { id: string; title?: string }[]): Promise<void> {
    if (sources.length === 0) return;
    await this.#database('sources')
      .insert(
        sources.map(({ id, title }) => ({ source_id: id, title: title ?? id })),
      )
      .onConflict('source_id')
      .merge(['title']);
  }

  /** Begins the scan of a source, or goes on with one that did not end. */
  async begin(sourceId: string, now: Date): Promise<BegunScan> {
    const row = await this.#database<SourceRow>('sources')
      .where('source_id', sourceId)
      .first();
    const before = row?.started_at ? new Date(row.started_at) : undefined;
    const resumed =
      before !== undefined &&
      before <= now &&
      now.getTime() - before.getTime() < RESUMED_WITHIN_MS;
    const startedAt = resumed ? before : now;
    if (!resumed) {
      await this.#database('sources')
        .insert({
          source_id: sourceId,
          title: row?.title ?? sourceId,
          started_at: startedAt.toISOString(),
        })
        .onConflict('source_id')
        .merge(['started_at']);
    }
    const places = await this.#database<PlaceRow>('places')
      .where('source_id', sourceId)
      .select(
        'place',
        'title',
        'reason',
        'last_looked',
        'fingerprint',
        'problems',
      );
    return {
      startedAt,
      known: new Map(places.map(place => [place.place, place])),
      done: new Set(
        resumed
          ? places
              .filter(place => place.last_looked >= startedAt.toISOString())
              .map(({ place }) => place)
          : [],
      ),
    };
  }

  /** What the last look at a place left for the next. */
  async memoryOf(sourceId: string, place: string): Promise<string | undefined> {
    const row = await this.#database<PlaceRow>('places')
      .where({ source_id: sourceId, place })
      .first('memory');
    return row?.memory ?? undefined;
  }

  /**
   * Ends the scan of a source; with a reason when it could not be listed.
   *
   * @returns the reason of the time before.
   */
  async end(
    sourceId: string,
    now: Date,
    reason?: string,
  ): Promise<string | undefined> {
    const at = now.toISOString();
    const before = await this.#database<SourceRow>('sources')
      .where('source_id', sourceId)
      .first('reason');
    await this.#database<SourceRow>('sources')
      .where('source_id', sourceId)
      .update({
        started_at: null,
        last_looked: at,
        reason: reason ?? null,
        ...(reason === undefined && { last_success: at }),
      });
    return before?.reason ?? undefined;
  }

  /** Places of sources that are not among these, which are no longer installed. */
  async placesOfOthers(
    sourceIds: string[],
  ): Promise<{ sourceId: string; place: string }[]> {
    const rows = await this.#database<PlaceRow>('places')
      .whereNotIn('source_id', sourceIds)
      .select('source_id', 'place');
    return rows.map(row => ({ sourceId: row.source_id, place: row.place }));
  }

  /** Removes the status of sources that are not among these. */
  async retainSources(sourceIds: string[]): Promise<void> {
    const rows = await this.#database<SourceRow>('sources').select('source_id');
    const gone = rows
      .map(row => row.source_id)
      .filter(id => !sourceIds.includes(id));
    for (const ids of slices(gone)) {
      await this.#database('sources').whereIn('source_id', ids).delete();
    }
  }
}
