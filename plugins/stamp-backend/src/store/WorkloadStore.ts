import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** A workload that the catalog has. */
export interface KnownWorkload {
  workloadRef: string;
  title: string;
  /** Full ref. */
  ownerRef?: string;
}

interface WorkloadTable {
  workload_ref: string;
  title: string;
  owner_ref: string | null;
}

/** The workloads that the catalog has. */
export class WorkloadStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Adds and updates workloads. */
  async save(workloads: KnownWorkload[]): Promise<void> {
    await bulkWrite(
      this.#database,
      'workloads',
      workloads.map(
        ({ workloadRef, title, ownerRef }): WorkloadTable => ({
          workload_ref: workloadRef,
          title,
          owner_ref: ownerRef ?? null,
        }),
      ),
      { key: ['workload_ref'] },
    );
  }

  /** The known ones among these, by ref. */
  async read(workloadRefs: string[]): Promise<Map<string, KnownWorkload>> {
    const found = new Map<string, KnownWorkload>();
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<WorkloadTable>('workloads')
        .select()
        .where(anyOf(this.#database, 'workload_ref', refs));
      for (const row of rows) {
        found.set(row.workload_ref, {
          workloadRef: row.workload_ref,
          title: row.title,
          ownerRef: row.owner_ref ?? undefined,
        });
      }
    }
    return found;
  }

  /** Refs of all, sorted. */
  async refs(): Promise<string[]> {
    return this.#database<WorkloadTable>('workloads')
      .orderBy('workload_ref')
      .pluck('workload_ref');
  }

  /** Forgets these. */
  async remove(workloadRefs: string[]): Promise<void> {
    for (const refs of slices(workloadRefs)) {
      await this.#database('workloads')
        .where(anyOf(this.#database, 'workload_ref', refs))
        .delete();
    }
  }
}
