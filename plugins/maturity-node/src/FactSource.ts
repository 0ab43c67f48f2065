import { FactSourceSchema, FactValue } from '@plumbline/plugin-maturity-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { HumanDuration, JsonValue } from '@backstage/types';

/** A workload that facts are wanted of. */
export interface FactRequest {
  workload: WorkloadEntities;
  /**
   * What the source answered as `state` last time for this workload; absent at
   * first, and when the source's schema changed since.
   */
  state?: JsonValue;
}

/** What a source says of one workload. */
export interface FactAnswer {
  workloadRef: string;
  /**
   * All facts of this source by name, without the source's id; those that
   * nothing can be said about are left out. Absent when the workload could not
   * be looked at, or when nothing changed since the last answer.
   */
  facts?: Record<string, FactValue>;
  /** The facts of the last answer were seen again: they count as fresh, and nothing is written but the time. */
  unchanged?: boolean;
  /**
   * Why the workload could not be looked at, for the people who own it: no
   * credentials, no stack. Its last facts stay, with their age.
   */
  error?: string;
  /** Handed back with the next request, such as the etag of what was read. */
  state?: JsonValue;
}

/** A place that facts about workloads come from. */
export interface FactSource {
  /** Id, names, types and words of the facts. */
  readonly schema: FactSourceSchema;
  /** How often all workloads are looked at. */
  readonly frequency: HumanDuration;
  /**
   * Looks at many workloads at once, up to 200. A workload that fails has its
   * `error` in its answer and stops no other; throwing means that all failed.
   *
   * @param options.signal - aborted when the round takes too long or the process ends.
   */
  collect(
    requests: FactRequest[],
    options: { signal: AbortSignal },
  ): Promise<FactAnswer[]>;
}
