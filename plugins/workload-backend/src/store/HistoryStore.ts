import {
  HealthCause,
  HealthHistoryEntry,
  HealthState,
  MapMoment,
  StateChange,
} from '@plumbline/plugin-workload-common';
import { anyOf, tableOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { stateOfRank, stateRank } from './stateRank';
import { HealthTransitionTable, NodeTable } from './tables';

/** What a node was at a moment. */
export interface PastState {
  state: HealthState;
  /** ISO 8601, since when it was so. */
  since: string;
  /** Why; absent when nothing said so. */
  cause?: HealthCause;
}

/** A stretch of time, ISO 8601; both ends belong to it. */
export interface Stretch {
  from: string;
  to: string;
}

/** Some nodes of a workload, or all. */
export interface HistoryOf {
  workloadRef: string;
  /** Full ref, or that of a user flow. */
  entityRef?: string;
}

/** Reads how health went. */
export class HistoryStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Since when anything is kept of a workload: ISO 8601. */
  async keptSince(workloadRef: string): Promise<string | undefined> {
    const [{ at }] = await this.#database('graph_revisions')
      .where({ workload_ref: workloadRef })
      .min('at as at');
    return at ?? undefined;
  }

  /** Changes of state, newest first: a page of them, and how many there are. */
  async changes(
    { workloadRef, entityRef }: HistoryOf,
    { from, to }: Stretch,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ items: HealthHistoryEntry[]; total: number }> {
    const changedAt = entityRef
      ? this.#unindexed('t.at')
      : this.#database.raw('t.at');
    const chosen = () =>
      this.#database('health_transitions as t')
        .where('t.workload_ref', workloadRef)
        .where(changedAt, '>=', from)
        .where(changedAt, '<=', to)
        .modify(query => {
          if (entityRef) query.where('t.entity_ref', entityRef);
        });
    const [rows, [{ total }]] = await Promise.all([
      chosen()
        .leftJoin('nodes as n', join =>
          join
            .on('n.workload_ref', 't.workload_ref')
            .andOn('n.entity_ref', 't.entity_ref'),
        )
        .select('t.*', 'n.title')
        // Of one node both orders are the same, and its rows are found by this one.
        .orderBy(
          entityRef
            ? [{ column: 't.from_since', order: 'desc' }]
            : [{ column: 't.at', order: 'desc' }, { column: 't.entity_ref' }],
        )
        .limit(limit)
        .offset(offset) as Promise<
        (HealthTransitionTable & { title: string | null })[]
      >,
      chosen().count({ total: '*' }),
    ]);
    return {
      items: rows.map(row => ({
        entityRef: row.entity_ref,
        title: row.title ?? row.entity_ref,
        from: row.from_state as HealthState,
        to: row.to_state as HealthState,
        cause: causeOf(row.cause),
        at: row.at,
      })),
      total: Number(total),
    };
  }

  /** States of one node over a stretch, oldest first; the first is the state at its beginning. */
  async states(
    workloadRef: string,
    entityRef: string,
    { from, to }: Stretch,
  ): Promise<StateChange[]> {
    const moment = this.#unindexed('at');
    const [before, rows] = await Promise.all([
      this.statesAt(workloadRef, [entityRef], from),
      this.#database<HealthTransitionTable>('health_transitions')
        .select('at', 'to_state')
        .where({ workload_ref: workloadRef, entity_ref: entityRef })
        .where(moment, '>', from)
        .where(moment, '<=', to)
        .orderBy('from_since'),
    ]);
    return [
      { at: from, to: before.get(entityRef)?.state ?? 'unknown' },
      ...rows.map(row => ({ at: row.at, to: row.to_state as HealthState })),
    ];
  }

  /** What nodes were at a moment, by ref; those of which nothing is known are left out. */
  async statesAt(
    workloadRef: string,
    entityRefs: string[],
    at: string,
  ): Promise<Map<string, PastState>> {
    const [current, stretches] = await Promise.all([
      this.#current(workloadRef, entityRefs, at),
      this.#stretchesAt(workloadRef, entityRefs, at),
    ]);
    // Of a stretch that had ended later its row says the cause of the end; the
    // cause of its beginning is in the row before.
    const causes = await this.#causes(
      workloadRef,
      stretches.filter(row => row.at > at).map(row => row.from_since),
    );
    const states = current;
    for (const row of stretches) {
      const past: PastState =
        row.at > at
          ? {
              state: row.from_state as HealthState,
              since: row.from_since,
              cause: causes.get(keyOf(row.entity_ref, row.from_since)),
            }
          : {
              state: row.to_state as HealthState,
              since: row.at,
              cause: causeOf(row.cause),
            };
      const known = states.get(row.entity_ref);
      // Later than the last change only where the node was gone in between.
      if (!known || known.since <= past.since) states.set(row.entity_ref, past);
    }
    return states;
  }

  /** When nodes changed their state within a stretch; the newest `limit`, newest first. */
  async moments(
    workloadRef: string,
    { from, to }: Stretch,
    limit: number,
  ): Promise<Omit<MapMoment, 'reshaped'>[]> {
    const rows = await this.#database('health_transitions')
      .where({ workload_ref: workloadRef })
      .whereBetween('at', [from, to])
      .groupBy('at')
      .orderBy('at', 'desc')
      .limit(limit)
      .select('at', this.#database.raw('count(distinct entity_ref) as changes'))
      .select(
        this.#database.raw('max(?) as worst', [
          stateRank(this.#database, 'to_state'),
        ]),
      );
    return rows.map(row => ({
      at: row.at,
      changes: Number(row.changes),
      worst: stateOfRank(row.worst),
    }));
  }

  /**
   * A column as an expression. Rows of one node are few and found by its index;
   * a condition on when they changed tempts to one of all nodes.
   */
  #unindexed(column: string): Knex.Raw {
    return this.#database.raw("coalesce(??, '')", [column]);
  }

  /** Nodes as they are now, where they were so at the moment already. */
  async #current(
    workloadRef: string,
    entityRefs: string[],
    at: string,
  ): Promise<Map<string, PastState>> {
    const rows = await this.#database<NodeTable>('nodes')
      .select('entity_ref', 'state', 'state_since', 'cause')
      .where({ workload_ref: workloadRef })
      .where('state_since', '<=', at)
      .where(anyOf(this.#database, 'entity_ref', entityRefs));
    return new Map(
      rows.map(row => [
        row.entity_ref,
        {
          state: row.state as HealthState,
          since: row.state_since,
          cause: causeOf(row.cause),
        },
      ]),
    );
  }

  /** Of each node the newest change whose state before had begun by the moment. */
  async #stretchesAt(
    workloadRef: string,
    entityRefs: string[],
    at: string,
  ): Promise<HealthTransitionTable[]> {
    const begun = this.#database('health_transitions as l')
      .max('l.from_since')
      .where('l.workload_ref', workloadRef)
      .where('l.from_since', '<=', at)
      .where('l.entity_ref', this.#database.ref('e.value'));
    return (
      this.#database
        .withMaterialized(
          'newest',
          this.#database
            .select({ entity_ref: 'e.value', from_since: begun })
            .fromRaw(tableOf(this.#database, 'e', entityRefs)),
        )
        .select('t.*')
        .from('newest as m')
        // In this order, which SQLite leaves to nobody but a cross join.
        .crossJoin(this.#database.raw('health_transitions as t'))
        .where('t.workload_ref', workloadRef)
        .where('t.entity_ref', this.#database.ref('m.entity_ref'))
        .where('t.from_since', this.#database.ref('m.from_since'))
    );
  }

  /** Causes of changes at these moments, by node and moment. */
  async #causes(
    workloadRef: string,
    moments: string[],
  ): Promise<Map<string, HealthCause | undefined>> {
    if (moments.length === 0) return new Map();
    const rows = await this.#database<HealthTransitionTable>(
      'health_transitions',
    )
      .select('entity_ref', 'at', 'cause')
      .where({ workload_ref: workloadRef })
      .where(anyOf(this.#database, 'at', [...new Set(moments)]));
    return new Map(
      rows.map(row => [keyOf(row.entity_ref, row.at), causeOf(row.cause)]),
    );
  }
}

function keyOf(entityRef: string, at: string): string {
  return `${at} ${entityRef}`;
}

function causeOf(text: string | null): HealthCause | undefined {
  return text ? (JSON.parse(text) as HealthCause) : undefined;
}
