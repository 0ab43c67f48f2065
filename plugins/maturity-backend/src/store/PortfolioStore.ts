import {
  Distribution,
  FilterValue,
  PillarCell,
  PORTFOLIO_ORDERS,
  PortfolioFilter,
  PortfolioFilterValues,
  PortfolioOrder,
  PortfolioPage,
  PortfolioRow,
} from '@plumbline/plugin-maturity-common';
import { byBytes, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { unpackPlaces } from './packedStanding';
import {
  WorkloadScope,
  placeOf,
  wherePortfolio,
  whereScope,
} from './portfolioFilter';

/** In which order a portfolio is listed; workloads that tie are ordered by ref. */
export interface PortfolioSort {
  sort: PortfolioOrder;
  direction: 'asc' | 'desc';
}

/** Which workloads of one place count: overall, or on a pillar. */
export interface PlaceScope extends WorkloadScope {
  modelId: string;
  pillarId?: string;
}

/** A row as the queries below give it. */
interface Row {
  workload_ref: string;
  title: string;
  owner_ref: string | null;
  domain_ref: string | null;
  lifecycle: string | null;
  blockers: number;
  contradictions: number;
  standing: string;
  changed_at: string;
}

const ROW_COLUMNS = [
  's.workload_ref',
  'w.title',
  'w.owner_ref',
  'w.domain_ref',
  'w.lifecycle',
  's.blockers',
  's.contradictions',
  's.standing',
  's.changed_at',
];

/**
 * Lists workloads with their levels. Every list is one query, which filters and
 * sorts narrow rows, counts them, and only then reads the wide ones of the page.
 */
export class PortfolioStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** A page of those that a filter lets through; the total is right past the last page too. */
  async page(
    filter: PortfolioFilter,
    order: PortfolioSort,
    paging: { limit: number; offset: number },
  ): Promise<PortfolioPage> {
    const db = this.#database;
    const page = this.#inOrder(db('found'), order)
      .select('*')
      .limit(paging.limit)
      .offset(paging.offset);
    const rows: (Row & { total: number | string })[] = await this.#inOrder(
      db
        .withMaterialized('found', this.#found(filter, order))
        .with('page', page)
        .select('counted.total', ...ROW_COLUMNS)
        .from(db('found').count({ total: '*' }).as('counted'))
        .joinRaw('left join page on true')
        .joinRaw(
          'left join scorecards as s on s.workload_ref = page.workload_ref and s.model_id = ?',
          [filter.modelId],
        )
        .leftJoin('workloads as w', 'w.workload_ref', 'page.workload_ref'),
      order,
      'page.',
    );
    return {
      items: rows.filter(row => row.workload_ref !== null).map(toRow),
      total: Number(rows[0].total),
    };
  }

  /** Refs of all that a filter lets through, in order. */
  async refs(filter: PortfolioFilter, order: PortfolioSort): Promise<string[]> {
    const rows: { workload_ref: string }[] = await this.#inOrder(
      this.#database
        .select('workload_ref')
        .from(this.#found(filter, order).as('found')),
      order,
    );
    return rows.map(row => row.workload_ref);
  }

  /** The rows of these workloads, in the order of their refs; those that are gone are left out. */
  async rows(modelId: string, workloadRefs: string[]): Promise<PortfolioRow[]> {
    const found = new Map<string, PortfolioRow>();
    for (const refs of slices(workloadRefs)) {
      const rows: Row[] = await this.#database('scorecards as s')
        .join('workloads as w', 'w.workload_ref', 's.workload_ref')
        .select(ROW_COLUMNS)
        .where('s.model_id', modelId)
        .whereIn('s.workload_ref', refs);
      for (const row of rows) found.set(row.workload_ref, toRow(row));
    }
    return workloadRefs.flatMap(ref => found.get(ref) ?? []);
  }

  /** What there is to filter by, most workloads first. */
  async filterValues(modelId: string): Promise<PortfolioFilterValues> {
    const db = this.#database;
    const groups = db('scorecards as s')
      .join('workloads as w', 'w.workload_ref', 's.workload_ref')
      .where('s.model_id', modelId)
      .groupBy('w.owner_ref', 'w.domain_ref', 'w.lifecycle')
      .select('w.owner_ref', 'w.domain_ref', 'w.lifecycle')
      .count({ workloads: '*' });
    const by = (kind: keyof PortfolioFilterValues, column: string) =>
      db('groups')
        .select({ kind: db.raw('?', [kind]), value: column })
        .sum({ count: 'workloads' })
        .whereNotNull(column)
        .groupBy(column);
    const rows: { kind: string; value: string; count: number | string }[] =
      await db
        .with('groups', groups)
        .select('*')
        .from(
          db
            .unionAll([
              by('owners', 'owner_ref'),
              by('domains', 'domain_ref'),
              by('lifecycles', 'lifecycle'),
            ])
            .as('counted'),
        )
        .orderBy('count', 'desc')
        .orderByRaw(byBytes(db, 'value'));
    const of = (kind: keyof PortfolioFilterValues): FilterValue[] =>
      rows
        .filter(row => row.kind === kind)
        .map(({ value, count }) => ({ value, count: Number(count) }));
    return {
      owners: of('owners'),
      domains: of('domains'),
      lifecycles: of('lifecycles'),
    };
  }

  /**
   * How many workloads stand on each level now.
   *
   * @param top - the highest level.
   */
  async distribution(scope: PlaceScope, top: number): Promise<Distribution> {
    const { modelId, pillarId } = scope;
    const query =
      pillarId === undefined
        ? this.#database('scorecards as p')
        : this.#database('pillar_levels as p').where('p.pillar_id', pillarId);
    query
      .join('workloads as w', 'w.workload_ref', 'p.workload_ref')
      .where('p.model_id', modelId)
      .groupBy('p.proven')
      .select('p.proven')
      .count({ workloads: '*' });
    whereScope(query, scope);
    const rows = (await query) as { proven: number; workloads: number }[];
    const distribution = new Array(top + 1).fill(0);
    for (const { proven, workloads } of rows) {
      distribution[proven] = Number(workloads);
    }
    return Array.from(distribution, count => count ?? 0);
  }

  /** Refs of all that a filter lets through, with what orders them. */
  #found(filter: PortfolioFilter, { sort }: PortfolioSort) {
    const query = this.#database('scorecards as s').join(
      'workloads as w',
      'w.workload_ref',
      's.workload_ref',
    );
    // Left joins: a pillar that a model got just now is missing for a while.
    if (filter.pillarId !== undefined) {
      joinPillar(query, 'chosen', filter.pillarId);
    }
    const sorting = pillarOf(sort);
    if (sorting !== undefined) joinPillar(query, 'sorting', sorting);
    wherePortfolio(query, filter);
    return query.select({
      workload_ref: 's.workload_ref',
      place: columnOf(sort, placeOf(filter)),
    });
  }

  #inOrder<Q extends Knex.QueryBuilder>(
    query: Q,
    { sort, direction }: PortfolioSort,
    of = '',
  ): Q {
    const place = isNumber(sort)
      ? this.#database.raw('??', [`${of}place`]).toQuery()
      : byBytes(this.#database, `${of}place`);
    query.orderByRaw(`${place} ${direction} nulls last`);
    query.orderByRaw(byBytes(this.#database, `${of}workload_ref`));
    return query;
  }
}

/** The pillar whose level orders a list. */
export function pillarOf(sort: PortfolioOrder): string | undefined {
  return sort.startsWith('pillar:') ? sort.slice('pillar:'.length) : undefined;
}

function joinPillar(query: Knex.QueryBuilder, alias: string, pillarId: string) {
  query.joinRaw(
    'left join pillar_levels as ?? on ??.model_id = s.model_id and ??.pillar_id = ? and ??.workload_ref = s.workload_ref',
    [alias, alias, alias, pillarId, alias],
  );
}

function columnOf(sort: PortfolioOrder, place: string): string {
  switch (sort as (typeof PORTFOLIO_ORDERS)[number]) {
    case 'level':
      return `${place}.proven`;
    case 'possible':
      return `${place}.possible`;
    case 'blockers':
      return `${place}.blockers`;
    case 'title':
      // Begins with the title in lower case.
      return 'w.words';
    case 'owner':
      return 'w.owner_ref';
    case 'domain':
      return 'w.domain_ref';
    case 'lifecycle':
      return 'w.lifecycle';
    case 'changed':
      return 's.changed_at';
    default:
      return 'sorting.proven';
  }
}

function isNumber(sort: PortfolioOrder): boolean {
  return (
    ['level', 'possible', 'blockers'].includes(sort) ||
    pillarOf(sort) !== undefined
  );
}

function toRow(row: Row): PortfolioRow {
  const standing = unpackPlaces(JSON.parse(row.standing));
  const { states } = standing;
  return {
    workloadRef: row.workload_ref,
    title: row.title,
    ownerRef: row.owner_ref ?? undefined,
    domainRef: row.domain_ref ?? undefined,
    lifecycle: row.lifecycle ?? undefined,
    proven: standing.proven,
    possible: standing.possible,
    blockers: row.blockers,
    notMet: states['not-met'],
    unknown: states.unknown + states.error,
    exempt: states.exempt,
    contradictions: row.contradictions,
    pillars: standing.pillars.map(
      (pillar): PillarCell => ({
        id: pillar.pillarId,
        proven: pillar.proven,
        possible: pillar.possible,
        notMet: pillar.states['not-met'],
        unknown: pillar.states.unknown + pillar.states.error,
      }),
    ),
    changedAt: row.changed_at,
  };
}
