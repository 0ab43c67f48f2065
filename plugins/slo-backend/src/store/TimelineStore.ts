import { TimelineEvent, TimelineKind } from '@plumbline/plugin-slo-common';
import { bulkWrite } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

interface EventRow {
  teller: string;
  id: string;
  workload_ref: string;
  kind: string;
  at: string;
  until: string | null;
  title: string;
  entity_ref: string | null;
  url: string | null;
}

/** What happened to workloads. */
export class TimelineStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Stores events; one whose id the same teller has used replaces that one.
   *
   * @param teller - such as the subject of a service, or `catalog`.
   */
  async save(teller: string, events: TimelineEvent[]): Promise<void> {
    // A statement must not touch a row twice: of events with one id the last counts.
    const byId = new Map(events.map(event => [event.id, event]));
    await bulkWrite(
      this.#database,
      'timeline_events',
      [...byId.values()].map(event => toRow(teller, event)),
      { key: ['teller', 'id'] },
    );
  }

  /** Events of a workload that were or began at or after `from`, newest first. */
  async of(
    workloadRef: string,
    from: string,
    limit: number,
  ): Promise<TimelineEvent[]> {
    const rows = await this.#database<EventRow>('timeline_events')
      .select()
      .where('workload_ref', workloadRef)
      .andWhere(recent =>
        recent.where('at', '>=', from).orWhere('until', '>=', from),
      )
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'teller' },
        { column: 'id' },
      ])
      .limit(limit);
    return rows.map(fromRow);
  }

  /** Events of several workloads within a time, oldest first, by workload ref. */
  async between(
    from: string,
    to: string,
  ): Promise<Map<string, TimelineEvent[]>> {
    const rows = await this.#database<EventRow>('timeline_events')
      .select()
      .where('at', '>=', from)
      .andWhere('at', '<', to)
      .orderBy([{ column: 'at' }, { column: 'teller' }, { column: 'id' }]);
    const events = new Map<string, TimelineEvent[]>();
    for (const row of rows) {
      const of = events.get(row.workload_ref) ?? [];
      of.push(fromRow(row));
      events.set(row.workload_ref, of);
    }
    return events;
  }

  /** Forgets what was over before `time`. */
  async prune(time: string): Promise<void> {
    await this.#database('timeline_events')
      .where('at', '<', time)
      .andWhere(over => over.whereNull('until').orWhere('until', '<', time))
      .delete();
  }
}

function toRow(teller: string, event: TimelineEvent): EventRow {
  return {
    teller,
    id: event.id,
    workload_ref: event.workloadRef,
    kind: event.kind,
    at: event.at,
    until: event.until ?? null,
    title: event.title,
    entity_ref: event.entityRef ?? null,
    url: event.url ?? null,
  };
}

function fromRow(row: EventRow): TimelineEvent {
  return {
    // As sent; tellers do not know each other, so the pair is what is unique.
    id: `${row.teller}/${row.id}`,
    workloadRef: row.workload_ref,
    kind: row.kind as TimelineKind,
    at: row.at,
    until: row.until ?? undefined,
    title: row.title,
    entityRef: row.entity_ref ?? undefined,
    url: row.url ?? undefined,
  };
}
