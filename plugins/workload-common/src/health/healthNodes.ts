import { WorkloadGraph, WorkloadNode } from '../graph/model';
import { DEFAULT_STAMPS, impactOf } from './defaultHealthModel';
import { AggregationSettings, HealthModel } from './healthModel';
import { HealthNode, HealthSignal } from './model';
import { servingStamps } from './stampNodes';
import { isUserFlow, userFlowRef } from './userFlows';

/**
 * What is rolled up for a workload: a node for each of its graph, and beside
 * them nodes that stand for several stamps together, which show up nowhere.
 *
 * @param graph - with its user flows.
 */
export function healthNodes(
  graph: WorkloadGraph,
  signalsOf: (ref: string) => HealthSignal[],
  model: Pick<HealthModel, 'nodes' | 'userFlows' | 'stamps'>,
): HealthNode[] {
  const stampOf = new Map(
    graph.nodes.map(node => [node.entityRef, node.stampRef]),
  );
  const serving = new Set(servingStamps(graph).map(node => node.entityRef));
  const settings = new Map(model.nodes.map(each => [each.ref, each]));
  const flows = new Map(
    model.userFlows.map(flow => [userFlowRef(flow.id), flow]),
  );
  const stamps = { ...DEFAULT_STAMPS, ...model.stamps };
  const dependencies = dependenciesOf(graph);
  return graph.nodes.flatMap(node => {
    const declared = dependencies.get(node.entityRef) ?? [];
    const dependsOn =
      node.entityRef === graph.workloadRef
        ? [...declared, ...topLevel(graph), ...serving]
        : declared;
    const outside = dependsOn.filter(ref => !stampOf.get(ref));
    const inside = dependsOn.filter(ref => stampOf.get(ref));
    const own: AggregationSettings | undefined = isUserFlow(node)
      ? flows.get(node.entityRef)
      : settings.get(node.entityRef);
    const self: HealthNode = {
      ref: node.entityRef,
      impact: impactOf(node, settings.get(node.entityRef)),
      signals: signalsOf(node.entityRef),
      dependsOn,
      aggregation: own?.aggregation,
      ignoreUnknown: own?.ignoreUnknown,
    };
    if (node.stampRef || inside.length === 0) return [self];
    const groups = groupByStamp(
      node.entityRef,
      inside.filter(ref => serving.has(stampOf.get(ref)!)),
      ref => stampOf.get(ref)!,
      stamps,
    );
    return [{ ...self, dependsOn: [...outside, groups[0].ref] }, ...groups];
  });
}

/** One node for all stamps together, and one for what is needed of each. They show up nowhere. */
function groupByStamp(
  ref: string,
  targets: string[],
  stampOf: (ref: string) => string,
  settings: AggregationSettings,
): HealthNode[] {
  const byStamp = new Map<string, string[]>();
  for (const target of targets) {
    const stamp = stampOf(target);
    byStamp.set(stamp, [...(byStamp.get(stamp) ?? []), target]);
  }
  const perStamp = [...byStamp].map(
    ([stamp, dependsOn]): HealthNode => ({
      ref: `${ref} in ${stamp}`,
      impact: 'standard',
      signals: [],
      dependsOn,
    }),
  );
  return [
    {
      ref: `${ref} stamps`,
      impact: 'standard',
      signals: [],
      dependsOn: perStamp.map(node => node.ref),
      ...settings,
    },
    ...perStamp,
  ];
}

function dependenciesOf(graph: WorkloadGraph): Map<string, string[]> {
  const dependencies = new Map<string, string[]>();
  for (const { kind, sourceRef, targetRef } of graph.edges) {
    if (kind !== 'depends-on') continue;
    const list = dependencies.get(sourceRef);
    if (list) list.push(targetRef);
    else dependencies.set(sourceRef, [targetRef]);
  }
  return dependencies;
}

/** Global resources, user flows and the workload's own parts. */
function topLevel(graph: WorkloadGraph): string[] {
  const isTop = (node: WorkloadNode) =>
    !node.stampRef && node.entityRef !== graph.workloadRef;
  return graph.nodes.filter(isTop).map(node => node.entityRef);
}
