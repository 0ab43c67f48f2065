import {
  AlertSeverity,
  IncidentListItem,
  IncidentState,
  REVIEW_HOURS,
  ReviewState,
  WorkloadRow,
} from '@plumbline/plugin-workload-common';
import { IncidentAlert, IncidentRecord } from './IncidentRecord';

const HOUR_MS = 3_600_000;

/** Row of `incidents`. */
export interface IncidentTable {
  number: number;
  workload_ref: string;
  workload_title: string;
  owner_ref: string | null;
  title: string;
  search_text: string;
  severity: string;
  state: string;
  opened_at: string;
  closed_at: string | null;
  alert_count: number;
  entity_ref: string;
  cause: string | null;
  user_flows: string;
  titles: string;
  runbook_url: string | null;
  on_call: string | null;
  escalation: string;
  next_call_at: string | null;
  webhooks: string;
  acknowledgement: string | null;
  state_events: number;
  impact: string | null;
  review_due_at: string | null;
  review_published_at: string | null;
  review_reminded_at: string | null;
  review: string | null;
}

/** Row of `incident_alerts`. */
export interface IncidentAlertTable {
  number: number;
  entity_ref: string;
  opened_at: string;
  closed_at: string | null;
  title: string;
  severity: string;
  causes: string;
}

/** Row of `incident_events`. */
export interface IncidentEventTable {
  id: number;
  number: number;
  at: string;
  kind: string;
  title: string;
  entity_ref: string | null;
  by_ref: string | null;
}

/** An incident from its row and those of its alerts. */
export function toIncidentRecord(
  row: IncidentTable,
  alerts: IncidentAlertTable[],
): IncidentRecord {
  return {
    ...headOf(row),
    entityRef: row.entity_ref,
    cause: row.cause ? JSON.parse(row.cause) : undefined,
    userFlows: JSON.parse(row.user_flows),
    titles: JSON.parse(row.titles),
    runbookUrl: row.runbook_url ?? undefined,
    onCall: row.on_call ?? undefined,
    escalation: JSON.parse(row.escalation),
    nextCallAt: row.next_call_at ?? undefined,
    webhooks: JSON.parse(row.webhooks),
    acknowledgement: row.acknowledgement
      ? JSON.parse(row.acknowledgement)
      : undefined,
    alerts: alerts.map(toIncidentAlert),
    stateEvents: row.state_events,
  };
}

/** What a record says of its row; `review` and `impact` are kept by others. */
export function toIncidentRow(
  record: IncidentRecord,
): Omit<
  IncidentTable,
  'number' | 'impact' | 'review' | 'review_published_at' | 'review_reminded_at'
> {
  return {
    workload_ref: record.workloadRef,
    workload_title: record.workloadTitle,
    owner_ref: record.ownerRef ?? null,
    title: record.title,
    search_text: [
      record.title,
      record.workloadTitle,
      record.workloadRef,
      record.ownerRef ?? '',
      ...record.alerts.map(({ title }) => title),
      ...record.userFlows.map(({ title }) => title),
    ]
      .join(' ')
      .toLocaleLowerCase('en-US'),
    severity: record.severity,
    state: record.state,
    opened_at: record.openedAt,
    closed_at: record.closedAt ?? null,
    alert_count: record.alerts.length,
    entity_ref: record.entityRef,
    cause: record.cause ? JSON.stringify(record.cause) : null,
    user_flows: JSON.stringify(record.userFlows),
    titles: JSON.stringify(record.titles),
    runbook_url: record.runbookUrl ?? null,
    on_call: record.onCall ?? null,
    escalation: JSON.stringify(record.escalation),
    next_call_at: record.nextCallAt ?? null,
    webhooks: JSON.stringify(record.webhooks),
    acknowledgement: record.acknowledgement
      ? JSON.stringify(record.acknowledgement)
      : null,
    state_events: record.stateEvents,
    review_due_at: record.closedAt
      ? new Date(
          Date.parse(record.closedAt) + REVIEW_HOURS * HOUR_MS,
        ).toISOString()
      : null,
  };
}

/** Row of an alert of an incident. */
export function toAlertRow(
  number: number,
  alert: IncidentAlert,
): IncidentAlertTable {
  return {
    number,
    entity_ref: alert.entityRef,
    opened_at: alert.openedAt,
    closed_at: alert.closedAt ?? null,
    title: alert.title,
    severity: alert.severity,
    causes: JSON.stringify(alert.causes),
  };
}

function toIncidentAlert(row: IncidentAlertTable): IncidentAlert {
  return {
    entityRef: row.entity_ref,
    openedAt: row.opened_at,
    closedAt: row.closed_at ?? undefined,
    title: row.title,
    severity: row.severity as AlertSeverity,
    causes: JSON.parse(row.causes),
  };
}

/** The columns of {@link toListItem}. */
export const LIST_COLUMNS = [
  'number',
  'workload_ref',
  'workload_title',
  'owner_ref',
  'title',
  'severity',
  'state',
  'opened_at',
  'closed_at',
  'alert_count',
  'review_due_at',
  'review_published_at',
] as const;

/** An incident as lists show it. */
export function toListItem(
  row: Pick<IncidentTable, (typeof LIST_COLUMNS)[number]>,
  now: Date,
): IncidentListItem {
  return {
    ...headOf(row),
    alertCount: row.alert_count,
    review: reviewState(row, now),
    reviewDueAt: row.review_due_at ?? undefined,
  };
}

/** How far the review of an incident is at a moment. */
export function reviewState(
  row: Pick<IncidentTable, 'review_due_at' | 'review_published_at'>,
  now: Date,
): ReviewState {
  if (row.review_published_at) return 'published';
  if (!row.review_due_at) return 'not-due';
  return row.review_due_at <= now.toISOString() ? 'overdue' : 'due';
}

/** What the row of the portfolio shows of an incident; nothing once it has ended. */
export function toPortfolio(record: IncidentRecord): {
  incident: string | null;
  incident_sort: number | null;
} {
  const { number, severity, state, openedAt, title } = record;
  if (state === 'closed') return { incident: null, incident_sort: null };
  const shown: WorkloadRow['incident'] = {
    number: number!,
    severity,
    state,
    openedAt,
    title,
  };
  return {
    incident: JSON.stringify(shown),
    // Severity first, then seconds since 1970, which stay below.
    incident_sort:
      Number(severity.slice('Sev'.length)) * 1e11 +
      Math.floor(Date.parse(openedAt) / 1_000),
  };
}

/** What records and lists say alike. */
function headOf(row: Pick<IncidentTable, (typeof LIST_COLUMNS)[number]>) {
  return {
    number: row.number,
    workloadRef: row.workload_ref,
    workloadTitle: row.workload_title,
    ownerRef: row.owner_ref ?? undefined,
    title: row.title,
    severity: row.severity as AlertSeverity,
    state: row.state as IncidentState,
    openedAt: row.opened_at,
    closedAt: row.closed_at ?? undefined,
  };
}
