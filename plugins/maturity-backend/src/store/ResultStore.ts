import {
  CriterionResult,
  CriterionState,
  LevelResult,
  LevelTransition,
} from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';
import { groupBy, slices } from './database';

interface ResultRow {
  workload_ref: string;
  criterion_id: string;
  model_id: string;
  state: CriterionState;
  reason: string;
  evidence: string;
  observed_at: string | null;
  since: string;
}

interface LevelRow {
  workload_ref: string;
  model_id: string;
  proven: number;
  possible: number;
  counts: string;
  next: string | null;
  as_of: string;
  revision: number;
}

interface TransitionRow {
  workload_ref: string;
  model_id: string;
  revision: number;
  at: string;
  from_proven: number | null;
  to_proven: number;
  from_possible: number | null;
  to_possible: number;
  cause: string;
}

/** A stored result. Of a rule it has no `observedAt`: its facts are as old as their collection. */
export interface StoredResult extends CriterionResult {
  modelId: string;
  /** ISO 8601, when it came into its state. */
  since: string;
}

/** A stored level. */
export interface StoredLevel extends LevelResult {
  modelId: string;
  /** ISO 8601, when any of it last changed. */
  asOf: string;
  /** Number of the newest transition. */
  revision: number;
}

/** Everything stored about one workload's place on all models. */
export interface Stored {
  /** By criterion id. */
  results: Map<string, StoredResult>;
  /** By model id. */
  levels: Map<string, StoredLevel>;
}

/** What an evaluation changed about one workload. */
export interface Changes {
  workloadRef: string;
  /** New or different results. */
  results: StoredResult[];
  /** Ids of criteria that are in no model any more. */
  goneCriteria: string[];
  /** New or different levels, as they shall be; `revision` is that of the level they replace. */
  levels: { level: StoredLevel; transition?: LevelTransition }[];
  /** Ids of models that are in force no more. */
  goneModels: string[];
}

/** Results, levels and the history of levels. */
export class ResultStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** What is stored about these workloads; an entry for each. */
  async read(workloadRefs: string[]): Promise<Map<string, Stored>> {
    const found = new Map<string, Stored>(
      workloadRefs.map(ref => [ref, { results: new Map(), levels: new Map() }]),
    );
    for (const refs of slices(workloadRefs)) {
      const results = await this.#database<ResultRow>('results')
        .select()
        .whereIn('workload_ref', refs);
      for (const row of results) {
        found.get(row.workload_ref)!.results.set(row.criterion_id, {
          criterionId: row.criterion_id,
          modelId: row.model_id,
          state: row.state,
          reason: row.reason,
          evidence: JSON.parse(row.evidence),
          observedAt: row.observed_at ?? undefined,
          since: row.since,
        });
      }
      const levels = await this.#database<LevelRow>('levels')
        .select()
        .whereIn('workload_ref', refs);
      for (const row of levels) {
        found.get(row.workload_ref)!.levels.set(row.model_id, {
          modelId: row.model_id,
          proven: row.proven,
          possible: row.possible,
          counts: JSON.parse(row.counts),
          next: row.next === null ? undefined : JSON.parse(row.next),
          asOf: row.as_of,
          revision: row.revision,
        });
      }
    }
    return found;
  }

  /**
   * Level changes by workload ref and model id, newest first, at most `limit`
   * of each.
   */
  async history(
    workloadRefs: string[],
    limit: number,
  ): Promise<Map<string, Map<string, LevelTransition[]>>> {
    const found = new Map<string, Map<string, LevelTransition[]>>();
    for (const refs of slices(workloadRefs)) {
      const ranked = this.#database<TransitionRow>('level_transitions')
        .select('*')
        .rowNumber('place', order =>
          order
            .partitionBy(['workload_ref', 'model_id'])
            .orderBy('revision', 'desc'),
        )
        .whereIn('workload_ref', refs)
        .as('ranked');
      const rows: TransitionRow[] = await this.#database
        .select('*')
        .from(ranked)
        .where('place', '<=', limit)
        .orderBy('revision', 'desc');
      for (const [ref, of] of groupBy(rows, row => row.workload_ref)) {
        found.set(
          ref,
          new Map(
            [...groupBy(of, row => row.model_id)].map(([modelId, rows_]) => [
              modelId,
              rows_.map(toTransition),
            ]),
          ),
        );
      }
    }
    return found;
  }

  /**
   * Stores what an evaluation changed. Where another writer changed a level
   * since it was read, that level keeps what the other wrote: the next
   * evaluation looks again, and no transition is recorded twice.
   */
  async save(changes: Changes[]): Promise<void> {
    for (const batch of slices(changes, 100)) {
      await this.#database.transaction(async tx => {
        await saveResults(tx, batch);
        await saveLevels(tx, batch);
      });
    }
  }

  /** Forgets results and levels of workloads. Their history stays, in case they come back. */
  async remove(workloadRefs: string[]): Promise<void> {
    for (const refs of slices(workloadRefs)) {
      await this.#database.transaction(async tx => {
        await tx('results').whereIn('workload_ref', refs).delete();
        await tx('levels').whereIn('workload_ref', refs).delete();
      });
    }
  }

  /** Refs of all workloads that have results or levels. */
  async workloadRefs(): Promise<string[]> {
    const rows = await this.#database<LevelRow>('levels').distinct(
      'workload_ref',
    );
    return rows.map(row => row.workload_ref);
  }
}

async function saveResults(tx: Knex.Transaction, batch: Changes[]) {
  const rows = batch.flatMap(({ workloadRef, results }) =>
    results.map(result => toResultRow(workloadRef, result)),
  );
  for (const some of slices(rows)) {
    await tx<ResultRow>('results')
      .insert(some)
      .onConflict(['workload_ref', 'criterion_id'])
      .merge();
  }
  const gone = batch.flatMap(({ workloadRef, goneCriteria }) =>
    goneCriteria.map(criterionId => ({ workloadRef, criterionId })),
  );
  for (const [criterionId, of] of groupBy(gone, item => item.criterionId)) {
    await tx<ResultRow>('results')
      .where({ criterion_id: criterionId })
      .whereIn(
        'workload_ref',
        of.map(({ workloadRef }) => workloadRef),
      )
      .delete();
  }
}

async function saveLevels(tx: Knex.Transaction, batch: Changes[]) {
  const wanted = batch.flatMap(({ workloadRef, levels }) =>
    levels.map(change => ({ workloadRef, ...change })),
  );
  const transitions = [
    ...(await insertLevels(
      tx,
      wanted.filter(({ level }) => level.revision === 0),
    )),
    ...(await updateLevels(
      tx,
      wanted.filter(({ level }) => level.revision > 0),
    )),
  ];
  for (const rows of slices(transitions)) {
    await tx<TransitionRow>('level_transitions').insert(rows);
  }
  for (const { workloadRef, goneModels } of batch) {
    if (goneModels.length === 0) continue;
    await tx<LevelRow>('levels')
      .where({ workload_ref: workloadRef })
      .whereIn('model_id', goneModels)
      .delete();
  }
}

type WantedLevel = Changes['levels'][number] & { workloadRef: string };

/** Inserts those that are not there; the transitions that were thereby made. */
async function insertLevels(
  tx: Knex.Transaction,
  wanted: WantedLevel[],
): Promise<TransitionRow[]> {
  if (wanted.length === 0) return [];
  // A workload that comes back goes on where its history ended.
  const lastRevisions: {
    workload_ref: string;
    model_id: string;
    last: number;
  }[] = await tx('level_transitions')
    .select('workload_ref', 'model_id')
    .max({ last: 'revision' })
    .whereIn(
      'workload_ref',
      wanted.map(({ workloadRef }) => workloadRef),
    )
    .groupBy('workload_ref', 'model_id');
  const last = new Map(
    lastRevisions.map(row => [keyOf(row), Number(row.last)]),
  );
  const rows = wanted.map(({ workloadRef, level }) => {
    const row = toLevelRow(workloadRef, level);
    return { ...row, revision: (last.get(keyOf(row)) ?? 0) + 1 };
  });
  const inserted = new Set<string>();
  for (const some of slices(rows)) {
    const returned = await tx<LevelRow>('levels')
      .insert(some)
      .onConflict(['workload_ref', 'model_id'])
      .ignore()
      .returning(['workload_ref', 'model_id']);
    for (const row of returned) inserted.add(keyOf(row));
  }
  return wanted.flatMap(({ workloadRef, transition }, index) =>
    transition && inserted.has(keyOf(rows[index]))
      ? [toTransitionRow(workloadRef, rows[index], transition)]
      : [],
  );
}

/** Updates those that nobody changed since they were read; the transitions that were thereby made. */
async function updateLevels(
  tx: Knex.Transaction,
  wanted: WantedLevel[],
): Promise<TransitionRow[]> {
  const made: TransitionRow[] = [];
  for (const { workloadRef, level, transition } of wanted) {
    const row = toLevelRow(workloadRef, level);
    if (transition) row.revision++;
    const written = await tx<LevelRow>('levels')
      .where({
        workload_ref: workloadRef,
        model_id: level.modelId,
        revision: level.revision,
      })
      .update(row);
    if (written === 1 && transition) {
      made.push(toTransitionRow(workloadRef, row, transition));
    }
  }
  return made;
}

function keyOf(row: { workload_ref: string; model_id: string }): string {
  return `${row.workload_ref}\n${row.model_id}`;
}

function toResultRow(workloadRef: string, result: StoredResult): ResultRow {
  return {
    workload_ref: workloadRef,
    criterion_id: result.criterionId,
    model_id: result.modelId,
    state: result.state,
    reason: result.reason,
    evidence: JSON.stringify(result.evidence),
    observed_at: result.observedAt ?? null,
    since: result.since,
  };
}

function toLevelRow(workloadRef: string, level: StoredLevel): LevelRow {
  return {
    workload_ref: workloadRef,
    model_id: level.modelId,
    proven: level.proven,
    possible: level.possible,
    counts: JSON.stringify(level.counts),
    next: level.next ? JSON.stringify(level.next) : null,
    as_of: level.asOf,
    revision: level.revision,
  };
}

function toTransitionRow(
  workloadRef: string,
  row: LevelRow,
  transition: LevelTransition,
): TransitionRow {
  return {
    workload_ref: workloadRef,
    model_id: row.model_id,
    revision: row.revision,
    at: transition.at,
    from_proven: transition.fromProven,
    to_proven: transition.toProven,
    from_possible: transition.fromPossible,
    to_possible: transition.toPossible,
    cause: transition.cause,
  };
}

function toTransition(row: TransitionRow): LevelTransition {
  return {
    at: row.at,
    fromProven: row.from_proven,
    toProven: row.to_proven,
    fromPossible: row.from_possible,
    toPossible: row.to_possible,
    cause: row.cause,
  };
}
