import {
  EdgeKind,
  MapNode,
  WorkloadMap,
  WorkloadNode,
  defaultCriticality,
  impactOf,
  servingStamps,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { HistoryStore, PastState } from './HistoryStore';
import { RevisionStore } from './RevisionStore';
import { toMapNode } from './nodeRows';
import { EdgeTable, NodeTable, WorkloadTable } from './tables';

/** Reads service maps, as they are and as they were. */
export class MapStore {
  readonly #database: Knex;
  readonly #history: HistoryStore;
  readonly #revisions: RevisionStore;

  constructor(database: Knex) {
    this.#database = database;
    this.#history = new HistoryStore(database);
    this.#revisions = new RevisionStore(database);
  }

  /** The map of a workload as it is now, or `undefined` for an unknown one. */
  async now(workloadRef: string): Promise<WorkloadMap | undefined> {
    const [row, nodes, edges] = await Promise.all([
      this.#row(workloadRef),
      this.#nodes(workloadRef),
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
        kind: edge.kind as EdgeKind,
      })),
      graphAsOf: row.graph_as_of,
      incidents: row.incident ? [JSON.parse(row.incident)] : [],
    };
  }

  /**
   * The map of a workload as it was: parts, edges, states and their causes.
   * `undefined` before anything is kept of it and while it was not in the catalog. Signals and alerts are not kept;
   * what a part counts and matters is as now.
   *
   * @param at - ISO 8601.
   */
  async at(workloadRef: string, at: string): Promise<WorkloadMap | undefined> {
    const revision = await this.#revisions.at(workloadRef, at);
    if (!revision || revision.graph.nodes.length === 0) return undefined;
    const { graph } = revision;
    const refs = graph.nodes.map(node => node.entityRef);
    const [states, rows, incidents] = await Promise.all([
      this.#history.statesAt(workloadRef, refs, at),
      this.#nodes(workloadRef),
      this.#incidentsAt(workloadRef, at),
    ]);
    const nodesNow = new Map(rows.map(row => [row.entity_ref, toMapNode(row)]));
    const serving = new Set(servingStamps(graph).map(each => each.entityRef));
    return {
      workloadRef,
      nodes: graph.nodes.map(node => ({
        ...node,
        ...standingOf(node, states.get(node.entityRef), revision.at),
        countsAs:
          nodesNow.get(node.entityRef)?.countsAs ?? impactOf(node, undefined),
        criticality:
          nodesNow.get(node.entityRef)?.criticality ??
          defaultCriticality(node, graph, serving),
      })),
      edges: graph.edges,
      graphAsOf: revision.at,
      at,
      incidents,
    };
  }

  /** Incidents that were open at a moment; a workload has one at a time. */
  async #incidentsAt(
    workloadRef: string,
    at: string,
  ): Promise<WorkloadMap['incidents']> {
    const rows = await this.#database('incidents')
      .select('number', 'title', 'severity', 'opened_at', 'acknowledgement')
      .where({ workload_ref: workloadRef })
      .where('opened_at', '<=', at)
      .where(query =>
        query.whereNull('closed_at').orWhere('closed_at', '>', at),
      );
    return rows.map(row => ({
      number: row.number,
      severity: row.severity,
      state: isAcknowledged(row.acknowledgement, at) ? 'acknowledged' : 'open',
      openedAt: row.opened_at,
      title: row.title,
    }));
  }

  async #row(workloadRef: string) {
    return this.#database<WorkloadTable>('workloads')
      .select('graph_as_of', 'incident')
      .where({ workload_ref: workloadRef })
      .first();
  }

  async #nodes(workloadRef: string) {
    return this.#database<NodeTable>('nodes')
      .where({ workload_ref: workloadRef })
      .orderBy('entity_ref');
  }
}

/** @param acknowledgement - JSON, as it is stored. */
function isAcknowledged(acknowledgement: string | null, at: string): boolean {
  return acknowledgement !== null && JSON.parse(acknowledgement).at <= at;
}

/** State of a node in the past; `unknown` since it came, where no change is kept. */
function standingOf(
  { entityRef }: WorkloadNode,
  past: PastState | undefined,
  cameAt: string,
): Pick<
  MapNode,
  'state' | 'stateSince' | 'ownState' | 'signals' | 'cause' | 'causes'
> {
  const cause = past?.cause;
  return {
    state: past?.state ?? 'unknown',
    stateSince: past?.since ?? cameAt,
    // Its own signals are not kept; what they were is known where they were the cause.
    ownState: cause?.entityRef === entityRef ? cause.state : 'unknown',
    signals: [],
    cause,
    causes: cause && [cause],
  };
}
