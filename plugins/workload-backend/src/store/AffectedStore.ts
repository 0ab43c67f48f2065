import {
  AffectedWorkload,
  CRITICALITIES,
  HealthState,
  USER_FLOW_KIND,
} from '@plumbline/plugin-workload-common';
import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { EdgeTable, NodeTable, WorkloadTable } from './tables';

type Part = Pick<
  NodeTable,
  'workload_ref' | 'entity_ref' | 'kind' | 'type' | 'title' | 'criticality'
>;

/** Reads which workloads the illness of an entity reaches, or would. */
export class AffectedStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * A page of the workloads that have an entity as a part: the worst first, of
   * these where the entity is most critical.
   */
  async page(
    entityRef: string,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ items: AffectedWorkload[]; total: number }> {
    const criticality = CRITICALITIES.map((_, rank) => `when ? then ${rank}`);
    const [workloads, [{ total }]] = await Promise.all([
      this.#database('nodes as n')
        .join('workloads as w', 'w.workload_ref', 'n.workload_ref')
        .where('n.entity_ref', entityRef)
        .orderBy('w.health_rank')
        .orderByRaw(`case n.criticality ${criticality.join(' ')} end`, [
          ...CRITICALITIES,
        ])
        .orderBy(['w.title', 'w.workload_ref'])
        .limit(limit)
        .offset(offset)
        .select(
          'w.workload_ref',
          'w.title',
          'w.owner_ref',
          'w.health',
        ) as Promise<
        Pick<WorkloadTable, 'workload_ref' | 'title' | 'owner_ref' | 'health'>[]
      >,
      this.#database('nodes')
        .where({ entity_ref: entityRef })
        .count({ total: '*' }),
    ]);
    const refs = workloads.map(each => each.workload_ref);
    const [edges, parts] = await Promise.all([
      this.#edges(refs),
      this.#parts(refs),
    ]);
    return {
      items: workloads.map(workload => {
        const ref = workload.workload_ref;
        const known = parts.get(ref) ?? new Map<string, Part>();
        const above = dependents(entityRef, edges.get(ref) ?? []).flatMap(
          each => known.get(each) ?? [],
        );
        return {
          workloadRef: ref,
          title: workload.title,
          ownerRef: workload.owner_ref ?? undefined,
          health: workload.health as HealthState,
          parts: above.filter(isEntity).map(part => ({
            entityRef: part.entity_ref,
            title: part.title,
            kind: part.kind,
            type: part.type ?? undefined,
          })),
          userFlows: above
            .filter(part => !isEntity(part))
            .map(({ title, criticality: matters }) => ({
              title,
              criticality: matters,
            }))
            .sort(
              (a, b) => rankOf(a) - rankOf(b) || (a.title < b.title ? -1 : 1),
            ),
        };
      }),
      total: Number(total),
    };
  }

  /** Which node needs which, by workload. */
  async #edges(refs: string[]): Promise<Map<string, EdgeTable[]>> {
    const rows = await this.#database<EdgeTable>('edges')
      .where({ kind: 'depends-on' })
      .where(anyOf(this.#database, 'workload_ref', refs))
      .orderBy('source_ref');
    const byWorkload = new Map<string, EdgeTable[]>();
    for (const row of rows) {
      const list = byWorkload.get(row.workload_ref);
      if (list) list.push(row);
      else byWorkload.set(row.workload_ref, [row]);
    }
    return byWorkload;
  }

  async #parts(refs: string[]): Promise<Map<string, Map<string, Part>>> {
    const rows = await this.#database<NodeTable>('nodes')
      .select(
        'workload_ref',
        'entity_ref',
        'kind',
        'type',
        'title',
        'criticality',
      )
      .where(anyOf(this.#database, 'workload_ref', refs));
    const byWorkload = new Map<string, Map<string, Part>>();
    for (const row of rows) {
      const parts = byWorkload.get(row.workload_ref) ?? new Map();
      byWorkload.set(row.workload_ref, parts.set(row.entity_ref, row));
    }
    return byWorkload;
  }
}

/** What depends on an entity, straight or through others; the nearest first. */
function dependents(entityRef: string, edges: EdgeTable[]): string[] {
  const above = new Map<string, string[]>();
  for (const { source_ref: source, target_ref: target } of edges) {
    const list = above.get(target);
    if (list) list.push(source);
    else above.set(target, [source]);
  }
  const reached = new Set([entityRef]);
  for (const ref of reached) {
    // A set goes on over what is added to it meanwhile.
    for (const each of above.get(ref) ?? []) reached.add(each);
  }
  reached.delete(entityRef);
  return [...reached];
}

function isEntity({ kind }: Part): boolean {
  return kind !== USER_FLOW_KIND;
}

function rankOf({ criticality }: { criticality: string }): number {
  return CRITICALITIES.findIndex(each => each === criticality);
}
