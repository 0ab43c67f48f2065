import {
  AlertBoard,
  AlertEvent,
  HealthCause,
  HealthModel,
  HealthState,
  WorkloadGraph,
  WorkloadRollUp,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';

/** A change of one node's state. */
export interface HealthTransition {
  entityRef: string;
  from: HealthState;
  to: HealthState;
  /** Why it is so now; absent when it is healthy or nothing says why. */
  cause?: HealthCause;
  /** ISO 8601. */
  at: string;
}

/** What a roll-up has to tell about one workload. */
export interface HealthNews {
  workload: { ref: string; title: string; ownerRef?: string };
  /** With the user flows of the model. */
  graph: WorkloadGraph;
  rollUp: WorkloadRollUp;
  /** The one in force, with the maintenance that was announced in the portal. */
  model: HealthModel;
  board: AlertBoard;
  events: AlertEvent[];
  transitions: HealthTransition[];
  /** ISO 8601, the moment that all of it is about. */
  at: string;
}

/** Whoever is told what roll-ups have to tell. */
export interface HealthDesk {
  /**
   * Takes in news in the transaction of the roll-up, in which the rows of
   * `workloads` are locked: what it writes is there when the roll-up is, once.
   *
   * @param news - of workloads with an event or a transition, ordered by ref.
   */
  apply(transaction: Knex.Transaction, news: HealthNews[]): Promise<void>;

  /**
   * Workloads have left the catalog, and their alerts with them.
   *
   * @param at - ISO 8601.
   */
  leave(
    transaction: Knex.Transaction,
    workloadRefs: string[],
    at: string,
  ): Promise<void>;
}
