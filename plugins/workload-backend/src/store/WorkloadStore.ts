import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { WorkloadTable } from './tables';

/** Who answers for a workload. */
export interface OwnedWorkload {
  title: string;
  /** Full ref. */
  ownerRef?: string;
}

/** The workloads that there are. */
export class WorkloadStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The known ones among these, by ref. */
  async read(workloadRefs: string[]): Promise<Map<string, OwnedWorkload>> {
    const rows = await this.#database<WorkloadTable>('workloads')
      .select('workload_ref', 'title', 'owner_ref')
      .where(anyOf(this.#database, 'workload_ref', workloadRefs));
    return new Map(
      rows.map(row => [
        row.workload_ref,
        { title: row.title, ownerRef: row.owner_ref ?? undefined },
      ]),
    );
  }
}
