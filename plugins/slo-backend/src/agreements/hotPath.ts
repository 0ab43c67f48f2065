import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  AvailabilityNode,
  DependencySla,
  HotPathEdit,
  OffPath,
  formatPercent,
} from '@plumbline/plugin-slo-common';
import {
  ANNOTATIONS,
  WorkloadNode,
  buildGraph,
  defaultImpact,
  isProduction,
} from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { SlaTable } from './SlaTable';

/** Stamps that carry traffic. */
const SERVING = ['active', 'draining'];

/** The path that users of a workload wait for. */
export interface HotPath {
  /** `null` when the catalog knows no dependency. */
  path: AvailabilityNode | null;
  offPath: OffPath[];
}

type Dependency = Extract<AvailabilityNode, { kind: 'dependency' }>;

/**
 * The path that users wait for, from the catalog: what all stamps share, in a
 * row with the stamps side by side, each its own resources in a row. Only stamps
 * that carry traffic count, and of those only production's where there are any.
 *
 * Not on the path is what requests do not pass through: resources whose failure
 * counts less by their health impact, types that the table leaves out, what no
 * stamp or component needs, and what people took off.
 */
export function hotPath(options: {
  entities: WorkloadEntities;
  table: SlaTable;
  edit?: HotPathEdit;
  /** `2026-11-21`: when the annotations are read. */
  today: string;
}): HotPath {
  const { entities, table, today } = options;
  const edit = options.edit ?? { excluded: [], overrides: {} };
  const graph = buildGraph(entities);
  const root = graph.nodes.find(node => node.entityRef === graph.workloadRef)!;
  const stampRefs = new Set(entities.stamps.map(refOf));
  const serving = servingStamps(
    graph.nodes.filter(node => stampRefs.has(node.entityRef)),
  );
  const needed = new Set(
    graph.edges
      .filter(({ kind }) => kind === 'depends-on')
      .map(({ targetRef }) => targetRef),
  );
  const entityOf = new Map(
    entities.resources.map(resource => [refOf(resource), resource]),
  );
  const offPath: OffPath[] = [];
  const onPath = graph.nodes
    .filter(node => entityOf.has(node.entityRef))
    // Nobody waits for the resources of a stamp that carries no traffic.
    .filter(
      ({ stampRef }) =>
        !stampRef || serving.some(({ entityRef }) => entityRef === stampRef),
    )
    .filter(node => {
      const reason = edit.included?.includes(node.entityRef)
        ? undefined
        : offPathReason(node, { table, edit, needed, stamps: stampRefs.size });
      if (reason !== undefined) {
        offPath.push({
          entityRef: node.entityRef,
          title: node.title,
          resourceType: node.type ?? '',
          reason,
        });
      }
      return reason === undefined;
    });
  const dependency = (node: WorkloadNode): Dependency => ({
    kind: 'dependency',
    entityRef: node.entityRef,
    title: node.title,
    resourceType: node.type ?? '',
    sla: promiseOf(entityOf.get(node.entityRef)!, node.type, table, today),
    override: Object.hasOwn(edit.overrides, node.entityRef)
      ? edit.overrides[node.entityRef]
      : undefined,
  });
  const shared = onPath.filter(({ stampRef }) => !stampRef).map(dependency);
  const stamps = serving.flatMap((stamp): AvailabilityNode[] => {
    const children = onPath
      .filter(({ stampRef }) => stampRef === stamp.entityRef)
      .map(dependency);
    return children.length > 0
      ? [
          {
            kind: 'serial',
            title: stamp.title,
            entityRef: stamp.entityRef,
            children: children.sort(byTitle),
          },
        ]
      : [];
  });
  const children: AvailabilityNode[] = [
    ...shared.sort(byTitle),
    ...(stamps.length > 1
      ? [
          {
            kind: 'parallel' as const,
            title: `${stamps.length} stamps`,
            children: stamps.sort(byTitle),
          },
        ]
      : stamps),
  ];
  return {
    path:
      children.length > 0
        ? {
            kind: 'serial',
            title: root.title,
            entityRef: graph.workloadRef,
            children,
          }
        : null,
    offPath: offPath.sort(byTitle),
  };
}

function servingStamps(stamps: WorkloadNode[]): WorkloadNode[] {
  const serving = stamps.filter(({ lifecycle }) =>
    SERVING.includes(lifecycle ?? ''),
  );
  const production = serving.filter(({ environment }) =>
    isProduction(environment),
  );
  return production.length > 0 ? production : serving;
}

function offPathReason(
  node: WorkloadNode,
  context: {
    table: SlaTable;
    edit: HotPathEdit;
    needed: Set<string>;
    stamps: number;
  },
): string | undefined {
  const { table, edit, needed, stamps } = context;
  if (edit.excluded.includes(node.entityRef)) {
    return 'Someone who answers for the workload took it off.';
  }
  const byType = table.offPathReason(node.type ?? '');
  if (byType !== undefined) return byType;
  const impact = node.impact ?? defaultImpact(node.type);
  if (impact === 'suppressed') return 'Requests do not pass through it.';
  if (impact === 'limited') {
    return 'What runs goes on without it; only changes need it.';
  }
  if (stamps > 0 && node.scope === 'workload' && !needed.has(node.entityRef)) {
    return 'Neither a stamp nor a component depends on it.';
  }
  return undefined;
}

/** The promise for one resource: the one on the resource itself, else that of the table. */
function promiseOf(
  entity: Entity,
  type: string | undefined,
  table: SlaTable,
  today: string,
): DependencySla | null {
  const annotations = entity.metadata.annotations ?? {};
  const resourceType = type ?? '';
  const tier = annotations[ANNOTATIONS.serviceTier];
  const known = table.find(resourceType, tier);
  const written = annotations[ANNOTATIONS.serviceSla];
  const value = Number(written);
  if (written === undefined || !(value > 0 && value <= 1)) return known ?? null;
  const differs = known && Math.abs(known.value - value) > 1e-9;
  return {
    resourceType,
    tier,
    service: known?.service ?? resourceType,
    value,
    source: `annotation ${ANNOTATIONS.serviceSla} of ${refOf(entity)}${
      differs ? `; the table says ${formatPercent(known.value)}` : ''
    }`,
    date: today,
    // An annotation repeats what somebody read somewhere.
    confirmed: false,
  };
}

function refOf(entity: Entity): string {
  return stringifyEntityRef(entity);
}

function byTitle(a: { title: string }, b: { title: string }): number {
  return a.title.localeCompare(b.title);
}
