import { createHash } from 'node:crypto';
import {
  AlertLook,
  AlertStanding,
  FamilySummary,
  MapNode,
  WorkloadEdge,
  WorkloadGraph,
  WorkloadRollUp,
  advanceAlerts,
  completeHealthModel,
  impactOf,
  isUserFlow,
} from '@plumbline/plugin-workload-common';
import { composeRow } from '../portfolio/composeRow';
import { toNodeFacts, unknownSince } from '../store/nodeRows';
import {
  AlertBoardTable,
  AttentionTable,
  EdgeTable,
  GraphRevisionTable,
  NodeTable,
  WorkloadTable,
} from '../store/tables';
import { HealthNews, HealthTransition } from './HealthNews';
import { StoredHealth } from './loadHealth';
import { storedGraph, storedSignals } from './storedGraph';

/** Most causes, and most silent parts, that are kept of one node. */
const REASONS_MAX = 20;

/** Characters of each of the two hashes that tell a graph. */
const HALF = 32;

/** What the health model says of a user flow's node. */
const FLOW_FACTS = ['type', 'title', 'details'] as const;

/** What rolling up one workload changes; what stays as it is stays out. */
export interface HealthChanges {
  workloadRef: string;
  nodes: NodeTable[];
  /** User flows that the model no longer has. */
  gone: string[];
  /** User flows that there are or were. */
  flows: string[];
  /** All edges of user flows, when they are others. */
  flowEdges?: EdgeTable[];
  transitions: (HealthTransition & { fromSince: string })[];
  workload?: WorkloadTable;
  /** Whether its health is another, or what tells it. */
  isHealthNew: boolean;
  attention?: AttentionTable[];
  revision?: GraphRevisionTable;
  board?: AlertBoardTable;
  /** Absent when there is nothing to tell. */
  news?: HealthNews;
}

/**
 * Rolls up one workload. Pure: the same input gives the same changes, and what
 * comes of them changes nothing more.
 *
 * @param now - epoch milliseconds. A clock that is behind the one of the last
 * roll-up does not turn the time back.
 */
export function evaluateHealth(
  stored: StoredHealth,
  now: number,
): HealthChanges {
  const { workload, model, summaries } = stored;
  const workloadRef = workload.workload_ref;
  const begin = Math.max(now, Date.parse(stored.board?.at ?? '') || 0);
  const { signals, nextAt: expiresAt } = storedSignals(stored, begin);
  const rollUp = new WorkloadRollUp(storedGraph(stored), signals, model);
  const { graph, health } = rollUp;
  const { at, look } = lookAt(stored, rollUp, begin);
  const moment = new Date(at).toISOString();
  // What is new was unknown until now: each state begins at a moment of its own.
  const justBefore = new Date(at - 1).toISOString();

  const rows = new Map(stored.nodes.map(row => [row.entity_ref, row]));
  const alerts = new Map(look.board.standings.map(each => [each.ref, each]));
  const settings = new Map(
    completeHealthModel(graph, model).nodes.map(each => [each.ref, each]),
  );
  const changes: HealthChanges = {
    workloadRef,
    nodes: [],
    gone: [],
    flows: [],
    transitions: [],
    isHealthNew: false,
  };
  for (const node of graph.nodes) {
    const ref = node.entityRef;
    const row = rows.get(ref);
    const before: NodeTable = isUserFlow(node)
      ? {
          ...(row ?? unknownSince(justBefore)),
          ...toNodeFacts(workloadRef, node),
        }
      : row!;
    const { state, ownState, cause } = health.nodes.get(ref)!;
    const reasons = state === 'healthy' ? undefined : rollUp.explain(ref);
    const after: NodeTable = {
      ...before,
      own_state: ownState,
      state,
      state_since: state === before.state ? before.state_since : moment,
      signals: JSON.stringify(health.signals.get(ref)),
      cause: jsonOf(cause),
      causes: jsonOf(reasons?.causes.slice(0, REASONS_MAX)),
      silent:
        state === 'unknown'
          ? jsonOf(reasons?.silent.slice(0, REASONS_MAX))
          : null,
      counts_as: impactOf(node, settings.get(ref)),
      criticality: isUserFlow(node)
        ? node.type!
        : settings.get(ref)!.criticality!,
      alert: jsonOf(alertOf(alerts.get(ref))),
    };
    if (!row || differs(row, after)) changes.nodes.push(after);
    if (state !== before.state) {
      changes.transitions.push({
        entityRef: ref,
        fromSince: before.state_since,
        from: before.state as HealthTransition['from'],
        to: state,
        cause,
        at: moment,
      });
    }
  }
  const refs = new Set(graph.nodes.map(each => each.entityRef));
  changes.gone = stored.nodes
    .map(row => row.entity_ref)
    .filter(ref => !refs.has(ref));
  changes.flows = [
    ...changes.gone,
    ...graph.nodes.filter(isUserFlow).map(refOf),
  ];
  changes.flowEdges = changedFlowEdges(stored, graph, new Set(changes.flows));

  const shape = shapeOf(stored, changes, graph);
  changes.revision = shape.text
    ? { workload_ref: workloadRef, at: moment, graph: shape.text }
    : undefined;
  const evaluation = composeRow(graph, health, summaries);
  const row: WorkloadTable = {
    ...workload,
    ...evaluation,
    shape_hash: shape.hash,
    health_since:
      workload.health === evaluation.health ? workload.health_since : moment,
  };
  if (differs(workload, row)) changes.workload = { ...row, updated_at: moment };
  changes.isHealthNew =
    workload.health !== row.health ||
    workload.health_parts !== row.health_parts;

  const attention = summaries.flatMap(toAttentionRows);
  if (setOf(attention) !== setOf(stored.attention)) {
    changes.attention = attention;
  }
  const board: AlertBoardTable = {
    workload_ref: workloadRef,
    board: look.board.standings.length > 0 ? JSON.stringify(look.board) : null,
    next_at: earliest(look.nextAt, expiresAt),
  };
  if (board.board || stored.board || board.next_at !== stored.nextAt) {
    changes.board = board;
  }
  if (look.events.length > 0 || changes.transitions.length > 0) {
    changes.news = {
      workload: {
        ref: workloadRef,
        title: workload.title,
        ownerRef: workload.owner_ref ?? undefined,
      },
      graph,
      rollUp,
      model,
      board: look.board,
      events: look.events,
      transitions: changes.transitions.map(
        ({ fromSince: _, ...transition }) => transition,
      ),
      at: moment,
    };
  }
  return changes;
}

/**
 * What becomes of the alerts, and when. An event of an alert is named by its
 * moment among others, so two looks within a millisecond do not both tell in it.
 */
function lookAt(
  stored: StoredHealth,
  rollUp: WorkloadRollUp,
  begin: number,
): { at: number; look: AlertLook } {
  const { board, model } = stored;
  const at = momentOf(stored, rollUp, begin);
  const look = advanceAlerts(board, rollUp, model, at);
  const isTold = look.events.length > 0 && at === Date.parse(board?.at ?? '');
  return isTold
    ? { at: at + 1, look: advanceAlerts(board, rollUp, model, at + 1) }
    : { at, look };
}

/**
 * When what changes now changes: after whatever changed last, also by another
 * replica's clock or within the same millisecond, so that each change of a node
 * has a moment of its own.
 */
function momentOf(
  { workload, nodes }: StoredHealth,
  { graph, health }: WorkloadRollUp,
  begin: number,
): number {
  const states = new Map(nodes.map(row => [row.entity_ref, row]));
  const left = graph.nodes.flatMap(({ entityRef }) => {
    const row = states.get(entityRef);
    return row && row.state !== health.nodes.get(entityRef)!.state
      ? [row.state_since]
      : [];
  });
  if (workload.health !== health.workload.state) {
    left.push(workload.health_since);
  }
  return left.reduce((at, since) => Math.max(at, Date.parse(since) + 1), begin);
}

function alertOf(standing: AlertStanding | undefined): MapNode['alert'] {
  if (!standing || standing.state === 'closed') return undefined;
  const { state, severity, since, silentSince, suppressed } = standing;
  return { state, severity, since, silentSince, suppressed };
}

function changedFlowEdges(
  { workload, edges }: StoredHealth,
  graph: WorkloadGraph,
  flows: Set<string>,
): EdgeTable[] | undefined {
  if (flows.size === 0) return undefined;
  const after = graph.edges
    .filter(edge => flows.has(edge.sourceRef))
    .map(edge => toEdgeRow(workload.workload_ref, edge));
  const before = edges.filter(edge => flows.has(edge.source_ref));
  return setOf(before) === setOf(after) ? undefined : after;
}

/**
 * What tells whether the graph is the one that was kept last: the hash of what
 * the catalog says, so that it is seldom looked at, and that of the graph.
 *
 * @returns the graph as text when it is another.
 */
function shapeOf(
  { workload, nodes }: StoredHealth,
  { gone, flows, flowEdges, nodes: changed }: HealthChanges,
  graph: WorkloadGraph,
): { hash: string; text?: string } {
  const before = workload.shape_hash ?? '';
  const cataloged = workload.graph_hash.slice(0, HALF);
  const details = new Map(nodes.map(row => [row.entity_ref, row]));
  const isReshaped = changed.some(
    row =>
      flows.includes(row.entity_ref) &&
      FLOW_FACTS.some(
        fact => row[fact] !== details.get(row.entity_ref)?.[fact],
      ),
  );
  if (
    before.slice(0, HALF) === cataloged &&
    gone.length === 0 &&
    !flowEdges &&
    !isReshaped
  ) {
    return { hash: before };
  }
  const text = JSON.stringify(graph);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HALF);
  return {
    hash: cataloged + hash,
    text: before.slice(HALF) === hash ? undefined : text,
  };
}

function toEdgeRow(workloadRef: string, edge: WorkloadEdge): EdgeTable {
  return {
    workload_ref: workloadRef,
    source_ref: edge.sourceRef,
    target_ref: edge.targetRef,
    kind: edge.kind,
  };
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

function jsonOf(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function earliest(...times: (string | undefined)[]): string | null {
  return times.filter(time => time !== undefined).sort()[0] ?? null;
}

function refOf(node: { entityRef: string }): string {
  return node.entityRef;
}
