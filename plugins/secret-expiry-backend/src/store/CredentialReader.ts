import {
  CredentialListItem,
  CredentialOrder,
  CredentialsPage,
  CredentialsQuery,
  FailingSource,
  PlaceStatus,
  StoredCredential,
  VaultFinding,
  WorkloadExpiry,
  coverageOf,
} from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';
import {
  CredentialRow,
  PlaceRow,
  PlaceWorkloadRow,
  ROWS_PER_STATEMENT,
  SourceRow,
  WorkloadRow,
  toCredential,
  toListItem,
  toPlace,
} from './rows';

const DEFAULT_LIMIT = 50;
const MOST_PLACES = 100;

const COLUMN_OF_ORDER: Record<string, string> = {
  urgency: 'credentials.urgency',
  actBy: 'credentials.act_by',
  expires: 'credentials.expires',
  name: 'credentials.name',
  kind: 'credentials.kind',
  workload: 'credentials.workload_title',
  owner: 'credentials.responsible_ref',
  where: 'credentials.entity_ref',
  stage: 'credentials.stage',
};

/** What is known of one workload, for its summary. */
export interface WorkloadCredentials {
  /** By expiry, those without one last. */
  credentials: StoredCredential[];
  /** Places that cover the workload. */
  places: PlaceStatus[];
}

/** A credential with when its place was last read. */
type PlacedRow = CredentialRow & { place_last_success: string | null };

/** What is known of a workload as a whole, whoever asks. */
export type WorkloadOverview = Omit<WorkloadExpiry, 'may'>;

/** What pages and summaries read: stored rows, by index. */
export class CredentialReader {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** A page of credentials, one for each identity. */
  async page(query: CredentialsQuery): Promise<CredentialsPage> {
    const [items, total] = await Promise.all([
      this.#items(query),
      this.#total(query),
    ]);
    return { items, total };
  }

  /** How far a workload, or everything, could be looked at, and what is wrong with its vaults. */
  async overview(workloadRef?: string): Promise<WorkloadOverview> {
    const [covering, suspects, failingSources, vaultFindings] =
      await Promise.all([
        this.#coveringPlaces(workloadRef),
        this.#suspectPlaces(workloadRef),
        this.#failingSources(),
        this.#vaultFindings(workloadRef),
      ]);
    return {
      coverage: coverageOf(covering),
      places: [...covering, ...suspects].slice(0, MOST_PLACES),
      failingSources,
      vaultFindings,
    };
  }

  /** Credentials and places of many workloads at once, by workload ref. */
  async ofWorkloads(
    workloadRefs: string[],
  ): Promise<Map<string, WorkloadCredentials>> {
    const found = new Map<string, WorkloadCredentials>(
      workloadRefs.map(ref => [ref, { credentials: [], places: [] }]),
    );
    for (let i = 0; i < workloadRefs.length; i += ROWS_PER_STATEMENT) {
      const refs = workloadRefs.slice(i, i + ROWS_PER_STATEMENT);
      const rows = await this.#live()
        .whereIn('credentials.workload_ref', refs)
        .modify(orderOf, 'expires');
      for (const row of rows) {
        found.get(row.workload_ref)!.credentials.push(toCredential(row));
      }
      const places: (PlaceRow & PlaceWorkloadRow)[] = await this.#database(
        'place_workloads',
      )
        .join('places', samePlace('place_workloads'))
        .whereIn('place_workloads.workload_ref', refs)
        .orderBy(['places.title', 'places.place'])
        .select('places.*', 'place_workloads.workload_ref');
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

  /** What a place in the query around it covers. */
  #coverage() {
    const ref = (column: string) => this.#database.ref(column);
    return this.#database('place_workloads')
      .select('place_workloads.place')
      .where('place_workloads.source_id', ref('places.source_id'))
      .where('place_workloads.place', ref('places.place'));
  }

  async #items(query: CredentialsQuery): Promise<CredentialListItem[]> {
    const order = query.orderBy ?? 'urgency';
    const rows: PlacedRow[] = await this.#live()
      .where('credentials.leads', 1)
      .modify(filter, query)
      .modify(orderOf, order)
      .limit(query.limit ?? DEFAULT_LIMIT)
      .offset(query.offset ?? 0);
    return rows.map(row => toListItem(row));
  }

  async #total(query: CredentialsQuery): Promise<number> {
    const row = await this.#database('credentials')
      .where('credentials.leads', 1)
      .modify(filter, query)
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }

  async #coveringPlaces(workloadRef?: string): Promise<PlaceStatus[]> {
    const query = this.#database<PlaceRow>('places')
      .orderBy(['title', 'place'])
      .limit(MOST_PLACES);
    if (workloadRef !== undefined) {
      query.whereExists(
        this.#coverage().where('place_workloads.workload_ref', workloadRef),
      );
    }
    return (await query).map(toPlace);
  }

  /**
   * Places that could not be read in full and of which it is not known what
   * they cover: they may be about this workload.
   */
  async #suspectPlaces(workloadRef?: string): Promise<PlaceStatus[]> {
    if (workloadRef === undefined) return [];
    const rows = await this.#database<PlaceRow>('places')
      .whereNot('outcome', 'looked')
      .whereNotExists(this.#coverage())
      .orderBy(['title', 'place'])
      .limit(MOST_PLACES);
    return rows.map(toPlace);
  }

  async #failingSources(): Promise<FailingSource[]> {
    const rows = await this.#database<SourceRow>('sources')
      .whereNotNull('reason')
      .orderBy('source_id');
    return rows.map(row => ({
      sourceId: row.source_id,
      reason: row.reason!,
      // A listing that failed has been looked at.
      lastLooked: row.last_looked!,
    }));
  }

  async #vaultFindings(workloadRef?: string): Promise<VaultFinding[]> {
    if (workloadRef === undefined) return [];
    const row = await this.#database<WorkloadRow>('workloads')
      .where('workload_ref', workloadRef)
      .first('vault_findings');
    return row ? JSON.parse(row.vault_findings) : [];
  }
}

/** Joins the place of a table's rows. */
function samePlace(table: 'credentials' | 'place_workloads') {
  return {
    'places.source_id': `${table}.source_id`,
    'places.place': `${table}.place`,
  };
}

function filter(query: Knex.QueryBuilder, where: CredentialsQuery) {
  if (where.workloadRef !== undefined) {
    query.whereIn('credentials.workload_ref', where.workloadRef);
  }
  if (where.expiresBefore !== undefined) {
    query.where('credentials.expires', '<', where.expiresBefore);
  }
}

function orderOf(query: Knex.QueryBuilder, order: CredentialOrder) {
  const descending = order.startsWith('-');
  const column = COLUMN_OF_ORDER[order.replace('-', '')];
  // Both engines know `nulls last`; Knex writes it for SQLite in a way that
  // loses the column. Then by expiry, then by id, so that pages do not overlap.
  query
    .orderByRaw(`?? ${descending ? 'desc' : 'asc'} nulls last`, [column])
    .orderByRaw('?? asc nulls last', ['credentials.expires'])
    .orderBy('credentials.id');
}
