import {
  AlertBoard,
  AlertEvent,
  HealthModel,
  WorkloadRollUp,
} from '@plumbline/plugin-workload-common';
import { HealthTransitionTable } from '../store/tables';

/** What rolling up one workload says that may concern an incident. */
export interface IncidentNews {
  workload: { ref: string; title: string; ownerRef?: string };
  /** With the user flows in its graph. */
  rollUp: WorkloadRollUp;
  model: HealthModel;
  /** As it is after the roll-up. */
  board: AlertBoard;
  /** Since the last one. */
  events: AlertEvent[];
  /** Of this roll-up. */
  transitions: Pick<
    HealthTransitionTable,
    'entity_ref' | 'from_state' | 'to_state' | 'cause'
  >[];
  /** ISO 8601. */
  at: string;
}
