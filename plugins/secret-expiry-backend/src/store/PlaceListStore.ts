import {
  FailingSource,
  LookOutcome,
  PlaceOrder,
  PlaceStatus,
  PlacesPage,
  PlacesQuery,
  SourceStatus,
} from '@plumbline/plugin-secret-expiry-common';
import { anyOf, byBytes, wordPatterns } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { Scope } from './Scope';
import { PlaceRow, SourceRow, toPlace } from './rows';

/** Most places of the answer about one workload. */
const MOST_PLACES = 100;

/** Those that need a look first. */
const OUTCOMES: LookOutcome[] = ['could-not-look', 'partly', 'looked'];

const OUTCOME_RANK = `case p.outcome ${OUTCOMES.map(
  (outcome, rank) => `when '${outcome}' then ${rank}`,
).join(' ')} end`;

/** How sources do, and each of their places. */
export class PlaceListStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** A page of places; those without what is sorted by come last. */
  async page(
    query: Omit<PlacesQuery, 'limit' | 'offset' | 'orderBy'>,
    orderBy: PlaceOrder,
    paging: { limit: number; offset: number },
    scope: Scope,
  ): Promise<PlacesPage> {
    const [rows, [counted]] = await Promise.all([
      this.#found(query, scope)
        .select('p.*')
        .orderByRaw(this.#order(orderBy))
        .limit(paging.limit)
        .offset(paging.offset) as Promise<PlaceRow[]>,
      this.#found(query, scope).count({ total: '*' }),
    ]);
    return { items: rows.map(toPlace), total: Number(counted.total) };
  }

  /** Every source that has places somebody may read of, by title; for whoever may read all, every source. */
  async sources(scope: Scope): Promise<SourceStatus[]> {
    const db = this.#database;
    const [sources, counts] = await Promise.all([
      db<SourceRow>('sources').select(),
      this.#found({}, scope)
        .select('p.source_id', 'p.outcome')
        .count({ places: '*' })
        .sum({ credentials: 'p.credential_count' })
        .groupBy('p.source_id', 'p.outcome') as Promise<OutcomeCount[]>,
    ]);
    return sources
      .map(row => toSource(row, counts))
      .filter(({ places }) => scope === 'all' || sum(places) > 0)
      .sort((a, b) => (a.title < b.title ? -1 : 1));
  }

  /** Whether there is a source of this id. */
  async hasSource(id: string): Promise<boolean> {
    const row = await this.#database<SourceRow>('sources')
      .where('source_id', id)
      .first('source_id');
    return row !== undefined;
  }

  /** The places that cover a workload, by title. */
  async covering(workloadRef: string, scope: Scope): Promise<PlaceStatus[]> {
    const rows: PlaceRow[] = await this.#found({}, scope)
      .select('p.*')
      .whereExists(this.#coverage().where('w.workload_ref', workloadRef))
      .orderByRaw(this.#order('title'))
      .limit(MOST_PLACES);
    return rows.map(toPlace);
  }

  /**
   * Places that could not be read in full, and of which it is not known what
   * they cover: they may be about any workload.
   */
  async suspects(): Promise<PlaceStatus[]> {
    const rows: PlaceRow[] = await this.#database({ p: 'places' })
      .select('p.*')
      .whereNot('p.outcome', 'looked')
      .whereNotExists(this.#coverage())
      .orderByRaw(this.#order('title'))
      .limit(MOST_PLACES);
    return rows.map(toPlace);
  }

  /** Sources whose places could not be listed at all. */
  async failingSources(): Promise<FailingSource[]> {
    const rows = await this.#database<SourceRow>('sources')
      .whereNotNull('reason')
      .whereNotNull('last_looked')
      .orderBy('source_id');
    return rows.map(row => ({
      sourceId: row.source_id,
      reason: row.reason!,
      lastLooked: row.last_looked!,
    }));
  }

  #found(
    { sourceId, outcome, text }: Omit<PlacesQuery, 'orderBy'>,
    scope: Scope,
  ) {
    const db = this.#database;
    const query = db({ p: 'places' });
    if (sourceId) query.whereIn('p.source_id', sourceId);
    if (outcome) query.whereIn('p.outcome', outcome);
    for (const pattern of wordPatterns(text)) {
      query.whereRaw(`lower(p.title) like ? escape '\\'`, [pattern]);
    }
    if (scope !== 'all') this.#narrow(query, scope.ownerRefs);
    return query;
  }

  /** Only places that cover a workload of these owners, or have something for them to renew. */
  #narrow(query: Knex.QueryBuilder, ownerRefs: string[]) {
    const db = this.#database;
    query.where(either =>
      either
        .whereExists(
          this.#coverage().whereIn(
            'w.workload_ref',
            db('workloads')
              .select('workload_ref')
              .where(anyOf(db, 'owner_ref', ownerRefs)),
          ),
        )
        .orWhereExists(
          db({ c: 'credentials' })
            .select('c.id')
            .whereRaw('c.source_id = p.source_id and c.place = p.place')
            .whereNull('c.removed_at')
            .where(anyOf(db, 'c.responsible_ref', ownerRefs)),
        ),
    );
  }

  /** What the place `p` of the query around it covers. */
  #coverage() {
    return this.#database({ w: 'place_workloads' })
      .select('w.place')
      .whereRaw('w.source_id = p.source_id and w.place = p.place');
  }

  #order(orderBy: PlaceOrder): string {
    const direction = orderBy.startsWith('-') ? 'desc' : 'asc';
    const title = byBytes(this.#database, 'p.title');
    const columns: Record<string, string> = {
      outcome: OUTCOME_RANK,
      title,
      lastLooked: 'p.last_looked',
      credentials: 'p.credential_count',
    };
    const column = columns[orderBy.replace(/^-/, '')];
    return `${column} ${direction}, ${title}, p.source_id, p.place`;
  }
}

interface OutcomeCount {
  source_id: string;
  outcome: LookOutcome;
  places: number | string;
  credentials: number | string;
}

function toSource(row: SourceRow, counts: OutcomeCount[]): SourceStatus {
  const own = counts.filter(({ source_id: id }) => id === row.source_id);
  const countOf = (outcome: LookOutcome) =>
    Number(own.find(count => count.outcome === outcome)?.places ?? 0);
  return {
    sourceId: row.source_id,
    title: row.title,
    lastLooked: row.last_looked ?? undefined,
    lastSuccess: row.last_success ?? undefined,
    runningSince: row.started_at ?? undefined,
    reason: row.reason ?? undefined,
    places: {
      looked: countOf('looked'),
      partly: countOf('partly'),
      'could-not-look': countOf('could-not-look'),
    },
    credentials: own.reduce((all, count) => all + Number(count.credentials), 0),
  };
}

function sum(places: Record<LookOutcome, number>): number {
  return Object.values(places).reduce((all, count) => all + count, 0);
}
