import { FactSourceSchema } from '@plumbline/plugin-maturity-common';
import {
  FactAnswer,
  FactRequest,
  FactSource,
} from '@plumbline/plugin-maturity-node';
import {
  FamilySummary,
  SummaryFamily,
} from '@plumbline/plugin-workload-common';
import { FamilyClient } from '@plumbline/plugin-workload-node';
import { answerAll } from './answerAll';

/** The facts that a family puts into its summaries. */
export class SummaryFactSource implements FactSource {
  readonly schema: FactSourceSchema;
  readonly frequency = { minutes: 20 };
  readonly #family: SummaryFamily;
  readonly #client: Pick<FamilyClient, 'summaries'>;

  constructor(options: {
    schema: FactSourceSchema;
    family: SummaryFamily;
    client: Pick<FamilyClient, 'summaries'>;
  }) {
    this.schema = options.schema;
    this.#family = options.family;
    this.#client = options.client;
  }

  async collect(
    requests: FactRequest[],
    { signal }: { signal: AbortSignal },
  ): Promise<FactAnswer[]> {
    return answerAll(requests, this.schema, {
      read: refs => this.#read(refs, signal),
      // Families have a summary of every workload, also where they know nothing of it.
      missing: `'${this.#family}' has not looked at it yet`,
    });
  }

  async #read(workloadRefs: string[], signal: AbortSignal) {
    const facts = new Map<string, FamilySummary['facts']>();
    const pages = this.#client.summaries(this.#family, workloadRefs, {
      signal,
    });
    for await (const page of pages) {
      page.forEach(each => facts.set(each.workloadRef, each.facts));
    }
    return facts;
  }
}
