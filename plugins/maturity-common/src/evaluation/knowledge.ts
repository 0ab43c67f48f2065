import { usableFacts } from '../facts/factValues';
import { FactSourceSchema, Facts } from '../facts/schema';
import { MaturityModel, criteriaOf } from '../model/MaturityModel';
import { FactValues } from '../rules/RuleLanguage';
import { attestationEnd, newestAttestations } from './attestations';
import { ApprovedExemption, Attestation } from './results';

/** What is known of one workload. */
export interface Knowledge {
  facts: Facts;
  /** In any order; only the newest of each criterion matters. */
  attestations: Attestation[];
  /** Approved and not revoked; those that have ended do not matter. */
  exemptions: ApprovedExemption[];
}

/** {@link Knowledge} made ready for many criteria at one time. */
export interface PreparedKnowledge {
  /** Epoch milliseconds, the time at which staleness and expiry are judged. */
  at: number;
  sources: FactSourceSchema[];
  facts: Facts;
  /** Those that are not stale. */
  values: FactValues;
  /** Epoch milliseconds at which the first of the values is stale; `undefined` without values. */
  valuesUntil?: number;
  /** The newest of each criterion, whether or not it still counts. */
  attestations: Map<string, Attestation>;
  /** Those that count now. */
  exemptions: Map<string, ApprovedExemption>;
}

/**
 * Makes knowledge ready to be judged.
 *
 * @param at - ISO 8601.
 */
export function prepare(
  knowledge: Knowledge,
  sources: FactSourceSchema[],
  at: string,
): PreparedKnowledge {
  const time = Date.parse(at);
  const { values, until } = usableFacts(knowledge.facts, sources, time);
  return {
    at: time,
    sources,
    facts: knowledge.facts,
    values,
    valuesUntil: until,
    attestations: newestAttestations(knowledge.attestations),
    exemptions: new Map(
      knowledge.exemptions
        .filter(({ expiresAt }) => Date.parse(expiresAt) > time)
        .map(exemption => [exemption.criterionId, exemption]),
    ),
  };
}

/**
 * When time alone may next change a result on a model, epoch milliseconds: the first end
 * of a fact's freshness, of an answer or of an exemption that is still to come.
 * `undefined` when nothing ends.
 */
export function nextChangeByTime(
  knowledge: PreparedKnowledge,
  model: MaturityModel,
): number | undefined {
  const { at } = knowledge;
  let next = knowledge.valuesUntil;
  const consider = (end: number) => {
    if (end > at && (next === undefined || end < next)) next = end;
  };
  if (knowledge.attestations.size > 0) {
    for (const { criterion } of criteriaOf(model)) {
      const attestation = knowledge.attestations.get(criterion.id);
      if (attestation && criterion.attestation) {
        consider(attestationEnd(criterion.attestation, attestation));
      }
    }
  }
  for (const { expiresAt } of knowledge.exemptions.values()) {
    consider(Date.parse(expiresAt));
  }
  return next;
}
