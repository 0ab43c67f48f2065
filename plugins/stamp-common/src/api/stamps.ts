import type { May, StampLifecycle } from '@plumbline/plugin-workload-common';
import type { PullRequestLink } from './plans';

/** What a pipeline tells of a stamp. One item of the body of `POST /statuses`. */
export interface StampStatusReport {
  /** Full ref of the stamp's entity. */
  stampRef: string;
  lifecycle: StampLifecycle;
  /** In percent of its full part of the traffic; what was told last when absent. */
  trafficWeight?: number;
  /** Image that serves, such as `example.azurecr.io/shop:1.4.2`; what was told last when absent. */
  image?: string;
  /** Release unit that serves; what was told last when absent. */
  unit?: 'blue' | 'green';
  /** `failed` where the run ended without doing what it was to do. */
  outcome?: 'succeeded' | 'failed';
  /** https address of the pipeline's run. */
  runUrl?: string;
  /** ISO 8601, when it was so. An older report than the newest changes nothing. */
  observedAt: string;
}

/** What was told of a stamp last. */
export interface StampStatus extends StampStatusReport {
  /** Subject of who told it. */
  reportedBy: string;
  /** ISO 8601. */
  receivedAt: string;
}

/** Whether a stamp's files are what its lock says. */
export interface StampDrift {
  /**
   * `in-step`: every file as rendered. `changed`: some are not. `unknown`: it could not be looked.
   */
  state: 'in-step' | 'changed' | 'unknown';
  /** Paths below the estate's root with what is wrong; empty when in step. */
  files: { path: string; problem: 'changed' | 'missing' | 'unexpected' }[];
  /** Of the lock; absent where it could not be read. */
  templateVersion?: string;
  /** What rendering it now would use; older locks can be brought up by changing the stamp. */
  newestTemplateVersion: string;
  /** ISO 8601, when its files were last read. */
  checkedAt?: string;
  /** Why they could not be, and since when. */
  error?: { message: string; since: string };
}

/** A row of a workload's stamps. */
export interface StampRow {
  stampRef: string;
  name: string;
  title: string;
  workloadRef: string;
  environment: string;
  region: string;
  instance: number;
  /** The further of what its file asks for and what its pipeline told. */
  lifecycle: StampLifecycle;
  /** In percent. */
  trafficWeight: number;
  /** Concurrent users of its boundary. */
  maxUsers?: number;
  /** Absent before anything was told. */
  status?: StampStatus;
  /** Absent for a stamp that no lock describes. */
  drift?: StampDrift;
  /** Of the lock. */
  infrastructure?: string;
  pipeline?: string;
  image?: string;
  expectedUsers?: number;
  /** Open ones about this stamp. */
  pullRequests: PullRequestLink[];
}

/** Answer of `GET /workloads/:namespace/:name/stamps`. */
export interface WorkloadStamps {
  stamps: StampRow[];
  /** Open pull requests that add a stamp which is not in the catalog yet. */
  additions: (PullRequestLink & { stampName: string })[];
  /** Reports, newest first, at most 50. */
  history: StampStatus[];
  /** What could not be read of its stamps in the estate, such as a lock that somebody broke. */
  problem?: string;
  /** Whether the reader may add, change and retire stamps of this workload, and if not, why. */
  mayChange: May;
}
