import {
  ATTENTION_NOW,
  AttentionItem,
  HealthState,
  SummaryFamily,
  WorkloadFilters,
  WorkloadMap,
  WorkloadOrder,
  WorkloadOverview,
  WorkloadPage,
  WorkloadRow,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { toMapNode } from './nodeRows';
import { AttentionTable, EdgeTable, NodeTable, WorkloadTable } from './tables';

const COLUMNS: Record<WorkloadOrder, keyof WorkloadTable> = {
  urgency: 'urgency',
  title: 'title',
  health: 'health_rank',
  maturity: 'maturity_sort',
  slo: 'slo_sort',
  'secret-expiry': 'secret_expiry_sort',
  stamps: 'stamp_count',
  owner: 'owner_ref',
  domain: 'domain_ref',
  tier: 'tier',
};

/** Which workloads of the portfolio, and in which order. */
export interface PortfolioQuery {
  limit: number;
  offset: number;
  /** Words that must all be in title, name, description, owner or domain. */
  search?: string;
  /** Full ref. */
  owner?: string;
  /** Full ref. */
  domain?: string;
  health?: HealthState;
  orderBy: WorkloadOrder;
  order: 'asc' | 'desc';
}

/** Reads what pages show, as it was stored. */
export class PortfolioStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** A page of workloads. Those without a value in the ordering column come last either way. */
  async list(query: PortfolioQuery): Promise<Omit<WorkloadPage, 'families'>> {
    const inOrder = (rows: Knex.QueryBuilder) =>
      rows
        .orderByRaw(
          query.order === 'desc' ? '?? desc nulls last' : '?? asc nulls last',
          [COLUMNS[query.orderBy]],
        )
        .orderBy([{ column: 'title' }, { column: 'workload_ref' }]);
    // Rows are wide, so the portfolio is sorted by what orders it alone.
    const refs = inOrder(this.#filtered(query))
      .select('workload_ref')
      .limit(query.limit)
      .offset(query.offset);
    const [rows, [counts]] = await Promise.all([
      inOrder(
        this.#database('workloads').whereIn('workload_ref', refs),
      ) as Promise<WorkloadTable[]>,
      this.#filtered(query).select(
        this.#database.raw('count(*) as total'),
        this.#database.raw(
          'sum(case when urgency >= ? then 1 else 0 end) as needs_attention',
          [ATTENTION_NOW],
        ),
      ) as unknown as Promise<{ total: string; needs_attention: string }[]>,
    ]);
    return {
      items: rows.map(toWorkloadRow),
      total: Number(counts.total),
      needsAttention: Number(counts.needs_attention ?? 0),
    };
  }

  /** Owners and domains that there are, most workloads first. */
  async filters(): Promise<WorkloadFilters> {
    const [owners, domains] = await Promise.all([
      this.#countBy('owner_ref'),
      this.#countBy('domain_ref'),
    ]);
    return { owners, domains };
  }

  /** Everything of a workload's first screen, or `undefined` for an unknown one. */
  async overview(
    workloadRef: string,
  ): Promise<Omit<WorkloadOverview, 'families'> | undefined> {
    const row = await this.#row(workloadRef);
    if (!row) return undefined;
    const attention = await this.#database<AttentionTable>('attention')
      .where({ workload_ref: workloadRef })
      .orderBy([
        { column: 'urgency', order: 'desc' },
        { column: 'due_at' },
        { column: 'id' },
      ]);
    return {
      workload: toWorkloadRow(row),
      tiles: JSON.parse(row.tiles),
      attention: attention.map(toAttentionItem),
    };
  }

  /** The service map of a workload, or `undefined` for an unknown one. */
  async map(workloadRef: string): Promise<WorkloadMap | undefined> {
    const row = await this.#row(workloadRef);
    if (!row) return undefined;
    const [nodes, edges] = await Promise.all([
      this.#database<NodeTable>('nodes')
        .where({ workload_ref: workloadRef })
        .orderBy('entity_ref'),
      this.#database<EdgeTable>('edges')
        .where({ workload_ref: workloadRef })
        .orderBy(['source_ref', 'target_ref', 'kind']),
    ]);
    return {
      workloadRef,
      nodes: nodes.map(toMapNode),
      edges: edges.map(edge => ({
        sourceRef: edge.source_ref,
        targetRef: edge.target_ref,
        kind: edge.kind as WorkloadMap['edges'][number]['kind'],
      })),
      graphAsOf: row.graph_as_of,
    };
  }

  async #row(workloadRef: string): Promise<WorkloadTable | undefined> {
    return this.#database<WorkloadTable>('workloads')
      .where({ workload_ref: workloadRef })
      .first();
  }

  #filtered({ search, owner, domain, health }: PortfolioQuery) {
    const query = this.#database<WorkloadTable>('workloads');
    if (owner) query.where({ owner_ref: owner });
    if (domain) query.where({ domain_ref: domain });
    if (health) query.where({ health });
    for (const word of wordsOf(search)) {
      query.whereRaw(`search_text like ? escape '\\'`, [`%${word}%`]);
    }
    return query;
  }

  async #countBy(column: 'owner_ref' | 'domain_ref') {
    const rows = (await this.#database('workloads')
      .whereNotNull(column)
      .groupBy(column)
      .select({ ref: column })
      .count({ count: '*' })
      .orderBy([{ column: 'count', order: 'desc' }, { column: 'ref' }])) as {
      ref: string;
      count: string | number;
    }[];
    return rows.map(({ ref, count }) => ({ ref, count: Number(count) }));
  }
}

function toWorkloadRow(row: WorkloadTable): WorkloadRow {
  return {
    ref: row.workload_ref,
    namespace: row.namespace,
    name: row.name,
    title: row.title,
    description: row.description ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    domainRef: row.domain_ref ?? undefined,
    tier: row.tier ?? undefined,
    health: row.health as HealthState,
    healthSince: row.health_since,
    healthReason: row.health_reason,
    families: JSON.parse(row.families),
    stamps: JSON.parse(row.stamps),
    attentionCount: row.attention_count,
    urgency: row.urgency,
    updatedAt: row.updated_at,
  };
}

function toAttentionItem(
  row: AttentionTable,
): AttentionItem & { family: SummaryFamily } {
  return {
    family: row.family,
    id: row.id,
    tone: row.tone as AttentionItem['tone'],
    urgency: row.urgency,
    title: row.title,
    nextStep: row.next_step,
    dueAt: row.due_at ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    tab: row.tab,
    runbookUrl: row.runbook_url ?? undefined,
    entityRef: row.entity_ref ?? undefined,
  };
}

/** Lower-case words of a search, with the wildcards of `like` taken literally. */
function wordsOf(search: string | undefined): string[] {
  return (search ?? '')
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .filter(word => word !== '')
    .map(word => word.replace(/[\\%_]/g, '\\$&'));
}
