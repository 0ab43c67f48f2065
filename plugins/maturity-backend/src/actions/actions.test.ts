import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { JsonObject } from '@backstage/types';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EvaluatedHouse } from '../__testUtils__/EvaluatedHouse';
import { ScorecardReader } from '../router/scorecards/ScorecardReader';
import { PortfolioStore } from '../store/PortfolioStore';
import { registerActions } from './registerActions';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('actions', () => {
  let house: EvaluatedHouse;
  let mayRead: boolean;

  beforeAll(async () => {
    house = await EvaluatedHouse.build(await databases.init('SQLITE_3'));
  });

  beforeEach(() => {
    mayRead = true;
  });

  function register() {
    const registry = actionsRegistryServiceMock();
    const permissions = mockServices.permissions.mock({
      authorize: async (_, { credentials }) => {
        expect(credentials).toEqual(mockCredentials.user());
        return [
          { result: mayRead ? AuthorizeResult.ALLOW : AuthorizeResult.DENY },
        ];
      },
    });
    registerActions({
      ...house,
      models: house.models,
      actionsRegistry: registry,
      permissions,
      reader: new ScorecardReader({ ...house, models: house.models }),
      portfolio: new PortfolioStore(house.database),
    });
    return registry;
  }

  async function invoke(name: string, input: JsonObject): Promise<any> {
    const { output } = await register().invoke({
      id: `test:${name}`,
      input,
      credentials: mockCredentials.user(),
    });
    return output;
  }

  it('are four that only read, each with words for agents', async () => {
    const { actions } = await register().list();
    expect(actions.map(({ name }) => name)).toEqual([
      'get-maturity-scorecard',
      'list-workloads-by-maturity',
      'explain-maturity-result',
      'propose-maturity-steps',
    ]);
    for (const action of actions) {
      expect(action.attributes).toEqual({
        readOnly: true,
        destructive: false,
        idempotent: true,
      });
      expect(action.description.length).toBeGreaterThan(200);
      expect(action.schema.input).toHaveProperty('properties');
      expect(action.schema.output).toHaveProperty('properties');
    }
  });

  it.each([
    ['get-maturity-scorecard', { workloadRef: 'good' }],
    ['list-workloads-by-maturity', {}],
    [
      'explain-maturity-result',
      { workloadRef: 'good', criterionId: 's-1-1.group' },
    ],
    ['propose-maturity-steps', { workloadRef: 'good' }],
  ])('%s is for those who may read', async (name, input) => {
    mayRead = false;
    await expect(invoke(name, input)).rejects.toThrow(
      "You lack the permission 'maturity.read'",
    );
  });

  describe('get-maturity-scorecard', () => {
    it('reads levels and what blocks the next', async () => {
      const output = await invoke('get-maturity-scorecard', {
        workloadRef: 'half',
      });
      expect(output).toMatchObject({
        workloadRef: 'system:default/half',
        model: { id: 'small', title: 'Small', version: '1.0.0', top: 2 },
        proven: 1,
        possible: 1,
        next: { level: 2 },
        pillars: [
          {
            id: 'running',
            proven: 1,
            levels: [
              { level: 1, name: 'Begun', total: 1, passed: 1 },
              { level: 2, name: 'Watched', notMet: 1, unknown: 1 },
            ],
          },
          { id: 'guarding', proven: 1 },
        ],
      });
      expect(output.next.blockers[0]).toEqual({
        criterionId: 's-2-1.escalation',
        title: 'Escalation path is known',
        state: 'not-met',
        pillar: 'running',
        howTo: 'Say whom to call.',
        canAttest: false,
      });
      expect(output.strategies).toBeUndefined();
    });

    it('reads every criterion of a pillar', async () => {
      const { strategies } = await invoke('get-maturity-scorecard', {
        workloadRef: 'system:default/half',
        pillar: 'guarding',
      });
      expect(strategies).toHaveLength(2);
      expect(strategies[1]).toEqual({
        id: 'g-2-1',
        level: 2,
        title: 'Planned',
        state: 'not-met',
        criteria: [
          {
            criterionId: 'g-2-1.board',
            title: 'Work is on a board',
            state: 'not-met',
            reason: expect.stringMatching(/: none\.$/),
          },
        ],
      });
    });

    it.each([
      [{ workloadRef: 'component:x' }, /workloadRef: expected a System/],
      [{ workloadRef: 'system:' }, /workloadRef: expected a ref such as/],
      [{ workloadRef: 'nope' }, /'system:default\/nope'/],
      [
        { workloadRef: 'good', model: 'large' },
        /No model 'large' is in force; there are small/,
      ],
      [
        { workloadRef: 'good', pillar: 'flying' },
        /Model 'small' has no pillar 'flying'; it has running, guarding/,
      ],
    ])('names what is wrong with %j', async (input, message) => {
      await expect(invoke('get-maturity-scorecard', input)).rejects.toThrow(
        message,
      );
    });
  });

  describe('list-workloads-by-maturity', () => {
    it('lists the lowest first, and pages', async () => {
      const all = await invoke('list-workloads-by-maturity', {});
      expect(all.items.map((item: any) => [item.title, item.proven])).toEqual([
        ['bare', 0],
        ['half', 1],
        ['good', 2],
      ]);
      expect(all).toMatchObject({ model: 'small', total: 3 });
      expect(all.items[0].pillars).toEqual([
        { id: 'running', proven: 0, possible: 0 },
        { id: 'guarding', proven: 1, possible: 1 },
      ]);
      const second = await invoke('list-workloads-by-maturity', {
        limit: 1,
        offset: 1,
      });
      expect(second.items[0].title).toBe('half');
      expect(second.total).toBe(3);
    });

    it('filters and sorts', async () => {
      const found = await invoke('list-workloads-by-maturity', {
        levels: [1, 2],
        states: ['met'],
        owners: ['group:default/team'],
        sort: 'pillar:running',
        direction: 'desc',
      });
      expect(found.items.map((item: any) => item.title)).toEqual([
        'good',
        'half',
      ]);
      await expect(
        invoke('list-workloads-by-maturity', { sort: 'colour' }),
      ).rejects.toThrow(/^sort: expected one of level, /);
    });
  });

  describe('explain-maturity-result', () => {
    it('says what a rule reads', async () => {
      const output = await invoke('explain-maturity-result', {
        workloadRef: 'half',
        criterionId: 's-2-1.escalation',
      });
      expect(output).toEqual({
        workloadRef: 'system:default/half',
        model: 'small',
        pillar: 'running',
        level: 2,
        strategy: {
          id: 's-2-1',
          title: 'Escalation',
          explanation: 'People know whom to call.',
        },
        criterionId: 's-2-1.escalation',
        title: 'Escalation path is known',
        state: 'not-met',
        reason: 'Escalation path: none.',
        decidedBy: 'rule',
        contradiction: false,
        howTo: 'Say whom to call.',
        since: '2026-11-21T12:00:00.000Z',
        observedAt: '2026-11-21T12:00:00.000Z',
        evidence: [{ label: 'Escalation path', values: [] }],
        rule: 'size(catalog.escalation) > 0',
        onlyProves: false,
        facts: [
          expect.objectContaining({
            name: 'catalog.escalation',
            title: 'Escalation path',
            value: [],
            observedAt: '2026-11-21T12:00:00.000Z',
          }),
        ],
      });
    });

    it('says what people are asked and answered', async () => {
      const output = await invoke('explain-maturity-result', {
        workloadRef: 'good',
        criterionId: 's-2-1.attested',
      });
      expect(output).toMatchObject({
        state: 'met',
        decidedBy: 'attestation',
        reason: expect.stringMatching(/^user:default\/ada attested/),
        attestation: { question: 'Was somebody called to try it?' },
        facts: [],
      });
      await expect(
        invoke('explain-maturity-result', {
          workloadRef: 'good',
          criterionId: 'x.y',
        }),
      ).rejects.toThrow("No model in force has a criterion 'x.y'");
    });
  });

  describe('propose-maturity-steps', () => {
    it('orders what to change before what to answer', async () => {
      const output = await invoke('propose-maturity-steps', {
        workloadRef: 'half',
      });
      expect(output).toMatchObject({
        workloadRef: 'system:default/half',
        ownerRef: 'group:default/team',
        model: 'small',
        proven: 1,
        target: 2,
      });
      expect(
        output.steps.map(({ order, kind, criterionId }: any) => [
          order,
          kind,
          criterionId,
        ]),
      ).toEqual([
        [1, 'change', 's-2-1.escalation'],
        [2, 'change', 'g-2-1.board'],
        [3, 'answer', 's-2-1.attested'],
      ]);
      expect(output.steps[2]).toMatchObject({
        state: 'unknown',
        reason: 'Nobody has attested it.',
        howTo: 'Call them once.',
        who: 'group:default/team',
        question: 'Was somebody called to try it?',
        evidence: 'Notes of the call.',
      });
    });

    it('keeps to a pillar, and has nothing to propose at the top', async () => {
      const pillar = await invoke('propose-maturity-steps', {
        workloadRef: 'half',
        pillar: 'guarding',
      });
      expect(pillar.steps.map((step: any) => step.criterionId)).toEqual([
        'g-2-1.board',
      ]);
      const top = await invoke('propose-maturity-steps', {
        workloadRef: 'good',
      });
      expect(top).toMatchObject({ proven: 2, steps: [] });
      expect(top.target).toBeUndefined();
    });
  });
});
