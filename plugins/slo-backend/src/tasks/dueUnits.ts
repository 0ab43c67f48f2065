import {
  CompositeObjective,
  ObjectiveDefinition,
  asOfFor,
  compositesOf,
  staleAfterSeconds,
} from '@plumbline/plugin-slo-common';
import { ExclusionInForce, exclusionsOf } from '../store/ExclusionStore';
import { StoredObjective } from '../store/ObjectiveStore';
import { SeriesProgress } from '../store/SeriesStore';
import { StatusBasis } from '../store/StatusStore';
import { DAY, TREND_DAYS, floorTo } from '../store/time';
import { dayEnds } from './dayPoints';
import { compositeHash } from './evaluateComposites';
import { DueObjective } from './evaluateObjective';
import { exclusionsKey } from './exclusionsKey';

/** What is evaluated together: one objective, or a composite with all its members. */
export interface DueUnit {
  objectives: DueObjective[];
  composite?: CompositeObjective;
}

/** What decides whether an objective is due. */
export interface DueInput {
  objectives: StoredObjective[];
  progress: Map<number, SeriesProgress>;
  /** By workload ref. */
  exclusions: Map<string, ExclusionInForce[]>;
  /** By objective id. */
  bases: Map<string, StatusBasis>;
  /** By series id, the earliest moment (epoch seconds) of what changed in this round. */
  changed: Map<number, number>;
  delaySeconds: (definition: ObjectiveDefinition) => number;
  /** Epoch seconds. */
  now: number;
}

/**
 * The objectives whose numbers, definition, maintenance, error or freshness
 * changed since their status was stored. A composite is due with any of its
 * members, and then all of them are.
 */
export function dueUnits(input: DueInput): DueUnit[] {
  const { objectives, bases, now } = input;
  const composites = compositesOf(
    objectives.map(({ definition }) => definition),
  );
  const compositeOf = new Map(
    composites.flatMap(composite =>
      composite.members.map(({ id }) => [id, composite] as const),
    ),
  );
  const byId = new Map(objectives.map(each => [each.definition.id, each]));
  const units: DueUnit[] = [];
  for (const objective of objectives) {
    if (compositeOf.has(objective.definition.id)) continue;
    const firstDay = dueFrom(objective, input);
    if (firstDay === undefined) continue;
    units.push({ objectives: [dueObjective(objective, firstDay, input)] });
  }
  for (const composite of composites) {
    const members = composite.members.map(({ id }) => byId.get(id)!);
    const basis = bases.get(composite.definition.id);
    const hash = compositeHash(members.map(each => each.definitionHash));
    const days = members.flatMap(member => dueFrom(member, input) ?? []);
    if (basis?.definitionHash !== hash) days.push(firstOfTrend(now));
    if (days.length === 0) continue;
    const firstDay = Math.min(...days);
    units.push({
      composite,
      objectives: members.map(each => dueObjective(each, firstDay, input)),
    });
  }
  return units;
}

/** First day to evaluate, or `undefined` when the stored status still stands. */
function dueFrom(
  objective: StoredObjective,
  { progress, bases, changed, delaySeconds, now, ...input }: DueInput,
): number | undefined {
  const { definition, definitionHash, seriesId } = objective;
  const series = progress.get(seriesId)!;
  const basis = bases.get(definition.id);
  const exclusions = exclusionsIn(input.exclusions, definition);
  const same =
    basis?.definitionHash === definitionHash &&
    basis.exclusionsKey === exclusionsKey(exclusions);
  if (!same) return firstOfTrend(now);
  if (basis.changes !== series.changes) {
    // Of a change that was stored and never evaluated, as before a restart,
    // nobody knows any more which days it was about.
    const isNext = basis.changes === series.changes - 1;
    const from = (isNext && changed.get(seriesId)) || 0;
    return Math.max(firstOfTrend(now), floorTo(DAY, from));
  }
  const asOf = asOfFor(definition, series);
  const stale =
    asOf !== undefined &&
    now - asOf >
      staleAfterSeconds(definition.sliceSeconds, delaySeconds(definition));
  const turned =
    basis.state !== 'no-data' && stale !== (basis.state === 'stale');
  const gapsCount = asOf !== undefined && asOf !== series.newestData;
  return turned || gapsCount ? floorTo(DAY, asOf ?? now) : undefined;
}

function dueObjective(
  objective: StoredObjective,
  firstDay: number,
  { progress, exclusions }: DueInput,
): DueObjective {
  const { definition, seriesId } = objective;
  const series = progress.get(seriesId)!;
  const asOf = asOfFor(definition, series);
  return {
    objective,
    series,
    exclusions: exclusionsIn(exclusions, definition),
    asOf,
    ends: asOf === undefined ? [] : dayEnds(firstDay, asOf),
  };
}

function exclusionsIn(
  exclusions: Map<string, ExclusionInForce[]>,
  { workloadRef, id }: ObjectiveDefinition,
): ExclusionInForce[] {
  return exclusionsOf(exclusions.get(workloadRef), id);
}

function firstOfTrend(now: number): number {
  return floorTo(DAY, now) - (TREND_DAYS - 1) * DAY;
}
