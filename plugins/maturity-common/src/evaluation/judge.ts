import { Criterion, PlacedCriterion, Rule } from '../model/MaturityModel';
import { attestationEnd } from './attestations';
import { PreparedKnowledge } from './knowledge';
import { CriterionResult, CriterionState, DecidedBy } from './results';

/** Yes, no, not known, or that the rule itself failed. */
export type Verdict = boolean | undefined | Error;

// A portfolio has hundreds of thousands of results, of these few kinds.
const [NOT_APPLICABLE] = kind('not-applicable', 'applicability');
const MET = {
  rule: kind('met', 'rule'),
  attestation: kind('met', 'attestation'),
};
const NOT_MET = {
  rule: kind('not-met', 'rule'),
  attestation: kind('not-met', 'attestation'),
};
const EXEMPT = kind('exempt', 'exemption');
const UNKNOWN = kind('unknown');
const ERROR = kind('error');

/**
 * State of a criterion from what is known of a workload.
 *
 * 1. Where `appliesWhen` is false it is not applicable.
 * 2. The rule decides when its facts are there, else a person's valid answer. A
 *    rule that only proves decides where it is true.
 * 3. When that does not make it met, an approved exemption makes it exempt.
 * 4. When it is not known whether it applies, only what passes either way
 *    passes: met stays met, everything else is unknown.
 */
export function judge(
  criterion: Criterion,
  knowledge: PreparedKnowledge,
): CriterionResult {
  const applies = criterion.appliesWhen
    ? runRule(criterion.appliesWhen, knowledge)
    : true;
  if (applies === false) {
    return NOT_APPLICABLE;
  }
  const byRule = verdictOfRule(criterion, knowledge);
  const byPerson = answerOf(criterion, knowledge);
  const contradiction =
    typeof byRule === 'boolean' &&
    byPerson !== undefined &&
    byRule !== byPerson;
  const decidedBy = typeof byRule === 'boolean' ? 'rule' : 'attestation';
  const holds = typeof byRule === 'boolean' ? byRule : byPerson;

  if (holds === true) {
    return MET[decidedBy][contradiction ? 1 : 0];
  }
  if (knowledge.exemptions.has(criterion.id)) {
    return EXEMPT[contradiction ? 1 : 0];
  }
  if (
    applies instanceof Error ||
    (holds === undefined && byRule instanceof Error)
  ) {
    return ERROR[contradiction ? 1 : 0];
  }
  if (applies === undefined || holds === undefined) {
    return UNKNOWN[contradiction ? 1 : 0];
  }
  return NOT_MET[decidedBy][contradiction ? 1 : 0];
}

/** What all criteria of a model came to for one workload. */
export interface Judged {
  /** In the model's order. */
  states: CriterionState[];
  /** How many criteria facts say the opposite of a person's answer to. */
  contradictions: number;
}

/**
 * {@link judge} for all criteria of a model.
 *
 * @param known - the states of those that need not be judged, by position. Those
 * that a contradiction may be about are: it is told by judging alone.
 */
export function judgeAll(
  criteria: readonly PlacedCriterion[],
  knowledge: PreparedKnowledge,
  known?: readonly (CriterionState | undefined)[],
): Judged {
  const states: CriterionState[] = [];
  let contradictions = 0;
  for (let position = 0; position < criteria.length; position++) {
    const { criterion } = criteria[position];
    const state = known?.[position];
    if (state !== undefined && !isContradictable(criterion, knowledge)) {
      states.push(state);
      continue;
    }
    const result = judge(criterion, knowledge);
    states.push(result.state);
    if (result.contradiction) contradictions++;
  }
  return { states, contradictions };
}

/** There is no contradiction without an answer. */
function isContradictable(
  { rule, id }: Criterion,
  { attestations }: PreparedKnowledge,
): boolean {
  return rule !== undefined && attestations.has(id);
}

function verdictOfRule(
  { rule, onlyProves }: Criterion,
  knowledge: PreparedKnowledge,
): Verdict {
  const verdict = rule && runRule(rule, knowledge);
  return verdict === false && onlyProves ? undefined : verdict;
}

/** What a rule says; `undefined` when that depends on a fact that is missing or stale. */
export function runRule(
  { compiled }: Rule,
  { values }: PreparedKnowledge,
): Verdict {
  try {
    return compiled.evaluate(values);
  } catch (error) {
    return error as Error;
  }
}

/** What a person said and still stands by; `undefined` without a valid answer. */
export function answerOf(
  { id, attestation: question }: Criterion,
  { attestations, at }: PreparedKnowledge,
): boolean | undefined {
  const attestation = question && attestations.get(id);
  if (!attestation || attestationEnd(question, attestation) <= at) {
    return undefined;
  }
  return attestation.answer === 'met';
}

/** The result without and with a contradiction. */
function kind(
  state: CriterionState,
  decidedBy?: DecidedBy,
): [CriterionResult, CriterionResult] {
  return [
    Object.freeze({ state, decidedBy, contradiction: false }),
    Object.freeze({ state, decidedBy, contradiction: true }),
  ];
}
