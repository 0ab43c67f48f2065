import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DEFAULT_POLICY,
  EstatePlan,
  ExistingStamp,
  PlacementPolicy,
  PlanRequest,
  StampPlan,
  StampStatus,
  branchOf,
  existingStampOfLock,
  planDrain,
  planHash,
} from '@plumbline/plugin-stamp-common';
import type { Estate, StandingLock } from '../Estate';
import { StampPlanner } from './StampPlanner';

const IMAGE = 'example.azurecr.io/bank:1.4.2';
const WORKLOAD = entity('System', 'bank', {
  spec: { type: 'workload', owner: 'group:default/bank-team' },
  annotations: {
    'plumbline.io/address-range': '10.70.0.0/16',
    'plumbline.io/container-image': IMAGE,
  },
});
const TEAM = entity('Group', 'bank-team', { spec: { type: 'team' } });
const ADD: PlanRequest = {
  kind: 'add',
  workloadRef: 'system:default/bank',
  environment: 'prod',
  region: 'westeurope',
  expectedUsers: 500,
};
const NEW: Extract<PlanRequest, { kind: 'new-workload' }> = {
  kind: 'new-workload',
  name: 'card-shop',
  title: 'Card shop',
  description: 'Sells cards.',
  owner: 'group:default/bank-team',
  tier: 'mission-critical',
  residency: 'EU',
  addressRange: '10.71.0.0/16',
  homeRegion: 'westeurope',
  image: 'example.azurecr.io/card-shop:1.0.0',
  infrastructure: 'bicep',
  pipeline: 'github-actions',
  stamp: { environment: 'prod', region: 'westeurope', expectedUsers: 100 },
};

function entity(
  kind: string,
  name: string,
  change: { spec?: object; annotations?: Record<string, string> },
): Entity {
  const partOf = (change.spec as { system?: string })?.system;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, annotations: change.annotations },
    spec: change.spec as Entity['spec'],
    relations: partOf
      ? [{ type: 'partOf', targetRef: `system:default/${partOf}` }]
      : [],
  };
}

function stampEntity(
  { name, environment, region, instance }: StampPlan,
  lifecycle = 'active',
  trafficWeight?: number,
): Entity {
  return entity('Resource', name, {
    spec: {
      type: 'deployment-stamp',
      owner: 'group:default/bank-team',
      system: 'bank',
      environment,
      region,
      instance,
      lifecycle,
      ...(trafficWeight !== undefined && { trafficWeight }),
    },
  });
}

/** An estate of locks: merged ones, and those of open pull requests. */
class FakeEstate
  implements Pick<Estate, 'readStamps' | 'readLocks' | 'openPullRequests'>
{
  retired: ExistingStamp[] = [];
  readonly #merged: StampPlan[] = [];
  readonly #open = new Map<string, StampPlan>();

  merge(stamp: StampPlan) {
    this.#merged.push(stamp);
    return this;
  }

  propose(plan: EstatePlan) {
    this.#open.set(branchOf(plan), plan.stamp);
    return this;
  }

  async readStamps(workloadRef: string) {
    const locks = await this.readLocks(workloadRef);
    return [
      ...locks.flatMap(({ lock }) => (lock ? [existingStampOfLock(lock)] : [])),
      ...this.retired,
    ];
  }

  async readLocks(workloadRef: string): Promise<StandingLock[]> {
    const standing = (plan: StampPlan, branch?: string): StandingLock => ({
      folder: plan.folder,
      lock: {
        apiVersion: 'plumbline.io/v1',
        kind: 'StampLock',
        templateVersion: '2.0.0',
        plan,
        files: {},
      },
      ...(branch && { pullRequest: pullRequest(branch) }),
    });
    const added = [...this.#open].filter(([branch]) =>
      branch.includes('-add-'),
    );
    return [
      ...this.#merged.map(plan => standing(plan)),
      ...added.map(([branch, plan]) => standing(plan, branch)),
    ].filter(({ lock }) => lock!.plan.workloadRef === workloadRef);
  }

  async openPullRequests(branches: readonly string[]) {
    return branches
      .filter(branch => this.#open.has(branch))
      .map(branch => pullRequest(branch));
  }
}

function pullRequest(branch: string) {
  return { label: '#12', url: 'https://example.com/pull/12', branch };
}

function plannerOf(options: {
  entities?: Entity[];
  estate?: FakeEstate;
  statuses?: Partial<StampStatus>[];
  policy?: Partial<PlacementPolicy>;
}) {
  const { entities = [WORKLOAD, TEAM], estate, statuses, policy } = options;
  const planner = new StampPlanner({
    catalog: catalogServiceMock({ entities }),
    estate,
    policy: { ...DEFAULT_POLICY, ...policy },
    statuses: statuses && (async () => statuses as StampStatus[]),
  });
  return (request: PlanRequest) =>
    planner.plan(request, mockCredentials.user());
}

async function planned(
  answer: ReturnType<ReturnType<typeof plannerOf>>,
): Promise<EstatePlan> {
  const { plan, violations } = await answer;
  expect(violations).toBeUndefined();
  return plan!;
}

async function rulesOf(answer: ReturnType<ReturnType<typeof plannerOf>>) {
  return (await answer).violations?.map(
    ({ field, rule }) => `${field} ${rule}`,
  );
}

describe('adding a stamp', () => {
  it('plans from the catalog alone where there is no estate', async () => {
    const { kind, stamp } = await planned(plannerOf({})(ADD));
    expect(kind).toBe('add');
    expect(stamp).toMatchObject({
      name: 'bank-prod-westeurope-001',
      owner: 'group:default/bank-team',
      image: IMAGE,
      infrastructure: 'terraform',
      pipeline: 'azure-devops',
      address: { range: '10.70.0.0/20' },
    });
  });

  it('says what part of the users it takes, beside what serves and what is planned', async () => {
    const { stamp: first } = await planned(plannerOf({})(ADD));
    const numbered = (instance: number): StampPlan => ({
      ...first,
      instance,
      name: `bank-prod-westeurope-00${instance}`,
      stampRef: `resource:default/bank-prod-westeurope-00${instance}`,
    });
    const entities = [
      WORKLOAD,
      TEAM,
      stampEntity(first, 'active', 100),
      // Planned: what it will weigh stands in its lock.
      stampEntity(numbered(2), 'planned', 0),
    ];
    const estate = new FakeEstate()
      .merge(numbered(2))
      .propose({ kind: 'add', stamp: numbered(3) });
    const asked = { ...ADD, region: 'swedencentral' } as PlanRequest;
    expect(
      (await planned(plannerOf({ entities, estate })(asked))).notes,
    ).toEqual([
      'Once active it takes 50 % of the users of prod: its weight is 100, beside 1 active stamp with 100.',
      'Once what is planned is active, too, it takes 25 % of the users of prod: beside 2 planned stamps with 100 each.',
    ]);
    expect((await planned(plannerOf({})(asked))).notes).toEqual([]);
  });

  it('takes a ref as people write it', async () => {
    const { stamp } = await planned(
      plannerOf({})({ ...ADD, workloadRef: 'Bank' } as PlanRequest),
    );
    expect(stamp.workloadRef).toBe('system:default/bank');
  });

  it('leaves room for what the catalog, the estate, open pull requests and the past hold', async () => {
    const plan = plannerOf({});
    const first = (await planned(plan(ADD))).stamp;
    const estate = new FakeEstate();
    const again = plannerOf({
      entities: [WORKLOAD, TEAM, stampEntity(first)],
      estate,
    });
    estate.merge(first);
    const second = await planned(again(ADD));
    expect(second.stamp).toMatchObject({
      instance: 2,
      address: { range: '10.70.16.0/20' },
    });
    estate.propose(second);
    const third = await planned(
      again({ ...ADD, expectedUsers: 501 } as PlanRequest),
    );
    expect(third.stamp).toMatchObject({
      instance: 3,
      address: { range: '10.70.32.0/20' },
    });
    estate.retired.push({
      name: 'bank-prod-westeurope-007',
      environment: 'prod',
      region: 'westeurope',
      instance: 7,
      isRetired: true,
    });
    const fourth = await planned(
      again({ ...ADD, expectedUsers: 501 } as PlanRequest),
    );
    expect(fourth.stamp).toMatchObject({
      instance: 8,
      address: { range: '10.70.32.0/20' },
    });
  });

  it('gives the same plan and its pull request when the same is asked for again', async () => {
    const estate = new FakeEstate();
    const plan = plannerOf({ estate });
    const first = await planned(plan(ADD));
    estate.propose(first);
    const again = await plan(ADD);
    expect(again).toMatchObject({
      plan: first,
      pullRequest: { label: '#12', branch: branchOf(first) },
    });
    expect(again.plan).toEqual(first);
    // Another is merged meanwhile; the one proposed keeps its number and addresses.
    const other = await planned(
      plan({ ...ADD, expectedUsers: 20 } as PlanRequest),
    );
    estate.merge(other.stamp);
    // What it takes of the users beside the other one is news.
    expect((await planned(plan(ADD))).stamp).toEqual(first.stamp);
  });

  it('does not believe what a pull request says beyond what was asked', async () => {
    const estate = new FakeEstate();
    const plan = plannerOf({ estate });
    const first = await planned(plan(ADD));
    const stamp = {
      ...first.stamp,
      owner: 'group:default/others',
      tags: { ...first.stamp.tags, more: 'x' },
    };
    estate.propose({ kind: 'add', stamp });
    expect((await plan(ADD)).plan).toEqual(first);
  });

  it.each([
    ['the workload is unknown', { workloadRef: 'shop' }, 'workload unknown'],
    ['the region breaks a rule', { region: 'westus' }, 'region zones'],
    [
      'a rule is relaxed that may not be',
      {
        region: 'westus',
        relaxations: [{ rule: 'zones', reason: 'Only for a test of load.' }],
      },
      'relaxations relaxation-not-allowed',
    ],
  ])('refuses when %s', async (_, change, rule) => {
    const request = { ...ADD, ...change } as PlanRequest;
    expect(await rulesOf(plannerOf({})(request))).toEqual([rule]);
  });

  it('says that it needs an image where neither request nor workload names one', async () => {
    const { metadata, ...rest } = WORKLOAD;
    const bare = { ...rest, metadata: { name: 'bank' } };
    const plan = plannerOf({ entities: [bare, TEAM] });
    expect(await rulesOf(plan(ADD))).toEqual(['image image']);
    expect(
      (await plan({ ...ADD, image: IMAGE } as PlanRequest)).violations,
    ).toBeUndefined();
  });

  it('refuses what is no request, naming each field', async () => {
    const answer = plannerOf({})({
      ...ADD,
      environment: '../x',
      expectedUsers: 1.5,
    } as PlanRequest);
    await expect(answer).rejects.toThrow(/environment: .*\n.*expectedUsers: /);
  });
});

describe('a stamp that stands', () => {
  let estate: FakeEstate;
  let first: StampPlan;
  const stampRef = 'resource:default/bank-prod-westeurope-001';

  beforeEach(async () => {
    first = (await planned(plannerOf({})(ADD))).stamp;
    estate = new FakeEstate().merge(first);
  });

  const standing = (
    lifecycle = 'active',
    statuses?: Partial<StampStatus>[],
    more: Entity[] = [],
  ) =>
    plannerOf({
      entities: [WORKLOAD, TEAM, stampEntity(first, lifecycle), ...more],
      estate,
      statuses,
    });

  it('is changed from its lock', async () => {
    const answer = await standing()({
      kind: 'change',
      stampRef: 'bank-prod-westeurope-001',
      expectedUsers: 900,
    });
    expect(answer.plan).toMatchObject({
      kind: 'change',
      stamp: {
        name: first.name,
        address: first.address,
        azureNames: first.azureNames,
        size: { expectedUsers: 900, sku: 'P1v3' },
      },
    });
    expect(answer.violations ?? answer.differences?.join()).toContain(
      '500 becomes 900',
    );
  });

  it('is retired in two steps, each once its time has come', async () => {
    const retire: PlanRequest = { kind: 'retire', stampRef };
    const drain = await planned(standing()(retire));
    expect(drain).toMatchObject({
      ...planDrain(first),
      basis: planHash(first),
    });
    expect(await rulesOf(standing('draining')(retire))).toEqual([
      'stampRef still-draining',
    ]);
    // Told, but not yet shown by the catalog.
    const told = standing('active', [{ stampRef, lifecycle: 'retired' }]);
    expect(await planned(told(retire))).toMatchObject({
      kind: 'remove',
      stamp: { name: first.name, lifecycle: 'draining', trafficWeight: 0 },
    });
    const asked = new FakeEstate().merge(drain.stamp);
    estate = asked;
    expect(await rulesOf(standing('active')(retire))).toEqual([
      'stampRef still-draining',
    ]);
  });

  it('meets the pull request that is open about it', async () => {
    const retire: PlanRequest = { kind: 'retire', stampRef };
    estate.propose(planDrain(first));
    expect(await standing()(retire)).toMatchObject({
      plan: planDrain(first),
      pullRequest: { branch: `stamp-drain-${first.name}` },
    });
  });

  it('says when nobody would be served any more', async () => {
    const retire: PlanRequest = { kind: 'retire', stampRef };
    const alone = await standing()(retire);
    // In the plan itself, so that its reviewer reads it, too.
    expect(alone.plan?.notes?.join()).toContain(
      'No other stamp of prod is active',
    );
    const second = { ...first, name: 'bank-prod-westeurope-002', instance: 2 };
    const both = await standing('active', [], [stampEntity(second)])(retire);
    expect(JSON.stringify(both)).not.toContain('No other stamp');
    expect(both.plan?.notes?.join()).toContain(
      'goes to the others is not known',
    );
  });

  it.each(['draining', 'retired'])(
    'is not changed once it is %s',
    async life => {
      expect(
        await rulesOf(
          standing(life)({ kind: 'change', stampRef, image: IMAGE }),
        ),
      ).toEqual(['stampRef is-going']);
    },
  );

  it('says why a stamp without a merged lock cannot be changed', async () => {
    const change: PlanRequest = { kind: 'change', stampRef, image: IMAGE };
    estate = new FakeEstate();
    expect(await rulesOf(standing()(change))).toEqual(['stampRef no-lock']);
    estate.propose({ kind: 'add', stamp: first });
    expect(await rulesOf(standing()(change))).toEqual(['stampRef not-merged']);
    estate = new FakeEstate();
    estate.retired.push({
      ...existingStampOfLock({ plan: first }),
      isRetired: true,
    });
    expect(await rulesOf(standing()(change))).toEqual(['stampRef is-removed']);
    estate = new FakeEstate();
    estate.readLocks = async () => [
      { folder: first.folder, problem: 'not JSON' },
    ];
    expect(await rulesOf(standing()(change))).toEqual(['stampRef lock-broken']);
    expect(await rulesOf(plannerOf({ estate })(change))).toEqual([
      'stampRef unknown',
    ]);
    const noEstate = plannerOf({
      entities: [WORKLOAD, TEAM, stampEntity(first)],
    });
    expect(await rulesOf(noEstate(change))).toEqual(['stampRef no-estate']);
  });
});

describe('a new workload', () => {
  it('is planned with its first stamp', async () => {
    const answer = await plannerOf({ estate: new FakeEstate() })(NEW);
    expect(answer.plan).toMatchObject({
      kind: 'new-workload',
      workload: {
        workloadRef: 'system:default/card-shop',
        folder: 'workloads/card-shop',
      },
      stamp: {
        name: 'card-shop-prod-westeurope-001',
        infrastructure: 'bicep',
        pipeline: 'github-actions',
        image: NEW.image,
        address: { range: '10.71.0.0/20', source: 'workload' },
      },
    });
  });

  it('needs a free name, a known owner and a known domain', async () => {
    const taken = [
      WORKLOAD,
      entity('System', 'card-shop', { spec: { type: 'service' } }),
      entity('Resource', 'card-shop-registry', { spec: { type: 'x' } }),
    ];
    expect(
      await rulesOf(
        plannerOf({ entities: taken })({ ...NEW, domain: 'banking' }),
      ),
    ).toEqual([
      'owner unknown',
      'domain unknown',
      'name name-taken',
      'name name-taken',
    ]);
  });

  it('does not take a name that the estate has', async () => {
    const estate = new FakeEstate();
    const { stamp } = await planned(plannerOf({ estate })(NEW));
    estate.merge(stamp);
    expect(await rulesOf(plannerOf({ estate })(NEW))).toEqual([
      'name name-taken',
    ]);
  });

  it('asked for twice, meets its own pull request', async () => {
    const estate = new FakeEstate();
    const plan = plannerOf({ estate });
    const first = await planned(plan(NEW));
    estate.propose(first);
    expect(await plan(NEW)).toMatchObject({
      plan: first,
      pullRequest: { branch: 'workload-add-card-shop' },
    });
  });

  it('does not touch what others asked for under the same name', async () => {
    const estate = new FakeEstate();
    const others = entity('Group', 'others', { spec: { type: 'team' } });
    const plan = plannerOf({ estate, entities: [WORKLOAD, TEAM, others] });
    estate.propose(await planned(plan(NEW)));
    const answer = await plan({ ...NEW, owner: 'group:default/others' });
    expect(answer.violations?.map(({ message }) => message)).toEqual([
      '#12 asks for card-shop already, for group:default/bank-team; choose another name.',
    ]);
  });

  it('says whose addresses it would share', async () => {
    const answer = await plannerOf({})({
      ...NEW,
      addressRange: '10.70.0.0/15',
    });
    expect(JSON.stringify(answer)).toContain(
      'overlaps the addresses of system:default/bank',
    );
  });
});

it('asks the catalog with the rights of whoever asks', async () => {
  const catalog = catalogServiceMock({ entities: [WORKLOAD, TEAM] });
  const reads = jest.spyOn(catalog, 'getEntitiesByRefs');
  const credentials = mockCredentials.user('user:default/ann');
  await new StampPlanner({ catalog, policy: DEFAULT_POLICY }).plan(
    ADD,
    credentials,
  );
  expect(reads).toHaveBeenCalledWith(
    expect.objectContaining({ entityRefs: [stringifyEntityRef(WORKLOAD)] }),
    { credentials },
  );
});
