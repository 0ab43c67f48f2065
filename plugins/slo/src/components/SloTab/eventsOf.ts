import {
  Exclusion,
  SloStatus,
  TimelineEvent,
} from '@plumbline/plugin-slo-common';

/**
 * What may explain the numbers of an SLO: everything about the workload for an
 * SLO of the whole; for one of a stamp, what is not about another stamp.
 * Maintenance only where it takes time out of this SLO.
 */
export function eventsOf(
  { id, stampRef }: Pick<SloStatus, 'id' | 'stampRef'>,
  events: TimelineEvent[],
  exclusions: Exclusion[],
): TimelineEvent[] {
  const only = new Map(
    exclusions.map(exclusion => [
      `exclusion/${exclusion.id}`,
      exclusion.objectiveIds,
    ]),
  );
  return events.filter(event => {
    const objectives = only.get(event.id) ?? [];
    if (objectives.length > 0 && !objectives.includes(id)) return false;
    return !stampRef || !event.entityRef || event.entityRef === stampRef;
  });
}
