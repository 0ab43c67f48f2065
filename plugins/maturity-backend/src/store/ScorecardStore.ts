import {
  LevelTransition,
  Standing,
  StrategyPlace,
  WorkloadVerdicts,
} from '@plumbline/plugin-maturity-common';
import {
  VALUES_PER_QUERY,
  anyOf,
  bulkWrite,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { StrategyLetters } from './StrategyLetters';
import { groupBy } from './database';
import {
  CriteriaOrder,
  PackedResults,
  ResultList,
  lettersIn,
} from './packedResults';
import { PackedStanding } from './packedStanding';
import {
  READ_COLUMNS,
  ScorecardRow,
  TransitionRow,
  fromScorecardRow,
  toPillarRows,
  toScorecardRow,
  toTransition,
  toTransitionRow,
} from './scorecardRows';

/** As many levels as a trend tells. */
export const TREND_LENGTH = 30;

/** What is stored of one workload on one model. */
export interface StoredScorecard {
  workloadRef: string;
  modelId: string;
  /** Number of the newest change. */
  revision: number;
  results: ResultList;
  /** The standing as it is stored. */
  packed: PackedStanding;
  /** Unpacked when it is first asked for: most are only compared. */
  readonly standing: Standing;
  contradictions: number;
  /** Overall proven levels so far, oldest first, the newest {@link TREND_LENGTH}. */
  trend: number[];
  /** ISO 8601, when a level last changed. */
  changedAt: string;
  /** ISO 8601. */
  evaluatedAt: string;
  /** Epoch milliseconds when time alone may change it. */
  dueAt?: number;
}

/** A scorecard to be stored, with what only lists look at. */
export interface NewScorecard extends StoredScorecard {
  /** Ids of strategies that are not met. */
  missed: string[];
  /** Ids of strategies that are unknown or in error. */
  open: string[];
}

/** A scorecard as it shall be; its `revision` is one above that of the one it replaces. */
export interface ScorecardChange {
  scorecard: NewScorecard;
  /** All of its model. */
  strategies: readonly StrategyPlace[];
  /** The standing that it replaces. */
  before?: PackedStanding;
  transitions: LevelTransition[];
}

/** Results, levels and the history of levels. */
export class ScorecardStore {
  readonly #database: Knex;
  /** Orders that are known to be stored, by id. They never change. */
  readonly #orders = new Map<string, CriteriaOrder>();
  readonly #letters: StrategyLetters;

  constructor(database: Knex) {
    this.#database = database;
    this.#letters = new StrategyLetters(database);
  }

  /** By workload ref and model id; an entry for each workload. */
  async read(
    workloadRefs: string[],
  ): Promise<Map<string, Map<string, StoredScorecard>>> {
    const found = new Map<string, Map<string, StoredScorecard>>(
      workloadRefs.map(ref => [ref, new Map()]),
    );
    for (const refs of slices(workloadRefs, VALUES_PER_QUERY)) {
      const rows = await this.#database<ScorecardRow>('scorecards')
        .select(...READ_COLUMNS)
        .where(anyOf(this.#database, 'workload_ref', refs));
      for (const { row, results } of await this.#withResults(rows)) {
        found
          .get(row.workload_ref)!
          .set(row.model_id, fromScorecardRow(row, results));
      }
    }
    return found;
  }

  /**
   * States of all criteria of one model, ordered by workload ref, after `after`.
   *
   * @param options.order - in which to give them.
   */
  async verdicts(options: {
    modelId: string;
    order: CriteriaOrder;
    workloadRefs?: string[];
    after?: string;
    limit: number;
  }): Promise<WorkloadVerdicts[]> {
    const query = this.#database<ScorecardRow>('scorecards')
      .select('workload_ref', 'proven', 'possible', 'results', 'evaluated_at')
      .where({ model_id: options.modelId })
      .orderBy('workload_ref')
      .limit(options.limit);
    if (options.after) query.where('workload_ref', '>', options.after);
    if (options.workloadRefs) {
      query.where(anyOf(this.#database, 'workload_ref', options.workloadRefs));
    }
    return (await this.#withResults(await query)).map(({ row, results }) => ({
      workloadRef: row.workload_ref,
      proven: row.proven,
      possible: row.possible,
      states: lettersIn(options.order, results),
      evaluatedAt: row.evaluated_at,
    }));
  }

  /** Number of the newest change by workload ref, of those that are held against a model. */
  async revisions(
    modelId: string,
    workloadRefs?: string[],
  ): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const refs of workloadRefs ? slices(workloadRefs) : [undefined]) {
      const query = this.#database<ScorecardRow>('scorecards')
        .select('workload_ref', 'revision')
        .where({ model_id: modelId });
      if (refs) query.whereIn('workload_ref', refs);
      for (const row of await query) found.set(row.workload_ref, row.revision);
    }
    return found;
  }

  /** Level changes by workload ref and model id, newest first, at most `limit` of each. */
  async history(
    workloadRefs: string[],
    limit: number,
  ): Promise<Map<string, Map<string, LevelTransition[]>>> {
    const rows: TransitionRow[] = [];
    for (const refs of slices(workloadRefs)) {
      const ranked = this.#database('transitions')
        .select('*')
        .rowNumber('place', order =>
          order.partitionBy(['workload_ref', 'model_id']).orderBy([
            { column: 'at', order: 'desc' },
            { column: 'revision', order: 'desc' },
          ]),
        )
        .where(anyOf(this.#database, 'workload_ref', refs))
        .as('ranked');
      const newest: TransitionRow[] = await this.#database
        .from(ranked)
        .where('place', '<=', limit)
        .select('*')
        .orderBy([
          { column: 'at', order: 'desc' },
          { column: 'revision', order: 'desc' },
          { column: 'pillar_id' },
        ]);
      rows.push(...newest);
    }
    return byModel(rows);
  }

  /**
   * Stores scorecards. One that another writer changed since it was read stays
   * as the other wrote it, so that no transition is recorded twice.
   *
   * @returns those that were stored; the others have to be evaluated again.
   */
  async save(changes: ScorecardChange[]): Promise<ScorecardChange[]> {
    const stored: ScorecardChange[] = [];
    await this.#storeOrders(
      changes.map(({ scorecard }) => scorecard.results.order),
    );
    const models = new Set(changes.map(({ strategies }) => strategies));
    for (const strategies of models) {
      await this.#letters.learn(strategies.map(({ id }) => id));
    }
    for (const batch of slices(changes, VALUES_PER_QUERY)) {
      await this.#database.transaction(async tx => {
        const won = await claim(tx, batch, this.#letters);
        await bulkWrite(
          tx,
          'pillar_levels',
          won.flatMap(({ scorecard, before }) =>
            toPillarRows(scorecard, before),
          ),
          { key: ['model_id', 'pillar_id', 'workload_ref'] },
        );
        await bulkWrite(
          tx,
          'transitions',
          won.flatMap(({ scorecard, transitions }) =>
            transitions.map(transition =>
              toTransitionRow(scorecard, transition),
            ),
          ),
        );
        stored.push(...won);
      });
    }
    return stored;
  }

  /** Refs of workloads of which time alone may have changed something. */
  async due(now: number, limit: number): Promise<string[]> {
    const rows = await this.#database<ScorecardRow>('scorecards')
      .distinct('workload_ref')
      .where('due_at', '<=', now)
      .limit(limit);
    return rows.map(row => row.workload_ref);
  }

  /** Forgets the places of these workloads on models other than these; their history stays. */
  async retainModels(
    places: { workloadRef: string; modelIds: string[] }[],
  ): Promise<void> {
    const groups = groupBy(places, ({ modelIds }) => modelIds.join('\n'));
    for (const group of groups.values()) {
      for (const batch of slices(group)) {
        const refs = batch.map(({ workloadRef }) => workloadRef);
        for (const table of ['scorecards', 'pillar_levels']) {
          await this.#database(table)
            .whereIn('workload_ref', refs)
            .whereNotIn('model_id', group[0].modelIds)
            .delete();
        }
      }
    }
  }

  async #storeOrders(orders: CriteriaOrder[]) {
    const fresh = new Map(
      orders
        .filter(({ id }) => !this.#orders.has(id))
        .map(order => [order.id, order]),
    );
    for (const order of fresh.values()) {
      await this.#database('criteria_orders')
        .insert({ id: order.id, criteria: JSON.stringify(order.criteria) })
        .onConflict('id')
        .ignore();
      this.#orders.set(order.id, order);
    }
  }

  /** Rows with their results. */
  async #withResults<R extends Pick<ScorecardRow, 'results'>>(
    rows: R[],
  ): Promise<{ row: R; results: ResultList }[]> {
    const packed = rows.map(row => JSON.parse(row.results) as PackedResults);
    const missing = new Set(
      packed.map(([id]) => id).filter(id => !this.#orders.has(id)),
    );
    if (missing.size > 0) {
      const found: { id: string; criteria: string }[] = await this.#database(
        'criteria_orders',
      ).whereIn('id', [...missing]);
      for (const { id, criteria } of found) {
        this.#orders.set(id, { id, criteria: JSON.parse(criteria) });
      }
    }
    return rows.map((row, index) => ({
      row,
      results: new ResultList(
        this.#orders.get(packed[index][0])!,
        packed[index],
      ),
    }));
  }
}

/** Rows in their order, by workload ref and model id. */
function byModel(
  rows: TransitionRow[],
): Map<string, Map<string, LevelTransition[]>> {
  const found = new Map<string, Map<string, LevelTransition[]>>();
  for (const [ref, of] of groupBy(rows, row => row.workload_ref)) {
    const models = groupBy(of, row => row.model_id);
    found.set(
      ref,
      new Map([...models].map(([id, each]) => [id, each.map(toTransition)])),
    );
  }
  return found;
}

/** Writes those that nobody changed since they were read. */
async function claim(
  tx: Knex.Transaction,
  batch: ScorecardChange[],
  letters: StrategyLetters,
): Promise<ScorecardChange[]> {
  const pasts = await pastsOf(
    tx,
    batch.filter(({ scorecard }) => scorecard.revision === 1),
  );
  const wanted =
    pasts.size === 0 ? batch : batch.map(change => goingOn(change, pasts));
  const written = await bulkWrite(
    tx,
    'scorecards',
    wanted.map(({ scorecard }) => toScorecardRow(scorecard, letters)),
    {
      key: ['workload_ref', 'model_id'],
      where: 'scorecards.revision = excluded.revision - 1',
      returning: ['workload_ref', 'model_id'],
    },
  );
  const keys = new Set(
    written.map(row => `${row.workload_ref}\n${row.model_id}`),
  );
  return wanted.filter(({ scorecard }) => keys.has(keyOf(scorecard)));
}

/** What was of a workload before it went: its newest revision, and its levels. */
interface Past {
  revision: number;
  trend: number[];
}

/** By {@link keyOf}. */
async function pastsOf(
  tx: Knex.Transaction,
  changes: ScorecardChange[],
): Promise<Map<string, Past>> {
  const pasts = new Map<string, Past>();
  if (changes.length === 0) return pasts;
  const refs = changes.map(({ scorecard }) => scorecard.workloadRef);
  const models = changes.map(({ scorecard }) => scorecard.modelId);
  const rows = await tx<TransitionRow>('transitions')
    .select('workload_ref', 'model_id', 'pillar_id', 'revision', 'to_proven')
    .where(anyOf(tx, 'workload_ref', refs))
    .whereIn('model_id', [...new Set(models)])
    .orderBy(['at', 'revision']);
  for (const row of rows) {
    const key = `${row.workload_ref}\n${row.model_id}`;
    const past = pasts.get(key) ?? { revision: 0, trend: [] };
    pasts.set(key, past);
    past.revision = Math.max(past.revision, row.revision);
    if (row.pillar_id === '') past.trend.push(row.to_proven);
  }
  return pasts;
}

/** A workload that comes back goes on where its history ended. */
function goingOn(
  change: ScorecardChange,
  pasts: Map<string, Past>,
): ScorecardChange {
  const { scorecard } = change;
  const past = pasts.get(keyOf(scorecard));
  if (!past) return change;
  return {
    ...change,
    scorecard: {
      ...scorecard,
      revision: past.revision + 1,
      trend: [...past.trend, ...scorecard.trend].slice(-TREND_LENGTH),
    },
  };
}

/** A scorecard's primary key in one word. */
export function keyOf({ workloadRef, modelId }: StoredScorecard): string {
  return `${workloadRef}\n${modelId}`;
}
