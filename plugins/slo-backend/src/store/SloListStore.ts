import {
  ALERT_SEVERITIES,
  SLO_STATES,
  SloCounts,
  SloListItem,
  SloListPage,
  SloSort,
  SloStatus,
} from '@plumbline/plugin-slo-common';
import { anyOf, byBytes, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { stampOf } from './WorkloadStore';
import {
  AGREEMENT,
  AGREEMENTS,
  SloListFilter,
  countOfEach,
  countsIn,
  firedSince,
  selected,
  spentSince,
  statuses,
} from './sloSelection';

/** In which order; objectives that tie are ordered by id, those without the number come last. */
export interface SloListOrder {
  sort: SloSort;
  direction: 'asc' | 'desc';
}

/** What is compared, in turn. */
const SORT_COLUMNS: Record<SloSort, [string, string?]> = {
  // The state says most; within it, the one with the least budget.
  urgency: ['s.severity', 's.remaining'],
  name: ['s.name'],
  // Begin with the title in lower case.
  workload: ['w.words', 's.name'],
  owner: ['w.owner_ref', 's.name'],
  target: ['s.target'],
  compliance: ['s.compliance'],
  remaining: ['s.remaining'],
  burnRate: ['s.burn_rate'],
  exhaustion: ['s.exhaustion'],
  coverage: ['s.coverage'],
};

const TEXT_COLUMNS = new Set(['s.name', 'w.words', 'w.owner_ref']);

interface ListRow {
  status: string | null;
  /** Its id, when its SLA is above what its dependencies allow. */
  over_promised: string | null;
  title: string | null;
  owner_ref: string | null;
  /** Of a page that asks for changes since a day. */
  spent_since?: number | null;
  fired_since?: number | string;
}

/**
 * Lists objectives of all workloads. A page is one query, which filters and
 * sorts narrow rows, counts them, and only then reads the wide ones.
 */
export class SloListStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** A page of those that a filter lets through; the total is right past the last page too. */
  async page(
    filter: SloListFilter,
    order: SloListOrder,
    paging: { limit: number; offset: number },
  ): Promise<SloListPage> {
    const db = this.#database;
    const page = this.#inOrder(db('found'), order)
      .select('*')
      .limit(paging.limit)
      .offset(paging.offset);
    const rows: (ListRow & { total: number | string })[] = await this.#inOrder(
      db
        .withMaterialized('found', this.#found(filter, order))
        .with('page', page)
        .select(
          'counted.total',
          's.status',
          { over_promised: 'o.objective_id' },
          'w.title',
          'w.owner_ref',
          ...changesSince(db, filter.changedSince),
        )
        .from(db('found').count({ total: '*' }).as('counted'))
        .joinRaw('left join page on true')
        .leftJoin('statuses as s', 's.objective_id', 'page.objective_id')
        .leftJoin('workloads as w', 'w.workload_ref', 's.workload_ref')
        .leftJoin('over_promises as o', 'o.objective_id', 's.objective_id'),
      order,
      'page.',
    );
    return { items: rows.flatMap(toItem), total: Number(rows[0].total) };
  }

  /** All that a filter lets through, in order; some at a time. */
  async *items(
    filter: SloListFilter,
    order: SloListOrder,
  ): AsyncGenerator<SloListItem[]> {
    const db = this.#database;
    const found: { objective_id: string }[] = await this.#inOrder(
      db.select('objective_id').from(this.#found(filter, order).as('found')),
      order,
    );
    for (const some of slices(found)) {
      const ids = some.map(row => row.objective_id);
      const rows: (ListRow & { objective_id: string })[] = await statuses(db)
        .select(
          's.objective_id',
          's.status',
          { over_promised: 'o.objective_id' },
          'w.title',
          'w.owner_ref',
        )
        .where(anyOf(db, 's.objective_id', ids));
      const byId = new Map(rows.map(row => [row.objective_id, row]));
      yield ids.flatMap(id => {
        const row = byId.get(id);
        return row ? toItem(row) : [];
      });
    }
  }

  /** Counts of what a filter leaves when its states are not looked at, and what there is to filter by. */
  async counts(filter: SloListFilter): Promise<SloCounts> {
    const [counted, choices] = await Promise.all([
      this.#counted({ ...filter, states: undefined }),
      this.#choices(),
    ]);
    const countsOf = <K extends string>(keys: readonly K[], column: string) =>
      countsIn(counted, column, keys);
    const agreements = countsOf(AGREEMENTS, 'agreement');
    return {
      total: Number(counted.total),
      workloads: Number(counted.workloads),
      states: countsOf(SLO_STATES, 'severity'),
      alerts: countsOf(ALERT_SEVERITIES, 'alert'),
      agreementErrors: agreements.error,
      agreementWarnings: agreements.warning,
      ...choices,
    };
  }

  /** One row, made by looking at each objective once: numbers by column and its value, such as `alert0`. */
  async #counted(
    filter: SloListFilter,
  ): Promise<Record<string, number | string>> {
    const db = this.#database;
    const [row] = await selected(db, filter).select(
      db.raw('count(*) as total'),
      db.raw('count(distinct s.workload_ref) as workloads'),
      // The place of a state among all is its severity.
      ...countOfEach(db, 'severity', 's.severity', SLO_STATES),
      ...countOfEach(db, 'alert', 's.alert', ALERT_SEVERITIES),
      ...countOfEach(db, 'agreement', `(${AGREEMENT})`, AGREEMENTS),
    );
    return row;
  }

  /** What there is to filter by. */
  async #choices(): Promise<
    Pick<SloCounts, 'owners' | 'domains' | 'lifecycles'>
  > {
    const db = this.#database;
    const rows: {
      owner_ref: string | null;
      domain_ref: string | null;
      lifecycle: string | null;
    }[] = await db('workloads as w')
      .distinct('w.owner_ref', 'w.domain_ref', 'w.lifecycle')
      .whereExists(
        db('statuses as s').whereRaw('s.workload_ref = w.workload_ref'),
      );
    const sorted = (column: keyof (typeof rows)[number]) =>
      [
        ...new Set(
          rows.flatMap(({ [column]: value }) => (value === null ? [] : value)),
        ),
      ].sort();
    return {
      owners: sorted('owner_ref'),
      domains: sorted('domain_ref'),
      lifecycles: sorted('lifecycle'),
    };
  }

  /** One status; `undefined` for an objective that is not known. */
  async status(objectiveId: string): Promise<SloStatus | undefined> {
    const [status] = await this.#statuses('s.objective_id', objectiveId);
    return status;
  }

  /** Statuses of a workload, worst first. */
  async ofWorkload(workloadRef: string): Promise<SloStatus[]> {
    return this.#statuses('s.workload_ref', workloadRef);
  }

  /** With the stamp that each measures, as the catalog has it now. */
  async #statuses(column: string, value: string): Promise<SloStatus[]> {
    const rows: { status: string; stamps: string | null }[] =
      await this.#database('statuses as s')
        .leftJoin('workloads as w', 'w.workload_ref', 's.workload_ref')
        .select('s.status', 'w.stamps')
        .where(column, value)
        .orderByRaw('s.severity, s.remaining nulls last, s.objective_id');
    return rows.map(row => {
      const status: SloStatus = JSON.parse(row.status);
      const stamps = row.stamps === null ? {} : JSON.parse(row.stamps);
      return { ...status, stampRef: stampOf({ stamps }, status.entityRef) };
    });
  }

  #found(filter: SloListFilter, { sort }: SloListOrder) {
    const [first, second] = SORT_COLUMNS[sort];
    return selected(this.#database, filter).select({
      objective_id: 's.objective_id',
      first,
      ...(second && { second }),
    });
  }

  #inOrder<Q extends Knex.QueryBuilder>(
    query: Q,
    { sort, direction }: SloListOrder,
    of = '',
  ): Q {
    const db = this.#database;
    const places = ['first', 'second'];
    SORT_COLUMNS[sort].forEach((column, index) => {
      const place = `${of}${places[index]}`;
      const compared = TEXT_COLUMNS.has(column!)
        ? byBytes(db, place)
        : db.raw('??', [place]).toQuery();
      query.orderByRaw(`${compared} ${direction} nulls last`);
    });
    query.orderByRaw(byBytes(db, `${of}objective_id`));
    return query;
  }
}

/** Columns of what changed, of rows of `statuses` as `s`; none without a day. */
function changesSince(db: Knex, day: string | undefined): Knex.QueryBuilder[] {
  if (!day) return [];
  return [
    spentSince(db, day).as('spent_since'),
    firedSince(db, day).as('fired_since'),
  ];
}

function toItem(row: ListRow): SloListItem[] {
  // A page past the end is one row without an objective, for its total.
  if (row.status === null) return [];
  const status: SloStatus = JSON.parse(row.status);
  const severities = (status.alertReadings ?? [])
    .filter(({ state }) => state === 'firing')
    .map(({ severity }) => severity);
  return [
    {
      id: status.id,
      displayName: status.displayName,
      service: status.service,
      workloadRef: status.workloadRef,
      workloadTitle: row.title ?? status.workloadRef,
      ownerRef: row.owner_ref ?? undefined,
      entityRef: status.entityRef,
      state: status.state,
      reason: status.reason,
      target: status.target,
      windowDuration: status.window.duration,
      compliance: status.compliance,
      remainingBudget: status.remainingBudget,
      burnRates: status.burnRates,
      secondsToExhaustion: status.secondsToExhaustion,
      coverage: status.coverage,
      alert: ALERT_SEVERITIES.find(severity => severities.includes(severity)),
      agreement:
        status.slaFinding?.severity ??
        (row.over_promised ? 'warning' : undefined),
      trend: status.trend,
      asOf: status.asOf,
      ...(row.fired_since !== undefined && {
        changes: {
          spent: row.spent_since ?? null,
          alerts: Number(row.fired_since),
        },
      }),
    },
  ];
}
