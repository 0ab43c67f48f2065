import { HealthRollUp } from './HealthRollUp';
import { HealthNode, NodeHealth } from './model';

/**
 * The health of every node, by ref. Health flows against `dependsOn`: a node is
 * as ill as its own signals and what it depends on make it; see
 * {@link HealthRollUp}.
 *
 * Pure and total; the order of nodes, edges and signals does not matter.
 */
export function rollUp(nodes: HealthNode[]): ReadonlyMap<string, NodeHealth> {
  return new HealthRollUp(nodes).results;
}
