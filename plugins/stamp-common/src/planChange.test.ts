import { REQUEST, WORKLOAD, fullPlan } from './__testUtils__/requests';
import { StampPlan } from './plan';
import { StampChange, planChange, planDrain, planRemoval } from './planChange';
import { planStamp } from './planStamp';
import { DEFAULT_POLICY, PlacementPolicy } from './policy';
import { REGIONS } from './regions';

const standing = planStamp(REQUEST, [], REGIONS, DEFAULT_POLICY).plan!;

function change(
  wanted: StampChange,
  plan: StampPlan = standing,
  policy: Partial<PlacementPolicy> = {},
  workload = WORKLOAD,
) {
  return planChange({ plan, workload }, wanted, REGIONS, {
    ...DEFAULT_POLICY,
    ...policy,
  });
}

describe('planChange', () => {
  it('changes what was asked for and says how', () => {
    const { plan, differences } = change({
      expectedUsers: 100,
      image: 'example.azurecr.io/deal-fraud-model:1.5.0',
      trafficWeight: 50,
      monthlyCost: { amount: 900, currency: 'EUR' },
    }) as Exclude<ReturnType<typeof change>, { plan?: undefined }>;
    expect(plan).toMatchObject({
      kind: 'change',
      stamp: {
        ...standing,
        image: 'example.azurecr.io/deal-fraud-model:1.5.0',
        trafficWeight: 50,
        monthlyCost: { amount: 900, currency: 'EUR' },
        size: {
          expectedUsers: 100,
          sku: 'P0v3',
          minInstances: 3,
          maxInstances: 3,
          usersPerInstance: 75,
        },
      },
    });
    expect(differences).toEqual([
      'Expected concurrent users: 1000 becomes 100.',
      'Size: 3 to 6 instances of P2v3 becomes 3 to 3 instances of P0v3.',
      'Image: example.azurecr.io/deal-fraud-model:1.4.2 becomes example.azurecr.io/deal-fraud-model:1.5.0.',
      'Traffic weight: 100 % becomes 50 %.',
      'Monthly cost: not given becomes 900 EUR.',
    ]);
    expect(plan.notes).toEqual([
      'It becomes smaller: look first at how much it was used at its peak.',
    ]);
  });

  it('asked for twice, changes nothing the second time', () => {
    const wanted = { image: 'example.azurecr.io/a:latest', expectedUsers: 10 };
    const once = change(wanted).plan!;
    const twice = change(wanted, once.stamp);
    expect(twice.plan?.stamp).toEqual(once.stamp);
    expect(twice.violations ?? twice.differences).toEqual([
      expect.stringContaining('Nothing about the stamp changes'),
    ]);
    // What was said of the image before is no longer said.
    const named = change({ image: 'example.azurecr.io/a:2' }, once.stamp).plan!;
    expect(named.stamp.notes.join()).not.toContain('latest');
  });

  it("takes over the workload's owner and global resources, and the policy's tags", () => {
    const workload = {
      ...WORKLOAD,
      owner: 'group:default/others',
      globalResources: [{ ref: 'resource:default/fd', type: 'front-door' }],
    };
    const { plan } = change(
      {},
      standing,
      { tags: { 'cost-center': '1' } },
      workload,
    );
    expect(plan?.stamp).toMatchObject({
      owner: 'group:default/others',
      tags: { owner: 'group:default/others', 'cost-center': '1' },
      globalResources: workload.globalResources,
    });
  });

  it('keeps what the lock says where the workload is not known', () => {
    const plan = fullPlan();
    const result = planChange({ plan }, {}, REGIONS, {
      ...DEFAULT_POLICY,
      tags: { 'cost-center': '4711' },
    });
    expect(result.plan?.stamp).toEqual(plan);
  });

  it('keeps names once given, and names what a newer version adds', () => {
    const { autoscale, ...older } = standing.azureNames;
    const { plan } = change(
      {},
      { ...standing, azureNames: { ...older, keyVault: 'kvold' } as any },
    );
    expect(plan?.stamp.azureNames).toEqual({
      ...standing.azureNames,
      keyVault: 'kvold',
    });
  });

  it('says where a new stamp could not stand today', () => {
    const { plan } = change(
      {},
      standing,
      {},
      {
        ...WORKLOAD,
        residency: 'EU',
      },
    );
    expect(plan?.notes?.join()).toContain(
      'A new stamp could not be placed in Japan East today. Data must stay in EU',
    );
  });

  it.each<[StampChange, string]>([
    [{ expectedUsers: 0 }, 'scale-unit'],
    [{ expectedUsers: 1001 }, 'scale-unit'],
    [{ image: 'nginx' }, 'image'],
    [{ trafficWeight: 101 }, 'traffic-weight'],
    [{ trafficWeight: 0.5 }, 'traffic-weight'],
    [{ monthlyCost: { amount: -1, currency: 'EUR' } }, 'monthly-cost'],
  ])('refuses %j', (wanted, rule) => {
    expect(change(wanted).violations?.map(each => each.rule)).toEqual([rule]);
  });

  it('says what a weight of nothing means', () => {
    const { plan } = change({ trafficWeight: 0 });
    expect(plan?.stamp).toMatchObject({
      lifecycle: 'planned',
      trafficWeight: 0,
    });
    expect(plan?.notes?.join()).toContain('stays and costs');
  });

  it('does not change what is to go', () => {
    const { stamp } = planDrain(standing);
    expect(change({}, stamp).violations?.[0].rule).toBe('is-draining');
  });
});

describe('retiring', () => {
  it('drains, then removes, and repeats as the same', () => {
    const drain = planDrain(standing);
    expect(drain).toEqual({
      kind: 'drain',
      stamp: { ...standing, lifecycle: 'draining', trafficWeight: 0 },
    });
    expect(planDrain(drain.stamp)).toEqual(drain);
    expect(planRemoval(drain.stamp)).toEqual({
      kind: 'remove',
      stamp: drain.stamp,
      notes: [`Its addresses ${standing.address.range} are free again.`],
    });
  });
});
