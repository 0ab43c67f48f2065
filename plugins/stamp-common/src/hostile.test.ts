import {
  HOSTILE,
  NEW_WORKLOAD,
  REQUEST,
  WORKLOAD,
  fullPlan,
  fullWorkload,
  textPaths,
  withAt,
} from './__testUtils__/requests';
import { parseEstatePlan } from './estatePlanSchema';
import { parseStampPlan } from './__testUtils__/parseStampPlan';
import { planStamp } from './planStamp';
import { planWorkload } from './planWorkload';
import { DEFAULT_POLICY } from './policy';
import { REGIONS } from './regions';
import { parsePlanRequest } from './requestSchema';

/** One line, all of it visible, of a length that a log can bear. */
function expectReadable(messages: readonly string[] | undefined) {
  for (const message of messages ?? []) {
    expect(message).toMatch(/^[\x20-\x7e…]+$/);
    expect(message.length).toBeLessThanOrEqual(600);
  }
}

const REQUESTS = {
  add: {
    kind: 'add',
    workloadRef: 'system:default/bank',
    environment: 'prod',
    region: 'westeurope',
    expectedUsers: 100,
    infrastructure: 'terraform',
    pipeline: 'azure-devops',
    image: 'example.azurecr.io/bank:1',
    addressRange: '10.64.0.0/20',
    monthlyCost: { amount: 10, currency: 'EUR' },
    relaxations: [{ rule: 'zones', reason: 'A load test of a week.' }],
  },
  change: {
    kind: 'change',
    stampRef: 'resource:default/bank-prod-westeurope-001',
    image: 'example.azurecr.io/bank:1',
    monthlyCost: { amount: 10, currency: 'EUR' },
  },
  retire: {
    kind: 'retire',
    stampRef: 'resource:default/bank-prod-westeurope-001',
  },
  'new-workload': { kind: 'new-workload', ...NEW_WORKLOAD },
} as const;

/** Fields for people: any line is one. */
const FREE_TEXT = ['title', 'description', 'reason'];
const TEXT_OF_PLANS = [...FREE_TEXT, 'notes', 'tags'];

/**
 * What harm a hostile text does: none where it was refused in words that can
 * be read, or is one line for people in a field that is for them.
 *
 * @param free - names of such fields, where it was taken.
 */
function harmOf(
  text: string,
  path: readonly string[],
  free: readonly string[] | undefined,
  problems: readonly string[] = [],
): string | undefined {
  const unreadable = problems.find(problem => !/^[\x20-\x7e…]+$/.test(problem));
  if (unreadable !== undefined) return `cannot be read: ${unreadable}`;
  if (!free) return undefined;
  if (!path.some(part => free.includes(part))) return `taken: ${text}`;
  return /^\P{C}*$/u.test(text) ? undefined : `hidden: ${text}`;
}

describe.each(Object.entries(REQUESTS))('a request to %s', (_, request) => {
  it('is taken as it is meant', () => {
    expect(parsePlanRequest(request)).toEqual({ request });
  });

  it.each(textPaths(request).map(path => [path.join('.'), path] as const))(
    'refuses anything hostile as %s, naming it',
    (name, path) => {
      for (const text of HOSTILE) {
        const { request: taken, problems } = parsePlanRequest(
          withAt(request, path, text),
        );
        expect(
          harmOf(text, path, taken && FREE_TEXT, problems),
        ).toBeUndefined();
        expect(problems?.join('\n') ?? `${name}: expected`).toContain(
          `${name}: expected`,
        );
      }
    },
  );

  it('refuses values of another type, and fields that there are not', () => {
    for (const [field] of Object.entries(request)) {
      for (const value of [null, {}, [], NaN, true, { $ref: 'x' }]) {
        const { problems } = parsePlanRequest({ ...request, [field]: value });
        const ok = field === 'relaxations' && Array.isArray(value);
        expect(problems === undefined).toBe(ok);
      }
    }
    const { problems } = parsePlanRequest({ ...request, '${x}\n': 1 });
    expect(problems).toHaveLength(1);
    expectReadable(problems);
  });
});

it('values of ten million characters are refused in every field', () => {
  const huge = 'a-'.repeat(5_000_000);
  for (const request of Object.values(REQUESTS)) {
    for (const path of textPaths(request)) {
      const { problems } = parsePlanRequest(withAt(request, path, huge));
      expect(problems?.join('\n').length).toBeLessThan(1000);
    }
  }
});

describe('limits of a request', () => {
  it.each([
    ['expectedUsers', 0],
    ['expectedUsers', 1.5],
    ['expectedUsers', 1e9],
    ['expectedUsers', '100'],
    ['monthlyCost', { amount: -1, currency: 'EUR' }],
    ['monthlyCost', { amount: 1.234, currency: 'EUR' }],
    ['monthlyCost', { amount: 10_000_001, currency: 'EUR' }],
    ['monthlyCost', { amount: 1, currency: 'euro' }],
    ['addressRange', '8.8.0.0/20'],
    ['relaxations', Array(6).fill({ rule: 'zones', reason: 'x'.repeat(20) })],
    ['relaxations', [{ rule: 'zones', reason: 'too short' }]],
    ['relaxations', [{ rule: 'zones', reason: 'x'.repeat(501) }]],
  ])('refuses %s %j', (field, value) => {
    const { problems } = parsePlanRequest({
      ...REQUESTS.add,
      [field]: value,
    });
    expect(problems?.join()).toMatch(new RegExp(`^${field}`));
    expectReadable(problems);
  });

  it('tells at most twenty problems', () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`x${index}`, 1]),
    );
    const { problems } = parsePlanRequest({ ...REQUESTS.add, ...many });
    expect(problems!.length).toBeLessThanOrEqual(20);
  });

  it('makes refs full and lower case', () => {
    expect(
      parsePlanRequest({ ...REQUESTS.add, workloadRef: 'EMEA/Bank' }).request,
    ).toMatchObject({ workloadRef: 'system:emea/bank' });
    expect(
      parsePlanRequest({ kind: 'retire', stampRef: 'Bank-prod-x-001' }).request,
    ).toMatchObject({ stampRef: 'resource:default/bank-prod-x-001' });
    expect(
      parsePlanRequest({ ...REQUESTS.add, workloadRef: 'component:x/bank' })
        .problems,
    ).toHaveLength(1);
  });
});

describe('a plan that comes from outside', () => {
  const plan = fullPlan();
  const workload = fullWorkload();

  it('is taken as it was made', () => {
    expect(parseStampPlan(JSON.parse(JSON.stringify(plan)))).toEqual({ plan });
    expect(parseEstatePlan(JSON.parse(JSON.stringify(workload)))).toEqual({
      plan: workload,
    });
  });

  it.each(textPaths(plan).map(path => [path.join('.'), path] as const))(
    'holds nothing hostile in %s',
    (_, path) => {
      for (const text of HOSTILE) {
        const { plan: taken, problems } = parseStampPlan(
          withAt(plan, path, text),
        );
        expect(
          harmOf(text, path, taken && TEXT_OF_PLANS, problems),
        ).toBeUndefined();
      }
    },
  );

  it.each(
    textPaths(workload.workload).map(path => [path.join('.'), path] as const),
  )('holds nothing hostile in the workload, %s', (_, path) => {
    for (const text of HOSTILE) {
      const { plan: taken, problems } = parseEstatePlan(
        withAt(workload, ['workload', ...path], text),
      );
      expect(
        harmOf(text, path, taken && TEXT_OF_PLANS, problems),
      ).toBeUndefined();
    }
  });

  it.each([
    ['name', 'deal-fraud-model-prod-westus-002'],
    ['stampRef', 'resource:emea/deal-fraud-model-prod-westus-001'],
    ['workloadRef', 'system:default/other'],
    ['workloadRef', 'component:default/deal-fraud-model'],
    ['resourcePrefix', 'deal-fraud-model-prod-wus-002'],
    ['folder', 'stamps/deal-fraud-model/prod/westus-002'],
    ['folder', 'stamps/../prod/westus-001'],
    ['folder', 'stamps/deal-fraud-model/prod/../../westus-001'],
    ['instance', 2],
    ['environment', 'dev'],
    ['address.webSubnet', '10.65.0.0/24'],
    ['address.endpointSubnet', '10.64.0.0/24'],
    ['size.maxInstances', 1],
    ['lifecycle', 'draining'],
    ['azureNames.keyVault', 'kv-with-a-name-that-is-far-too-long'],
    ['azureNames.keyVault', 'KV"'],
    ['tags', { 'azure-thing': 'x' }],
    ['tags', Object.fromEntries([...'abcdefghijklmnop'].map(x => [x, 'x']))],
  ])('does not contradict itself: %s %j', (path, value) => {
    const { problems } = parseStampPlan(withAt(plan, path.split('.'), value));
    expect(problems).toBeDefined();
    expectReadable(problems);
  });

  it.each([
    [
      {
        kind: 'add',
        stamp: { ...plan, lifecycle: 'draining', trafficWeight: 0 },
      },
    ],
    [{ kind: 'drain', stamp: plan }],
    [{ kind: 'remove', stamp: plan }],
    [{ kind: 'destroy', stamp: plan }],
    [{ kind: 'new-workload', stamp: plan }],
    [{ ...workload, stamp: plan }],
    [{ kind: 'add', stamp: plan, extra: 1 }],
    [undefined],
    [[]],
    ['add'],
  ])('is of a kind that fits', value => {
    const { problems } = parseEstatePlan(value);
    expect(problems?.length).toBeGreaterThan(0);
    expectReadable(problems);
  });
});

describe('planning from what the catalog says', () => {
  const policy = { ...DEFAULT_POLICY, relaxable: ['zones' as const] };
  const workload = {
    ...WORKLOAD,
    residency: 'JP',
    addressRange: '10.1.0.0/16',
    alertEmails: ['on-call@example.com'],
    globalResources: [
      {
        ...WORKLOAD.globalResources[0],
        azureName: 'afd-x',
        resourceGroup: 'rg-x',
        environment: 'prod',
      },
    ],
  };
  const request = {
    ...REQUEST,
    workload,
    image: 'example.azurecr.io/bank:1',
    addressRange: '10.1.0.0/20',
    monthlyCost: { amount: 10, currency: 'EUR' },
    relaxations: [{ rule: 'zones' as const, reason: 'A load test of a week.' }],
  };
  // A ref is made by the catalog's own code.
  const paths = textPaths(request).filter(
    path => path.join('.') !== 'workload.ref',
  );

  it.each(paths.map(path => [path.join('.'), path] as const))(
    'gives a plan that can be read, or says why not: %s',
    (_, path) => {
      for (const text of HOSTILE) {
        const { plan, violations } = planStamp(
          withAt(request, path, text),
          [],
          REGIONS,
          policy,
        );
        expect(plan && parseStampPlan(plan).problems).toBeUndefined();
        expectReadable(violations?.map(({ message }) => message));
      }
    },
  );

  it.each(textPaths(NEW_WORKLOAD).map(path => [path.join('.'), path] as const))(
    'the same for a new workload: %s',
    (_, path) => {
      for (const text of HOSTILE) {
        const { plan, violations } = planWorkload(
          withAt(NEW_WORKLOAD, path, text),
          {},
          REGIONS,
          DEFAULT_POLICY,
        );
        expect(plan && parseEstatePlan(plan).problems).toBeUndefined();
        expectReadable(violations?.map(({ message }) => message));
      }
    },
  );
});
