import { WorkloadGraph } from '../graph/model';
import { NodeSignal } from '../summary';
import { HealthModel } from './healthModel';
import { WorkloadHealth, WorkloadRollUp } from './WorkloadRollUp';

/**
 * Rolls health up from signals to the workload, over its graph.
 *
 * The workload is the worst of its global resources, its components and other
 * parts outside of stamps, its user flows, and its stamps together. Stamps stand
 * in for each other: the workload is degraded when one is ill and unhealthy only
 * when all are. Only the stamps of `servingStamps` count. Whatever outside of a
 * stamp depends on several stamps, or on parts of several, is as tolerant.
 *
 * A stamp of which nothing reports is unknown, however healthy the global
 * resources are that it uses: a planned stamp has not been seen working.
 *
 * @param model - what differs from these defaults.
 */
export function workloadHealth(
  graph: WorkloadGraph,
  signals: NodeSignal[],
  model?: HealthModel,
): WorkloadHealth {
  return new WorkloadRollUp(graph, signals, model).health;
}
