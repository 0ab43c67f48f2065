import { Entity } from '@backstage/catalog-model';
import {
  DEFAULT_POLICY,
  EstateChange,
  EstatePlan,
  EstatePlanResult,
  ExistingStamp,
  INFRASTRUCTURES,
  PIPELINE_HOSTS,
  REGIONS,
  StampPlan,
  planStamp,
  planWorkload,
  plannedStampWorkload,
  regionChoices,
} from '@plumbline/plugin-stamp-common';
import { StaticCode, renderChange } from '@plumbline/plugin-stamp-node';
import { workloadRefOf } from '@plumbline/plugin-workload-common';
import { parseAllDocuments } from 'yaml';

/** How many stamps there are. */
export const STAMPS = Number(process.env.BENCH_STAMPS ?? 500);
/** How many open pull requests there are, each of which adds one to a workload. */
export const PULL_REQUESTS = Number(process.env.BENCH_PULL_REQUESTS ?? 10);
export const STAMPS_OF_WORKLOAD = 5;
export const WORKLOADS = Math.ceil(STAMPS / STAMPS_OF_WORKLOAD);

/** Names of the regions in which stamps may stand. */
export const ELIGIBLE = regionChoices({}, REGIONS, DEFAULT_POLICY)
  .filter(({ eligible }) => eligible)
  .map(({ region }) => region.name);

/** Full ref of workload number `n`. */
export function workloadRefAt(n: number): string {
  return `system:default/${nameAt(n)}`;
}

/** What a stamp that comes next to those of workload number `n` is asked for with. */
export function nextStampOf(n: number) {
  return {
    kind: 'add',
    workloadRef: workloadRefAt(n),
    environment: 'prod',
    region: regionAt(n, STAMPS_OF_WORKLOAD),
    expectedUsers: 400,
    infrastructure: infrastructureAt(n),
    pipeline: pipelineAt(n),
  } as const;
}

/**
 * Every change from which the estate came to be, workload by workload: the
 * first brings the workload with a stamp, the others a stamp each. All
 * languages and pipelines in turn.
 */
export function* changesOf(
  n: number,
  code: StaticCode,
): Generator<EstateChange> {
  for (const plan of plansOf(n)) yield renderChange(plan, { code });
}

/** The change of an open pull request of workload number `n`. */
export function proposedChangeOf(n: number, code: StaticCode): EstateChange {
  const plans = [...plansOf(n)];
  const [first] = plans;
  if (first.kind !== 'new-workload') throw new Error('expected a workload');
  const request = nextStampOf(n);
  const next = planned(
    planStamp(
      { ...request, workload: plannedStampWorkload(first.workload) },
      plans.map(({ stamp }) => standing(stamp)),
      REGIONS,
      DEFAULT_POLICY,
    ),
  );
  return renderChange({ kind: 'add', stamp: next }, { code });
}

/** The entities of a change's catalog files, with the relations that the catalog would add. */
export function entitiesOf({ files }: EstateChange): Entity[] {
  return files
    .filter(({ path }) => path.endsWith('/catalog-info.yaml'))
    .flatMap(({ content }) => parseAllDocuments(content))
    .map(document => {
      const entity: Entity = document.toJS();
      entity.metadata.namespace ??= 'default';
      const { owner } = entity.spec as { owner: string };
      const workloadRef =
        entity.kind === 'System' ? undefined : workloadRefOf(entity);
      entity.relations = [
        { type: 'ownedBy', targetRef: owner },
        ...(workloadRef ? [{ type: 'partOf', targetRef: workloadRef }] : []),
      ];
      return entity;
    });
}

function* plansOf(n: number): Generator<EstatePlan> {
  const count = Math.min(STAMPS_OF_WORKLOAD, STAMPS - n * STAMPS_OF_WORKLOAD);
  const request = {
    environment: 'prod',
    expectedUsers: 100 + ((n * 97) % 900),
  };
  const flavour = {
    infrastructure: infrastructureAt(n),
    pipeline: pipelineAt(n),
  };
  const first = planned(
    planWorkload(
      {
        name: nameAt(n),
        title: `Workload ${n}`,
        description: 'Takes and keeps orders.',
        owner: `group:default/team-${n % 40}`,
        tier: 'mission-critical',
        // A /17 has room for eight stamps.
        addressRange: `10.${Math.floor(n / 2) % 256}.${(n % 2) * 128}.0/17`,
        homeRegion: regionAt(n, 0),
        image: 'example.azurecr.io/orders:1.0.0',
        ...flavour,
        stamp: { ...request, region: regionAt(n, 0) },
      },
      {},
      REGIONS,
      DEFAULT_POLICY,
    ),
  );
  if (first.kind !== 'new-workload') throw new Error('expected a workload');
  yield first;
  const workload = plannedStampWorkload(first.workload);
  const there = [standing(first.stamp)];
  for (let nth = 1; nth < count; nth++) {
    const stamp = planned(
      planStamp(
        { ...request, ...flavour, workload, region: regionAt(n, nth) },
        there,
        REGIONS,
        DEFAULT_POLICY,
      ),
    );
    there.push(standing(stamp));
    yield { kind: 'add', stamp };
  }
}

function standing(plan: StampPlan): ExistingStamp {
  const { name, environment, region, instance, address } = plan;
  return { name, environment, region, instance, addressRange: address.range };
}

function planned<T>(result: { plan?: T; violations?: unknown }): T {
  if (result.plan) return result.plan;
  throw new Error(JSON.stringify((result as EstatePlanResult).violations));
}

function nameAt(n: number): string {
  return `workload-${String(n).padStart(4, '0')}`;
}

function regionAt(n: number, nth: number): string {
  return ELIGIBLE[(n + nth) % ELIGIBLE.length];
}

function infrastructureAt(n: number) {
  return INFRASTRUCTURES[n % INFRASTRUCTURES.length];
}

function pipelineAt(n: number) {
  return PIPELINE_HOSTS[Math.floor(n / 2) % PIPELINE_HOSTS.length];
}
