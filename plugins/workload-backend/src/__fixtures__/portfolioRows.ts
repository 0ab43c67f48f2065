import { HealthState } from '@plumbline/plugin-workload-common';
import { WorkloadTable } from '../store/tables';

const RANKS: HealthState[] = ['unhealthy', 'degraded', 'unknown', 'healthy'];

/** A row of `workloads` as tasks would have stored it. */
export function portfolioRow(
  name: string,
  columns: Partial<WorkloadTable> = {},
): WorkloadTable {
  const ref = `system:default/${name}`;
  const row = {
    workload_ref: ref,
    namespace: 'default',
    name,
    title: name,
    description: null,
    owner_ref: null,
    domain_ref: null,
    tier: null,
    graph_hash: 'a',
    graph_as_of: '2026-02-01T00:00:00.000Z',
    health: 'healthy',
    health_since: '2026-02-01T00:00:00.000Z',
    health_reason: 'No signal says otherwise',
    health_parts: null,
    families: '{}',
    tiles: '[]',
    maturity_sort: null,
    slo_sort: null,
    secret_expiry_sort: null,
    stamps: '[]',
    stamp_count: 0,
    regions: '',
    region_count: 0,
    attention_count: 0,
    urgency: 0,
    incident: null,
    incident_sort: null,
    updated_at: '2026-02-01T00:00:00.000Z',
    ...columns,
  } as WorkloadTable;
  return {
    ...row,
    health_rank: RANKS.indexOf(row.health as HealthState),
    search_text: [
      row.title,
      name,
      row.description,
      row.owner_ref,
      row.domain_ref,
    ]
      .filter(Boolean)
      .join(' ')
      .toLocaleLowerCase('en-US'),
  };
}
