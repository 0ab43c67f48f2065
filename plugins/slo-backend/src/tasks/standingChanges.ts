import {
  AlertReading,
  NewTransition,
  ObjectiveDefinition,
} from '@plumbline/plugin-slo-common';
import { StandingChange, StoredStanding } from '../store/AlertStore';
import { toIso } from '../store/time';

/**
 * What is to be stored of an objective's alerts: standings that are not as they
 * were read, with their transitions. An alert whose rule is gone ends.
 *
 * @param options.readings - as they stand now.
 * @param options.standings - as they were read, by rule id.
 * @param options.now - epoch seconds.
 */
export function standingChanges(options: {
  definition: Pick<ObjectiveDefinition, 'id' | 'workloadRef'>;
  readings: readonly AlertReading[];
  transitions: readonly NewTransition[];
  standings?: ReadonlyMap<string, StoredStanding>;
  now: number;
}): StandingChange[] {
  const { definition, readings, transitions, standings, now } = options;
  const of = {
    objectiveId: definition.id,
    workloadRef: definition.workloadRef,
  };
  const changes = readings.flatMap((reading): StandingChange[] => {
    const { ruleId, severity, state, since, clearSince } = reading;
    const before = standings?.get(ruleId);
    const transition = transitions.find(each => each.ruleId === ruleId);
    const same = before
      ? before.state === state &&
        before.since === since &&
        before.clearSince === clearSince
      : !transition;
    if (same) return [];
    const standing = { state, since, clearSince };
    return [{ ...of, ruleId, severity, standing, before, transition }];
  });
  const present = new Set(readings.map(({ ruleId }) => ruleId));
  const ended = [...(standings ?? [])].flatMap(
    ([ruleId, before]): StandingChange[] => {
      if (present.has(ruleId) || before.state === 'inactive') return [];
      const at = toIso(now);
      return [
        {
          ...of,
          ruleId,
          severity: before.severity,
          standing: { state: 'inactive', since: at },
          before,
          transition: {
            ruleId,
            name: ruleId,
            severity: before.severity,
            at,
            from: before.state,
            to: 'inactive',
            value: null,
            reason: 'Its rule is declared no more.',
          },
        },
      ];
    },
  );
  return [...changes, ...ended];
}
