import {
  CredentialListItem,
  PlaceStatus,
  StoredCredential,
} from '@plumbline/plugin-secret-expiry-common';
import { slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import {
  CredentialRow,
  PLACE_COLUMNS,
  ShownPlaceRow,
  PlaceWorkloadRow,
  toListItem,
  toPlace,
} from './rows';

/** A credential with whether somebody has something to do for it. */
export type WorkloadCredential = StoredCredential &
  Pick<CredentialListItem, 'needsSomeone'>;

/** What is known of one workload, for its summary. */
export interface WorkloadCredentials {
  /** By expiry, those without one last. */
  credentials: WorkloadCredential[];
  /** Places that cover the workload. */
  places: PlaceStatus[];
}

/** A credential with when its place was last read. */
type PlacedRow = CredentialRow & { place_last_success: string | null };

/** What summaries read: stored rows, by index. */
export class CredentialReader {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Credentials and places of many workloads at once, by workload ref. */
  async ofWorkloads(
    workloadRefs: string[],
  ): Promise<Map<string, WorkloadCredentials>> {
    const found = new Map<string, WorkloadCredentials>(
      workloadRefs.map(ref => [ref, { credentials: [], places: [] }]),
    );
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#live()
        .whereIn('credentials.workload_ref', refs)
        // Both engines know `nulls last`; Knex writes it for SQLite in a way
        // that loses the column.
        .orderByRaw('?? asc nulls last', ['credentials.expires'])
        .orderBy('credentials.id');
      for (const row of rows) {
        found.get(row.workload_ref)!.credentials.push(toListItem(row));
      }
      const places: (ShownPlaceRow & PlaceWorkloadRow)[] = await this.#database(
        'place_workloads',
      )
        .join('places', samePlace('place_workloads'))
        .whereIn('place_workloads.workload_ref', refs)
        .orderBy(['places.title', 'places.place'])
        .select(
          ...PLACE_COLUMNS.map(column => `places.${column}`),
          'place_workloads.workload_ref',
        );
      for (const row of places) {
        found.get(row.workload_ref)!.places.push(toPlace(row));
      }
    }
    return found;
  }

  #live() {
    return this.#database('credentials')
      .leftJoin('places', samePlace('credentials'))
      .whereNull('credentials.removed_at')
      .select<PlacedRow[]>('credentials.*', {
        place_last_success: 'places.last_success',
      });
  }
}

/** Joins the place of a table's rows. */
function samePlace(table: 'credentials' | 'place_workloads') {
  return {
    'places.source_id': `${table}.source_id`,
    'places.place': `${table}.place`,
  };
}
