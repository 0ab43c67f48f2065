import { AlertSeverity, AlertState } from '@plumbline/plugin-slo-common';
import {
  Message,
  anyOf,
  bulkWrite,
  putInOutbox,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { WorkloadTransition } from '../store/AlertStore';
import { ToldAlert } from './alertNews';
import { ToldStep } from './stepNews';

const TRANSITIONS_AT_ONCE = 2_000;

interface TransitionRow {
  id: number;
  objective_id: string;
  workload_ref: string;
  rule_id: string;
  name: string;
  severity: string;
  at: string;
  from_state: string;
  to_state: string;
  value: number | null;
  reason: string;
  told_at: string | null;
}

interface ToldAlertRow {
  objective_id: string;
  rule_id: string;
  workload_ref: string;
  name: string;
  severity: string;
  since: string;
  webhooks: string;
}

interface ToldStepRow {
  objective_id: string;
  workload_ref: string;
  below: number;
  step: string;
  told_at: string;
}

/** How much is left of an objective's budget. */
export interface BudgetLeft {
  objectiveId: string;
  workloadRef: string;
  /** `null` without data. */
  remaining: number | null;
}

/** What is to be told about one workload, and what people know then. */
export interface Telling {
  workloadRef: string;
  /** Ids of the transitions that this is about. */
  transitionIds: number[];
  /** Alerts that people know of from now on. */
  told: ToldAlert[];
  /** Alerts of which people know that they are over. */
  ended: { objectiveId: string; ruleId: string }[];
  /** Steps as they were known, and as they are known now. */
  steps: { objectiveId: string; before?: ToldStep; after?: ToldStep }[];
  /** By channel. */
  messages: { channel: string; message: Message }[];
  /** ISO 8601. */
  at: string;
}

/** Somebody else told the same. */
class ToldAlready extends Error {}

/** What people were told of, and what they are still to be told of. */
export class NoticeStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Changes of alerts that were not taken up, by workload ref, oldest first. */
  async untold(): Promise<Map<string, WorkloadTransition[]>> {
    const found = new Map<string, WorkloadTransition[]>();
    for (let after = 0, full = true; full; ) {
      const rows = await this.#database<TransitionRow>('alert_transitions')
        .select()
        .whereNull('told_at')
        .andWhere('id', '>', after)
        .orderBy('id')
        .limit(TRANSITIONS_AT_ONCE);
      for (const row of rows) {
        const of = found.get(row.workload_ref) ?? [];
        of.push(toTransition(row));
        found.set(row.workload_ref, of);
      }
      full = rows.length === TRANSITIONS_AT_ONCE;
      after = rows[rows.length - 1]?.id ?? after;
    }
    return found;
  }

  /** Alerts that people know to fire, by workload ref. */
  async toldAlerts(workloadRefs: string[]): Promise<Map<string, ToldAlert[]>> {
    const found = new Map<string, ToldAlert[]>();
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<ToldAlertRow>('told_alerts')
        .select()
        .where(anyOf(this.#database, 'workload_ref', refs));
      for (const row of rows) {
        const of = found.get(row.workload_ref) ?? [];
        of.push({
          objectiveId: row.objective_id,
          ruleId: row.rule_id,
          name: row.name,
          severity: row.severity as AlertSeverity,
          since: row.since,
          webhooks: JSON.parse(row.webhooks),
        });
        found.set(row.workload_ref, of);
      }
    }
    return found;
  }

  /** Every step that people know to be in force, by objective id. */
  async toldSteps(): Promise<Map<string, ToldStep & { workloadRef: string }>> {
    const rows = await this.#database<ToldStepRow>('told_steps').select();
    return new Map(
      rows.map(row => [
        row.objective_id,
        {
          objectiveId: row.objective_id,
          workloadRef: row.workload_ref,
          step: JSON.parse(row.step),
        },
      ]),
    );
  }

  /** Budgets with less than a share left, and all of those objectives that are named. */
  async budgets(below: number, ids: string[]): Promise<BudgetLeft[]> {
    const found = new Map<string, BudgetLeft>();
    const read = async (narrow: (query: Knex.QueryBuilder) => void) => {
      const rows = await this.#database('statuses')
        .select('objective_id', 'workload_ref', 'remaining')
        .modify(narrow);
      for (const row of rows) {
        found.set(row.objective_id, {
          objectiveId: row.objective_id,
          workloadRef: row.workload_ref,
          remaining: row.remaining,
        });
      }
    };
    await read(query => query.where('remaining', '<', below));
    for (const some of slices(ids)) {
      await read(query =>
        query.where(anyOf(this.#database, 'objective_id', some)),
      );
    }
    return [...found.values()];
  }

  /** Forgets the steps of objectives that are declared no more. */
  async forgetSteps(objectiveIds: string[]): Promise<void> {
    for (const ids of slices(objectiveIds)) {
      await this.#database('told_steps').whereIn('objective_id', ids).delete();
    }
  }

  /** How often each workload was told of since a time (ISO 8601). */
  async timesTold(since: string): Promise<Map<string, number>> {
    const rows: { workload_ref: string; times: number | string }[] =
      await this.#database('outbox')
        .select('workload_ref')
        .countDistinct('created_at as times')
        .where('created_at', '>', since)
        .groupBy('workload_ref');
    return new Map(rows.map(row => [row.workload_ref, Number(row.times)]));
  }

  /**
   * Puts messages in the outbox and notes what people know then, all or
   * nothing. Of two that tell the same, one does.
   *
   * @returns whether it was this one.
   */
  async tell(telling: Telling): Promise<boolean> {
    try {
      await this.#database.transaction(transaction =>
        tellIn(transaction, telling),
      );
      return true;
    } catch (error) {
      if (error instanceof ToldAlready) return false;
      throw error;
    }
  }
}

async function tellIn(transaction: Knex.Transaction, telling: Telling) {
  const { workloadRef, at } = telling;
  for (const ids of slices(telling.transitionIds)) {
    const count = await transaction('alert_transitions')
      .where(anyOf(transaction, 'id', ids))
      .whereNull('told_at')
      .update({ told_at: at });
    if (count !== ids.length) throw new ToldAlready();
  }
  for (const { objectiveId, ruleId } of telling.ended) {
    await transaction('told_alerts')
      .where({ objective_id: objectiveId, rule_id: ruleId })
      .delete();
  }
  await bulkWrite(
    transaction,
    'told_alerts',
    telling.told.map(
      (alert): ToldAlertRow => ({
        objective_id: alert.objectiveId,
        rule_id: alert.ruleId,
        workload_ref: workloadRef,
        name: alert.name,
        severity: alert.severity,
        since: alert.since,
        webhooks: JSON.stringify(alert.webhooks),
      }),
    ),
    { key: ['objective_id', 'rule_id'] },
  );
  for (const { objectiveId, before, after } of telling.steps) {
    const changed = await changeStep(transaction, {
      row: after && {
        objective_id: objectiveId,
        workload_ref: workloadRef,
        below: after.step.below,
        step: JSON.stringify(after.step),
        told_at: at,
      },
      objectiveId,
      before: before?.step.below,
    });
    if (!changed) throw new ToldAlready();
  }
  await putInOutbox(
    transaction,
    telling.messages.map(message => ({
      ...message,
      columns: { workload_ref: workloadRef },
    })),
    at,
  );
}

/** @returns whether the step was as it was read before. */
async function changeStep(
  transaction: Knex.Transaction,
  change: { objectiveId: string; before?: number; row?: ToldStepRow },
): Promise<boolean> {
  const { objectiveId, before, row } = change;
  if (before === undefined) {
    if (!row) return true;
    const added = await transaction('told_steps')
      .insert(row)
      .onConflict('objective_id')
      .ignore()
      .returning('objective_id');
    return added.length === 1;
  }
  const known = transaction('told_steps').where({
    objective_id: objectiveId,
    below: before,
  });
  return (await (row ? known.update(row) : known.delete())) === 1;
}

function toTransition(row: TransitionRow): WorkloadTransition {
  return {
    id: row.id,
    objectiveId: row.objective_id,
    workloadRef: row.workload_ref,
    ruleId: row.rule_id,
    name: row.name,
    severity: row.severity as AlertSeverity,
    at: row.at,
    from: row.from_state as AlertState,
    to: row.to_state as AlertState,
    value: row.value,
    reason: row.reason,
  };
}
