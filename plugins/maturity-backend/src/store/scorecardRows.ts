import {
  LevelTransition,
  Standing,
  StateCounts,
} from '@plumbline/plugin-maturity-common';
import { NewScorecard, StoredScorecard } from './ScorecardStore';
import { StrategyLetters } from './StrategyLetters';
import { ResultList } from './packedResults';
import {
  PackedPillar,
  PackedStanding,
  statesOf,
  unpackStanding,
} from './packedStanding';

interface CountColumns {
  met: number;
  not_met: number;
  unknown: number;
  exempt: number;
  not_applicable: number;
  error: number;
}

/** A row of `scorecards`. */
export interface ScorecardRow extends CountColumns {
  workload_ref: string;
  model_id: string;
  revision: number;
  results: string;
  missed: string;
  open_strategies: string;
  proven: number;
  possible: number;
  contradictions: number;
  blockers: number;
  standing: string;
  trend: string;
  changed_at: string;
  evaluated_at: string;
  /** PostgreSQL gives big integers as text. */
  due_at: number | string | null;
}

/** A row of `pillar_levels`. */
export interface PillarRow extends CountColumns {
  workload_ref: string;
  model_id: string;
  pillar_id: string;
  proven: number;
  possible: number;
  blockers: number;
}

/** A row of `transitions`. */
export interface TransitionRow {
  workload_ref: string;
  model_id: string;
  pillar_id: string;
  revision: number;
  at: string;
  from_proven: number | null;
  to_proven: number;
  from_possible: number | null;
  to_possible: number;
  cause: string;
}

/** As stored. */
export function toScorecardRow(
  scorecard: NewScorecard,
  letters: StrategyLetters,
): ScorecardRow {
  const { standing } = scorecard;
  return {
    workload_ref: scorecard.workloadRef,
    model_id: scorecard.modelId,
    revision: scorecard.revision,
    results: JSON.stringify(scorecard.results.packed),
    missed: letters.of(scorecard.missed),
    open_strategies: letters.of(scorecard.open),
    proven: standing.proven,
    possible: standing.possible,
    ...countColumns(standing.states),
    contradictions: scorecard.contradictions,
    blockers: blockersOf(standing),
    standing: JSON.stringify(scorecard.packed),
    trend: JSON.stringify(scorecard.trend),
    changed_at: scorecard.changedAt,
    evaluated_at: scorecard.evaluatedAt,
    due_at: scorecard.dueAt ?? null,
  };
}

/** What {@link fromScorecardRow} needs; the other columns say the same for lists. */
export const READ_COLUMNS = [
  'workload_ref',
  'model_id',
  'revision',
  'results',
  'contradictions',
  'standing',
  'trend',
  'changed_at',
  'evaluated_at',
  'due_at',
] as const;

/** As read. */
export function fromScorecardRow(
  row: Pick<ScorecardRow, (typeof READ_COLUMNS)[number]>,
  results: ResultList,
): StoredScorecard {
  const packed: PackedStanding = JSON.parse(row.standing);
  let standing: Standing | undefined;
  return {
    workloadRef: row.workload_ref,
    modelId: row.model_id,
    revision: row.revision,
    results,
    packed,
    get standing() {
      standing ??= unpackStanding(packed, results.order.criteria);
      return standing;
    },
    contradictions: row.contradictions,
    trend: JSON.parse(row.trend),
    changedAt: row.changed_at,
    evaluatedAt: row.evaluated_at,
    dueAt: row.due_at === null ? undefined : Number(row.due_at),
  };
}

/** One row for each pillar that is not as before. */
export function toPillarRows(
  { workloadRef, modelId, packed }: StoredScorecard,
  before: PackedStanding | undefined,
): PillarRow[] {
  return packed
    .filter(
      pillar =>
        !isSamePlace(
          pillar,
          before?.find(([id]) => id === pillar[0]),
        ),
    )
    .map(([pillarId, proven, possible, states, , blockers]) => ({
      workload_ref: workloadRef,
      model_id: modelId,
      pillar_id: pillarId,
      proven,
      possible,
      ...countColumns(statesOf(states)),
      blockers: blockers.length,
    }));
}

/** Whether two pillars make the same row of `pillar_levels`. */
function isSamePlace(
  [, proven, possible, states, , blockers]: PackedPillar,
  before: PackedPillar | undefined,
): boolean {
  if (!before) return false;
  const [, oldProven, oldPossible, oldStates, , oldBlockers] = before;
  return (
    proven === oldProven &&
    possible === oldPossible &&
    blockers.length === oldBlockers.length &&
    states.every((count, state) => count === oldStates[state])
  );
}

function blockersOf({ next }: Pick<Standing, 'next'>): number {
  return next?.blockers.length ?? 0;
}

/** As stored. */
export function toTransitionRow(
  { workloadRef, modelId, revision }: StoredScorecard,
  transition: LevelTransition,
): TransitionRow {
  return {
    workload_ref: workloadRef,
    model_id: modelId,
    pillar_id: transition.pillarId ?? '',
    revision,
    at: transition.at,
    from_proven: transition.fromProven,
    to_proven: transition.toProven,
    from_possible: transition.fromPossible,
    to_possible: transition.toPossible,
    cause: transition.cause,
  };
}

/** As read. */
export function toTransition(row: TransitionRow): LevelTransition {
  return {
    at: row.at,
    pillarId: row.pillar_id || undefined,
    fromProven: row.from_proven,
    toProven: row.to_proven,
    fromPossible: row.from_possible,
    toPossible: row.to_possible,
    cause: row.cause,
  };
}

function countColumns(states: StateCounts): CountColumns {
  return {
    met: states.met,
    not_met: states['not-met'],
    unknown: states.unknown,
    exempt: states.exempt,
    not_applicable: states['not-applicable'],
    error: states.error,
  };
}
