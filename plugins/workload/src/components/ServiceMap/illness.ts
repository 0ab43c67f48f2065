import {
  HealthCause,
  MapNode,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';

/** Why a node is as it is: every known cause, or the one that is kept of it. */
export function causesOf(node: MapNode | undefined): HealthCause[] {
  if (!node) return [];
  if (node.causes && node.causes.length > 0) return node.causes;
  return node.cause ? [node.cause] : [];
}

/** Names a cause in an address. */
export function causeKey({ entityRef, signalId }: HealthCause): string {
  return `${entityRef}|${signalId}`;
}

/** What is explained: a node, all that makes it ill, and the one of these that is followed. */
export interface Explained {
  node: MapNode | undefined;
  causes: HealthCause[];
  followed: HealthCause | undefined;
}

/** Explains the node that is looked at, or the workload while that one is well. */
export function explained(
  map: WorkloadMap,
  lookedAt: MapNode | undefined,
  key: string | undefined,
): Explained {
  const root = map.nodes.find(node => node.entityRef === map.workloadRef);
  const node = causesOf(lookedAt).length > 0 ? lookedAt : root;
  const causes = causesOf(node);
  return {
    node,
    causes,
    followed: causes.find(cause => causeKey(cause) === key) ?? causes[0],
  };
}
