import {
  ReportingFamily,
  WorkloadTask,
} from '@plumbline/plugin-workload-common';

/** Row of `workloads`. */
export interface WorkloadTable {
  workload_ref: string;
  namespace: string;
  name: string;
  title: string;
  description: string | null;
  owner_ref: string | null;
  domain_ref: string | null;
  tier: string | null;
  search_text: string;
  graph_hash: string;
  graph_as_of: string;
  health: string;
  health_rank: number;
  health_since: string;
  health_reason: string;
  health_parts: string | null;
  families: string;
  tiles: string;
  maturity_sort: number | null;
  slo_sort: number | null;
  secret_expiry_sort: number | null;
  stamps: string;
  stamp_count: number;
  regions: string;
  region_count: number;
  attention_count: number;
  urgency: number;
  /** JSON, the open incident as a row of the portfolio shows it. */
  incident: string | null;
  /** Graver and older ones are smaller. */
  incident_sort: number | null;
  /** Of the catalog's part of the graph, and of the graph with user flows as it was last kept. */
  shape_hash: string | null;
  updated_at: string;
}

/** Row of `nodes`. */
export interface NodeTable {
  workload_ref: string;
  entity_ref: string;
  kind: string;
  type: string | null;
  title: string;
  scope: string;
  stamp_ref: string | null;
  region: string | null;
  details: string;
  own_state: string;
  state: string;
  state_since: string;
  signals: string;
  cause: string | null;
  causes: string | null;
  silent: string | null;
  counts_as: string;
  criticality: string;
  alert: string | null;
}

/** Row of `edges`. */
export interface EdgeTable {
  workload_ref: string;
  source_ref: string;
  target_ref: string;
  kind: string;
}

/** Row of `attention`. */
export interface AttentionTable {
  workload_ref: string;
  family: ReportingFamily;
  id: string;
  tone: string;
  urgency: number;
  title: string;
  next_step: string;
  due_at: string | null;
  owner_ref: string | null;
  tab: string;
  runbook_url: string | null;
  entity_ref: string | null;
}

/** Row of `family_summaries`. */
export interface FamilySummaryTable {
  workload_ref: string;
  family: ReportingFamily;
  summary: string;
  received_at: string;
}

/** Row of `family_status`. */
export interface FamilyStatusTable {
  family: ReportingFamily;
  installed: boolean;
  last_success_at: string | null;
  last_error: string | null;
  last_error_at: string | null;
}

/** Row of `health_transitions`. */
export interface HealthTransitionTable {
  workload_ref: string;
  entity_ref: string;
  from_since: string;
  from_state: string;
  to_state: string;
  cause: string | null;
  at: string;
}

/** Row of `graph_revisions`. */
export interface GraphRevisionTable {
  workload_ref: string;
  at: string;
  graph: string;
}

/** Row of `health_models`. */
export interface HealthModelTable {
  workload_ref: string;
  origin: 'file' | 'portal';
  location: string | null;
  etag: string | null;
  text: string | null;
  model: string | null;
  revision: string;
  problems: string;
  error: string | null;
  error_at: string | null;
  changed_at: string | null;
  changed_by: string | null;
}

/** Row of `signal_reports`. */
export interface SignalReportTable {
  workload_ref: string;
  entity_ref: string;
  id: string;
  name: string;
  state: string | null;
  value: number | null;
  context: string | null;
  reported_at: string;
  expires_at: string;
  reported_by: string;
}

/** Row of `maintenance_windows`. */
export interface MaintenanceWindowTable {
  workload_ref: string;
  id: string;
  window: string;
  announced_by: string;
  announced_at: string;
  ends_at: string | null;
}

/** Row of `alert_boards`. */
export interface AlertBoardTable {
  workload_ref: string;
  board: string | null;
  next_at: string | null;
}

/** Row of `workload_failures`. */
export interface WorkloadFailureTable {
  workload_ref: string;
  task: WorkloadTask;
  message: string;
  since: string;
}
