import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { NodeTable } from './tables';

/** The parts that workloads have. */
export class PartStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Those of the refs that are parts of a workload, with their titles. */
  async known(
    workloadRef: string,
    entityRefs: string[],
  ): Promise<Map<string, string>> {
    const rows = await this.#database<NodeTable>('nodes')
      .select('entity_ref', 'title')
      .where({ workload_ref: workloadRef })
      .where(anyOf(this.#database, 'entity_ref', entityRefs));
    return new Map(rows.map(row => [row.entity_ref, row.title]));
  }
}
