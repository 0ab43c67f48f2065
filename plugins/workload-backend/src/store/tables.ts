import { SummaryFamily } from '@plumbline/plugin-workload-common';

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
  attention_count: number;
  urgency: number;
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
  family: SummaryFamily;
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
  family: SummaryFamily;
  summary: string;
  received_at: string;
}

/** Row of `family_status`. */
export interface FamilyStatusTable {
  family: SummaryFamily;
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
