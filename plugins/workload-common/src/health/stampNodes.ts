import { isProduction } from '../environment';
import { WorkloadGraph, WorkloadNode } from '../graph/model';
import { STAMP_TYPE } from '../model';

/** Whether a node of the map is a stamp itself, not a part of one. */
export function isStampNode(node: WorkloadNode): boolean {
  return node.type === STAMP_TYPE && node.stampRef === node.entityRef;
}

/**
 * The stamps that users depend on: those that carry traffic (active or
 * draining), of the production environment where the workload has one.
 */
export function servingStamps(graph: WorkloadGraph): WorkloadNode[] {
  const carrying = graph.nodes.filter(
    node =>
      isStampNode(node) &&
      (node.lifecycle === 'active' || node.lifecycle === 'draining'),
  );
  const production = carrying.filter(node => isProduction(node.environment));
  return production.length > 0 ? production : carrying;
}
