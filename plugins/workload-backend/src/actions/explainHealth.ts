import {
  EscalationStep,
  HealthCause,
  MapNode,
  WorkloadMap,
  escalationOf,
  isUserFlow,
} from '@plumbline/plugin-workload-common';

/** Most ill parts that are named. */
export const ILL_MAX = 50;

/**
 * Health of a workload in words and names, from its service map.
 *
 * @param escalation - path of its health model; as annotated when empty.
 */
export function explainHealth(map: WorkloadMap, escalation: EscalationStep[]) {
  const nodes = new Map(map.nodes.map(node => [node.entityRef, node]));
  const root = nodes.get(map.workloadRef)!;
  const titleOf = (ref: string) => nodes.get(ref)?.title ?? ref;
  const ill = map.nodes
    .filter(node => isIll(node) && node !== root)
    .sort(
      (a, b) =>
        Number(b.state === 'unhealthy') - Number(a.state === 'unhealthy'),
    );
  const causes = (root.causes ?? []).map(cause => described(cause));
  const first = root.causes?.[0];
  return {
    title: root.title,
    state: root.state,
    since: root.stateSince,
    causes,
    silentParts: (root.silent ?? []).map(path =>
      titleOf(path[path.length - 1]),
    ),
    userFlowsHurt: ill.filter(isUserFlow).map(flow => ({
      title: flow.title,
      criticality: flow.criticality,
      state: flow.state,
      since: flow.stateSince,
      reason: flow.cause?.reason,
    })),
    illParts: ill
      .filter(node => !isUserFlow(node))
      .slice(0, ILL_MAX)
      .map(node => ({
        entityRef: node.entityRef,
        title: node.title,
        state: node.state,
        since: node.stateSince,
        reason: node.cause?.reason,
      })),
    incident: map.incidents[0],
    call: contacts(first && nodes.get(first.entityRef)),
  };

  function described(cause: HealthCause) {
    return {
      entityRef: cause.entityRef,
      title: titleOf(cause.entityRef),
      signalId: cause.signalId,
      state: cause.state,
      reason: cause.reason,
      observedAt: cause.observedAt,
      path: cause.path.map(titleOf),
    };
  }

  /** Whom the part of the root cause names, else whom the workload does. */
  function contacts(part: MapNode = root) {
    return {
      owner: part.ownerRef ?? root.ownerRef,
      workloadOwner: root.ownerRef,
      onCall: part.onCall ?? root.onCall,
      escalation:
        escalation.length > 0 ? escalation : escalationOf(root.escalation),
      runbookUrl: part.runbookUrl ?? root.runbookUrl,
    };
  }
}

function isIll({ state }: MapNode): boolean {
  return state === 'degraded' || state === 'unhealthy';
}
