import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { WorkloadAgreement } from '@plumbline/plugin-slo-common';
import {
  WorkloadEntities,
  readWorkloads,
} from '@plumbline/plugin-workload-node';
import { SlaTableLoader } from '../agreements/SlaTableLoader';
import { composeAgreement } from '../agreements/composeAgreement';
import { AgreementStore } from '../store/AgreementStore';
import { ObjectiveStore } from '../store/ObjectiveStore';
import { TimelineStore } from '../store/TimelineStore';
import { FollowedWorkload, WorkloadStore } from '../store/WorkloadStore';
import { stampEvents } from '../timeline/stampEvents';
import { followedWorkload } from './followedWorkload';

const DAY_MS = 86_400_000;
/** As long as the longest history that may be asked for. */
const TIMELINE_DAYS = 400;
/** Who tells of what happened to stamps. */
const CATALOG = 'catalog';

/**
 * Keeps what this family knows from the catalog in step with it: workloads to
 * filter by, what happened to their stamps, and what their dependencies allow
 * them to promise.
 */
export class CatalogKeeper {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #tables: SlaTableLoader;
  readonly #agreements: AgreementStore;
  readonly #objectives: ObjectiveStore;
  readonly #timeline: TimelineStore;
  readonly #workloads: WorkloadStore;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    tables: SlaTableLoader;
    agreements: AgreementStore;
    objectives: ObjectiveStore;
    timeline: TimelineStore;
    workloads: WorkloadStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#tables = options.tables;
    this.#agreements = options.agreements;
    this.#objectives = options.objectives;
    this.#timeline = options.timeline;
    this.#workloads = options.workloads;
  }

  /** Looks at these workloads; refs that the catalog does not know are left out. */
  async keep(workloadRefs: string[], now: Date): Promise<void> {
    await this.#keep(now, workloadRefs);
  }

  /** Looks at every workload, and forgets those that are gone and what happened too long ago. */
  async keepAll(now: Date): Promise<void> {
    const present = await this.#keep(now);
    await this.#workloads.retain(present);
    await this.#agreements.retain(present);
    await this.#timeline.prune(
      new Date(now.getTime() - TIMELINE_DAYS * DAY_MS).toISOString(),
    );
  }

  async #keep(now: Date, workloadRefs?: string[]): Promise<string[]> {
    const present: string[] = [];
    const pages = readWorkloads({
      catalog: this.#catalog,
      credentials: await this.#auth.getOwnServiceCredentials(),
      workloadRefs,
    });
    for await (const page of pages) {
      await this.#keepWorkloads(page, now);
      await this.#keepAgreements(page, now);
      present.push(...page.map(({ workloadRef }) => workloadRef));
    }
    return present;
  }

  async #keepWorkloads(page: WorkloadEntities[], now: Date) {
    const before = await this.#workloads.read(
      page.map(({ workloadRef }) => workloadRef),
    );
    const changed: FollowedWorkload[] = [];
    for (const entities of page) {
      const known = followedWorkload(entities);
      const { workloadRef } = known;
      const stored = before.get(workloadRef);
      const sameStamps = isDeepStrictEqual(
        withoutAbsent(known.stamps),
        stored?.stamps,
      );
      const version = (stored?.stampsVersion ?? 0) + (sameStamps ? 0 : 1);
      const next = { ...known, stampsVersion: version };
      if (
        sameStamps &&
        isDeepStrictEqual(withoutAbsent(next), withoutAbsent(stored))
      ) {
        continue;
      }
      // Stamps of a workload that is seen for the first time were there before.
      if (stored && !sameStamps) {
        await this.#timeline.save(
          CATALOG,
          stampEvents({
            workloadRef,
            before: stored.stamps,
            after: known.stamps,
            version,
            at: now,
          }),
        );
      }
      changed.push(next);
    }
    await this.#workloads.save(changed);
  }

  async #keepAgreements(page: WorkloadEntities[], now: Date) {
    const refs = page.map(({ workloadRef }) => workloadRef);
    const [table, objectives, stored] = await Promise.all([
      this.#tables.load(),
      this.#objectives.ofWorkloads(refs),
      this.#agreements.read(refs),
    ]);
    const composed = page.map(entities => {
      const { workloadRef } = entities;
      const agreement = composeAgreement({
        entities,
        table,
        objectives: objectives.get(workloadRef) ?? [],
        edit: stored.get(workloadRef)?.edit,
        now,
      });
      return { agreement, contentHash: hashOf(agreement) };
    });
    await this.#agreements.save(
      composed.filter(
        ({ agreement, contentHash }) =>
          stored.get(agreement.workloadRef)?.contentHash !== contentHash,
      ),
    );
  }
}

/** Changes with what is said, and once a day, so that `asOf` is never older. */
function hashOf({ asOf, ...content }: WorkloadAgreement): string {
  const text = JSON.stringify([asOf.slice(0, 10), content]);
  return createHash('sha256').update(text).digest('hex');
}

/** As it comes back from being stored: keys without a value are not there. */
function withoutAbsent<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}
