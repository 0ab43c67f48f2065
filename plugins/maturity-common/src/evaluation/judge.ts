import { Criterion, Rule } from '../model/MaturityModel';
import { attestationEnd } from './attestations';
import { PreparedKnowledge } from './knowledge';
import { CriterionResult, DecidedBy } from './results';

/** Yes, no, not known, or that the rule itself failed. */
export type Verdict = boolean | undefined | Error;

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
    return result(criterion, 'not-applicable', 'applicability');
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
    return result(criterion, 'met', decidedBy, contradiction);
  }
  if (knowledge.exemptions.has(criterion.id)) {
    return result(criterion, 'exempt', 'exemption', contradiction);
  }
  if (
    applies instanceof Error ||
    (holds === undefined && byRule instanceof Error)
  ) {
    return result(criterion, 'error', undefined, contradiction);
  }
  if (applies === undefined || holds === undefined) {
    return result(criterion, 'unknown', undefined, contradiction);
  }
  return result(criterion, 'not-met', decidedBy, contradiction);
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

function result(
  { id }: Criterion,
  state: CriterionResult['state'],
  decidedBy: DecidedBy | undefined,
  contradiction = false,
): CriterionResult {
  return { criterionId: id, state, decidedBy, contradiction };
}
