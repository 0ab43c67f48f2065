import {
  CRITICALITIES,
  HealthCause,
  MapNode,
  WorkloadMap,
  isUserFlow,
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

/** A user flow that a cause reaches, and the way from it down to the cause. */
export interface HurtFlow {
  node: MapNode;
  path: string[];
}

/** The user flows that a cause hurts, the most critical first. */
export function flowsHurtBy(map: WorkloadMap, cause: HealthCause): HurtFlow[] {
  const key = causeKey(cause);
  const rank = ({ criticality }: MapNode) => CRITICALITIES.indexOf(criticality);
  return map.nodes
    .filter(isUserFlow)
    .flatMap(node => {
      const same = causesOf(node).find(each => causeKey(each) === key);
      return same ? [{ node, path: same.path }] : [];
    })
    .sort((a, b) => rank(a.node) - rank(b.node));
}

/** What is explained: a node, all that makes it ill, and the one of these that is followed. */
export interface Explained {
  node: MapNode | undefined;
  causes: HealthCause[];
  followed: HealthCause | undefined;
  /** Whom the followed one hurts. */
  hurt: HurtFlow[];
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
  const followed = causes.find(cause => causeKey(cause) === key) ?? causes[0];
  const hurt = followed ? flowsHurtBy(map, followed) : [];
  return { node, causes, followed, hurt };
}

/** The ways that are drawn: to the cause, and from the user flows that it hurts. */
export function waysOf({ followed, hurt }: Explained): string[][] {
  return followed ? [followed.path, ...hurt.map(({ path }) => path)] : [];
}
