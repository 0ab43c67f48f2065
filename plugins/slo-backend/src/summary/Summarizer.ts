import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { WORKLOAD_TYPE } from '@plumbline/plugin-workload-common';
import { SummaryStore, inTurns } from '@plumbline/plugin-workload-node';
import { AgreementStore } from '../store/AgreementStore';
import { ObjectiveStore } from '../store/ObjectiveStore';
import { StatusStore } from '../store/StatusStore';
import { composeSummary } from './composeSummary';

const WORKLOADS_AT_ONCE = 200;
const FILTER = { kind: 'System', 'spec.type': WORKLOAD_TYPE };
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'spec.owner',
  'relations',
];

/** Keeps the summaries of workloads in step with their statuses and the catalog. */
export class Summarizer {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #objectives: ObjectiveStore;
  readonly #statuses: StatusStore;
  readonly #summaries: SummaryStore;
  readonly #agreements?: AgreementStore;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    objectives: ObjectiveStore;
    statuses: StatusStore;
    summaries: SummaryStore;
    /** What dependencies allow; without it nothing is said of that. */
    agreements?: AgreementStore;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#objectives = options.objectives;
    this.#statuses = options.statuses;
    this.#summaries = options.summaries;
    this.#agreements = options.agreements;
  }

  /** Composes the summaries of these workloads; refs that the catalog does not know are left out. */
  async summarize(workloadRefs: string[], now: Date): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    for await (const refs of inTurns(workloadRefs, WORKLOADS_AT_ONCE)) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: refs, filter: FILTER, fields: FIELDS },
        { credentials },
      );
      await this.#summarizeSome(
        items.filter(entity => entity !== undefined),
        now,
      );
    }
  }

  /**
   * Composes the summaries of every workload of the catalog, and removes those
   * of workloads that are gone. Catches what an event or a round has missed.
   */
  async summarizeAll(now: Date): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const pages = this.#catalog.streamEntities(
      { filter: FILTER, fields: FIELDS, pageSize: WORKLOADS_AT_ONCE },
      { credentials },
    );
    const present: string[] = [];
    for await (const workloads of pages) {
      await this.#summarizeSome(workloads, now);
      present.push(...workloads.map(entity => stringifyEntityRef(entity)));
    }
    await this.#summaries.retain(present);
  }

  async #summarizeSome(workloads: Entity[], now: Date) {
    const refs = workloads.map(entity => stringifyEntityRef(entity));
    const objectives = await this.#objectives.ofWorkloads(refs);
    const statuses = await this.#statuses.ofWorkloads(refs);
    const errors = await this.#objectives.errorsOf(refs);
    const agreements = await this.#agreements?.read(refs);
    await this.#summaries.save(
      workloads.map((workload, index) =>
        composeSummary({
          workloadRef: refs[index],
          ownerRef: ownerOf(workload),
          objectives: objectives.get(refs[index]) ?? [],
          statuses: statuses.get(refs[index]) ?? [],
          documentErrors: errors.get(refs[index]) ?? [],
          agreement: agreements?.get(refs[index])?.agreement,
          now,
        }),
      ),
    );
  }
}

function ownerOf(workload: Entity): string | undefined {
  const relation = workload.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  );
  if (relation) return relation.targetRef;
  const owner = workload.spec?.owner;
  if (typeof owner !== 'string') return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: workload.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
