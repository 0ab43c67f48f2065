import { setImmediate } from 'node:timers/promises';
import {
  inTurns,
  ROWS_PER_STATEMENT,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { StrategyLetters } from './StrategyLetters';
import { GROUP_COLUMNS, GroupColumn, EVERY, whereGroups } from './groupings';
import { insertFrom } from './insertFrom';
import { WorkloadScope } from './portfolioFilter';

const WORKLOADS_AT_ONCE = 1_000;
const OWNERS_AT_ONCE = 50;
/** Above it, counting all is less work. */
const MAX_GROUPS = 200;

/** A combination of owner, domain and lifecycle, each empty for none. */
type Group = Record<GroupColumn, string>;

interface CountRow extends Group {
  strategy_id: string;
  not_met: number;
  unknown: number;
}

/** How many workloads miss a strategy. */
export interface StrategyCount {
  strategyId: string;
  /** Where a criterion of it is not met. */
  notMet: number;
  /** Where it is open: unknown or error. */
  unknown: number;
}

/** How many workloads miss each strategy of a model. */
export class StrategyCountStore {
  readonly #database: Knex;
  readonly #letters: StrategyLetters;

  constructor(database: Knex) {
    this.#database = database;
    this.#letters = new StrategyLetters(database);
  }

  /**
   * Counts again, all workloads of a model or those of the same owners, domains
   * and lifecycles as some. Only what differs is written.
   *
   * @param workloadRefs - all when absent.
   * @param at - ISO 8601.
   */
  async count(
    modelId: string,
    at: string,
    workloadRefs?: string[],
  ): Promise<void> {
    let groups = workloadRefs && (await this.#groupsOf(workloadRefs));
    if (groups?.length === 0) return;
    if (groups && groups.length > MAX_GROUPS) groups = undefined;
    const found = new Map<string, CountRow>();
    for await (const row of this.#missed(modelId, groups)) {
      for (const id of row.missed) rowOf(found, row, id).not_met++;
      for (const id of row.open) rowOf(found, row, id).unknown++;
    }
    const stored = await this.#stored(modelId, groups);
    const changed = [...found].flatMap(([key, row]) => {
      const before = stored.get(key);
      return before && isSame(before, row) ? [] : [row];
    });
    // Nought instead of no row: so the sums over them follow.
    const gone = [...stored].flatMap(([key, row]) =>
      found.has(key) || (row.not_met === 0 && row.unknown === 0)
        ? []
        : [{ ...row, not_met: 0, unknown: 0 }],
    );
    const rows = [...changed, ...gone];
    // No transaction over all: on SQLite nobody could read meanwhile, and what
    // is left half done is seen and mended by the next count.
    for await (const batch of inTurns(rows, ROWS_PER_STATEMENT)) {
      await this.#database('strategy_counts')
        .insert(batch.map(row => ({ model_id: modelId, ...row })))
        .onConflict(['model_id', ...GROUP_COLUMNS, 'strategy_id'])
        .merge();
    }
    await this.#sumUp(modelId, [...new Set(rows.map(row => row.domain_ref))]);
    await this.#database('strategy_counts_times')
      .insert({ model_id: modelId, counted_at: at })
      .onConflict('model_id')
      .merge();
  }

  /** The strategies that most workloads miss, among these, the most missed first. */
  async mostMissed(
    modelId: string,
    scope: Omit<WorkloadScope, 'text'>,
    options: { strategyIds: string[]; limit: number },
  ): Promise<StrategyCount[]> {
    const query = this.#database('strategy_counts')
      .where({ model_id: modelId })
      .whereIn('strategy_id', options.strategyIds)
      .groupBy('strategy_id')
      .select('strategy_id')
      .sum({ not_met: 'not_met', unknown: 'unknown' })
      .havingRaw('sum(not_met) > 0')
      .orderByRaw('sum(not_met) desc, sum(unknown) desc, strategy_id')
      .limit(options.limit);
    whereGroups(query, scope);
    const rows = (await query) as unknown as {
      strategy_id: string;
      not_met: number | string;
      unknown: number | string;
    }[];
    return rows.map(row => ({
      strategyId: row.strategy_id,
      notMet: Number(row.not_met),
      unknown: Number(row.unknown),
    }));
  }

  /** ISO 8601, when the strategies of a model were last counted. */
  async countedAt(modelId: string): Promise<string | undefined> {
    const row = await this.#database('strategy_counts_times')
      .where({ model_id: modelId })
      .first('counted_at');
    return row?.counted_at;
  }

  async #groupsOf(workloadRefs: string[]): Promise<Group[]> {
    const groups = new Map<string, Group>();
    for (const refs of slices(workloadRefs)) {
      const rows: Record<GroupColumn, string | null>[] = await this.#database(
        'workloads',
      )
        .distinct(...GROUP_COLUMNS)
        .whereIn('workload_ref', refs);
      for (const row of rows) groups.set(keyOf(toGroup(row)), toGroup(row));
    }
    return [...groups.values()];
  }

  /** What workloads miss, with their group. */
  async *#missed(modelId: string, groups: Group[] | undefined) {
    const refs = this.#database('scorecards as s')
      .join('workloads as w', 'w.workload_ref', 's.workload_ref')
      .where('s.model_id', modelId)
      .orderBy('s.workload_ref')
      .limit(WORKLOADS_AT_ONCE)
      .select(
        's.workload_ref',
        's.missed',
        's.open_strategies',
        ...GROUP_COLUMNS.map(column => `w.${column}`),
      );
    if (groups) {
      whereAnyOf(refs, groups, column => `coalesce(w.${column}, '')`);
    }
    for (let after = ''; ; ) {
      // SQLite answers at once: between pages, requests get their turn.
      await setImmediate();
      const rows: (Record<GroupColumn, string | null> & {
        workload_ref: string;
        missed: string;
        open_strategies: string;
      })[] = await refs.clone().where('s.workload_ref', '>', after);
      // Read after them, so that it knows every letter in them.
      const ids = await this.#letters.ids();
      const idsOf = (letters: string) =>
        Array.from(letters, letter => ids.get(letter)!);
      for (const row of rows) {
        yield {
          ...toGroup(row),
          missed: idsOf(row.missed),
          open: idsOf(row.open_strategies),
        };
      }
      if (rows.length < WORKLOADS_AT_ONCE) return;
      after = rows[rows.length - 1].workload_ref;
    }
  }

  async #stored(modelId: string, groups: Group[] | undefined) {
    const query = this.#database('strategy_counts')
      .where({ model_id: modelId })
      .whereNot('owner_ref', EVERY)
      .select(...GROUP_COLUMNS, 'strategy_id', 'not_met', 'unknown');
    const found = new Map<string, CountRow>();
    const add = (rows: CountRow[]) =>
      rows.forEach(row => found.set(keyOf(row, row.strategy_id), row));
    if (groups) {
      whereAnyOf(query, groups, column => column);
      add(await query);
      return found;
    }
    const owners: string[] = await this.#database('strategy_counts')
      .where({ model_id: modelId })
      .distinct()
      .pluck('owner_ref');
    for await (const some of inTurns(owners, OWNERS_AT_ONCE)) {
      add(await query.clone().whereIn('owner_ref', some));
    }
    return found;
  }

  /**
   * Sums over owners, then over the rest, each from the finer one before it.
   *
   * @param domains - those of which a count changed.
   */
  async #sumUp(modelId: string, domains: string[]) {
    if (domains.length === 0) return;
    await this.#sum(modelId, ['domain_ref', 'lifecycle'], finer =>
      finer.whereNot('owner_ref', EVERY).whereIn('domain_ref', domains),
    );
    const everyOwner = (finer: Knex.QueryBuilder) =>
      finer.where('owner_ref', EVERY).whereNot('lifecycle', EVERY);
    await this.#sum(modelId, ['domain_ref'], finer =>
      everyOwner(finer).whereIn('domain_ref', domains),
    );
    await this.#sum(modelId, ['lifecycle'], finer =>
      everyOwner(finer).whereNot('domain_ref', EVERY),
    );
    await this.#sum(modelId, [], finer =>
      everyOwner(finer).where('domain_ref', EVERY),
    );
  }

  async #sum(
    modelId: string,
    kept: GroupColumn[],
    narrow: (finer: Knex.QueryBuilder) => void,
  ) {
    const db = this.#database;
    const rows = db('strategy_counts')
      .where({ model_id: modelId })
      .select(
        db.raw('? as model_id', [modelId]),
        ...GROUP_COLUMNS.map(column =>
          kept.includes(column) ? column : db.raw('? as ??', [EVERY, column]),
        ),
        'strategy_id',
      )
      .sum({ not_met: 'not_met', unknown: 'unknown' })
      .groupBy(...kept, 'strategy_id');
    narrow(rows);
    await insertFrom(db, 'strategy_counts', {
      keys: ['model_id', ...GROUP_COLUMNS, 'strategy_id'],
      values: ['not_met', 'unknown'],
      rows,
    });
  }
}

function whereAnyOf(
  query: Knex.QueryBuilder,
  groups: Group[],
  expression: (column: GroupColumn) => string,
) {
  const columns = GROUP_COLUMNS.map(expression).join(', ');
  query.whereRaw(
    `(${columns}) in (values ${groups.map(() => '(?, ?, ?)').join(', ')})`,
    groups.flatMap(group => GROUP_COLUMNS.map(column => group[column])),
  );
}

function rowOf(found: Map<string, CountRow>, group: Group, id: string) {
  const key = keyOf(group, id);
  let row = found.get(key);
  if (!row) {
    const { owner_ref, domain_ref, lifecycle } = group;
    row = {
      owner_ref,
      domain_ref,
      lifecycle,
      strategy_id: id,
      not_met: 0,
      unknown: 0,
    };
    found.set(key, row);
  }
  return row;
}

function toGroup(row: Record<GroupColumn, string | null>): Group {
  return {
    owner_ref: row.owner_ref ?? '',
    domain_ref: row.domain_ref ?? '',
    lifecycle: row.lifecycle ?? '',
  };
}

function keyOf(group: Group, strategyId = ''): string {
  return [group.owner_ref, group.domain_ref, group.lifecycle, strategyId].join(
    '\n',
  );
}

function isSame(a: CountRow, b: CountRow): boolean {
  return a.not_met === b.not_met && a.unknown === b.unknown;
}
