import { HealthState } from '@plumbline/plugin-workload-common';
import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { HealthTransitionTable, NodeTable } from '../store/tables';
import { IncidentRecord } from './IncidentRecord';
import { IncidentTable } from './incidentRows';

/** For how long something was not well because of an incident. */
export interface PartImpact {
  ref: string;
  title: string;
  /** Milliseconds. */
  degradedMs: number;
  /** Milliseconds. */
  unhealthyMs: number;
}

/**
 * Stores with incidents that have ended for how long the workload and its user
 * flows were not well: the states that ended while it was open, from their
 * beginning, and those that go on until its end.
 */
export async function storeImpact(
  tx: Knex.Transaction,
  incidents: IncidentRecord[],
): Promise<void> {
  if (incidents.length === 0) return;
  const refs = incidents.map(({ workloadRef }) => workloadRef);
  const parts = incidents.flatMap(incident => [
    incident.workloadRef,
    ...incident.userFlows.map(({ ref }) => ref),
  ]);
  const since = incidents.map(({ openedAt }) => openedAt).sort()[0];
  const ended: HealthTransitionTable[] = await tx<HealthTransitionTable>(
    'health_transitions',
  )
    .where(anyOf(tx, 'workload_ref', refs))
    .where('at', '>', since)
    .where(anyOf(tx, 'entity_ref', parts));
  const lasting: NodeTable[] = await tx<NodeTable>('nodes')
    .where(anyOf(tx, 'workload_ref', refs))
    .where(anyOf(tx, 'entity_ref', parts));
  for (const incident of incidents) {
    const impact = impactOf(incident, [
      ...ended
        .filter(
          each =>
            each.workload_ref === incident.workloadRef &&
            each.at > incident.openedAt &&
            each.at <= incident.closedAt!,
        )
        .map(each => ({
          ref: each.entity_ref,
          state: each.from_state as HealthState,
          from: each.from_since,
          to: each.at,
        })),
      ...lasting
        .filter(
          each =>
            each.workload_ref === incident.workloadRef &&
            each.state_since < incident.closedAt!,
        )
        .map(each => ({
          ref: each.entity_ref,
          state: each.state as HealthState,
          from: each.state_since,
          to: incident.closedAt!,
        })),
    ]);
    await tx<IncidentTable>('incidents')
      .where({ number: incident.number })
      .update({ impact: JSON.stringify(impact) });
  }
}

/** The workload first, then its user flows as they come. */
function impactOf(
  incident: IncidentRecord,
  stretches: { ref: string; state: HealthState; from: string; to: string }[],
): PartImpact[] {
  const parts = [
    { ref: incident.workloadRef, title: incident.workloadTitle },
    ...incident.userFlows,
  ];
  return parts.map(({ ref, title }) => {
    const msIn = (state: HealthState) =>
      stretches
        .filter(each => each.ref === ref && each.state === state)
        .reduce(
          (sum, { from, to }) => sum + Date.parse(to) - Date.parse(from),
          0,
        );
    return {
      ref,
      title,
      degradedMs: msIn('degraded'),
      unhealthyMs: msIn('unhealthy'),
    };
  });
}
