import { randomUUID } from 'node:crypto';
import {
  Milestone,
  MilestoneComparison,
  MilestoneInput,
} from '@plumbline/plugin-maturity-common';
import { byBytes } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { PlaceScope } from './PortfolioStore';
import { Place, levelsNow, placeColumns } from './TrendStore';
import { whereScope } from './portfolioFilter';

interface MilestoneRow {
  id: string;
  model_id: string;
  title: string;
  note: string | null;
  created_by: string;
  at: string;
  workloads: number;
  proven_sum: number;
}

/** Levels at a milestone, at a time (ISO 8601 in UTC), or as they are. */
export type Moment = { milestoneId: string } | { time: string } | 'now';

/** Numbers and items of a comparison. */
export type Comparison = Omit<MilestoneComparison, 'from' | 'to'>;

/** Keeps the levels of all workloads as they were, under a name. */
export class MilestoneStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Keeps the levels as they are. */
  async create(
    input: MilestoneInput,
    createdBy: string,
    at: string,
  ): Promise<Milestone> {
    const id = randomUUID();
    return this.#database.transaction(async tx => {
      const levels = (table: string, pillar: Knex.Raw | string) =>
        tx(table)
          .where({ model_id: input.modelId })
          .select(
            tx.raw('? as milestone_id', [id]),
            'workload_ref',
            pillar,
            'proven',
            'possible',
          );
      // One statement, so that levels and pillars are of one moment.
      await tx
        .into(
          tx.raw('milestone_levels (??)', [
            ['milestone_id', 'workload_ref', 'pillar_id', 'proven', 'possible'],
          ]) as any,
        )
        .insert(
          levels('scorecards', tx.raw("'' as pillar_id")).unionAll(
            levels('pillar_levels', 'pillar_id'),
          ),
        );
      const [counted] = (await tx('milestone_levels')
        .where({ milestone_id: id, pillar_id: '' })
        .count({ workloads: '*' })
        .sum({ proven_sum: 'proven' })) as {
        workloads: number | string;
        proven_sum: number | string | null;
      }[];
      const row: MilestoneRow = {
        id,
        model_id: input.modelId,
        title: input.title,
        note: input.note ?? null,
        created_by: createdBy,
        at,
        workloads: Number(counted.workloads),
        proven_sum: Number(counted.proven_sum),
      };
      await tx<MilestoneRow>('milestones').insert(row);
      return fromRow(row);
    });
  }

  /** All of a model, newest first. */
  async list(modelId: string): Promise<Milestone[]> {
    const rows = await this.#database<MilestoneRow>('milestones')
      .where({ model_id: modelId })
      .orderBy([{ column: 'at', order: 'desc' }, { column: 'id' }]);
    return rows.map(fromRow);
  }

  /** One, or `undefined`. */
  async read(id: string): Promise<Milestone | undefined> {
    const row = await this.#database<MilestoneRow>('milestones')
      .where({ id })
      .first();
    return row && fromRow(row);
  }

  /** @returns whether there was one. */
  async delete(id: string): Promise<boolean> {
    return this.#database.transaction(async tx => {
      await tx('milestone_levels').where({ milestone_id: id }).delete();
      return (await tx('milestones').where({ id }).delete()) > 0;
    });
  }

  /**
   * How the levels of two moments differ, in one query. Falls come first, the
   * greatest before all, then rises, then what was known at one of them only.
   *
   * Workloads that are gone from the catalog have no owner, domain, lifecycle
   * or title any more: only their ref is left.
   */
  async compare(
    scope: PlaceScope,
    earlier: Moment,
    later: Moment,
    paging: { limit: number; offset: number },
  ): Promise<Comparison> {
    const db = this.#database;
    const both = db
      .from(
        levelsAt(db, scope, earlier)
          .select({ from_proven: 'proven' }, db.raw('null as to_proven'))
          .unionAll(
            levelsAt(db, scope, later).select(db.raw('null as from_proven'), {
              to_proven: 'proven',
            }),
          )
          .as('each'),
      )
      .groupBy('workload_ref')
      .select('workload_ref')
      .max({ from_proven: 'from_proven', to_proven: 'to_proven' });
    const found = db
      .from(both.as('b'))
      .leftJoin('workloads as w', 'w.workload_ref', 'b.workload_ref')
      .select('b.*', 'w.title', 'w.owner_ref')
      .select(
        db.raw(
          `case when from_proven is null then 'added' when to_proven is null then 'gone'
            when to_proven > from_proven then 'rose' when to_proven < from_proven then 'fell'
            else 'same' end as kind`,
        ),
      );
    whereScope(found, scope, 'b.workload_ref');
    const kinds = ['rose', 'fell', 'same', 'added', 'gone'] as const;
    const counted = db('found').select(
      ...kinds.map(kind =>
        db.raw('sum(case when kind = ? then 1 else 0 end) as ??', [kind, kind]),
      ),
    );
    const inOrder = <Q extends Knex.QueryBuilder>(query: Q): Q => {
      query.orderByRaw('to_proven - from_proven asc nulls last');
      return query.orderByRaw(byBytes(db, 'workload_ref')) as Q;
    };
    const rows: (Record<(typeof kinds)[number], number | string | null> & {
      workload_ref: string;
      title: string | null;
      owner_ref: string | null;
      from_proven: number | null;
      to_proven: number | null;
    })[] = await inOrder(
      db
        .withMaterialized('found', found)
        .with(
          'page',
          inOrder(db('found').whereNot('kind', 'same'))
            .limit(paging.limit)
            .offset(paging.offset),
        )
        .from(counted.as('counted'))
        .joinRaw('left join page on true')
        .select('counted.*', 'page.*'),
    );
    const [first] = rows;
    const count = (kind: (typeof kinds)[number]) => Number(first[kind]);
    return {
      rose: count('rose'),
      fell: count('fell'),
      same: count('same'),
      added: count('added'),
      gone: count('gone'),
      items: rows
        .filter(row => row.workload_ref !== null)
        .map(row => ({
          workloadRef: row.workload_ref,
          title: row.title ?? row.workload_ref,
          ownerRef: row.owner_ref ?? undefined,
          fromProven: row.from_proven,
          toProven: row.to_proven,
        })),
      total: count('rose') + count('fell') + count('added') + count('gone'),
    };
  }
}

/** `workload_ref` and `proven` at a moment, of all that were known then. */
function levelsAt(
  database: Knex,
  place: Place,
  moment: Moment,
): Knex.QueryBuilder {
  const from = (query: Knex.QueryBuilder) =>
    database.from(query.as('levels')).select('workload_ref');
  if (moment === 'now') return from(levelsNow(database, place));
  if ('milestoneId' in moment) {
    const { pillar_id } = placeColumns(place);
    return from(
      database('milestone_levels')
        .where({ milestone_id: moment.milestoneId, pillar_id })
        .select('workload_ref', 'proven'),
    );
  }
  return from(levelsThen(database, place, moment.time));
}

/**
 * The first change after a time tells what the level was then; without one it
 * is as it is now. Of workloads that are gone nobody knows since when, so they
 * are left out.
 */
function levelsThen(database: Knex, place: Place, time: string) {
  const changes = database('transitions')
    .where(placeColumns(place))
    .where('at', '>', time)
    .select(
      'workload_ref',
      { proven: 'from_proven' },
      'at',
      'revision',
      database.raw('0 as is_now'),
    )
    .unionAll(
      database
        .from(levelsNow(database, place).as('now'))
        .select('workload_ref', 'proven', database.raw("'', 0, 1")),
    );
  // One pass over both: SQLite would scan the changes for each workload to join them.
  const inOrder = database
    .from(changes.as('changes'))
    .select(
      'workload_ref',
      'proven',
      database.raw(
        'row_number() over (partition by workload_ref order by is_now, at, revision) as nth',
      ),
      database.raw('max(is_now) over (partition by workload_ref) as is_there'),
    );
  return database
    .from(inOrder.as('in_order'))
    .where({ nth: 1, is_there: 1 })
    .whereNotNull('proven')
    .select('workload_ref', 'proven');
}

function fromRow(row: MilestoneRow): Milestone {
  return {
    id: row.id,
    modelId: row.model_id,
    title: row.title,
    note: row.note ?? undefined,
    createdBy: row.created_by,
    at: row.at,
    workloads: row.workloads,
    mean: row.workloads === 0 ? null : row.proven_sum / row.workloads,
  };
}
