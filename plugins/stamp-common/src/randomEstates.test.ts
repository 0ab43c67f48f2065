import fc from 'fast-check';
import { HOSTILE, REQUEST, WORKLOAD } from './__testUtils__/requests';
import { overlaps, parseBlock } from './addressing';
import { ExistingStamp, StampWorkload } from './estate';
import { branchOf } from './estatePlan';
import { retiredPath, stampKey } from './folders';
import { existingStampOfLock, retiredStampOf } from './lock';
import { NAME_RULES, NamedResource, workloadAzureNames } from './naming';
import { regionChoices } from './placement';
import { PLACEMENT_RULES } from './placementRules';
import { StampPlan, StampRequest } from './plan';
import { planChange, planDrain, planRemoval } from './planChange';
import { parseStampPlan } from './__testUtils__/parseStampPlan';
import { planStamp } from './planStamp';
import { DEFAULT_POLICY, PlacementPolicy } from './policy';
import { REGIONS } from './regions';
import { stampSize } from './sizing';

const eligible = regionChoices({}, REGIONS, DEFAULT_POLICY)
  .filter(choice => choice.eligible)
  .map(({ region }) => region.name);

/** Names that are cut at the same place, that differ in their separators, that stand in two namespaces. */
const workloads: StampWorkload[] = [
  'system:default/bank',
  'system:emea/bank',
  'system:default/bank-prod',
  'system:default/deal-fraud-model-a',
  'system:default/deal-fraud-model-b',
  'system:default/deal_fraud.model-a',
].map((ref, index) => ({
  ...WORKLOAD,
  ref,
  addressRange: index % 2 ? `10.${100 + index}.0.0/16` : undefined,
}));

/** What happens to an estate: a stamp is added, one of the workload's goes, or one was made by hand and says little. */
const steps = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      workload: fc.nat(workloads.length - 1),
      environment: fc.constantFrom('dev', 'prod', 'production1', 'production2'),
      region: fc.constantFrom(...eligible.slice(0, 4)),
      expectedUsers: fc.integer({ min: 1, max: 1000 }),
      asked: fc.option(fc.nat(20), { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('remove' as const),
      workload: fc.nat(workloads.length - 1),
      which: fc.nat(20),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('undeclared' as const),
      workload: fc.nat(workloads.length - 1),
      instance: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    }),
  },
);

interface Estate {
  /** Every plan there ever was, and whether it stands. */
  plans: { plan: StampPlan; stands: boolean }[];
  foreign: (ExistingStamp & { workload: number })[];
}

function existingStamps({ plans, foreign }: Estate, workload: number) {
  const { ref } = workloads[workload];
  return [
    ...plans
      .filter(({ plan }) => plan.workloadRef === ref)
      .map(({ plan, stands }) =>
        stands
          ? existingStampOfLock({ plan })
          : { ...retiredStampOf(plan), isRetired: true },
      ),
    ...foreign.filter(each => each.workload === workload),
  ];
}

function live(
  all: readonly (typeof steps extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const estate: Estate = { plans: [], foreign: [] };
  for (const step of all) {
    const { ref, addressRange } = workloads[step.workload];
    if (step.do === 'add') {
      const request: StampRequest = {
        ...REQUEST,
        workload: workloads[step.workload],
        environment: step.environment,
        region: step.region,
        expectedUsers: step.expectedUsers,
        ...(step.asked !== undefined && {
          addressRange: (addressRange ?? '10.64.0.0/14').replace(
            /\d+\.0\/\d+$/,
            `${step.asked * 8}.0/20`,
          ),
        }),
      };
      const { plan } = planStamp(
        request,
        existingStamps(estate, step.workload),
        REGIONS,
        DEFAULT_POLICY,
      );
      // Refused where the addresses asked for are taken or no block.
      if (plan) estate.plans.push({ plan, stands: true });
      else expect(step.asked).toBeDefined();
    } else if (step.do === 'remove') {
      const own = estate.plans.filter(
        ({ plan, stands }) => stands && plan.workloadRef === ref,
      );
      if (own.length > 0) own[step.which % own.length].stands = false;
    } else {
      const name = `${ref.split('/')[1]}-prod-${eligible[0]}-00${
        step.instance ?? 'x'
      }`;
      const isNew =
        !estate.plans.some(({ plan }) => plan.name === name) &&
        !estate.foreign.some(each => each.name === name);
      if (isNew) {
        estate.foreign.push({
          name,
          workload: step.workload,
          environment: 'prod',
          region: eligible[0],
          instance: step.instance,
        });
      }
    }
  }
  return estate;
}

const KEPT = [
  'stampRef',
  'name',
  'resourcePrefix',
  'workloadRef',
  'environment',
  'region',
  'geoCode',
  'zones',
  'pairedRegion',
  'infrastructure',
  'pipeline',
  'lifecycle',
  'instance',
  'address',
  'azureNames',
  'storageReplication',
  'relaxations',
  'folder',
] as const;

describe('thousands of random estates', () => {
  it('never give a name, a number or addresses twice', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), all => {
        const { plans, foreign } = live(all);
        const every = plans.map(({ plan }) => plan);
        const unique = (texts: string[]) =>
          expect(new Set(texts).size).toBe(texts.length);
        unique(every.map(plan => plan.stampRef));
        unique(every.map(plan => plan.folder));
        unique(every.map(retiredPath));
        unique(every.map(stampKey));
        unique(every.map(stamp => branchOf({ kind: 'add', stamp })));
        unique(
          every.map(
            plan => `${plan.stampRef.split('/')[0]}/${plan.resourcePrefix}`,
          ),
        );
        for (const resource of Object.keys(NAME_RULES) as NamedResource[]) {
          unique([
            ...every.map(plan => plan.azureNames[resource]),
            ...(resource in
            workloadAzureNames({ workloadRef: 'x', workload: 'x' })
              ? workloads.map(
                  ({ ref }) =>
                    (
                      workloadAzureNames({
                        workloadRef: ref,
                        workload: ref.split('/')[1],
                      }) as Record<string, string>
                    )[resource],
                )
              : []),
          ]);
        }
        for (const { ref } of workloads) {
          const standing = plans.filter(
            ({ plan, stands }) => stands && plan.workloadRef === ref,
          );
          const blocks = standing.map(
            ({ plan }) => parseBlock(plan.address.range)!,
          );
          blocks.forEach((block, i) =>
            blocks
              .slice(0, i)
              .forEach(other => expect(overlaps(block, other)).toBe(false)),
          );
        }
        for (const { name, workload } of foreign) {
          const own = plans.filter(
            ({ plan }) => plan.workloadRef === workloads[workload].ref,
          );
          expect(own.map(({ plan }) => plan.name)).not.toContain(name);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('give the same plan for the same request, in whatever order stamps come', () => {
    fc.assert(
      fc.property(
        fc.array(steps, { maxLength: 15 }),
        fc.nat(workloads.length - 1),
        (all, workload) => {
          const estate = live(all);
          const stamps = existingStamps(estate, workload);
          const request = { ...REQUEST, workload: workloads[workload] };
          const bytes = (list: ExistingStamp[]) =>
            JSON.stringify(planStamp(request, list, REGIONS, DEFAULT_POLICY));
          expect(bytes([...stamps].reverse())).toBe(bytes(stamps));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keep what a change must keep, and give plans that can be read', () => {
    const change = fc.record(
      {
        expectedUsers: fc.integer({ min: 1, max: 1000 }),
        image: fc.constantFrom('r.azurecr.io/a:1', 'r.azurecr.io/b:latest'),
        trafficWeight: fc.integer({ min: 0, max: 100 }),
        monthlyCost: fc.record({
          amount: fc.integer({ min: 0, max: 1e9 }).map(cents => cents / 100),
          currency: fc.constantFrom('EUR', 'JPY'),
        }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 4 }), change, (all, wanted) => {
        for (const { plan: standing } of live(all).plans) {
          const { plan } = planChange(
            { plan: standing, workload: WORKLOAD },
            wanted,
            REGIONS,
            // Whatever the policy says now.
            { ...DEFAULT_POLICY, organization: 'contoso', stampPrefix: 22 },
          );
          const { stamp } = plan!;
          for (const field of KEPT) {
            expect(stamp[field]).toEqual(standing[field]);
          }
          expect(stamp).toMatchObject({
            image: wanted.image ?? standing.image,
            trafficWeight: wanted.trafficWeight ?? standing.trafficWeight,
          });
          expect(stamp.size.expectedUsers).toBe(
            wanted.expectedUsers ?? standing.size.expectedUsers,
          );
          for (const each of [plan!, planDrain(stamp), planRemoval(stamp)]) {
            expect(parseStampPlan(each.stamp).problems).toBeUndefined();
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('policies', () => {
  const policies = fc.record({
    requireZones: fc.boolean(),
    requirePair: fc.boolean(),
    requireOpenAccess: fc.boolean(),
  });
  const residencies = fc.constantFrom(undefined, 'EU', 'DE', 'gdpr', 'Mars');
  const relaxed = fc.subarray([...PLACEMENT_RULES]);
  const eligibleBy = (
    policy: PlacementPolicy,
    residency: string | undefined,
    rules: readonly (typeof PLACEMENT_RULES)[number][] = [],
  ) =>
    regionChoices({ residency, relaxed: rules }, REGIONS, policy)
      .filter(choice => choice.eligible)
      .map(({ region }) => region.name);

  it('that ask for less make no region ineligible, nor do relaxations', () => {
    fc.assert(
      fc.property(
        policies,
        residencies,
        relaxed,
        relaxed,
        (rules, residency, few, more) => {
          const policy = { ...DEFAULT_POLICY, ...rules };
          const strict = eligibleBy(DEFAULT_POLICY, residency);
          const loose = eligibleBy(policy, residency);
          expect(loose).toEqual(expect.arrayContaining(strict));
          const some = eligibleBy(policy, residency, few);
          expect(some).toEqual(expect.arrayContaining(loose));
          expect(eligibleBy(policy, residency, [...few, ...more])).toEqual(
            expect.arrayContaining(some),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('that relax every rule leave no region out, and none without saying why', () => {
    for (const residency of ['EU', undefined]) {
      expect(
        eligibleBy(DEFAULT_POLICY, residency, PLACEMENT_RULES),
      ).toHaveLength(REGIONS.length);
    }
    for (const choice of regionChoices({}, REGIONS, DEFAULT_POLICY)) {
      expect(choice.eligible).toBe(choice.reasons.length === 0);
    }
  });
});

describe('sizes', () => {
  const zones = fc.constantFrom(0, 2, 3);
  const users = fc.integer({ min: 1, max: 1000 });
  const capacity = (size: ReturnType<typeof stampSize>) =>
    size.maxInstances * size.usersPerInstance;

  it('serve everybody with one zone lost, within the boundary of the scale unit', () => {
    fc.assert(
      fc.property(users, fc.constantFrom(2, 3), (expectedUsers, count) => {
        const size = stampSize(expectedUsers, count, DEFAULT_POLICY);
        const left = (size.maxInstances / count) * (count - 1);
        expect(left * size.usersPerInstance).toBeGreaterThanOrEqual(
          expectedUsers,
        );
        expect(size.maxInstances % count).toBe(0);
        expect(size.minInstances).toBeLessThanOrEqual(size.maxInstances);
        expect(size.maxInstances).toBeLessThanOrEqual(
          DEFAULT_POLICY.maxInstances,
        );
      }),
    );
  });

  it('never serve fewer when more are expected', () => {
    fc.assert(
      fc.property(users, users, zones, (a, b, count) => {
        const [fewer, more] = [Math.min(a, b), Math.max(a, b)];
        const small = stampSize(fewer, count, DEFAULT_POLICY);
        const large = stampSize(more, count, DEFAULT_POLICY);
        expect(capacity(large)).toBeGreaterThanOrEqual(capacity(small));
        expect(large.usersPerInstance).toBeGreaterThanOrEqual(
          small.usersPerInstance,
        );
      }),
      { numRuns: 1000 },
    );
  });
});

it('whatever a person types, a plan can be read or there is none', () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          environment: fc.oneof(
            fc.string(),
            fc.constantFrom('prod', ...HOSTILE),
          ),
          region: fc.oneof(fc.string(), fc.constantFrom('japaneast')),
          expectedUsers: fc.oneof(fc.double(), fc.integer()),
          image: fc.string({ unit: 'binary' }),
          addressRange: fc.oneof(
            fc.string(),
            fc.ipV4().map(ip => `${ip}/20`),
          ),
        },
        { requiredKeys: [] },
      ),
      change => {
        const { plan, violations } = planStamp(
          { ...REQUEST, ...change },
          [],
          REGIONS,
          DEFAULT_POLICY,
        );
        expect(plan && parseStampPlan(plan).problems).toBeUndefined();
        expect(violations?.length).not.toBe(0);
        expect(!plan).toBe(!!violations);
      },
    ),
    { numRuns: 2000 },
  );
});
