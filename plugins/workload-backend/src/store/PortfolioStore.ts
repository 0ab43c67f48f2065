import {
  ATTENTION_NOW,
  HEALTH_STATES,
  HealthState,
  WorkloadFilters,
  WorkloadGroup,
  WorkloadGrouping,
  WorkloadOverview,
  WorkloadPage,
  WorkloadRow,
  WorkloadSelection,
} from '@plumbline/plugin-workload-common';
import {
  ROWS_PER_STATEMENT,
  anyOf,
  byBytes,
  inTurns,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { incidentAttention } from '../portfolio/incidentAttention';
import { failuresOf } from './FailureStore';
import { ROW_COLUMNS, toAttentionItem, toWorkloadRow } from './portfolio/rows';
import {
  URGENCY,
  WorkloadSort,
  inOrder,
  sortColumns,
  whereSelected,
} from './portfolio/selection';
import { AttentionTable, WorkloadTable } from './tables';

/** Which page of which workloads, in which order. */
export type PortfolioQuery = WorkloadSelection &
  WorkloadSort & { limit: number; offset: number };

const GROUP_COLUMNS: Record<WorkloadGrouping, string> = {
  domain: 'w.domain_ref',
  owner: 'w.owner_ref',
  tier: 'w.tier',
  health: 'w.health',
};

/**
 * Reads what pages show, as it was stored. Every list is one query: it filters,
 * counts and sorts narrow columns, and only then reads the wide rows of a page.
 */
export class PortfolioStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** A page of workloads; the counts are right past the last page too. */
  async list(query: PortfolioQuery): Promise<Omit<WorkloadPage, 'families'>> {
    const db = this.#database;
    const page = inOrder(db('found').select('*'), db, query, 'found')
      .limit(query.limit)
      .offset(query.offset);
    const counted = db('found').select(
      db.raw('count(*) as total'),
      db.raw('count(*) filter (where urgency >= ?) as needing', [
        ATTENTION_NOW,
      ]),
    );
    const rows: (WorkloadTable & {
      total: number | string;
      needing: number | string;
    })[] = await inOrder(
      db
        .withMaterialized(
          'found',
          this.#selected(query).select({
            ...sortColumns(db, query),
            urgency: db.raw(URGENCY),
          }),
        )
        .with('page', page)
        .select('counted.total', 'counted.needing')
        .select(ROW_COLUMNS.map(column => `r.${column}`))
        .from(counted.as('counted'))
        .joinRaw('left join page on true')
        .leftJoin({ r: 'workloads' }, 'r.workload_ref', 'page.workload_ref'),
      db,
      query,
      'page',
    );
    return {
      items: rows.filter(row => row.workload_ref !== null).map(toWorkloadRow),
      total: Number(rows[0].total),
      needsAttention: Number(rows[0].needing),
    };
  }

  /** All that a selection lets through, in order; some at a time. */
  async *items(
    selection: WorkloadSelection,
    sort: WorkloadSort,
  ): AsyncGenerator<WorkloadRow[]> {
    const db = this.#database;
    const found: { workload_ref: string }[] = await inOrder(
      db
        .select('found.workload_ref')
        .from(
          this.#selected(selection).select(sortColumns(db, sort)).as('found'),
        ),
      db,
      sort,
      'found',
    );
    for await (const some of inTurns(found, ROWS_PER_STATEMENT)) {
      const refs = some.map(each => each.workload_ref);
      const rows: WorkloadTable[] = await db('workloads')
        .select(ROW_COLUMNS)
        .where(anyOf(db, 'workload_ref', refs));
      const byRef = new Map(rows.map(row => [row.workload_ref, row]));
      yield refs.flatMap(ref => {
        const row = byRef.get(ref);
        return row ? [toWorkloadRow(row)] : [];
      });
    }
  }

  /** What a selection lets through, by what it has in common; the group that needs the most first. */
  async groups(
    selection: WorkloadSelection,
    groupBy: WorkloadGrouping,
  ): Promise<WorkloadGroup[]> {
    const db = this.#database;
    const column = GROUP_COLUMNS[groupBy];
    const rows: Record<string, string | number | null>[] = await this.#selected(
      selection,
    )
      .select({ key: column })
      .select(
        db.raw('count(*) as workloads'),
        db.raw(`count(*) filter (where ${URGENCY} >= ?) as needing`, [
          ATTENTION_NOW,
        ]),
        db.raw('count(w.incident_sort) as incidents'),
        db.raw('min(w.maturity_sort) as level'),
        db.raw('min(w.slo_sort) as budget'),
        db.raw('min(w.secret_expiry_sort) as days'),
        ...HEALTH_STATES.map(state =>
          db.raw('count(*) filter (where w.health = ?) as ??', [state, state]),
        ),
      )
      .groupBy(column)
      .orderBy([
        { column: 'incidents', order: 'desc' },
        { column: 'needing', order: 'desc' },
        { column: 'workloads', order: 'desc' },
      ])
      .orderByRaw(`${byBytes(db, column)} nulls last`);
    const known = (value: string | number | null) =>
      value === null ? undefined : Number(value);
    return rows.map(row => ({
      key: row.key === null ? undefined : String(row.key),
      count: Number(row.workloads),
      health: Object.fromEntries(
        HEALTH_STATES.map(state => [state, Number(row[state])]),
      ) as Record<HealthState, number>,
      needsAttention: Number(row.needing),
      openIncidents: Number(row.incidents),
      lowestLevel: known(row.level),
      tightestBudget: known(row.budget),
      nextExpiryDays: known(row.days),
    }));
  }

  /** What there is to filter by, most workloads first; levels and states in their order. */
  async filters(): Promise<WorkloadFilters> {
    const db = this.#database;
    const by = (kind: string, column: string) =>
      db({ w: 'workloads' })
        .select({
          kind: db.raw('cast(? as text)', [kind]),
          value: db.raw('cast(?? as text)', [column]),
        })
        .count({ count: '*' })
        .whereNotNull(column)
        .groupBy(column);
    const rows: { kind: string; value: string; count: number | string }[] =
      await db.unionAll([
        by('owner', 'w.owner_ref'),
        by('domain', 'w.domain_ref'),
        by('tier', 'w.tier'),
        by('health', 'w.health'),
        by('level', 'w.maturity_sort'),
        by('regions', 'w.regions'),
      ]);
    const counted = (kind: string, named = (value: string) => [value]) => {
      const counts = new Map<string, number>();
      for (const row of rows.filter(each => each.kind === kind)) {
        for (const value of named(row.value)) {
          counts.set(value, (counts.get(value) ?? 0) + Number(row.count));
        }
      }
      return [...counts]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    };
    const regionsIn = (value: string) => value.split(' ').filter(Boolean);
    const healths = new Map(
      counted('health').map(({ value, count }) => [value, count]),
    );
    return {
      owners: counted('owner').map(({ value: ref, count }) => ({ ref, count })),
      domains: counted('domain').map(({ value: ref, count }) => ({
        ref,
        count,
      })),
      tiers: counted('tier').map(({ value: name, count }) => ({ name, count })),
      regions: counted('regions', regionsIn).map(({ value: name, count }) => ({
        name,
        count,
      })),
      levels: counted('level')
        .map(({ value, count }) => ({ level: Number(value), count }))
        .sort((a, b) => a.level - b.level),
      healths: [...HEALTH_STATES].reverse().flatMap(state => {
        const count = healths.get(state);
        return count === undefined ? [] : [{ state, count }];
      }),
    };
  }

  /** Everything of a workload's first screen, or `undefined` for an unknown one. */
  async overview(
    workloadRef: string,
  ): Promise<Omit<WorkloadOverview, 'families'> | undefined> {
    const db = this.#database;
    const [row, failures, attention] = await Promise.all([
      db<WorkloadTable>('workloads')
        .where({ workload_ref: workloadRef })
        .first(),
      failuresOf(db, workloadRef),
      db<AttentionTable>('attention')
        .where({ workload_ref: workloadRef })
        .orderBy([
          { column: 'urgency', order: 'desc' },
          { column: 'due_at' },
          { column: 'id' },
        ]),
    ]);
    if (!row) return undefined;
    const workload = toWorkloadRow(row);
    return {
      workload,
      tiles: JSON.parse(row.tiles),
      failures,
      attention: [
        ...incidentAttention(workload),
        ...attention.map(toAttentionItem),
      ],
    };
  }

  /** Rows of `workloads` as `w`. */
  #selected(selection: WorkloadSelection) {
    const db = this.#database;
    return db({ w: 'workloads' }).modify(query => {
      whereSelected(query, db, selection);
    });
  }
}
