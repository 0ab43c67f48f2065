import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { existingStampOf } from '@plumbline/plugin-stamp-common';
import {
  STAMP_LIFECYCLES,
  StampEntity,
  StampLifecycle,
} from '@plumbline/plugin-workload-common';
import { knownWorkload, readWorkloads } from '@plumbline/plugin-workload-node';
import { StampStore } from '../store/StampStore';
import { WorkloadStore } from '../store/WorkloadStore';
import type { DeclaredStamp } from '../store/rows';

// The catalog sets no bounds; what no column holds must not keep the other workloads from being stored.
const MAX_ENVIRONMENT = 40;
const MAX_REGION = 60;
const MAX_INSTANCE = 2_147_483_647;

/** Keeps what is stored of the catalog in step with it: workloads and their stamps. */
export class CatalogKeeper {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #stamps: StampStore;
  readonly #workloads: WorkloadStore;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    stamps: StampStore;
    workloads: WorkloadStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#stamps = options.stamps;
    this.#workloads = options.workloads;
  }

  /** Reads every workload; those that left are forgotten. */
  async keepAll(now: Date): Promise<string[]> {
    const before = new Set([
      ...(await this.#workloads.refs()),
      ...(await this.#stamps.workloadRefs()),
    ]);
    const present = await this.#keep(undefined, now);
    await this.#forget([...before].filter(ref => !present.has(ref)));
    return [...present];
  }

  /** Reads some workloads. */
  async keep(workloadRefs: string[], now: Date): Promise<void> {
    const present = await this.#keep(workloadRefs, now);
    await this.#forget(workloadRefs.filter(ref => !present.has(ref)));
  }

  async #keep(
    workloadRefs: string[] | undefined,
    now: Date,
  ): Promise<Set<string>> {
    const present = new Set<string>();
    const pages = readWorkloads({
      catalog: this.#catalog,
      credentials: await this.#auth.getOwnServiceCredentials(),
      workloadRefs,
    });
    for await (const page of pages) {
      for (const { workloadRef } of page) present.add(workloadRef);
      await this.#workloads.save(page.map(knownWorkload));
      await this.#stamps.declare(
        page.map(({ workloadRef, stamps }) => ({
          workloadRef,
          stamps: stamps.map(declaredStamp),
        })),
        now,
      );
    }
    return present;
  }

  async #forget(workloadRefs: string[]): Promise<void> {
    if (workloadRefs.length === 0) return;
    await this.#workloads.remove(workloadRefs);
    await this.#stamps.forget(workloadRefs);
  }
}

/** What is stored of a stamp's entity; where a field is wrong, what its name tells. */
export function declaredStamp(stamp: StampEntity): DeclaredStamp {
  const { name, environment, region, instance } = existingStampOf(stamp);
  const { lifecycle, trafficWeight, scaleUnit } = stamp.spec;
  return {
    stampRef: stringifyEntityRef(stamp),
    name,
    title: stamp.metadata.title ?? name,
    environment: environment.slice(0, MAX_ENVIRONMENT),
    region: region.slice(0, MAX_REGION),
    instance: instance !== undefined && instance <= MAX_INSTANCE ? instance : 0,
    lifecycle: isLifecycle(lifecycle) ? lifecycle : 'planned',
    trafficWeight: percent(trafficWeight),
    maxUsers: Number.isSafeInteger(scaleUnit?.maxUsers)
      ? scaleUnit!.maxUsers
      : undefined,
  };
}

function isLifecycle(value: unknown): value is StampLifecycle {
  return STAMP_LIFECYCLES.includes(value as StampLifecycle);
}

function percent(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 100
    ? Math.round(value)
    : undefined;
}
