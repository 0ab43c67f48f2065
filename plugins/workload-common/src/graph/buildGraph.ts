import {
  Entity,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { runbookOf } from '../address';
import { IMPACTS } from '../health/model';
import { ANNOTATIONS, RELATIONS, StampEntity, WorkloadEntity } from '../model';
import { EdgeKind, WorkloadEdge, WorkloadGraph, WorkloadNode } from './model';

/** The entities of one workload, with their relations. */
export interface GraphEntities {
  workload: WorkloadEntity;
  stamps: StampEntity[];
  resources: Entity[];
  components: Entity[];
}

const EDGE_KINDS: Record<string, EdgeKind> = {
  [RELATION_DEPENDS_ON]: 'depends-on',
  [RELATIONS.sendsTelemetryTo]: 'telemetry',
};

/**
 * The service map of a workload, from its entities alone. Edges that lead out
 * of the workload are left out. Sorted, so that the same entities always give
 * the same graph.
 *
 * A resource is global when its scope annotation says so. Else it belongs to the
 * only stamp that depends on it, straight or through others; one that several
 * stamps share is global too. One that none reaches belongs to the only stamp
 * of its region and environment annotations, or else to the workload as such.
 */
export function buildGraph(entities: GraphEntities): WorkloadGraph {
  const { workload, stamps, resources, components } = entities;
  const parts = [...stamps, ...resources, ...components];
  const workloadRef = stringifyEntityRef(workload);
  const refs = new Set([workloadRef, ...parts.map(refOf)]);
  const edges = [workload, ...parts].flatMap(part => edgesOf(part, refs));
  const stampOf = assignStamps(entities, edges);

  const root = toNode(workload, { scope: 'workload' });
  const stampNodes = new Map(
    stamps.map(stamp => {
      const ref = refOf(stamp);
      const node = toNode(stamp, { scope: 'stamp', stampRef: ref }, root);
      return [ref, node];
    }),
  );
  const others = [...resources, ...components].map(part => {
    const place = stampOf(part);
    const stamp = place.stampRef ? stampNodes.get(place.stampRef) : undefined;
    return toNode(part, place, stamp ?? root);
  });
  return {
    workloadRef,
    nodes: [root, ...stampNodes.values(), ...others].sort((a, b) =>
      a.entityRef < b.entityRef ? -1 : 1,
    ),
    edges: edges.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
}

type Place = Pick<WorkloadNode, 'scope' | 'stampRef'>;

function assignStamps(
  { stamps, resources }: GraphEntities,
  edges: WorkloadEdge[],
): (part: Entity) => Place {
  const declaredGlobal = new Set(
    resources.filter(part => scopeOf(part) === 'global').map(refOf),
  );
  const resourceRefs = new Set(resources.map(refOf));
  const targets = new Map<string, string[]>();
  for (const edge of edges) {
    if (edge.kind !== 'depends-on') continue;
    if (!resourceRefs.has(edge.targetRef)) continue;
    if (declaredGlobal.has(edge.targetRef)) continue;
    targets.set(edge.sourceRef, [
      ...(targets.get(edge.sourceRef) ?? []),
      edge.targetRef,
    ]);
  }
  const reachedBy = new Map<string, Set<string>>();
  for (const stamp of stamps.map(refOf)) {
    const queue = [...(targets.get(stamp) ?? [])];
    const seen = new Set(queue);
    for (const ref of queue) {
      reachedBy.set(ref, (reachedBy.get(ref) ?? new Set()).add(stamp));
      for (const next of targets.get(ref) ?? []) {
        if (!seen.has(next)) queue.push(next);
        seen.add(next);
      }
    }
  }
  return part => {
    const ref = refOf(part);
    if (part.kind !== 'Resource') return { scope: 'workload' };
    if (declaredGlobal.has(ref)) return { scope: 'global' };
    const direct = stamps.filter(stamp =>
      targets.get(refOf(stamp))?.includes(ref),
    );
    if (direct.length === 1) {
      return { scope: 'stamp', stampRef: refOf(direct[0]) };
    }
    const reached = reachedBy.get(ref);
    if (reached?.size === 1) {
      return { scope: 'stamp', stampRef: [...reached][0] };
    }
    if (reached) return { scope: 'global' };
    const named = stampByAnnotations(part, stamps);
    return named
      ? { scope: 'stamp', stampRef: refOf(named) }
      : { scope: 'workload' };
  };
}

/** The only stamp of the region and environment that a part's annotations name. */
function stampByAnnotations(
  part: Entity,
  stamps: StampEntity[],
): StampEntity | undefined {
  const region = annotation(part, ANNOTATIONS.region);
  const environment = annotation(part, ANNOTATIONS.environment);
  if (!region && !environment) return undefined;
  const matches = stamps.filter(
    ({ spec }) =>
      (!region || spec.region === region) &&
      (!environment || spec.environment === environment),
  );
  return matches.length === 1 ? matches[0] : undefined;
}

function edgesOf(source: Entity, known: Set<string>): WorkloadEdge[] {
  const sourceRef = refOf(source);
  return (source.relations ?? [])
    .filter(relation => EDGE_KINDS[relation.type])
    .filter(({ targetRef }) => known.has(targetRef) && targetRef !== sourceRef)
    .map(({ type, targetRef }) => ({
      sourceRef,
      targetRef,
      kind: EDGE_KINDS[type],
    }));
}

function toNode(
  entity: Entity,
  place: Place,
  above?: WorkloadNode,
): WorkloadNode {
  const spec = entity.spec ?? {};
  const inStamp = place.scope === 'stamp' ? above : undefined;
  return {
    entityRef: refOf(entity),
    kind: entity.kind,
    type: text(spec.type),
    title: entity.metadata.title ?? entity.metadata.name,
    ...place,
    region:
      annotation(entity, ANNOTATIONS.region) ??
      text(spec.region) ??
      inStamp?.region,
    environment:
      annotation(entity, ANNOTATIONS.environment) ??
      text(spec.environment) ??
      inStamp?.environment,
    lifecycle:
      place.stampRef === refOf(entity) ? text(spec.lifecycle) : undefined,
    impact: IMPACTS.find(
      impact => impact === annotation(entity, ANNOTATIONS.healthImpact),
    ),
    ownerRef: entity.relations?.find(each => each.type === RELATION_OWNED_BY)
      ?.targetRef,
    runbookUrl: runbookOf(entity) ?? above?.runbookUrl,
    onCall: annotation(entity, ANNOTATIONS.onCall) ?? above?.onCall,
    escalation: annotation(entity, ANNOTATIONS.escalation) ?? above?.escalation,
    azureResourceId: annotation(entity, ANNOTATIONS.azureResourceId),
  };
}

function scopeOf(entity: Entity): string | undefined {
  return annotation(entity, ANNOTATIONS.scope);
}

function annotation(entity: Entity, name: string): string | undefined {
  return text(entity.metadata.annotations?.[name]);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function refOf(entity: Entity): string {
  return stringifyEntityRef(entity);
}

function keyOf(edge: WorkloadEdge): string {
  return `${edge.sourceRef} ${edge.targetRef} ${edge.kind}`;
}
