import {
  HealthState,
  WorkloadHealthStatus,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { WorkloadTable } from './tables';

/** Reads the health of workloads, as it was rolled up. */
export class HealthStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Of these workloads, ordered by ref; those that were not rolled up yet are left out. */
  async statuses(workloadRefs: string[]): Promise<WorkloadHealthStatus[]> {
    const rows = await this.#database<WorkloadTable>('workloads')
      .select('workload_ref', 'health', 'health_since', 'health_parts')
      .whereIn('workload_ref', workloadRefs)
      .whereNotNull('health_parts')
      .orderBy('workload_ref');
    return rows.map(row => ({
      workloadRef: row.workload_ref,
      state: row.health as HealthState,
      since: row.health_since,
      ...JSON.parse(row.health_parts!),
    }));
  }
}
