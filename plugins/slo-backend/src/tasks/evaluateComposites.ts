import { createHash } from 'node:crypto';
import {
  CompositeObjective,
  Evaluation,
  SloHistoryPoint,
  errorBudget,
  evaluateComposite,
  explainComposite,
  isExcluded,
  weightedMean,
} from '@plumbline/plugin-slo-common';
import { ceilTo } from '../store/time';
import {
  DueObjective,
  Evaluated,
  Remembered,
  RoundContext,
  changesOf,
  statusOf,
} from './evaluateObjective';

/** A member of a composite that was evaluated in this round. */
export interface EvaluatedMember {
  due: DueObjective;
  evaluated: Evaluated;
  evaluation: Evaluation;
}

/** Changes with anything that the evaluation of a composite depends on. */
export function compositeHash(memberHashes: string[]): string {
  return createHash('sha256').update(memberHashes.join()).digest('hex');
}

/**
 * Evaluates a composite from its members, all of which were evaluated in this
 * round; pure.
 */
export function evaluateCompositeObjective(
  composite: CompositeObjective,
  members: EvaluatedMember[],
  remembered: Remembered,
  round: RoundContext,
): Evaluated {
  const { now } = round;
  const { standings } = remembered;
  const { figures, transitions, target } = evaluateComposite({
    composite,
    evaluations: new Map(
      members.map(({ due, evaluation }) => [
        due.objective.definition.id,
        evaluation,
      ]),
    ),
    now,
    standings,
    maintenance: members.every(member => isMaintained(member, now)),
  });
  const definition = { ...composite.definition, target };
  const failing = members.find(({ evaluated }) => evaluated.status.error);
  const days = compositeDays(members);
  return {
    status: {
      ...statusOf(definition, figures, days, remembered, round),
      explanation: explainComposite(
        composite,
        figures,
        target,
        members.map(({ evaluated }) => evaluated.status.explanation),
      ),
      error: failing?.evaluated.status.error,
      errorAt: failing?.evaluated.status.errorAt,
    },
    basis: {
      state: figures.state,
      definitionHash: compositeHash(
        members.map(({ due }) => due.objective.definitionHash),
      ),
    },
    days,
    changes: changesOf(definition, figures, transitions, standings, now),
  };
}

/** Whether maintenance of a member goes on: at the moment of its data, or now when there is none new. */
function isMaintained(
  { due, evaluation }: EvaluatedMember,
  now: number,
): boolean {
  const { sliceSeconds } = due.objective.definition;
  const isStale = evaluation.figures.state === 'stale';
  const moment = (!isStale && due.asOf) || now;
  return isExcluded(
    ceilTo(sliceSeconds, moment),
    due.exclusions.map(({ span }) => span),
    sliceSeconds,
  );
}

/** Days of which all members were evaluated now, by the same means as the figures. */
function compositeDays(members: EvaluatedMember[]): SloHistoryPoint[] {
  const days = new Set(
    members.flatMap(({ evaluated }) => evaluated.days.map(({ day }) => day)),
  );
  return [...days].sort().map(day => {
    const points = members.map(({ due, evaluated }) => {
      const { weight = 0, target } = due.objective.definition;
      const point = evaluated.days.find(each => each.day === day);
      return { weight, budget: weight * errorBudget(target), point };
    });
    const byBudget = (value: (point: SloHistoryPoint) => number | null) =>
      weightedMean(
        points.map(({ budget, point }) => [budget, point && value(point)]),
      ) ?? null;
    const byWeight = (value: (point: SloHistoryPoint) => number | null) =>
      weightedMean(
        points.map(({ weight, point }) => [weight, point && value(point)]),
      ) ?? null;
    return {
      day,
      remainingBudget: byBudget(point => point.remainingBudget),
      compliance: byWeight(point => point.compliance),
      coverage: byWeight(point => point.coverage) ?? 0,
      spent: byBudget(point => point.spent ?? null),
    };
  });
}
