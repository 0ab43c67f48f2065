import {
  CriterionResult,
  CriterionState,
  LevelTransition,
  PlacedCriterion,
  Standing,
  combine,
  computeStanding,
} from '@plumbline/plugin-maturity-common';
import { ModelIndex } from '../models/ModelIndex';
import { ScorecardChange, StoredScorecard } from '../store/ScorecardStore';
import { ResultList, StoredResult } from '../store/packedResults';

const NAMED_CAUSES = 3;

/** Every criterion of one model for one workload, as evaluated. */
export interface Evaluation {
  workloadRef: string;
  index: ModelIndex;
  /** Of every criterion. */
  results: Map<string, CriterionResult>;
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
  { workloadRef, index, results, dueAt, at }: Evaluation,
  before: StoredScorecard | undefined,
): ScorecardChange | undefined {
  const next: StoredResult[] = [];
  const states = new Map<string, CriterionState>();
  const turned: PlacedCriterion[] = [];
  const fresh = new Map<CriterionState, StoredResult>();
  const inSameOrder = before?.results.order.id === index.order.id;
  let contradictions = 0;
  index.criteria.forEach((place, position) => {
    const { id } = place.criterion;
    const { state, contradiction } = results.get(id)!;
    if (contradiction) contradictions++;
    states.set(id, state);
    const known = inSameOrder
      ? before.results.at(position)
      : before?.results.get(id);
    if (known?.state === state) {
      next.push(known);
      return;
    }
    let result = fresh.get(state);
    if (!result) {
      result = { state, since: at };
      fresh.set(state, result);
    }
    next.push(result);
    turned.push(place);
  });
  const isSame =
    inSameOrder &&
    turned.length === 0 &&
    before.contradictions === contradictions &&
    before.dueAt === dueAt;
  const standing = isSame
    ? before.standing
    : computeStanding(index.model, states);
  if (isSame && standing.pillars.length === index.model.pillars.length) {
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
  return {
    scorecard: {
      workloadRef,
      modelId: index.model.id,
      revision: before?.revision ?? 0,
      results: new ResultList(index.order, next),
      standing,
      contradictions,
      ...strategiesOf(index, states),
      changedAt: transitions.length > 0 ? at : before?.changedAt ?? at,
      evaluatedAt: at,
      dueAt,
    },
    before: before?.standing,
    transitions,
  };
}

function strategiesOf(
  { model }: ModelIndex,
  states: Map<string, CriterionState>,
): { missed: string[]; open: string[] } {
  const missed: string[] = [];
  const open: string[] = [];
  for (const { levels } of model.pillars) {
    for (const { strategies } of levels) {
      for (const { id, criteria } of strategies) {
        const state = combine(criteria.map(({ id: own }) => states.get(own)!));
        if (state === 'not-met') missed.push(id);
        else if (state === 'unknown' || state === 'error') open.push(id);
      }
    }
  }
  return { missed, open };
}

function transitionsOf(
  { model }: ModelIndex,
  before: StoredScorecard | undefined,
  after: Standing,
  turned: PlacedCriterion[],
  states: Map<string, CriterionState>,
  at: string,
): LevelTransition[] {
  const old = before?.standing;
  const moved = (
    pillarId: string | undefined,
    from: Place | undefined,
    to: Place,
  ): LevelTransition[] => {
    if (from && from.proven === to.proven && from.possible === to.possible) {
      return [];
    }
    const mine = turned.filter(
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
          ? causeOf(mine, states, model.version)
          : 'Evaluated for the first time.',
      },
    ];
  };
  return [
    ...moved(undefined, old, after),
    ...after.pillars.flatMap(pillar =>
      moved(
        pillar.pillarId,
        old?.pillars.find(({ pillarId }) => pillarId === pillar.pillarId),
        pillar,
      ),
    ),
  ];
}

type Place = Pick<Standing, 'proven' | 'possible'>;

const IN_WORDS: Record<CriterionState, string> = {
  met: 'is met',
  'not-met': 'is not met',
  unknown: 'is unknown',
  exempt: 'is exempt',
  'not-applicable': 'does not apply',
  error: 'cannot be decided',
};

function causeOf(
  turned: PlacedCriterion[],
  states: Map<string, CriterionState>,
  version: string,
): string {
  if (turned.length === 0) return `The model changed, now version ${version}.`;
  const named = turned
    .slice(0, NAMED_CAUSES)
    .map(
      ({ criterion }) =>
        `'${criterion.title}' ${IN_WORDS[states.get(criterion.id)!]}`,
    );
  const rest = turned.length - named.length;
  return `${named.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}
