import {
  CriterionState,
  LevelTransition,
  PillarStanding,
  Standing,
  StateCounts,
} from '@plumbline/plugin-maturity-common';
import { StoredResult, StoredScorecard } from './ScorecardStore';

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

/** Criterion ids by state, under the time since when they are in it. */
type PackedResults = [string, Partial<Record<CriterionState, string[]>>][];

/** As stored. */
export function toScorecardRow(scorecard: StoredScorecard): ScorecardRow {
  const { standing } = scorecard;
  return {
    workload_ref: scorecard.workloadRef,
    model_id: scorecard.modelId,
    revision: scorecard.revision,
    results: JSON.stringify(pack(scorecard.results)),
    missed: listOf(scorecard.missed),
    open_strategies: listOf(scorecard.open),
    proven: standing.proven,
    possible: standing.possible,
    ...countColumns(standing.states),
    contradictions: scorecard.contradictions,
    blockers: standing.next?.blockers.length ?? 0,
    standing: JSON.stringify(standing),
    changed_at: scorecard.changedAt,
    evaluated_at: scorecard.evaluatedAt,
    due_at: scorecard.dueAt ?? null,
  };
}

/** As read. */
export function fromScorecardRow(row: ScorecardRow): StoredScorecard {
  return {
    workloadRef: row.workload_ref,
    modelId: row.model_id,
    revision: row.revision,
    results: unpack(JSON.parse(row.results)),
    standing: JSON.parse(row.standing) as Standing,
    contradictions: row.contradictions,
    missed: idsOf(row.missed),
    open: idsOf(row.open_strategies),
    changedAt: row.changed_at,
    evaluatedAt: row.evaluated_at,
    dueAt: row.due_at === null ? undefined : Number(row.due_at),
  };
}

/** One row for each pillar. */
export function toPillarRows(scorecard: StoredScorecard): PillarRow[] {
  return scorecard.standing.pillars.map((pillar: PillarStanding) => ({
    workload_ref: scorecard.workloadRef,
    model_id: scorecard.modelId,
    pillar_id: pillar.pillarId,
    proven: pillar.proven,
    possible: pillar.possible,
    ...countColumns(pillar.states),
    blockers: pillar.next?.blockers.length ?? 0,
  }));
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

/** The ids in a column of {@link listOf}. */
export function idsOf(list: string): string[] {
  return list.split(',').filter(Boolean);
}

/** Ids between commas, so that one is found by `like '%,id,%'`. */
function listOf(ids: string[]): string {
  return ids.length === 0 ? '' : `,${ids.join(',')},`;
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

function pack(results: Map<string, StoredResult>): PackedResults {
  const packed = new Map<string, Partial<Record<CriterionState, string[]>>>();
  for (const [id, { state, since }] of results) {
    let states = packed.get(since);
    if (!states) {
      states = {};
      packed.set(since, states);
    }
    const ids = states[state];
    if (ids) ids.push(id);
    else states[state] = [id];
  }
  return [...packed];
}

function unpack(packed: PackedResults): Map<string, StoredResult> {
  const results = new Map<string, StoredResult>();
  for (const [since, states] of packed) {
    for (const [state, ids] of Object.entries(states)) {
      for (const id of ids) {
        results.set(id, { state: state as CriterionState, since });
      }
    }
  }
  return results;
}
