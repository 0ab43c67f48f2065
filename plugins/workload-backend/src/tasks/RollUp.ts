import { EventsService } from '@backstage/plugin-events-node';
import {
  EdgeKind,
  FamilySummary,
  HEALTH_TOPIC,
  HealthChanged,
  HealthState,
  WorkloadGraph,
  workloadHealth,
} from '@plumbline/plugin-workload-common';
import { inTurns, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { Evaluation, composeRow } from '../portfolio/composeRow';
import { BATCH } from '../store/batch';
import { toWorkloadNode } from '../store/nodeRows';
import {
  AttentionTable,
  EdgeTable,
  FamilySummaryTable,
  HealthTransitionTable,
  NodeTable,
  WorkloadTable,
} from '../store/tables';

/** What is stored of one workload before its health is rolled up. */
interface Stored {
  workload: WorkloadTable;
  nodes: NodeTable[];
  edges: EdgeTable[];
  summaries: FamilySummary[];
  attention: AttentionTable[];
}

/** What rolling up one workload changes; what stays as it is stays out. */
interface Changes {
  nodes: NodeTable[];
  transitions: HealthTransitionTable[];
  workload?: WorkloadTable;
  /** The workload's ref, when its health or what tells it is another. */
  health?: string;
  attention?: { workloadRef: string; rows: AttentionTable[] };
}

/**
 * Rolls up the health of some workloads from the stored graph and summaries,
 * and stores states, transitions, attention items and portfolio rows.
 *
 * Says of which workloads the health changed, or what tells it.
 *
 * Workloads in one batch are read and written in one transaction that locks
 * their rows, so that replicas and graph refreshes take turns; doing it twice
 * changes nothing.
 */
export class RollUp {
  readonly #database: Knex;
  readonly #events: Pick<EventsService, 'publish'>;
  readonly #now: () => Date;

  constructor(options: {
    database: Knex;
    events: Pick<EventsService, 'publish'>;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#database = options.database;
    this.#events = options.events;
    this.#now = options.now ?? (() => new Date());
  }

  async run(workloadRefs: string[]): Promise<void> {
    const sorted = [...new Set(workloadRefs)].sort();
    for await (const refs of inTurns(sorted, BATCH)) {
      const changes = await this.#database.transaction(async tx => {
        const stored = await load(tx, refs);
        const now = this.#now().toISOString();
        const evaluated = stored.map(each => evaluate(each, now));
        await save(tx, evaluated);
        return evaluated;
      });
      await this.#publish(changes.flatMap(each => each.health ?? []));
    }
  }

  async #publish(workloadRefs: string[]) {
    if (workloadRefs.length === 0) return;
    const eventPayload: HealthChanged = { workloadRefs };
    await this.#events.publish({ topic: HEALTH_TOPIC, eventPayload });
  }
}

async function load(tx: Knex.Transaction, refs: string[]): Promise<Stored[]> {
  const workloads = await tx<WorkloadTable>('workloads')
    .whereIn('workload_ref', refs)
    .orderBy('workload_ref')
    .forUpdate();
  // One after the other: a transaction is one connection.
  const nodes = byWorkload(
    await tx<NodeTable>('nodes').whereIn('workload_ref', refs),
  );
  const edges = byWorkload(
    await tx<EdgeTable>('edges').whereIn('workload_ref', refs),
  );
  const summaries = byWorkload(
    await tx<FamilySummaryTable>('family_summaries')
      .whereIn('workload_ref', refs)
      .orderBy('family'),
  );
  const attention = byWorkload(
    await tx<AttentionTable>('attention').whereIn('workload_ref', refs),
  );
  return workloads.map(workload => {
    const ref = workload.workload_ref;
    return {
      workload,
      nodes: nodes.get(ref) ?? [],
      edges: edges.get(ref) ?? [],
      summaries: (summaries.get(ref) ?? []).map(row => JSON.parse(row.summary)),
      attention: attention.get(ref) ?? [],
    };
  });
}

function evaluate(stored: Stored, now: string): Changes {
  const { workload, summaries } = stored;
  const graph: WorkloadGraph = {
    workloadRef: workload.workload_ref,
    nodes: stored.nodes.map(toWorkloadNode),
    edges: stored.edges.map(edge => ({
      sourceRef: edge.source_ref,
      targetRef: edge.target_ref,
      kind: edge.kind as EdgeKind,
    })),
  };
  const health = workloadHealth(
    graph,
    summaries.flatMap(each => each.signals),
  );
  const changes: Changes = { nodes: [], transitions: [] };
  for (const row of stored.nodes) {
    const { state, ownState, cause } = health.nodes.get(row.entity_ref)!;
    const after: NodeTable = {
      ...row,
      own_state: ownState,
      state,
      state_since: state === row.state ? row.state_since : now,
      signals: JSON.stringify(health.signals.get(row.entity_ref)),
      cause: cause ? JSON.stringify(cause) : null,
    };
    if (differs(row, after)) changes.nodes.push(after);
    if (state !== row.state) {
      changes.transitions.push({
        workload_ref: row.workload_ref,
        entity_ref: row.entity_ref,
        from_since: row.state_since,
        from_state: row.state,
        to_state: state,
        cause: after.cause,
        at: now,
      });
    }
  }
  const evaluation: Evaluation = composeRow(graph, health, summaries);
  const row: WorkloadTable = {
    ...workload,
    ...evaluation,
    health_since:
      (workload.health as HealthState) === evaluation.health
        ? workload.health_since
        : now,
  };
  if (differs(workload, row)) changes.workload = { ...row, updated_at: now };
  if (
    workload.health !== row.health ||
    workload.health_parts !== row.health_parts
  ) {
    changes.health = graph.workloadRef;
  }
  const attention = summaries.flatMap(toAttentionRows);
  if (setOf(attention) !== setOf(stored.attention)) {
    changes.attention = { workloadRef: graph.workloadRef, rows: attention };
  }
  return changes;
}

async function save(tx: Knex.Transaction, changes: Changes[]): Promise<void> {
  for (const rows of slices(
    changes.flatMap(each => each.nodes),
    BATCH,
  )) {
    await tx<NodeTable>('nodes')
      .insert(rows)
      .onConflict(['workload_ref', 'entity_ref'])
      .merge(['own_state', 'state', 'state_since', 'signals', 'cause']);
  }
  for (const rows of slices(
    changes.flatMap(each => each.transitions),
    BATCH,
  )) {
    await tx<HealthTransitionTable>('health_transitions')
      .insert(rows)
      .onConflict(['workload_ref', 'entity_ref', 'from_since'])
      .ignore();
  }
  const workloads = changes.flatMap(each => each.workload ?? []);
  if (workloads.length > 0) {
    await tx<WorkloadTable>('workloads')
      .insert(workloads)
      .onConflict('workload_ref')
      .merge();
  }
  const attention = changes.flatMap(each => each.attention ?? []);
  if (attention.length > 0) {
    await tx('attention')
      .whereIn(
        'workload_ref',
        attention.map(each => each.workloadRef),
      )
      .delete();
  }
  for (const rows of slices(
    attention.flatMap(each => each.rows),
    BATCH,
  )) {
    await tx<AttentionTable>('attention')
      .insert(rows)
      // A family that says the same thing twice must not stop the others.
      .onConflict(['workload_ref', 'family', 'id'])
      .ignore();
  }
}

function toAttentionRows(summary: FamilySummary): AttentionTable[] {
  return summary.attention.map(item => ({
    workload_ref: summary.workloadRef,
    family: summary.family,
    id: item.id,
    tone: item.tone,
    urgency: item.urgency,
    title: item.title,
    next_step: item.nextStep,
    due_at: item.dueAt ?? null,
    owner_ref: item.ownerRef ?? null,
    tab: item.tab,
    runbook_url: item.runbookUrl ?? null,
    entity_ref: item.entityRef ?? null,
  }));
}

function byWorkload<T extends { workload_ref: string }>(
  rows: T[],
): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const list = map.get(row.workload_ref);
    if (list) list.push(row);
    else map.set(row.workload_ref, [row]);
  }
  return map;
}

/** Rows as one text that does not depend on their order or that of their columns. */
function setOf(rows: object[]): string {
  return rows
    .map(row =>
      JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))),
    )
    .sort()
    .join('\n');
}

function differs<T extends object>(before: T, after: T): boolean {
  return Object.entries(after).some(
    ([column, value]) => before[column as keyof T] !== value,
  );
}
