import {
  HealthHistoryEntry,
  HealthState,
  WorkloadChanges,
  WorkloadGraph,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { HistoryStore } from './HistoryStore';
import { RevisionStore } from './RevisionStore';

type Change = WorkloadChanges['items'][number];

/** Most changes in one answer. */
export const CHANGES_MAX = 200;

/** Each revision is a whole map, so that many of a large workload are slow to compare. */
const REVISIONS_MAX = 20;

/** Reads what became of a workload: its health, parts, incidents and health model. */
export class ChangeStore {
  readonly #database: Knex;
  readonly #history: HistoryStore;
  readonly #revisions: RevisionStore;

  constructor(database: Knex) {
    this.#database = database;
    this.#history = new HistoryStore(database);
    this.#revisions = new RevisionStore(database);
  }

  /**
   * What changed from a moment until another, newest first.
   *
   * @param since - ISO 8601; what happened then counts.
   * @param now - ISO 8601.
   */
  async since(
    workloadRef: string,
    since: string,
    now: string,
  ): Promise<WorkloadChanges> {
    const [health, parts, incidents, models] = await Promise.all([
      this.#history.changes(
        { workloadRef },
        { from: since, to: now },
        { limit: CHANGES_MAX, offset: 0 },
      ),
      this.#parts(workloadRef, since),
      this.#incidents(workloadRef, since),
      this.#models(workloadRef, since),
    ]);
    const items = [
      ...incidents,
      ...models,
      ...parts.items,
      // Of what changed at once, where it began first.
      ...health.items
        .sort((a, b) => lengthOf(a) - lengthOf(b))
        .map(
          (entry): Change => ({
            at: entry.at,
            kind: 'health',
            title: `${entry.title} ${become(entry.from, entry.to)}${
              entry.cause ? `: ${entry.cause.reason}` : ''
            }`,
            entityRef: entry.entityRef,
          }),
        ),
    ].sort((a, b) => Number(a.at < b.at) - Number(a.at > b.at));
    return {
      since,
      items: items.slice(0, CHANGES_MAX),
      more:
        parts.more ||
        items.length > CHANGES_MAX ||
        health.total > health.items.length,
    };
  }

  async #parts(
    workloadRef: string,
    since: string,
  ): Promise<{ items: Change[]; more: boolean }> {
    const revisions = await this.#revisions.since(
      workloadRef,
      since,
      REVISIONS_MAX,
    );
    const items = revisions.slice(0, -1).flatMap(({ at, graph }, index) => {
      const before = revisions[index + 1].graph;
      return [
        ...partsOnlyIn(graph, before).map(
          (node): Change => ({
            at,
            kind: 'part-added',
            title: `${node.title} was added`,
            entityRef: node.entityRef,
          }),
        ),
        ...partsOnlyIn(before, graph).map(
          (node): Change => ({
            at,
            kind: 'part-removed',
            title: `${node.title} was removed`,
            entityRef: node.entityRef,
          }),
        ),
      ];
    });
    const oldest = revisions[REVISIONS_MAX];
    return { items, more: oldest !== undefined && oldest.at > since };
  }

  async #incidents(workloadRef: string, since: string): Promise<Change[]> {
    const rows = await this.#database('incidents')
      .select('number', 'title', 'severity', 'opened_at', 'closed_at')
      .where({ workload_ref: workloadRef })
      .where(query =>
        query.where('opened_at', '>=', since).orWhere('closed_at', '>=', since),
      )
      .orderBy('opened_at', 'desc')
      .limit(CHANGES_MAX);
    return rows.flatMap(row => {
      const named = `Incident ${row.number} (${row.severity})`;
      const change = (at: string, title: string): Change[] =>
        at && at >= since
          ? [{ at, kind: 'incident', title, number: row.number }]
          : [];
      return [
        ...change(row.closed_at, `${named} was closed: ${row.title}`),
        ...change(row.opened_at, `${named} was opened: ${row.title}`),
      ];
    });
  }

  async #models(workloadRef: string, since: string): Promise<Change[]> {
    const rows = await this.#database('health_models')
      .select('origin', 'changed_at', 'changed_by')
      .where({ workload_ref: workloadRef })
      .where('changed_at', '>=', since);
    return rows.map(row => ({
      at: row.changed_at,
      kind: 'model',
      title:
        row.origin === 'file'
          ? 'The file with the health model changed'
          : `${row.changed_by} changed the health model`,
    }));
  }
}

/** How far the cause of a change is from what changed. */
function lengthOf({ cause }: HealthHistoryEntry): number {
  return cause?.path.length ?? 0;
}

function become(from: HealthState, to: HealthState): string {
  return to === 'unknown'
    ? `was ${from} and is not known any more`
    : `became ${to}${from === 'unknown' ? '' : ` from ${from}`}`;
}

function partsOnlyIn(graph: WorkloadGraph, other: WorkloadGraph) {
  const refs = new Set(other.nodes.map(node => node.entityRef));
  return graph.nodes.filter(node => !refs.has(node.entityRef));
}
