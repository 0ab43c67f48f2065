import { SignalReport } from '../health';
import { HealthState } from '../summary';

/** Most reports in one push. */
export const REPORTS_MAX = 1_000;

/** One signal that someone pushes. A newer one of the same id and node replaces the older. */
export interface SignalReportInput {
  /** Needed for user flows, and where a part belongs to several workloads; else found by the part. Full ref. */
  workloadRef?: string;
  /** Full ref of a part of the workload, of the workload itself, or `flow:<id>`. */
  entityRef: string;
  /** Such as `postgresql/connections`; letters, digits, `.`, `_`, `-` and `/`. */
  id: string;
  name: string;
  /** Counts before `value`; one of the two is there. */
  state?: HealthState;
  value?: number;
  context?: string;
  /** How long it holds; an hour when absent. */
  minutes?: number;
  /** ISO 8601, now when absent; what is older than the stored one is left out. */
  reportedAt?: string;
}

/** Answer of `POST /signals`: all are taken or none. */
export interface SignalsAccepted {
  /** Stored; older ones than known, and equal ones, are not. */
  accepted: number;
  /** Of which workloads the health is looked at now. */
  workloadRefs: string[];
}

/** A signal to take back, in `POST /signals/remove` `{ signals }`. Unknown ones are no error. */
export type SignalName = Pick<
  SignalReportInput,
  'workloadRef' | 'entityRef' | 'id'
>;

/** A pushed signal that holds, with who pushed it. Answer of `GET /workloads/{namespace}/{name}/signals`: `{ items }`. */
export interface PushedSignal extends SignalReport {
  workloadRef: string;
  /** Full ref of a user, or a service's name. */
  reportedBy: string;
}
