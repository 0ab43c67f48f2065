import {
  CriterionState,
  Judged,
  LevelTransition,
  PlacedCriterion,
  Standing,
  computeStanding,
  strategiesToDo,
} from '@plumbline/plugin-maturity-common';
import { ModelIndex } from '../models/ModelIndex';
import {
  ScorecardChange,
  StoredScorecard,
  TREND_LENGTH,
} from '../store/ScorecardStore';
import { followingResults } from '../store/packedResults';
import { Place, packStanding, placeOn } from '../store/packedStanding';

const NAMED_CAUSES = 3;

/** One model for one workload, as evaluated. */
export interface Evaluation {
  workloadRef: string;
  index: ModelIndex;
  judged: Judged;
  /** Epoch milliseconds when time alone may change it. */
  dueAt?: number;
  /** ISO 8601. */
  at: string;
}

/**
 * The scorecard that follows from an evaluation, with the changes of level
 * that it brings; `undefined` when nothing differs from the stored one.
 */
export function scorecardChange(
  { workloadRef, index, judged, dueAt, at }: Evaluation,
  before: StoredScorecard | undefined,
): ScorecardChange | undefined {
  const { model, order } = index;
  const { states, contradictions } = judged;
  const { results, turned } = followingResults(
    order,
    states,
    at,
    before?.results,
  );
  const isSame =
    before !== undefined &&
    before.results.order.id === order.id &&
    turned.length === 0 &&
    before.contradictions === contradictions &&
    before.dueAt === dueAt;
  const standing = isSame ? before.standing : computeStanding(model, states);
  if (isSame && standing.pillars.length === model.pillars.length) {
    return undefined;
  }
  const transitions = transitionsOf(
    index,
    before,
    standing,
    turned,
    states,
    at,
  );
  const { missed, open } = strategiesToDo(index.strategies, states);
  return {
    scorecard: {
      workloadRef,
      modelId: model.id,
      revision: (before?.revision ?? 0) + 1,
      results,
      packed: packStanding(standing, results),
      standing,
      contradictions,
      missed,
      open,
      trend: trendAfter(transitions, before?.trend ?? []),
      changedAt: transitions.length > 0 ? at : before?.changedAt ?? at,
      evaluatedAt: at,
      dueAt,
    },
    strategies: index.strategies,
    before: before?.packed,
    transitions,
  };
}

/** One more level for each change of the overall standing. */
function trendAfter(
  transitions: LevelTransition[],
  before: number[],
): number[] {
  const overall = transitions.find(({ pillarId }) => pillarId === undefined);
  return overall ? [...before, overall.toProven].slice(-TREND_LENGTH) : before;
}

function transitionsOf(
  { model, criteria }: ModelIndex,
  before: StoredScorecard | undefined,
  after: Standing,
  turned: number[],
  states: CriterionState[],
  at: string,
): LevelTransition[] {
  const moved = (
    pillarId: string | undefined,
    from: Place | undefined,
    to: Place,
  ): LevelTransition[] => {
    if (from && from.proven === to.proven && from.possible === to.possible) {
      return [];
    }
    const causes = turned
      .map(position => ({ ...criteria[position], state: states[position] }))
      .filter(
        ({ pillar, criterion }) =>
          (pillarId === undefined || pillar.id === pillarId) &&
          before?.results.get(criterion.id),
      );
    return [
      {
        at,
        pillarId,
        fromProven: from?.proven ?? null,
        toProven: to.proven,
        fromPossible: from?.possible ?? null,
        toPossible: to.possible,
        cause: from
          ? causeOf(causes, model.version)
          : 'Evaluated for the first time.',
      },
    ];
  };
  const transitions = moved(undefined, before && placeOn(before.packed), after);
  for (const pillar of after.pillars) {
    const old = before?.packed.find(([id]) => id === pillar.pillarId);
    transitions.push(
      ...moved(
        pillar.pillarId,
        old && { proven: old[1], possible: old[2] },
        pillar,
      ),
    );
  }
  return transitions;
}

const IN_WORDS: Record<CriterionState, string> = {
  met: 'is met',
  'not-met': 'is not met',
  unknown: 'is unknown',
  exempt: 'is exempt',
  'not-applicable': 'does not apply',
  error: 'cannot be decided',
};

function causeOf(
  turned: (PlacedCriterion & { state: CriterionState })[],
  version: string,
): string {
  if (turned.length === 0) return `The model changed, now version ${version}.`;
  const named = turned
    .slice(0, NAMED_CAUSES)
    .map(({ criterion, state }) => `'${criterion.title}' ${IN_WORDS[state]}`);
  const rest = turned.length - named.length;
  return `${named.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}
