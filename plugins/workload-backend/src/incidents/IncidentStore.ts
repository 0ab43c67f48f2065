import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { BATCH } from '../store/batch';
import { WorkloadTable } from '../store/tables';
import { IncidentRecord, NewEvent } from './IncidentRecord';
import {
  IncidentAlertTable,
  IncidentEventTable,
  IncidentTable,
  toAlertRow,
  toIncidentRecord,
  toIncidentRow,
  toPortfolio,
} from './incidentRows';

/** An incident to be stored, with what is new in its timeline. */
export interface IncidentChange {
  incident: IncidentRecord;
  events: NewEvent[];
}

/** The incidents of some workloads that have not ended, by the workload's ref; nobody else changes them until the transaction ends. */
export async function openIncidents(
  tx: Knex.Transaction,
  workloadRefs: string[],
): Promise<Map<string, IncidentRecord>> {
  const rows = await tx<IncidentTable>('incidents')
    .where(anyOf(tx, 'workload_ref', workloadRefs))
    .whereNull('closed_at')
    .orderBy('number')
    .forUpdate();
  const records = await withAlerts(tx, rows);
  return new Map(records.map(record => [record.workloadRef, record]));
}

/** Incidents with the alerts that belong to them. */
export async function withAlerts(
  database: Knex,
  rows: IncidentTable[],
): Promise<IncidentRecord[]> {
  if (rows.length === 0) return [];
  const alerts: IncidentAlertTable[] = await database<IncidentAlertTable>(
    'incident_alerts',
  )
    .whereIn(
      'number',
      rows.map(({ number }) => number),
    )
    .orderBy(['number', 'opened_at', 'entity_ref']);
  const byNumber = new Map<number, IncidentAlertTable[]>();
  for (const alert of alerts) {
    const list = byNumber.get(alert.number);
    if (list) list.push(alert);
    else byNumber.set(alert.number, [alert]);
  }
  return rows.map(row => toIncidentRecord(row, byNumber.get(row.number) ?? []));
}

/**
 * Stores incidents with their alerts and timelines, and what the portfolio shows
 * of them. Takes for granted that the caller has the turns of their workloads.
 *
 * @param changes - a new one gets its number.
 * @param at - ISO 8601.
 */
export async function saveIncidents(
  tx: Knex.Transaction,
  changes: IncidentChange[],
  at: string,
): Promise<void> {
  const incidents = changes.map(({ incident }) => incident);
  const known = incidents.filter(({ number }) => number !== undefined);
  await insertNew(
    tx,
    incidents.filter(({ number }) => number === undefined),
  );
  await bulkWrite(
    tx,
    'incidents',
    known.map(incident => ({
      number: incident.number!,
      ...toIncidentRow(incident),
    })),
    { key: ['number'] },
  );
  await bulkWrite<IncidentAlertTable>(
    tx,
    'incident_alerts',
    incidents.flatMap(({ number, alerts }) =>
      alerts.map(alert => toAlertRow(number!, alert)),
    ),
    { key: ['number', 'entity_ref', 'opened_at'] },
  );
  await bulkWrite<Omit<IncidentEventTable, 'id'>>(
    tx,
    'incident_events',
    changes.flatMap(({ incident, events }) =>
      events.map(event => ({
        number: incident.number!,
        at: event.at,
        kind: event.kind,
        title: event.title,
        entity_ref: event.entityRef ?? null,
        by_ref: event.by ?? null,
      })),
    ),
  );
  await showInPortfolio(tx, incidents, at);
}

/** Numbers count up; one that is given back with its transaction stays unused. */
async function insertNew(tx: Knex.Transaction, incidents: IncidentRecord[]) {
  for (const some of slices(incidents, BATCH)) {
    const numbers: Pick<IncidentTable, 'number' | 'workload_ref'>[] =
      await tx<IncidentTable>('incidents')
        .insert(some.map(toIncidentRow))
        .returning(['number', 'workload_ref']);
    const byRef = new Map(numbers.map(row => [row.workload_ref, row.number]));
    for (const incident of some) {
      incident.number = byRef.get(incident.workloadRef)!;
    }
  }
}

async function showInPortfolio(
  tx: Knex.Transaction,
  incidents: IncidentRecord[],
  at: string,
) {
  const rows: Pick<WorkloadTable, 'workload_ref' | 'incident'>[] =
    await tx<WorkloadTable>('workloads')
      .where(
        anyOf(
          tx,
          'workload_ref',
          incidents.map(({ workloadRef }) => workloadRef),
        ),
      )
      .select('workload_ref', 'incident');
  const shown = new Map(rows.map(row => [row.workload_ref, row.incident]));
  // Few at a time: those that opened, ended, or became graver.
  for (const incident of incidents) {
    const now = toPortfolio(incident);
    if (shown.get(incident.workloadRef) === now.incident) continue;
    await tx<WorkloadTable>('workloads')
      .where({ workload_ref: incident.workloadRef })
      .update({ ...now, updated_at: at });
  }
}
