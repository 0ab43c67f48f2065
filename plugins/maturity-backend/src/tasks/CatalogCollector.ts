import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  catalogFactSchema,
  extractCatalogFacts,
} from '@plumbline/plugin-maturity-common';
import { readWorkloads } from '@plumbline/plugin-workload-node';
import { FactStore } from '../store/FactStore';
import { Evaluator } from './Evaluator';

const { source } = catalogFactSchema;

/** Brings facts from the catalog and has the workloads concerned evaluated. */
export class CatalogCollector {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #facts: FactStore;
  readonly #evaluator: Evaluator;
  readonly #now: () => Date;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    facts: FactStore;
    evaluator: Evaluator;
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#facts = options.facts;
    this.#evaluator = options.evaluator;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Collects all workloads and evaluates them. When the catalog fails, the last
   * facts stay, the failure is noted, and everything is evaluated nevertheless:
   * facts grow stale and answers expire by time alone.
   *
   * @throws what the catalog threw, after that.
   */
  async collectAll(): Promise<void> {
    try {
      await this.#collect();
      await this.#facts.noteOutcome(source);
    } catch (error) {
      await this.#facts.noteOutcome(source, {
        error: `The catalog could not be read: ${(error as Error).message}`,
        errorAt: this.#now().toISOString(),
      });
      await this.#evaluator.evaluateAll();
      throw error;
    }
  }

  /** Collects only these workloads and evaluates them; forgets those that are none any more. */
  async collect(workloadRefs: string[]): Promise<void> {
    await this.#collect(workloadRefs);
  }

  async #collect(workloadRefs?: string[]) {
    const found = new Set<string>();
    const batches = readWorkloads({
      catalog: this.#catalog,
      credentials: await this.#auth.getOwnServiceCredentials(),
      workloadRefs,
    });
    for await (const batch of batches) {
      const at = this.#now().toISOString();
      await this.#facts.replace(
        source,
        batch.map(entities => ({
          workloadRef: entities.workloadRef,
          ownerRef: ownerOf(entities.workload),
          facts: extractCatalogFacts(entities, at),
        })),
        at,
      );
      const refs = batch.map(({ workloadRef }) => workloadRef);
      refs.forEach(ref => found.add(ref));
      await this.#evaluator.evaluate(refs);
    }
    const asked = workloadRefs ?? (await this.#facts.workloadRefs());
    const gone = asked.filter(ref => !found.has(ref));
    if (gone.length === 0) return;
    await this.#facts.remove(gone);
    await this.#evaluator.remove(gone);
  }
}

function ownerOf(workload: Entity): string | undefined {
  return workload.relations?.find(({ type }) => type === RELATION_OWNED_BY)
    ?.targetRef;
}
