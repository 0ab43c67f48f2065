import {
  catalogFactSchema,
  extractCatalogFacts,
} from '@plumbline/plugin-maturity-common';
import {
  FactAnswer,
  FactRequest,
  FactSource,
} from '@plumbline/plugin-maturity-node';

/** Facts from the entities themselves. */
export class CatalogSource implements FactSource {
  readonly schema = catalogFactSchema;
  readonly frequency = { minutes: 5 };

  async collect(requests: FactRequest[]): Promise<FactAnswer[]> {
    return requests.map(({ workload }) => ({
      workloadRef: workload.workloadRef,
      facts: extractCatalogFacts(workload),
    }));
  }
}
