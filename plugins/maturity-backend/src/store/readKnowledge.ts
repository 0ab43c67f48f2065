import { Knowledge } from '@plumbline/plugin-maturity-common';
import { AttestationStore } from './AttestationStore';
import { ExemptionStore } from './ExemptionStore';
import { FactStore } from './FactStore';

/** Where what is known of workloads is kept. */
export interface KnowledgeStores {
  facts: FactStore;
  attestations: AttestationStore;
  exemptions: ExemptionStore;
}

/** What is known of workloads, in one query for each store; an entry for each ref. */
export async function readKnowledge(
  workloadRefs: string[],
  stores: KnowledgeStores,
): Promise<Map<string, Knowledge>> {
  const [facts, attestations, exemptions] = await Promise.all([
    stores.facts.read(workloadRefs),
    stores.attestations.newest(workloadRefs),
    stores.exemptions.approved(workloadRefs),
  ]);
  return new Map(
    workloadRefs.map(ref => [
      ref,
      {
        facts: facts.get(ref) ?? {},
        attestations: attestations.get(ref) ?? [],
        exemptions: exemptions.get(ref) ?? [],
      },
    ]),
  );
}
