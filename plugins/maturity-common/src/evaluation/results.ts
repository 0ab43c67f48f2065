/**
 * What a criterion came to. `exempt` and `not-applicable` stand in the way of
 * no level; nothing gives them yet.
 */
export const CRITERION_STATES = [
  'met',
  'not-met',
  'unknown',
  'exempt',
  'not-applicable',
] as const;

/** One of {@link CRITERION_STATES}. */
export type CriterionState = (typeof CRITERION_STATES)[number];

/** One thing that a result rests on. */
export interface Evidence {
  /** What it is, such as `Escalation path`. */
  label: string;
  /** Words, numbers, entity refs or URLs. */
  values: string[];
}

/** State of one criterion for one workload. */
export interface CriterionResult {
  criterionId: string;
  state: CriterionState;
  /** One sentence that says why. */
  reason: string;
  evidence: Evidence[];
  /** ISO 8601, the age of the oldest thing it rests on; absent when it rests on nothing. */
  observedAt?: string;
}

/** A person's answer to an attestation criterion. */
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

/** Whether a state stands in the way of no level. */
export function passes(state: CriterionState): boolean {
  return state === 'met' || state === 'exempt' || state === 'not-applicable';
}

/** State of a whole from its parts: not met when one is not, else unknown when one is. */
export function combine(states: CriterionState[]): CriterionState {
  if (states.includes('not-met')) return 'not-met';
  if (states.length === 0 || states.includes('unknown')) return 'unknown';
  if (states.includes('met')) return 'met';
  return states.includes('exempt') ? 'exempt' : 'not-applicable';
}
