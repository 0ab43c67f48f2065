/**
 * What a criterion came to. `error` means that its rule could not be run: it
 * counts like `unknown`, and somebody has to mend the model.
 */
export const CRITERION_STATES = [
  'met',
  'not-met',
  'unknown',
  'exempt',
  'not-applicable',
  'error',
] as const;

/** One of {@link CRITERION_STATES}. */
export type CriterionState = (typeof CRITERION_STATES)[number];

/** A letter for each state, for lists of many. */
export const STATE_LETTERS: Record<CriterionState, string> = {
  met: 'm',
  'not-met': 'n',
  unknown: 'u',
  exempt: 'e',
  'not-applicable': 'a',
  error: 'x',
};

/** What gave a criterion its state. */
export type DecidedBy = 'rule' | 'attestation' | 'exemption' | 'applicability';

/** State of one criterion for one workload. */
export interface CriterionResult {
  state: CriterionState;
  /** Absent when nothing decided. */
  decidedBy?: DecidedBy;
  /** Facts and a person's valid answer say the opposite of each other. */
  contradiction: boolean;
}

/** One thing that a result rests on. */
export interface Evidence {
  /** What it is, such as `Escalation path`. */
  label: string;
  /** Words, numbers, entity refs or URLs. */
  values: string[];
}

/** Why a criterion has its state. */
export interface Explanation {
  /** One sentence. */
  reason: string;
  evidence: Evidence[];
  /** ISO 8601, the age of the oldest thing it rests on; absent when it rests on nothing. */
  observedAt?: string;
}

/** A person's answer to the question of a criterion. */
export interface Attestation {
  criterionId: string;
  answer: 'met' | 'not-met';
  note?: string;
  evidenceUrl?: string;
  /** Full ref of who answered. */
  attestedBy: string;
  /** ISO 8601. */
  attestedAt: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** An exception that the platform team approved. */
export interface ApprovedExemption {
  criterionId: string;
  reason: string;
  /** Full ref of who approved. */
  approvedBy: string;
  /** ISO 8601. */
  approvedAt: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** Whether a state stands in the way of no level. */
export function passes(state: CriterionState): boolean {
  return state === 'met' || state === 'exempt' || state === 'not-applicable';
}

/** Whether nothing is known that decides. */
export function isOpen(state: CriterionState): boolean {
  return state === 'unknown' || state === 'error';
}

/** The sooner in here, the more a part with this state says about the whole. */
const WEIGHT: Record<CriterionState, number> = {
  'not-met': 0,
  error: 1,
  unknown: 2,
  met: 3,
  exempt: 4,
  'not-applicable': 5,
};

/**
 * State of a whole from its parts: not met when one is not, else error or
 * unknown when one is, else met when one is.
 *
 * @param from - the first part, a position in `states`.
 * @param to - the position after the last part.
 */
export function combine(
  states: readonly CriterionState[],
  from: number = 0,
  to: number = states.length,
): CriterionState {
  if (from >= to) return 'unknown';
  let state = states[from];
  for (let i = from + 1; i < to; i++) {
    if (WEIGHT[states[i]] < WEIGHT[state]) state = states[i];
  }
  return state;
}
