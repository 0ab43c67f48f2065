import { Distribution, TrendDay } from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';
import { PlaceScope } from './PortfolioStore';
import {
  GROUP_COLUMNS,
  groupOfWorkload,
  whereGroups,
  withSums,
} from './groupings';
import { insertFrom } from './insertFrom';

const DAY_MS = 86_400_000;

/** The overall level on a model, or the level on one of its pillars. */
export interface Place {
  modelId: string;
  pillarId?: string;
}

/**
 * How many workloads stood on which level on each day. What is kept of a day is
 * how it differs from the day before: on most days little changes.
 */
export class TrendStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Brings a day up to date with the levels as they are. The first time, the
   * days before are made up from the history of levels. Doing it twice, or in
   * two replicas at once, changes nothing more.
   *
   * @param day - today, such as `2026-11-21`.
   */
  async note(place: Place, day: string): Promise<void> {
    const any = await this.#database('level_days')
      .where(placeColumns(place))
      .first('day');
    if (!any) await this.#fromHistory(place, day);
    const db = this.#database;
    const current = levelsNow(db, place).as('p');
    const live = db
      .from(current)
      .join('workloads as w', 'w.workload_ref', 'p.workload_ref')
      .select(...groupOfWorkload(db), 'p.proven')
      .count({ workloads: '*' })
      .groupByRaw('1, 2, 3, 4');
    const kept = () =>
      db('level_days')
        .where(placeColumns(place))
        .select(...GROUP_COLUMNS, 'proven');
    const differences = db('summed')
      .select(...GROUP_COLUMNS, 'proven', 'workloads', db.raw('0 as is_kept'))
      .unionAll([
        kept()
          .where('day', '<', day)
          .select(db.raw('-sum(change)'), db.raw('0'))
          .groupBy(...GROUP_COLUMNS, 'proven'),
        // A difference that is there no more becomes nought.
        kept().where({ day }).select(db.raw('0'), db.raw('1')),
      ]);
    await this.#insert(
      db
        .with('live', live)
        .with('summed', withSums(db, 'live', ['proven'], 'workloads'))
        .with('differences', differences)
        .from('differences')
        .select(
          ...this.#constants(place),
          ...GROUP_COLUMNS,
          db.raw('? as day', [day]),
          'proven',
        )
        .sum({ change: 'workloads' })
        .groupBy(...GROUP_COLUMNS, 'proven')
        .havingRaw('sum(workloads) <> 0 or max(is_kept) = 1'),
    );
  }

  /**
   * The distribution at the end of each day, oldest first, from the first day
   * that is known or `days` ago up to yesterday, and today's as given.
   *
   * @param today - such as `2026-11-21`.
   */
  async read(
    scope: PlaceScope,
    options: { days: number; today: string; now: Distribution },
  ): Promise<TrendDay[]> {
    const { days, today, now } = options;
    const first = addDays(today, 1 - days);
    const query = this.#database('level_days')
      .where(placeColumns(scope))
      .where('day', '<', today)
      .select(
        this.#database.raw(`case when day < ? then '' else day end as up_to`, [
          first,
        ]),
        'proven',
      )
      .sum({ change: 'change' })
      .groupByRaw('1, 2')
      .orderByRaw('1');
    whereGroups(query, scope);
    const rows = (await query) as unknown as {
      up_to: string;
      proven: number;
      change: number | string;
    }[];
    const changes = new Map<string, Map<number, number>>();
    for (const { up_to, proven, change } of rows) {
      const of = changes.get(up_to) ?? new Map<number, number>();
      changes.set(up_to, of.set(proven, Number(change)));
    }
    const standing = now.map(() => 0);
    const trend: TrendDay[] = [];
    const apply = (day: string) =>
      changes.get(day)?.forEach((change, proven) => {
        // A model that lost its top levels no longer shows them.
        const level = Math.min(proven, standing.length - 1);
        standing[level] += change;
      });
    apply('');
    const start = changes.has('') ? first : rows[0]?.up_to ?? today;
    for (let day = start; day < today; day = addDays(day, 1)) {
      apply(day);
      trend.push(trendDay(day, [...standing]));
    }
    return [...trend, trendDay(today, now)];
  }

  /** Forgets the days before one, which from then on holds their sum. */
  async prune(before: string): Promise<void> {
    const db = this.#database;
    const keys = ['model_id', 'pillar_id', ...GROUP_COLUMNS];
    await db.transaction(async tx => {
      await this.#insert(
        tx('level_days')
          .where('day', '<=', before)
          .select(...keys, tx.raw('? as day', [before]), 'proven')
          .sum({ change: 'change' })
          .groupBy(...keys, 'proven'),
        tx,
      );
      await tx('level_days')
        .where('day', '<', before)
        .orWhere({ day: before, change: 0 })
        .delete();
    });
  }

  /** Differences from day to day as the history of the workloads that there are tells them. */
  async #fromHistory(place: Place, today: string) {
    const db = this.#database;
    const steps = db('transitions')
      .where(placeColumns(place))
      .where('at', '<', today)
      .select(
        'workload_ref',
        db.raw('substr(at, 1, 10) as day'),
        'to_proven',
        db.raw(
          'lag(to_proven) over (partition by workload_ref order by at, revision) as earlier',
        ),
      );
    const moves = db('steps')
      .select('workload_ref', 'day', { proven: 'to_proven' }, db.raw('1 as n'))
      .whereRaw('earlier is null or earlier <> to_proven')
      .unionAll(
        db('steps')
          .select(
            'workload_ref',
            'day',
            { proven: 'earlier' },
            db.raw('-1 as n'),
          )
          .whereRaw('earlier <> to_proven'),
      );
    const grouped = db('moves as m')
      .join('workloads as w', 'w.workload_ref', 'm.workload_ref')
      .join('scorecards as s', 's.workload_ref', 'm.workload_ref')
      .where('s.model_id', place.modelId)
      .select(...groupOfWorkload(db), 'm.day', 'm.proven')
      .sum({ change: 'm.n' })
      .groupByRaw('1, 2, 3, 4, 5');
    await this.#insert(
      db
        .with('steps', steps)
        .with('moves', moves)
        .with('grouped', grouped)
        .with('summed', withSums(db, 'grouped', ['day', 'proven'], 'change'))
        .from('summed')
        .select(
          ...this.#constants(place),
          ...GROUP_COLUMNS,
          'day',
          'proven',
          'change',
        )
        .where('change', '<>', 0),
    );
  }

  #constants(place: Place) {
    const { model_id, pillar_id } = placeColumns(place);
    return [
      this.#database.raw('? as model_id', [model_id]),
      this.#database.raw('? as pillar_id', [pillar_id]),
    ];
  }

  async #insert(rows: Knex.QueryBuilder, database: Knex = this.#database) {
    await insertFrom(database, 'level_days', {
      keys: ['model_id', 'pillar_id', ...GROUP_COLUMNS, 'day', 'proven'],
      values: ['change'],
      rows,
    });
  }
}

/** The levels that there are now on a place, as `workload_ref` and `proven`. */
export function levelsNow(
  database: Knex,
  { modelId, pillarId }: Place,
): Knex.QueryBuilder {
  const query =
    pillarId === undefined
      ? database('scorecards')
      : database('pillar_levels').where('pillar_id', pillarId);
  return query.where('model_id', modelId).select('workload_ref', 'proven');
}

/** How `transitions` and `level_days` name a place. */
export function placeColumns({ modelId, pillarId }: Place) {
  return { model_id: modelId, pillar_id: pillarId ?? '' };
}

/** A day some days later, or earlier. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

function trendDay(day: string, distribution: Distribution): TrendDay {
  const workloads = distribution.reduce((sum, count) => sum + count, 0);
  const levels = distribution.reduce(
    (sum, count, level) => sum + level * count,
    0,
  );
  return {
    day,
    distribution,
    mean: workloads === 0 ? 0 : levels / workloads,
  };
}
