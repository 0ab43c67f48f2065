import { CampaignGoal } from '../api/campaigns';
import { CriterionState, passes } from '../evaluation/results';
import { Standing } from '../evaluation/standing';
import { MaturityModel, topLevel } from '../model/MaturityModel';

/** What is known of a workload on the model of a goal. */
export interface GoalEvidence {
  standing: Standing;
  /** Of a criterion; `undefined` counts as unknown. */
  stateOf: (criterionId: string) => CriterionState | undefined;
}

/**
 * What is wrong with a goal, naming the field and what was expected;
 * `undefined` when nothing is.
 *
 * @param model - the goal's, if it is in force.
 */
export function goalProblem(
  goal: CampaignGoal,
  model: MaturityModel | undefined,
): string | undefined {
  if (!model) {
    return `goal.modelId: expected a model in force, '${goal.modelId}' is none`;
  }
  if (goal.kind === 'level') {
    const { pillarId, level } = goal;
    if (pillarId !== undefined && !pillarOf(model, pillarId)) {
      return `goal.pillarId: expected a pillar of '${model.id}', '${pillarId}' is none`;
    }
    const top = topLevel(model);
    return Number.isInteger(level) && level >= 1 && level <= top
      ? undefined
      : `goal.level: expected a whole number from 1 to ${top}`;
  }
  if (goal.strategyIds.length === 0) {
    return 'goal.strategyIds: expected at least one strategy';
  }
  const known = new Set(strategiesOf(model).map(({ id }) => id));
  const strange = goal.strategyIds.find(id => !known.has(id));
  return strange === undefined
    ? undefined
    : `goal.strategyIds: expected strategies of '${model.id}', '${strange}' is none`;
}

/**
 * Number of criteria that stand between a workload and a goal; it is reached
 * when there are none. For a level those of all levels up to it count, on one
 * pillar or on all.
 *
 * `undefined` when the goal cannot be read any more, since the model changed:
 * then nothing is known, neither good nor bad.
 */
export function blockersToGoal(
  goal: CampaignGoal,
  model: MaturityModel,
  { standing, stateOf }: GoalEvidence,
): number | undefined {
  if (goalProblem(goal, model)) return undefined;
  if (goal.kind === 'strategies') {
    return strategiesOf(model)
      .filter(({ id }) => goal.strategyIds.includes(id))
      .flatMap(({ criteria }) => criteria)
      .filter(({ id }) => !passes(stateOf(id) ?? 'unknown')).length;
  }
  const pillars = standing.pillars.filter(
    ({ pillarId }) => !goal.pillarId || pillarId === goal.pillarId,
  );
  let blockers = 0;
  for (const { levels } of pillars) {
    for (const { level, total, passed } of levels) {
      if (level <= goal.level) blockers += total - passed;
    }
  }
  return blockers;
}

function pillarOf({ pillars }: MaturityModel, pillarId: string) {
  return pillars.find(({ id }) => id === pillarId);
}

function strategiesOf({ pillars }: MaturityModel) {
  return pillars.flatMap(({ levels }) =>
    levels.flatMap(({ strategies }) => strategies),
  );
}
