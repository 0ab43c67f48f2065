import fc from 'fast-check';
import { overlaps, parseBlock } from './addressing';
import { ExistingStamp, StampWorkload } from './estate';
import { STAMP_FILES } from './files';
import { existingStampOfLock } from './lock';
import { regionChoices } from './placement';
import { StampPlan, StampRequest } from './plan';
import { parseStampPlan } from './planSchema';
import { planStamp } from './planStamp';
import { DEFAULT_POLICY } from './policy';
import { REGIONS } from './regions';

const WORKLOAD: StampWorkload = {
  ref: 'system:default/deal-fraud-model',
  owner: 'group:default/deal-fraud',
  image: 'example.azurecr.io/deal-fraud-model:1.4.2',
  globalResources: [
    { ref: 'resource:default/deal-fraud-front-door', type: 'front-door' },
    {
      ref: 'resource:default/deal-fraud-test-registry',
      type: 'container-registry',
      environment: 'dev',
    },
  ],
};

const REQUEST: StampRequest = {
  workload: WORKLOAD,
  environment: 'prod',
  region: 'japaneast',
  expectedUsers: 1000,
  infrastructure: 'terraform',
  pipeline: 'azure-devops',
};

function plan(
  request: Partial<StampRequest> = {},
  stamps: ExistingStamp[] = [],
) {
  return planStamp({ ...REQUEST, ...request }, stamps, REGIONS, DEFAULT_POLICY);
}

function rulesOf(result: ReturnType<typeof plan>) {
  return result.violations?.map(({ rule }) => rule);
}

function existing(change: Partial<ExistingStamp> = {}): ExistingStamp {
  return {
    name: 'deal-fraud-model-prod-japaneast-001',
    environment: 'prod',
    region: 'japaneast',
    instance: 1,
    addressRange: '10.64.0.0/20',
    ...change,
  };
}

describe('planStamp', () => {
  it('decides everything about a new stamp', () => {
    expect(plan().plan).toMatchObject({
      stampRef: 'resource:default/deal-fraud-model-prod-japaneast-001',
      name: 'deal-fraud-model-prod-japaneast-001',
      resourcePrefix: 'deal-fraud-model-prod-jpe-001',
      owner: 'group:default/deal-fraud',
      zones: ['1', '2', '3'],
      pairedRegion: 'japanwest',
      instance: 1,
      address: {
        range: '10.64.0.0/20',
        outOf: '10.64.0.0/14',
        source: 'policy',
        webSubnet: '10.64.0.0/24',
        endpointSubnet: '10.64.1.0/24',
      },
      size: { sku: 'P2v3', minInstances: 3, maxInstances: 6 },
      maxUsers: 1000,
      storageReplication: 'GZRS',
      globalResources: [
        { ref: 'resource:default/deal-fraud-front-door', type: 'front-door' },
      ],
      folder: 'stamps/deal-fraud-model/prod/japaneast-001',
    });
  });

  it("takes addresses out of the workload's own range", () => {
    const workload = { ...WORKLOAD, addressRange: '172.16.0.0/16' };
    expect(plan({ workload }).plan?.address).toMatchObject({
      range: '172.16.0.0/20',
      source: 'workload',
    });
    expect(plan({ workload }).plan?.notes.join()).not.toContain('default');
  });

  it('keeps apart workloads of the same name in two namespaces', () => {
    const workload = { ...WORKLOAD, ref: 'system:emea/deal-fraud-model' };
    expect(plan({ workload }).plan).toMatchObject({
      stampRef: 'resource:emea/deal-fraud-model-prod-japaneast-001',
      folder: 'stamps/emea~deal-fraud-model/prod/japaneast-001',
    });
  });

  it('counts on from the highest number, and fills the gap in the addresses', () => {
    const stamps = [
      existing({ name: 'old', instance: 7, addressRange: '10.64.0.0/20' }),
      existing({
        name: 'elsewhere',
        region: 'eastus2',
        instance: 9,
        addressRange: '10.64.32.0/20',
      }),
    ];
    expect(plan({}, stamps).plan).toMatchObject({
      instance: 8,
      address: { range: '10.64.16.0/20' },
    });
  });

  it('says when an existing stamp declares no addresses', () => {
    const { notes } = plan({}, [existing({ addressRange: undefined })]).plan!;
    expect(notes.join(' ')).toContain(
      '1 existing stamp declares no address range',
    );
  });

  it.each<[string, Partial<StampRequest>, string[]]>([
    ['no region', { region: 'atlantis' }, ['region-unknown']],
    ['no zones', { region: 'westus' }, ['zones']],
    ['no pair', { region: 'polandcentral' }, ['pair']],
    [
      'residency',
      { workload: { ...WORKLOAD, residency: 'EU' } },
      ['residency'],
    ],
    ['too many users', { expectedUsers: 1001 }, ['scale-unit']],
    ['no users', { expectedUsers: 0 }, ['scale-unit']],
    ['half a user', { expectedUsers: 1.5 }, ['scale-unit']],
    ['not a number', { expectedUsers: NaN }, ['scale-unit']],
    [
      'hyphen in the environment',
      { environment: 'pre-prod' },
      ['environment-name'],
    ],
    [
      'range too small',
      { workload: { ...WORKLOAD, addressRange: '10.0.0.0/21' } },
      ['address-range'],
    ],
    [
      'public range',
      { workload: { ...WORKLOAD, addressRange: '8.8.0.0/16' } },
      ['address-range'],
    ],
    [
      'owner',
      { workload: { ...WORKLOAD, owner: 'a:b:c' } },
      ['workload-owner'],
    ],
    [
      'name too long',
      { workload: { ...WORKLOAD, ref: `system:default/${'a'.repeat(50)}` } },
      ['name-length'],
    ],
  ])('refuses: %s', (_, request, rules) => {
    expect(rulesOf(plan(request))).toEqual(rules);
  });

  it('names every rule that a request breaks at once', () => {
    expect(
      rulesOf(
        plan({ region: 'ukwest', environment: 'P', expectedUsers: 5000 }),
      ),
    ).toEqual(['environment-name', 'zones', 'scale-unit']);
  });

  it.each([
    '${file("/etc/passwd")}',
    '"',
    'a\nb',
    '../..',
    '/etc',
    'prоd',
    'x'.repeat(10_000),
  ])('refuses %j wherever a person may type', text => {
    expect(rulesOf(plan({ environment: text }))).toContain('environment-name');
    expect(rulesOf(plan({ region: text }))).toContain('region-unknown');
    expect(
      rulesOf(plan({ workload: { ...WORKLOAD, residency: text } })),
    ).toContain('residency');
    expect(
      rulesOf(plan({ workload: { ...WORKLOAD, addressRange: text } })),
    ).toContain('address-range');
  });

  it('refuses a full range, used-up numbers and a taken name', () => {
    const workload = { ...WORKLOAD, addressRange: '10.1.0.0/20' };
    const full = [existing({ addressRange: '10.1.0.0/20' })];
    expect(rulesOf(plan({ workload }, full))).toEqual(['addresses-exhausted']);
    expect(rulesOf(plan({}, [existing({ instance: 999 })]))).toEqual([
      'numbers-exhausted',
    ]);
    expect(rulesOf(plan({}, [existing({ region: 'eastus2' })]))).toEqual([
      'name-taken',
    ]);
  });
});

const eligible = regionChoices({}, REGIONS, DEFAULT_POLICY)
  .filter(choice => choice.eligible)
  .map(({ region }) => region.name);

const requests = fc.record({
  environment: fc.constantFrom('dev', 'uat', 'prod'),
  region: fc.constantFrom(...eligible),
  expectedUsers: fc.integer({ min: 1, max: 1000 }),
});

/** An estate that grows stamp by stamp; each may be forgotten by the catalog's addresses, none by its number. */
function grow(
  steps: Pick<StampRequest, 'environment' | 'region' | 'expectedUsers'>[],
) {
  const plans: StampPlan[] = [];
  for (const step of steps) {
    const stamps = plans.map(each => existingStampOfLock({ plan: each }));
    plans.push(plan(step, stamps).plan!);
  }
  return plans;
}

describe('planStamp over random estates', () => {
  it.each(eligible)('plans a stamp of any size in %s', region => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), expectedUsers => {
        const { plan: planned, violations } = plan({ region, expectedUsers });
        expect(violations).toBeUndefined();
        expect(parseStampPlan(planned).problems).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });

  it('never gives a name, an address or an Azure name twice', () => {
    fc.assert(
      fc.property(fc.array(requests, { maxLength: 25 }), steps => {
        const plans = grow(steps);
        const names = plans.flatMap(each => [
          each.name,
          each.folder,
          each.resourcePrefix,
        ]);
        expect(new Set(names).size).toBe(names.length);
        const azure = plans.flatMap(each => Object.values(each.azureNames));
        expect(new Set(azure).size).toBe(azure.length);
        const blocks = plans.map(each => parseBlock(each.address.range)!);
        blocks.forEach((block, i) =>
          blocks
            .slice(0, i)
            .forEach(other => expect(overlaps(block, other)).toBe(false)),
        );
      }),
    );
  });

  it('gives the same bytes for the same request, in whatever order the stamps come', () => {
    fc.assert(
      fc.property(
        fc.array(requests, { maxLength: 10 }),
        requests,
        (steps, request) => {
          const stamps = grow(steps).map(each => ({
            name: each.name,
            environment: each.environment,
            region: each.region,
            instance: each.instance,
            addressRange: each.address.range,
          }));
          const once = JSON.stringify(plan(request, stamps));
          expect(JSON.stringify(plan(request, [...stamps].reverse()))).toBe(
            once,
          );
        },
      ),
    );
  });
});

describe('parseStampPlan', () => {
  const good = plan().plan!;

  it('takes what planStamp makes', () => {
    expect(parseStampPlan(JSON.parse(JSON.stringify(good))).plan).toEqual(good);
  });

  it.each([
    ['owner', { ...good, owner: 'group:default/${x}' }],
    ['folder', { ...good, folder: '../../etc' }],
    ['folder', { ...good, folder: 'stamps/../prod/japaneast-001' }],
    [
      'azureNames.keyVault',
      { ...good, azureNames: { ...good.azureNames, keyVault: 'kv"\n' } },
    ],
    ['size.sku', { ...good, size: { ...good.size, sku: 'P1v3" }' } }],
    [
      'address.range',
      { ...good, address: { ...good.address, range: '10.0.0.0/99' } },
    ],
    ['(all)', { ...good, extra: 1 }],
    ['(all)', 'plan'],
  ])('refuses a wrong %s by name', (field, value) => {
    expect(parseStampPlan(value).problems?.join()).toContain(`${field}:`);
  });
});

describe('STAMP_FILES', () => {
  it('is sorted and unique', () => {
    expect([...STAMP_FILES].sort()).toEqual(STAMP_FILES);
    expect(new Set(STAMP_FILES).size).toBe(STAMP_FILES.length);
  });
});
