import { InputError } from '@backstage/errors';
import {
  HealthState,
  PushedSignal,
  SignalName,
} from '@plumbline/plugin-workload-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { BATCH } from './batch';
import { NodeTable, SignalReportTable } from './tables';
import { lookAgain, takeTurns } from './turns';

/** Most signals of one workload that hold at a time: all of them are read whenever its health is rolled up. */
export const WORKLOAD_REPORTS_MAX = 5_000;

const KEY = [
  'workload_ref',
  'entity_ref',
  'id',
] as const satisfies (keyof SignalReportTable)[];

/** Signals that people and services push. */
export class ReportStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Stores reports, all or none. What is older than the one that is there, and
   * what says nothing new, is left out; so are those of unknown workloads.
   *
   * @param now - ISO 8601.
   * @returns how many were stored, and of which workloads.
   * @throws InputError when a workload would have too many that hold.
   */
  async push(
    reports: PushedSignal[],
    now: string,
  ): Promise<{ accepted: number; workloadRefs: string[] }> {
    return this.#database.transaction(async tx => {
      const refs = await takeTurns(
        tx,
        reports.map(each => each.workloadRef),
      );
      const stored = new Map(
        (await reportsOf(tx, refs)).map(row => [keyOf(row), row]),
      );
      const fresh = new Map<string, SignalReportTable>();
      for (const row of reports.map(toRow)) {
        const before = fresh.get(keyOf(row)) ?? stored.get(keyOf(row));
        if (!refs.includes(row.workload_ref)) continue;
        if (before && !replaces(row, before)) continue;
        fresh.set(keyOf(row), row);
      }
      const rows = [...fresh.values()];
      checkRoom([...stored.values()], rows, now);
      await bulkWrite<SignalReportTable>(tx, 'signal_reports', rows, {
        key: [...KEY],
      });
      const workloadRefs = workloadsOf(rows);
      await lookAgain(tx, workloadRefs, now);
      return { accepted: rows.length, workloadRefs };
    });
  }

  /**
   * Takes reports back; those that are not there are no error.
   *
   * @param now - ISO 8601.
   * @returns refs of the workloads that had one.
   */
  async remove(names: Required<SignalName>[], now: string): Promise<string[]> {
    return this.#database.transaction(async tx => {
      const refs = await takeTurns(
        tx,
        names.map(each => each.workloadRef),
      );
      const named = new Set(
        names.map(({ workloadRef, entityRef, id }) =>
          JSON.stringify([workloadRef, entityRef, id]),
        ),
      );
      const rows = (await reportsOf(tx, refs)).filter(row =>
        named.has(keyOf(row)),
      );
      for (const some of slices(rows, BATCH)) {
        await tx('signal_reports')
          .whereIn(
            KEY,
            some.map(row => KEY.map(column => row[column])),
          )
          .delete();
      }
      const workloadRefs = workloadsOf(rows);
      await lookAgain(tx, workloadRefs, now);
      return workloadRefs;
    });
  }

  /** What holds of a workload's reports, by node and id. */
  async ofWorkload(workloadRef: string, now: string): Promise<PushedSignal[]> {
    const rows = await this.#database<SignalReportTable>('signal_reports')
      .where({ workload_ref: workloadRef })
      .where('expires_at', '>', now)
      .orderBy(['entity_ref', 'id']);
    return rows.map(toPushedSignal);
  }

  /** Which workloads have these as parts, sorted; entities that none has are left out. */
  async workloadsOfParts(entityRefs: string[]): Promise<Map<string, string[]>> {
    const places = new Map<string, string[]>();
    for (const refs of slices([...new Set(entityRefs)])) {
      const rows = await this.#database<NodeTable>('nodes')
        .select('entity_ref', 'workload_ref')
        .where(anyOf(this.#database, 'entity_ref', refs))
        .orderBy('workload_ref');
      for (const { entity_ref, workload_ref } of rows) {
        const known = places.get(entity_ref);
        if (known) known.push(workload_ref);
        else places.set(entity_ref, [workload_ref]);
      }
    }
    return places;
  }
}

/** A report, from its row. */
export function toPushedSignal(row: SignalReportTable): PushedSignal {
  return {
    workloadRef: row.workload_ref,
    entityRef: row.entity_ref,
    id: row.id,
    name: row.name,
    state: (row.state as HealthState | null) ?? undefined,
    value: row.value ?? undefined,
    context: row.context ?? undefined,
    reportedAt: row.reported_at,
    expiresAt: row.expires_at,
    reportedBy: row.reported_by,
  };
}

function toRow(report: PushedSignal): SignalReportTable {
  return {
    workload_ref: report.workloadRef,
    entity_ref: report.entityRef,
    id: report.id,
    name: report.name,
    state: report.state ?? null,
    value: report.value ?? null,
    context: report.context ?? null,
    reported_at: report.reportedAt,
    expires_at: report.expiresAt,
    reported_by: report.reportedBy,
  };
}

/** Whether a report takes the place of another: it is newer, or of the same moment and says something else. */
function replaces(row: SignalReportTable, before: SignalReportTable): boolean {
  if (row.reported_at !== before.reported_at) {
    return row.reported_at > before.reported_at;
  }
  return Object.entries(row).some(
    ([column, value]) => before[column as keyof SignalReportTable] !== value,
  );
}

/** @throws InputError naming the workload. */
function checkRoom(
  stored: SignalReportTable[],
  fresh: SignalReportTable[],
  now: string,
) {
  const held = new Map<string, Set<string>>();
  const holding = stored.filter(row => row.expires_at > now);
  for (const row of [...holding, ...fresh]) {
    const keys = held.get(row.workload_ref) ?? new Set();
    held.set(row.workload_ref, keys.add(keyOf(row)));
  }
  for (const workloadRef of workloadsOf(fresh)) {
    if (held.get(workloadRef)!.size > WORKLOAD_REPORTS_MAX) {
      throw new InputError(
        `reports: expected at most ${WORKLOAD_REPORTS_MAX} signals of ${workloadRef} that hold at a time; take back those that no longer tell anything`,
      );
    }
  }
}

async function reportsOf(
  tx: Knex.Transaction,
  workloadRefs: string[],
): Promise<SignalReportTable[]> {
  const rows: SignalReportTable[] = [];
  for (const refs of slices(workloadRefs, BATCH)) {
    rows.push(
      ...(await tx<SignalReportTable>('signal_reports').whereIn(
        'workload_ref',
        refs,
      )),
    );
  }
  return rows;
}

function workloadsOf(rows: SignalReportTable[]): string[] {
  return [...new Set(rows.map(row => row.workload_ref))].sort();
}

function keyOf({
  workload_ref,
  entity_ref,
  id,
}: Pick<SignalReportTable, 'workload_ref' | 'entity_ref' | 'id'>): string {
  return JSON.stringify([workload_ref, entity_ref, id]);
}
