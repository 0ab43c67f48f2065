import { NEW_WORKLOAD, fullWorkload } from './__testUtils__/requests';
import { existingStampOf } from './estate';
import { parseEstatePlan } from './estatePlanSchema';
import {
  NewWorkload,
  WorkloadSurroundings,
  planWorkload,
  workloadEntityRefs,
  workloadGlobalResources,
} from './planWorkload';
import { DEFAULT_POLICY } from './policy';
import { REGIONS } from './regions';
import { WorkloadPlan } from './workloadPlan';

function plan(
  change: Partial<NewWorkload> = {},
  around: WorkloadSurroundings = {},
) {
  return planWorkload(
    { ...NEW_WORKLOAD, ...change },
    around,
    REGIONS,
    DEFAULT_POLICY,
  );
}

function rulesOf(result: ReturnType<typeof plan>) {
  return result.violations?.map(({ field, rule }) => `${field} ${rule}`);
}

describe('planWorkload', () => {
  it('decides everything about a workload and its first stamp', () => {
    const result = plan();
    expect(result.plan).toMatchObject({
      kind: 'new-workload',
      workload: {
        workloadRef: 'system:default/card-shop',
        azureNames: {
          resourceGroup: 'rg-card-shop-global',
          frontDoor: 'afd-card-shop-global',
          frontDoorEndpoint: expect.stringMatching(
            /^fde-cardshop-global-[a-z0-9]{6}$/,
          ),
          wafPolicy: expect.stringMatching(/^fdfpcardshopglobal[a-z0-9]{6}$/),
          containerRegistry: expect.stringMatching(
            /^crcardshopglobal[a-z0-9]{6}$/,
          ),
          keyVault: expect.stringMatching(/^kvcardshopglobal[a-z0-9]{6}$/),
        },
        tags: {
          owner: 'group:default/cards',
          workload: 'system:default/card-shop',
        },
        folder: 'workloads/card-shop',
      },
      stamp: {
        name: 'card-shop-prod-westeurope-001',
        workloadRef: 'system:default/card-shop',
        owner: 'group:default/cards',
        address: { range: '10.71.0.0/20', outOf: '10.71.0.0/16' },
        image: 'example.azurecr.io/card-shop:1.0.0',
        infrastructure: 'bicep',
        pipeline: 'github-actions',
      },
    });
    expect(parseEstatePlan(result.plan).problems).toBeUndefined();
    expect(JSON.stringify(plan())).toBe(JSON.stringify(result));
  });

  it('gives its stamp the global resources that its entities will show', () => {
    const { workload, stamp } = fullWorkload();
    const globals = workloadGlobalResources(workload);
    expect(stamp.globalResources).toEqual(globals);
    expect(globals.map(({ ref }) => ref)).toEqual(
      globals.map(({ ref }) => ref).sort(),
    );
    expect(workloadEntityRefs('card-shop')).toEqual(
      expect.arrayContaining(globals.map(({ ref }) => ref)),
    );
  });

  it('leaves room for the numbers that a workload of this name used', () => {
    const stamp = existingStampOf({
      metadata: { name: 'card-shop-prod-westeurope-004' },
      spec: {},
    } as any);
    expect(
      plan({}, { stamps: [{ ...stamp, isRetired: true }] }).plan?.stamp
        .instance,
    ).toBe(5);
  });

  it.each<[Partial<NewWorkload>, string]>([
    [{ name: 'Shop' }, 'name workload-name'],
    [{ name: 'ab' }, 'name workload-name'],
    [{ name: 'a'.repeat(26) }, 'name workload-name'],
    [{ name: 'card--shop' }, 'name workload-name'],
    [{ name: '9cards' }, 'name workload-name'],
    [{ title: '' }, 'title workload-title'],
    [{ title: 'x'.repeat(61) }, 'title workload-title'],
    [{ title: 'a\nb' }, 'title workload-title'],
    [{ description: 'x'.repeat(501) }, 'description workload-description'],
    [{ owner: 'user:default/ann' }, 'owner workload-owner'],
    [{ domain: '../x' }, 'domain workload-domain'],
    [{ tier: 'gold' }, 'tier workload-tier'],
    [{ residency: 'Mars' }, 'residency residency-unknown'],
    [{ homeRegion: 'atlantis' }, 'homeRegion region-unknown'],
    [{ homeRegion: 'eastus2' }, 'homeRegion residency'],
    [{ addressRange: '10.71.0.0/21' }, 'addressRange address-range'],
    [{ addressRange: '8.0.0.0/8' }, 'addressRange address-range'],
    [{ image: 'nginx' }, 'image image'],
  ])('refuses %j', (change, rule) => {
    expect(rulesOf(plan(change))).toContain(rule);
  });

  it('fits every environment and region behind the longest name', () => {
    const name = 'a'.repeat(25);
    for (const region of REGIONS) {
      const { violations } = planWorkload(
        {
          ...NEW_WORKLOAD,
          name,
          residency: undefined,
          stamp: {
            environment: 'production12',
            region: region.name,
            expectedUsers: 1,
          },
        },
        {},
        REGIONS,
        {
          ...DEFAULT_POLICY,
          requireZones: false,
          requirePair: false,
          requireOpenAccess: false,
        },
      );
      expect(violations).toBeUndefined();
    }
  });

  it('tells what stands against the workload and its stamp at once', () => {
    expect(
      rulesOf(
        plan({
          tier: 'gold',
          addressRange: '10.71.0.0/24',
          stamp: { ...NEW_WORKLOAD.stamp, region: 'eastus2', expectedUsers: 0 },
        }),
      ),
    ).toEqual([
      'tier workload-tier',
      'addressRange address-range',
      'region residency',
      'expectedUsers scale-unit',
    ]);
  });

  it('does not take a name that is taken', () => {
    const takenRefs = ['system:default/card-shop'];
    expect(rulesOf(plan({}, { takenRefs }))).toEqual(['name name-taken']);
  });

  it('says whose addresses it would share, and from where its image comes', () => {
    const ranges = ['10.0.0.0/8', '10.71.4.0/24', '10.72.0.0/16', 'nonsense'];
    const result = plan(
      {},
      {
        ranges: ranges.map((addressRange, index) => ({
          workloadRef: `system:default/w${index}`,
          addressRange,
        })),
      },
    );
    const { notes } = (result.plan as { workload: WorkloadPlan }).workload;
    expect(notes).toContain(
      '10.71.0.0/16 overlaps the addresses of system:default/w0, system:default/w1: do not peer them, or choose another range.',
    );
    expect(JSON.stringify(notes)).toContain(
      "The image comes from example.azurecr.io, not from the workload's own registry",
    );
    const { workload } = fullWorkload();
    const image = `${workload.azureNames.containerRegistry}.azurecr.io/shop:1`;
    expect(JSON.stringify(plan({ image }))).not.toContain('The image comes');
  });
});
