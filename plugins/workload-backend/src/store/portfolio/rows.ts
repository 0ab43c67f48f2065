import {
  AttentionItem,
  HealthState,
  ReportingFamily,
  WorkloadRow,
} from '@plumbline/plugin-workload-common';
import { AttentionTable, WorkloadTable } from '../tables';
import { INCIDENT_URGENCY } from './selection';

/** Columns that rows of the portfolio are made of. */
export const ROW_COLUMNS = [
  'workload_ref',
  'namespace',
  'name',
  'title',
  'description',
  'owner_ref',
  'domain_ref',
  'tier',
  'health',
  'health_since',
  'health_reason',
  'families',
  'stamps',
  'attention_count',
  'urgency',
  'incident',
  'updated_at',
] as const;

/** A row of the portfolio, from what is stored. */
export function toWorkloadRow(
  row: Pick<WorkloadTable, (typeof ROW_COLUMNS)[number]>,
): WorkloadRow {
  const incident = row.incident ? JSON.parse(row.incident) : undefined;
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
    attentionCount: row.attention_count + (incident ? 1 : 0),
    urgency: incident ? Math.max(row.urgency, INCIDENT_URGENCY) : row.urgency,
    incident,
    updatedAt: row.updated_at,
  };
}

/** Something that needs someone, from what is stored. */
export function toAttentionItem(
  row: AttentionTable,
): AttentionItem & { family: ReportingFamily } {
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
