import { WorkloadGraph, WorkloadNode } from '../graph/model';
import { NodeSignal } from '../summary';
import { isStampNode } from './stampNodes';
import { WorkloadHealth } from './WorkloadRollUp';

/** Which parts of a workload are watched, and which of them are ill. Full refs, sorted. */
export interface HealthParts {
  /** Entities with a signal of their own that says how they are. */
  observed: string[];
  /**
   * Components without such a signal; stamps that carry traffic, and the
   * workload itself, when none of their parts has one either.
   */
  unobserved: string[];
  /** Entities whose own signals say that they are degraded or unhealthy. */
  ill: string[];
}

/** The {@link HealthParts} of a workload. A signal that only says `unknown` counts as none. */
export function healthParts(
  graph: WorkloadGraph,
  health: WorkloadHealth,
): HealthParts {
  const observed = graph.nodes.filter(node =>
    (health.counted.get(node.entityRef) ?? []).some(saysSomething),
  );
  const observedRefs = new Set(observed.map(({ entityRef }) => entityRef));
  const observedStamps = new Set(observed.map(({ stampRef }) => stampRef));
  const isUnobserved = (node: WorkloadNode) => {
    if (node.entityRef === graph.workloadRef) return observed.length === 0;
    if (isStampNode(node)) {
      return carriesTraffic(node) && !observedStamps.has(node.entityRef);
    }
    return node.kind === 'Component' && !observedRefs.has(node.entityRef);
  };
  return {
    observed: refsOf(observed),
    unobserved: refsOf(graph.nodes.filter(isUnobserved)),
    ill: refsOf(
      observed.filter(({ entityRef }) =>
        ['degraded', 'unhealthy'].includes(
          health.nodes.get(entityRef)?.ownState ?? 'unknown',
        ),
      ),
    ),
  };
}

function saysSomething({ state }: NodeSignal): boolean {
  return state !== 'unknown';
}

function carriesTraffic({ lifecycle }: WorkloadNode): boolean {
  return lifecycle === 'active' || lifecycle === 'draining';
}

function refsOf(nodes: WorkloadNode[]): string[] {
  return nodes.map(({ entityRef }) => entityRef).sort();
}
