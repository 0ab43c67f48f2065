import { WorkloadMap } from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { toMapNode } from './nodeRows';
import { EdgeTable, NodeTable, WorkloadTable } from './tables';

/** Reads service maps, as they were rolled up. */
export class MapStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The map of a workload as it is now, or `undefined` for an unknown one. */
  async now(workloadRef: string): Promise<WorkloadMap | undefined> {
    const [row, nodes, edges] = await Promise.all([
      this.#database<WorkloadTable>('workloads')
        .select('graph_as_of')
        .where({ workload_ref: workloadRef })
        .first(),
      this.#database<NodeTable>('nodes')
        .where({ workload_ref: workloadRef })
        .orderBy('entity_ref'),
      this.#database<EdgeTable>('edges')
        .where({ workload_ref: workloadRef })
        .orderBy(['source_ref', 'target_ref', 'kind']),
    ]);
    if (!row) return undefined;
    return {
      workloadRef,
      nodes: nodes.map(toMapNode),
      edges: edges.map(edge => ({
        sourceRef: edge.source_ref,
        targetRef: edge.target_ref,
        kind: edge.kind as WorkloadMap['edges'][number]['kind'],
      })),
      graphAsOf: row.graph_as_of,
      incidents: [],
    };
  }
}
