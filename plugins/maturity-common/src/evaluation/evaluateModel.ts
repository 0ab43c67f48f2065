import { FactSourceSchema, Facts } from '../facts/schema';
import { MaturityModel, criteriaOf } from '../model/MaturityModel';
import { evaluateAttestation, latestAttestation } from './evaluateAttestation';
import { evaluateRule } from './evaluateRule';
import { Attestation, CriterionResult } from './results';

/** What is known of one workload. */
export interface Knowledge {
  facts: Facts;
  /** Every answer that counts, in any order; only the newest of each criterion matters. */
  attestations: Attestation[];
}

/**
 * Results of every criterion of a model for one workload, in the model's order.
 *
 * @param at - ISO 8601, the time at which staleness and expiry are judged.
 */
export function evaluateModel(
  model: MaturityModel,
  knowledge: Knowledge,
  sources: FactSourceSchema[],
  at: string,
): CriterionResult[] {
  const byCriterion = new Map<string, Attestation[]>();
  for (const attestation of knowledge.attestations) {
    const of = byCriterion.get(attestation.criterionId);
    if (of) of.push(attestation);
    else byCriterion.set(attestation.criterionId, [attestation]);
  }
  return criteriaOf(model).map(({ criterion }) =>
    criterion.kind === 'rule'
      ? evaluateRule(criterion, knowledge.facts, sources, at)
      : evaluateAttestation(
          criterion,
          latestAttestation(criterion.id, byCriterion.get(criterion.id) ?? []),
          at,
        ),
  );
}
