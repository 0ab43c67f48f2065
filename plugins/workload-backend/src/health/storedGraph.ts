import {
  EdgeKind,
  FamilySummary,
  HealthModel,
  NodeSignal,
  SignalReport,
  WorkloadGraph,
  reportedSignals,
} from '@plumbline/plugin-workload-common';
import { toWorkloadNode } from '../store/nodeRows';
import { EdgeTable, NodeTable, WorkloadTable } from '../store/tables';

/** The graph of a workload as it is stored, with the user flows of the last roll-up; always in the same order. */
export function storedGraph({
  workload,
  nodes,
  edges,
}: {
  workload: WorkloadTable;
  nodes: NodeTable[];
  edges: EdgeTable[];
}): WorkloadGraph {
  return {
    workloadRef: workload.workload_ref,
    nodes: sorted(nodes.map(toWorkloadNode), node => node.entityRef),
    edges: sorted(
      edges.map(edge => ({
        sourceRef: edge.source_ref,
        targetRef: edge.target_ref,
        kind: edge.kind as EdgeKind,
      })),
      edge => `${edge.sourceRef} ${edge.targetRef} ${edge.kind}`,
    ),
  };
}

/** What a workload's families say and what was pushed, as far as it holds at a moment. */
export function storedSignals(
  {
    summaries,
    reports,
    model,
  }: {
    summaries: FamilySummary[];
    reports: SignalReport[];
    model: Pick<HealthModel, 'signals'>;
  },
  at: number,
): { signals: NodeSignal[]; nextAt?: string } {
  const reported = reportedSignals(reports, model.signals, at);
  return {
    signals: [...summaries.flatMap(each => each.signals), ...reported.signals],
    nextAt: reported.nextAt,
  };
}

function sorted<T>(items: T[], keyOf: (item: T) => string): T[] {
  return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
