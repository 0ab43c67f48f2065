import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { FollowedWorkload } from '../catalog/followedWorkload';
import { WorkloadRow } from './rows';

/** The workloads that the catalog has. */
export class WorkloadStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Adds and updates workloads.
   *
   * @returns refs of those with another title, owner or other stamps than before,
   * which their credentials say too.
   */
  async save(workloads: FollowedWorkload[]): Promise<string[]> {
    const renamed: string[] = [];
    for (const slice of slices(workloads)) {
      const rows = slice.map(toRow);
      const before = new Map(
        (
          await this.#database<WorkloadRow>('workloads').where(
            anyOf(
              this.#database,
              'workload_ref',
              rows.map(row => row.workload_ref),
            ),
          )
        ).map(row => [row.workload_ref, row]),
      );
      const changed = rows.filter(row => {
        const stored = before.get(row.workload_ref);
        return (
          isNamedAnew(stored, row) ||
          stored?.vault_findings !== row.vault_findings
        );
      });
      await bulkWrite(this.#database, 'workloads', changed, {
        key: ['workload_ref'],
      });
      for (const row of changed) {
        if (isNamedAnew(before.get(row.workload_ref), row)) {
          renamed.push(row.workload_ref);
        }
      }
    }
    return renamed;
  }

  /** Forgets all but these. */
  async retain(workloadRefs: string[]): Promise<string[]> {
    const present = new Set(workloadRefs);
    const rows = await this.#database<WorkloadRow>('workloads').select(
      'workload_ref',
    );
    const gone = rows
      .map(row => row.workload_ref)
      .filter(ref => !present.has(ref));
    for (const refs of slices(gone)) {
      await this.#database('workloads').whereIn('workload_ref', refs).delete();
    }
    return gone;
  }
}

function isNamedAnew(before: WorkloadRow | undefined, row: WorkloadRow) {
  return (
    before?.title !== row.title ||
    before.owner_ref !== row.owner_ref ||
    (before.stamps ?? '{}') !== row.stamps
  );
}

function toRow(workload: FollowedWorkload): WorkloadRow {
  return {
    workload_ref: workload.workloadRef,
    title: workload.title,
    owner_ref: workload.ownerRef ?? null,
    vault_findings: JSON.stringify(workload.vaultFindings),
    stamps: JSON.stringify(workload.stamps),
  };
}
