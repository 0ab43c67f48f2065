import { WorkloadEdge, WorkloadGraph, WorkloadNode } from '../graph/model';
import { Criticality, HealthModel, UserFlow } from './healthModel';
import { Impact } from './model';

/** `kind` of a node of the service map that is a user flow; no entity of the catalog has it. */
export const USER_FLOW_KIND = 'UserFlow';

const IMPACTS_OF_FLOWS: Record<Criticality, Impact> = {
  critical: 'standard',
  high: 'standard',
  medium: 'limited',
  low: 'limited',
};

/** The ref of a user flow within its workload; never one of an entity, which has a namespace. */
export function userFlowRef(id: string): string {
  return `flow:${id}`;
}

/** How a user flow counts for the workload: one that matters less makes it degraded at most. */
export function userFlowImpact({ impact, criticality }: UserFlow): Impact {
  return impact ?? IMPACTS_OF_FLOWS[criticality];
}

/** Whether a node of the map is a user flow. */
export function isUserFlow(node: WorkloadNode): boolean {
  return node.kind === USER_FLOW_KIND;
}

/**
 * A graph with the user flows of a model as nodes beside its entities, in place
 * of those that it had. What a flow needs and the graph does not hold is left
 * out; `healthModelFindings` says so. Sorted, as the graph of entities is.
 */
export function withUserFlows(
  graph: WorkloadGraph,
  { userFlows }: Pick<HealthModel, 'userFlows'>,
): WorkloadGraph {
  const had = new Set(
    graph.nodes.filter(isUserFlow).map(({ entityRef }) => entityRef),
  );
  if (had.size === 0 && userFlows.length === 0) return graph;
  const entities = graph.nodes.filter(node => !isUserFlow(node));
  const refs = new Set(entities.map(({ entityRef }) => entityRef));
  const root = entities.find(each => each.entityRef === graph.workloadRef);
  const flows = userFlows.map(
    (flow): WorkloadNode => ({
      entityRef: userFlowRef(flow.id),
      kind: USER_FLOW_KIND,
      type: flow.criticality,
      title: flow.title,
      scope: 'workload',
      impact: userFlowImpact(flow),
      ownerRef: root?.ownerRef,
      runbookUrl: root?.runbookUrl,
      onCall: root?.onCall,
      escalation: root?.escalation,
    }),
  );
  const edges = userFlows.flatMap(flow =>
    [...new Set(flow.dependsOn)]
      .filter(ref => refs.has(ref) && ref !== graph.workloadRef)
      .map(
        (targetRef): WorkloadEdge => ({
          sourceRef: userFlowRef(flow.id),
          targetRef,
          kind: 'depends-on',
        }),
      ),
  );
  return {
    workloadRef: graph.workloadRef,
    nodes: [...entities, ...flows].sort((a, b) =>
      a.entityRef < b.entityRef ? -1 : 1,
    ),
    edges: [
      ...graph.edges.filter(edge => !had.has(edge.sourceRef)),
      ...edges,
    ].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
}

function keyOf(edge: WorkloadEdge): string {
  return `${edge.sourceRef} ${edge.targetRef} ${edge.kind}`;
}
