import fc from 'fast-check';
import { REQUEST, WORKLOAD } from './__testUtils__/requests';
import { ExistingStamp } from './estate';
import { regionChoices } from './placement';
import { PLACEMENT_RULES } from './placementRules';
import { StampRequest } from './plan';
import { parseStampPlan } from './__testUtils__/parseStampPlan';
import { planStamp } from './planStamp';
import { DEFAULT_POLICY, PlacementPolicy } from './policy';
import { REGIONS } from './regions';

function plan(
  request: Partial<StampRequest> = {},
  stamps: ExistingStamp[] = [],
  policy: Partial<PlacementPolicy> = {},
) {
  return planStamp({ ...REQUEST, ...request }, stamps, REGIONS, {
    ...DEFAULT_POLICY,
    ...policy,
  });
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
      lifecycle: 'planned',
      trafficWeight: 100,
      image: 'example.azurecr.io/deal-fraud-model:1.4.2',
      relaxations: [],
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

  it('counts stamps that people named as they speak', () => {
    const spoken = existing({
      name: 'our-first',
      environment: 'Prod',
      region: 'Japan East',
      instance: 4,
    });
    expect(plan({}, [spoken]).plan?.instance).toBe(5);
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
});

describe('what a request may say', () => {
  const notesOf = (...args: Parameters<typeof plan>) =>
    plan(...args).plan!.notes.join('\n');

  it('needs an image that says which version', () => {
    const bare = { ...WORKLOAD, image: undefined };
    const { violations } = plan({ workload: bare });
    expect(violations).toEqual([
      {
        field: 'image',
        rule: 'image',
        message: expect.stringContaining('Say which image it runs'),
      },
    ]);
    const image = 'other.azurecr.io/a/b_c:v2';
    expect(plan({ workload: bare, image }).plan?.image).toBe(image);
    expect(plan({ image }).plan?.image).toBe(image);
    const digest = `ghcr.io/a/b@sha256:${'a'.repeat(64)}`;
    expect(plan({ image: digest }).plan?.image).toBe(digest);
    expect(notesOf({ image: 'localhost:5000/a:latest' })).toContain("'latest'");
  });

  it.each([
    'nginx',
    'nginx:1.2',
    'example.azurecr.io/shop',
    'example.azurecr.io:443/shop',
    'https://example.azurecr.io/shop:1',
    'Example.azurecr.io/shop:1',
    'example.azurecr.io/Shop:1',
    'example.azurecr.io//shop:1',
    'example.azurecr.io/../shop:1',
    'example.azurecr.io/shop:1 --rm',
    'example.azurecr.io/shop:$(id)',
    'example.azurecr.io/shop@sha256:abc',
    `example.azurecr.io/${'a'.repeat(300)}:1`,
  ])('refuses the image %s', image => {
    expect(rulesOf(plan({ image }))).toEqual(['image']);
  });

  it('gives the addresses asked for, where they are free', () => {
    const addressRange = '10.64.48.0/20';
    expect(plan({ addressRange }).plan?.address).toEqual({
      range: '10.64.48.0/20',
      outOf: '10.64.0.0/14',
      source: 'policy',
      webSubnet: '10.64.48.0/24',
      endpointSubnet: '10.64.49.0/24',
    });
    expect(notesOf({ addressRange: '10.1.0.0/20' })).toContain(
      '10.1.0.0/20 is outside 10.64.0.0/14',
    );
    expect(
      plan({ addressRange: '10.64.4.0/22' }, [], { stampPrefix: 22 }).plan
        ?.address.endpointSubnet,
    ).toBe('10.64.5.0/24');
  });

  it.each([
    ['8.8.0.0/20', 'address-range'],
    ['10.64.0.0/19', 'address-range'],
    ['10.64.0.0/21', 'address-range'],
    ['10.64.1.0/20', 'address-range'],
    ['10.64.0.0', 'address-range'],
    ['10.64.16.0/20', 'address-taken'],
  ])('refuses the addresses %s: %s', (addressRange, rule) => {
    const taken = existing({ addressRange: '10.64.20.0/22' });
    expect(rulesOf(plan({ addressRange }, [taken]))).toEqual([rule]);
  });

  it('never gives the number of a retired stamp, but its addresses', () => {
    const retired = existing({ isRetired: true });
    expect(plan({}, [retired]).plan).toMatchObject({
      instance: 2,
      address: { range: '10.64.0.0/20' },
    });
    expect(
      plan({ addressRange: '10.64.0.0/20' }, [retired]).violations,
    ).toBeUndefined();
    const undeclared = existing({ isRetired: true, addressRange: undefined });
    expect(notesOf({}, [undeclared])).not.toContain('existing stamp');
  });

  it('keeps a cost as it is given', () => {
    const monthlyCost = { amount: 1234.56, currency: 'CHF' };
    expect(plan({ monthlyCost }).plan?.monthlyCost).toEqual(monthlyCost);
    expect(plan().plan).not.toHaveProperty('monthlyCost');
  });

  it.each([
    [-1, 'EUR'],
    [NaN, 'EUR'],
    [Infinity, 'EUR'],
    [1e7 + 1, 'EUR'],
    [0.001, 'EUR'],
    ['12' as any, 'EUR'],
    [1, 'eur'],
    [1, 'XXX'],
    [1, 'EURO'],
  ])('refuses the cost %d %s', (amount, currency) => {
    expect(rulesOf(plan({ monthlyCost: { amount, currency } }))).toEqual([
      'monthly-cost',
    ]);
  });

  it.each([
    [{ infrastructure: 'pulumi' as any }, 'infrastructure-unknown'],
    [{ pipeline: 'jenkins' as any }, 'pipeline-unknown'],
    [{ environment: 'retired' }, 'environment-name'],
  ])('refuses %j', (change, rule) => {
    expect(rulesOf(plan(change))).toEqual([rule]);
  });

  it('tags with what the policy adds, and cannot be told another owner', () => {
    const tags = { 'cost-center': '4711', owner: 'somebody' };
    expect(plan({}, [], { tags }).plan?.tags).toEqual({
      'cost-center': '4711',
      environment: 'prod',
      owner: 'group:default/deal-fraud',
      stamp: 'resource:default/deal-fraud-model-prod-japaneast-001',
      workload: 'system:default/deal-fraud-model',
    });
  });

  it('says who is told of alerts, or that nobody is', () => {
    const alertReceivers = {
      emails: ['noc@example.com'],
      webhooks: ['https://example.com/hook'],
    };
    const workload = {
      ...WORKLOAD,
      alertEmails: ['b@example.com', 'a b@example.com', 'noc@example.com'],
    };
    const planned = plan({ workload }, [], { alertReceivers }).plan!;
    expect(planned.alertReceivers).toEqual({
      emails: ['b@example.com', 'noc@example.com'],
      webhooks: ['https://example.com/hook'],
    });
    expect(planned.notes.join()).toContain('"a b@example.com" is no e-mail');
    expect(notesOf()).toContain(
      'Only those with the role Monitoring Contributor',
    );
  });

  it('leaves out what of the global resources cannot be used, and says so', () => {
    const globalResources = [
      { ref: 'resource:default/b', type: 'front-door', azureId: 'x"' },
      { ref: 'resource:default/a', type: 'x'.repeat(80) },
      {
        ref: 'resource:default/aa',
        type: 'container-registry',
        azureName: 'craa',
        resourceGroup: 'rg/../x',
      },
    ];
    const planned = plan({ workload: { ...WORKLOAD, globalResources } }).plan!;
    expect(planned.globalResources).toEqual([
      {
        ref: 'resource:default/aa',
        type: 'container-registry',
        azureName: 'craa',
      },
      { ref: 'resource:default/b', type: 'front-door' },
    ]);
    const notes = planned.notes.join('\n');
    expect(notes).toContain('The Azure id of resource:default/b is none');
    expect(notes).toContain('"resource:default/a" is left out');
  });

  it('refuses more global resources than a plan can hold', () => {
    const globalResources = Array.from({ length: 201 }, (_, index) => ({
      ref: `resource:default/r${index}`,
      type: 'x',
    }));
    expect(
      rulesOf(plan({ workload: { ...WORKLOAD, globalResources } })),
    ).toEqual(['global-resources']);
  });

  it('refuses what no size can serve', () => {
    const planSizes = [{ sku: 'P0v3', usersPerInstance: 10 }];
    const { violations } = plan({}, [], { planSizes });
    expect(violations?.[0].message).toContain(
      '1000 concurrent users need 150 instances of P0v3',
    );
  });
});

describe('relaxing a rule', () => {
  const relaxable = [...PLACEMENT_RULES];
  const reason = 'A load test of a week, no customer data.';
  const relax = (
    request: Partial<StampRequest>,
    ...rules: (typeof PLACEMENT_RULES)[number][]
  ) =>
    plan(
      { ...request, relaxations: rules.map(rule => ({ rule, reason })) },
      [],
      { relaxable },
    );

  it('places a stamp where it could not be, and tells the reviewer why', () => {
    const { plan: planned } = relax({ region: 'westus' }, 'zones');
    expect(planned?.relaxations).toEqual([{ rule: 'zones', reason }]);
    expect(planned?.notes[0]).toBe(
      `Relaxed: the rule 'zones', because: ${reason} (It has no availability zones.)`,
    );
    expect(planned).toMatchObject({
      zones: [],
      size: { minInstances: 2 },
      storageReplication: 'GRS',
    });
  });

  it('drops what holds anyway, so that the lock says what was relaxed', () => {
    const { plan: planned } = relax({}, 'zones', 'access');
    expect(planned?.relaxations).toEqual([]);
    expect(planned?.notes).toContain(
      "Not relaxed: the rule 'zones' holds for Japan East anyway.",
    );
  });

  it('does so for each rule alone', () => {
    expect(rulesOf(relax({ region: 'westus' }, 'pair'))).toEqual(['zones']);
    const workload = { ...WORKLOAD, residency: 'EU' };
    expect(rulesOf(relax({ workload }, 'residency'))).toEqual([
      'pair-residency',
    ]);
    expect(
      relax({ workload }, 'residency', 'pair-residency').plan?.relaxations,
    ).toHaveLength(2);
  });

  it('copies no data to a pair where it may not rest', () => {
    const workload = { ...WORKLOAD, residency: 'BR' };
    const { plan: planned } = relax(
      { workload, region: 'brazilsouth' },
      'pair-residency',
    );
    expect(planned?.storageReplication).toBe('ZRS');
    expect(planned?.notes.join()).toContain('Data is not copied');
  });

  it.each([
    [
      'that the policy does not let go',
      'zones',
      reason,
      [],
      'relaxation-not-allowed',
    ],
    ['that there is not', 'cost', reason, relaxable, 'relaxation-unknown'],
    ['without a reason', 'zones', '', relaxable, 'relaxation-reason'],
    ['with a short reason', 'zones', 'because', relaxable, 'relaxation-reason'],
    [
      'with a long reason',
      'zones',
      'x'.repeat(501),
      relaxable,
      'relaxation-reason',
    ],
    [
      'in two lines',
      'zones',
      'a load test\nof a week',
      relaxable,
      'relaxation-reason',
    ],
    [
      'with hidden signs',
      'zones',
      'a load test \u202eof',
      relaxable,
      'relaxation-reason',
    ],
  ])('is refused for a rule %s', (_, rule, why, allowed, violation) => {
    const relaxations = [{ rule: rule as 'zones', reason: why }];
    expect(rulesOf(plan({ relaxations }, [], { relaxable: allowed }))).toEqual([
      violation,
    ]);
  });

  it('is refused twice for the same rule', () => {
    expect(rulesOf(relax({}, 'zones', 'zones'))).toEqual(['relaxation-twice']);
  });

  it('takes a reason in any language, counted in characters', () => {
    const smiles = '😀'.repeat(500);
    const relaxations = [{ rule: 'zones' as const, reason: smiles }];
    expect(
      plan({ region: 'westus', relaxations }, [], { relaxable }).plan
        ?.relaxations,
    ).toEqual(relaxations);
  });
});
