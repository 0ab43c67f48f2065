import {
  ALERT_STATES,
  AlertBoard,
  AlertItem,
  Incident,
  IncidentAlertSpan,
  IncidentCounts,
  IncidentEvent,
  IncidentOrder,
  IncidentPage,
  IncidentReview,
  IncidentSelection,
  ReviewState,
} from '@plumbline/plugin-workload-common';
import { anyOf, wordPatterns } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { AlertBoardTable, NodeTable } from '../store/tables';
import { draftReview } from './draftReview';
import { PartImpact } from './impact';
import { IncidentRecord } from './IncidentRecord';
import { withAlerts } from './IncidentStore';
import {
  IncidentAlertTable,
  IncidentEventTable,
  IncidentTable,
  LIST_COLUMNS,
  toListItem,
} from './incidentRows';

const MOST_EVENTS = 1_000;

const COLUMNS: Record<IncidentOrder, string> = {
  number: 'number',
  severity: 'severity',
  workload: 'workload_title',
  closed: 'closed_at',
  review: 'review_due_at',
};

/** Which page of the incidents. */
export interface IncidentQuery extends IncidentSelection {
  orderBy?: IncidentOrder;
  order?: 'asc' | 'desc';
  limit: number;
  offset: number;
}

/** An incident without what its reader may do. */
export type StoredIncident = Omit<Incident, 'act'>;

/** Reads incidents and alerts, as they were stored. */
export class IncidentReader {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** A page of incidents. Those without a value in the ordering column come last either way. */
  async page(query: IncidentQuery, now: Date): Promise<IncidentPage> {
    const [rows, [{ total }], counts] = await Promise.all([
      this.#ordered(this.#selected(query, now), query)
        .select(...LIST_COLUMNS)
        .limit(query.limit)
        .offset(query.offset) as Promise<IncidentTable[]>,
      this.#selected(query, now).count({ total: '*' }) as unknown as Promise<
        { total: number | string }[]
      >,
      this.#counts(query, now),
    ]);
    return {
      items: rows.map(row => toListItem(row, now)),
      total: Number(total),
      counts,
    };
  }

  /** @returns `undefined` when there is none of that number. */
  async read(number: number, now: Date): Promise<StoredIncident | undefined> {
    const row: IncidentTable | undefined = await this.#database<IncidentTable>(
      'incidents',
    )
      .where({ number })
      .first();
    if (!row) return undefined;
    const [[record], events] = await Promise.all([
      withAlerts(this.#database, [row]),
      this.#events(number),
    ]);
    return { ...toListItem(row, now), ...toDetails(row, record, events) };
  }

  /**
   * Whom an incident concerns.
   *
   * @returns `undefined` when there is none of that number.
   */
  async concern(
    number: number,
  ): Promise<
    Pick<StoredIncident, 'ownerRef' | 'onCall' | 'escalation'> | undefined
  > {
    const row = await this.#database<IncidentTable>('incidents')
      .where({ number })
      .select('owner_ref', 'on_call', 'escalation')
      .first();
    return (
      row && {
        ownerRef: row.owner_ref ?? undefined,
        onCall: row.on_call ?? undefined,
        escalation: { steps: JSON.parse(row.escalation) },
      }
    );
  }

  /** The alerts of a workload as they stand: the gravest first, those that are open before others. */
  async alerts(workloadRef: string): Promise<AlertItem[]> {
    const row = await this.#database<AlertBoardTable>('alert_boards')
      .where({ workload_ref: workloadRef })
      .first();
    if (!row?.board) return [];
    const { standings }: AlertBoard = JSON.parse(row.board);
    const refs = standings.map(({ ref }) => ref);
    const [nodes, belonging] = await Promise.all([
      this.#database<NodeTable>('nodes')
        .where({ workload_ref: workloadRef })
        .where(anyOf(this.#database, 'entity_ref', refs))
        .select('entity_ref', 'title'),
      this.#database('incident_alerts')
        .join('incidents', 'incidents.number', 'incident_alerts.number')
        .where('incidents.workload_ref', workloadRef)
        .where(anyOf(this.#database, 'incident_alerts.entity_ref', refs))
        .orderBy('incident_alerts.number')
        .select(
          'incident_alerts.number',
          'incident_alerts.entity_ref',
          'incident_alerts.opened_at',
        ) as Promise<
        Pick<IncidentAlertTable, 'number' | 'entity_ref' | 'opened_at'>[]
      >,
    ]);
    const titles = new Map(nodes.map(node => [node.entity_ref, node.title]));
    const numbers = new Map(
      belonging.map(each => [
        `${each.entity_ref} ${each.opened_at}`,
        each.number,
      ]),
    );
    return standings
      .map(
        (each): AlertItem => ({
          entityRef: each.ref,
          title: titles.get(each.ref) ?? each.ref,
          state: each.state,
          severity: each.severity,
          since: each.since,
          openedAt: each.state === 'open' ? each.openedAt : undefined,
          silentSince: each.silentSince,
          suppressed: each.suppressed,
          causes: each.causes,
          incident:
            each.state === 'pending'
              ? undefined
              : numbers.get(`${each.ref} ${each.openedAt}`),
        }),
      )
      .sort(
        (a, b) =>
          compare(a.severity, b.severity) ||
          stateRank(a) - stateRank(b) ||
          compare(a.entityRef, b.entityRef),
      );
  }

  async #counts(
    { state, review, ...selection }: IncidentSelection,
    now: Date,
  ): Promise<IncidentCounts> {
    const countIf = (condition: string) =>
      `count(case when ${condition} then 1 end)`;
    const at = now.toISOString();
    const [row]: Record<keyof IncidentCounts, number | string>[] =
      await this.#selected(selection, now)
        .where(some =>
          some.whereNull('closed_at').orWhereNull('review_published_at'),
        )
        .select(
          this.#database.raw(`${countIf(`state = 'open'`)} as ??`, ['open']),
          this.#database.raw(`${countIf(`state = 'acknowledged'`)} as ??`, [
            'acknowledged',
          ]),
          this.#database.raw(
            `${countIf('closed_at is not null and review_due_at > ?')} as ??`,
            [at, 'reviewDue'],
          ),
          this.#database.raw(
            `${countIf('closed_at is not null and review_due_at <= ?')} as ??`,
            [at, 'reviewOverdue'],
          ),
        );
    return {
      open: Number(row.open),
      acknowledged: Number(row.acknowledged),
      reviewDue: Number(row.reviewDue),
      reviewOverdue: Number(row.reviewOverdue),
    };
  }

  async #events(number: number): Promise<IncidentEvent[]> {
    const rows: IncidentEventTable[] = await this.#database<IncidentEventTable>(
      'incident_events',
    )
      .where({ number })
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(MOST_EVENTS);
    return rows.reverse().map(row => ({
      at: row.at,
      kind: row.kind as IncidentEvent['kind'],
      title: row.title,
      entityRef: row.entity_ref ?? undefined,
      by: row.by_ref ?? undefined,
    }));
  }

  #selected(query: IncidentSelection, now: Date): Knex.QueryBuilder {
    const { workload, owner, state, severity, review, search } = query;
    const rows = this.#database('incidents');
    if (workload) rows.where({ workload_ref: workload });
    if (owner) rows.where(anyOf(this.#database, 'owner_ref', owner));
    if (state) rows.where(anyOf(this.#database, 'state', state));
    if (severity) rows.where(anyOf(this.#database, 'severity', severity));
    if (review) {
      rows.where(some => {
        for (const each of review) {
          some.orWhere(reviewIs(each, now.toISOString()));
        }
      });
    }
    for (const pattern of wordPatterns(search)) {
      rows.whereRaw(`search_text like ? escape '\\'`, [pattern]);
    }
    return rows;
  }

  #ordered(
    rows: Knex.QueryBuilder,
    { orderBy, order = 'asc' }: IncidentQuery,
  ): Knex.QueryBuilder {
    return orderBy
      ? rows
          .orderByRaw(
            order === 'desc' ? '?? desc nulls last' : '?? asc nulls last',
            [COLUMNS[orderBy]],
          )
          .orderBy('number', 'desc')
      : rows
          .orderByRaw(
            'case when closed_at is null then severity end nulls last',
          )
          .orderBy('number', 'desc');
  }
}

/** The condition that a review is in a state at a moment. */
function reviewIs(state: ReviewState, at: string) {
  return (rows: Knex.QueryBuilder) => {
    if (state === 'published') {
      rows.whereNotNull('review_published_at');
      return;
    }
    rows.whereNull('review_published_at');
    if (state === 'not-due') rows.whereNull('review_due_at');
    if (state === 'due') rows.where('review_due_at', '>', at);
    if (state === 'overdue') rows.where('review_due_at', '<=', at);
  };
}

function toDetails(
  row: IncidentTable,
  record: IncidentRecord,
  events: IncidentEvent[],
): Omit<StoredIncident, keyof ReturnType<typeof toListItem>> {
  const impact: PartImpact[] | undefined = row.impact
    ? JSON.parse(row.impact)
    : undefined;
  const review: IncidentReview | undefined = row.review
    ? JSON.parse(row.review)
    : undefined;
  return {
    causes: causesOf(record),
    alerts: spansOf(record),
    titles: {
      ...record.titles,
      ...Object.fromEntries(
        [
          ...record.alerts,
          ...record.userFlows.map(flow => ({
            entityRef: flow.ref,
            title: flow.title,
          })),
        ].map(({ entityRef, title }) => [entityRef, title]),
      ),
    },
    userFlows: record.userFlows.map(({ title }) => title),
    runbookUrl: record.runbookUrl,
    onCall: record.onCall,
    escalation: { steps: record.escalation, nextAt: record.nextCallAt },
    acknowledgement: record.acknowledgement,
    events,
    reviewText: review ?? draftReview(record, impact, events),
  };
}

function spansOf({ alerts }: IncidentRecord): IncidentAlertSpan[] {
  return alerts
    .map(({ causes, ...span }) => span)
    .sort((a, b) => compare(a.openedAt, b.openedAt));
}

/** Of all alerts, those of graver ones first; each signal once. */
function causesOf({ alerts }: IncidentRecord) {
  const found = new Map(
    [...alerts]
      .sort((a, b) => compare(b.severity, a.severity))
      .flatMap(({ causes }) => [...causes].reverse())
      .map(cause => [`${cause.entityRef} ${cause.signalId}`, cause]),
  );
  return [...found.values()].reverse();
}

function stateRank({ state }: AlertItem): number {
  return [1, 0, 2][ALERT_STATES.indexOf(state)];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
