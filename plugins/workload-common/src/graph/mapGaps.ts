import { defaultImpact } from '../health/impacts';
import { isStampNode } from '../health/stampNodes';
import { isUserFlow } from '../health/userFlows';
import { EdgeKind, WorkloadGraph, WorkloadNode } from './model';

/**
 * What a service map may lack because nobody declared it, by how much is lost:
 *
 * - `no-dependencies`: nothing depends on anything; health has no way to flow
 * - `component-needs-nothing`: a component that depends on nothing
 * - `stamp-is-empty`: a stamp that carries traffic and has no part
 * - `nobody-needs-it`: a resource outside of all stamps that nothing depends on
 * - `no-user-flow`: nothing says what users do with the workload
 * - `sends-no-telemetry`: a resource that requests pass and that nobody hears of
 */
export const MAP_GAP_KINDS = [
  'no-dependencies',
  'component-needs-nothing',
  'stamp-is-empty',
  'nobody-needs-it',
  'no-user-flow',
  'sends-no-telemetry',
] as const;

/** One of {@link MAP_GAP_KINDS}. */
export type MapGapKind = (typeof MAP_GAP_KINDS)[number];

/** Something that nobody declared, and of what. */
export interface MapGap {
  kind: MapGapKind;
  /** The nodes that lack it, in the graph's order; the workload itself where it is about the whole. */
  entityRefs: string[];
}

/**
 * What is not declared in a workload's graph, the gravest first. Only what
 * somebody could add is said: planned and retired stamps are rightly empty, and
 * what receives telemetry or only shows it need not send any. Linear in nodes
 * and edges.
 *
 * @param graph - with its user flows.
 */
export function mapGaps(graph: WorkloadGraph): MapGap[] {
  const { workloadRef } = graph;
  const needing = endsOf(graph, 'depends-on', 'sourceRef');
  const needed = endsOf(graph, 'depends-on', 'targetRef');
  const sending = endsOf(graph, 'telemetry', 'sourceRef');
  const receiving = endsOf(graph, 'telemetry', 'targetRef');
  const parts = graph.nodes.filter(node => node.entityRef !== workloadRef);
  if (parts.length === 0) return [];
  const filled = new Set(
    parts.filter(node => !isStampNode(node)).map(node => node.stampRef),
  );
  const isResource = (node: WorkloadNode) =>
    !isStampNode(node) && !isUserFlow(node) && node.kind !== 'Component';

  const lacking: Record<MapGapKind, WorkloadNode[]> = {
    'no-dependencies':
      needing.size === 0
        ? graph.nodes.filter(node => node.entityRef === workloadRef)
        : [],
    'component-needs-nothing': parts.filter(
      node => node.kind === 'Component' && !needing.has(node.entityRef),
    ),
    'stamp-is-empty': parts.filter(
      node =>
        isStampNode(node) &&
        carriesTraffic(node) &&
        !filled.has(node.entityRef),
    ),
    'nobody-needs-it': parts.filter(
      node => isResource(node) && !node.stampRef && !needed.has(node.entityRef),
    ),
    'no-user-flow': parts.some(isUserFlow)
      ? []
      : graph.nodes.filter(node => node.entityRef === workloadRef),
    'sends-no-telemetry': parts.filter(
      node =>
        isResource(node) &&
        !sending.has(node.entityRef) &&
        !receiving.has(node.entityRef) &&
        defaultImpact(node.type) === 'standard',
    ),
  };
  return MAP_GAP_KINDS.map(kind => ({
    kind,
    entityRefs: lacking[kind].map(node => node.entityRef),
  })).filter(gap => gap.entityRefs.length > 0);
}

function endsOf(
  graph: WorkloadGraph,
  kind: EdgeKind,
  end: 'sourceRef' | 'targetRef',
): Set<string> {
  return new Set(
    graph.edges.filter(edge => edge.kind === kind).map(edge => edge[end]),
  );
}

function carriesTraffic({ lifecycle }: WorkloadNode): boolean {
  return lifecycle !== 'planned' && lifecycle !== 'retired';
}
