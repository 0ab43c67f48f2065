import { AttentionItem } from '@plumbline/plugin-workload-common';
import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { toAttentionItem } from './portfolio/rows';
import { AttentionTable } from './tables';

/** Reads what needs someone, of several workloads at once. */
export class NeedStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The most urgent items of each workload, by ref; those that need nobody are left out. */
  async ofWorkloads(
    workloadRefs: string[],
    mostOfEach: number,
  ): Promise<Map<string, AttentionItem[]>> {
    const ranked = this.#database<AttentionTable>('attention')
      .select('*')
      .rowNumber('place', query =>
        query
          .partitionBy('workload_ref')
          .orderBy([
            { column: 'urgency', order: 'desc' },
            { column: 'due_at' },
            { column: 'id' },
          ]),
      )
      .where(anyOf(this.#database, 'workload_ref', workloadRefs));
    const rows: AttentionTable[] = await this.#database
      .from(ranked.as('ranked'))
      .where('place', '<=', mostOfEach)
      .orderBy(['workload_ref', 'place']);
    const needs = new Map<string, AttentionItem[]>();
    for (const row of rows) {
      const list = needs.get(row.workload_ref) ?? [];
      needs.set(row.workload_ref, [...list, toAttentionItem(row)]);
    }
    return needs;
  }
}
