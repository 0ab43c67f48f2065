import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { AlertReading } from '@plumbline/plugin-slo-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { statusOf } from '../__fixtures__/status';
import { AlertStore } from '../store/AlertStore';
import { SloListStore } from '../store/SloListStore';
import { StatusStore } from '../store/StatusStore';
import { TimelineStore } from '../store/TimelineStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { openDatabase } from '../store/openDatabase';
import { registerActions } from './registerActions';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;
const daysAgo = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString();
const dayAgo = (days: number) => daysAgo(days).slice(0, 10);

const alert = (fields: Partial<AlertReading>): AlertReading => ({
  ruleId: 'burn-1h',
  name: 'Burns fast',
  severity: 'critical',
  condition: {
    kind: 'burn-rate',
    longSeconds: 3_600,
    op: 'gt',
    threshold: 14.4,
  },
  value: 20,
  shortValue: 21,
  events: 100,
  failures: 20,
  met: true,
  state: 'firing',
  since: daysAgo(0),
  ...fields,
});

describe('actions', () => {
  let database: Knex;
  let mayRead: boolean;

  beforeAll(async () => {
    database = await databases.init('SQLITE_3');
    await openDatabase(
      mockServices.database.mock({ getClient: async () => database }),
    );
    const saved = [
      statusOf('shop-uptime', {
        displayName: 'Uptime',
        state: 'fast-burn',
        remainingBudget: 0.2,
        alertReadings: [
          alert({}),
          alert({ ruleId: 'burn-3d', state: 'inactive', cannotFire: 'Never.' }),
        ],
        policy: {
          title: 'House',
          step: { below: 0.5, action: 'Slow down', freeze: ['releases'] },
        },
        sla: { target: 0.995 },
        slaFinding: {
          severity: 'error',
          sloTarget: 0.99,
          slaTarget: 0.995,
          explanation: 'The SLO is looser.',
        },
      }),
      statusOf('shop-weu', {
        state: 'low',
        entityRef: 'resource:default/weu',
        remainingBudget: 0.1,
      }),
      statusOf('shop-neu', { entityRef: 'resource:default/neu' }),
    ];
    const point = (days: number, spent: number | null) => ({
      day: dayAgo(days),
      remainingBudget: 0.5,
      compliance: 0.99,
      coverage: 1,
      spent,
    });
    await new StatusStore(database).save(
      saved.map(status => ({
        status,
        basis: { state: status.state, definitionHash: 'x' },
        days:
          status.id === 'shop-uptime'
            ? [point(5, 0.1), point(4, 0), point(3, 0.6), point(2, null)]
            : [],
      })),
    );
    await new WorkloadStore(database).save([
      {
        workloadRef: 'system:default/shop',
        title: 'The shop',
        stamps: {
          'resource:default/weu': {
            title: 'Weu',
            region: 'westeurope',
            lifecycle: 'active',
            parts: [],
          },
        },
        stampsVersion: 1,
      },
    ]);
    await new TimelineStore(database).save('ci', [
      {
        id: 'build-7',
        workloadRef: 'system:default/shop',
        kind: 'deployment',
        at: `${dayAgo(3)}T08:00:00.000Z`,
        title: 'Release 7',
      },
    ]);
  });

  beforeEach(() => {
    mayRead = true;
  });

  function register() {
    const registry = actionsRegistryServiceMock();
    registerActions({
      actionsRegistry: registry,
      permissions: mockServices.permissions.mock({
        authorize: async () => [
          { result: mayRead ? AuthorizeResult.ALLOW : AuthorizeResult.DENY },
        ],
      }),
      list: new SloListStore(database),
      statuses: new StatusStore(database),
      alerts: new AlertStore(database),
      timeline: new TimelineStore(database),
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
      'list-slos',
      'get-slo-status',
      'explain-slo',
      'what-burned-my-budget',
    ]);
    for (const action of actions) {
      expect(action.attributes).toEqual({
        readOnly: true,
        destructive: false,
        idempotent: true,
      });
      expect(action.description.length).toBeGreaterThan(200);
    }
  });

  it.each([
    ['list-slos', {}],
    ['get-slo-status', { workloadRef: 'shop' }],
    ['explain-slo', { sloId: 'shop-uptime' }],
    ['what-burned-my-budget', { sloId: 'shop-uptime' }],
  ])('%s is for those who may read', async (name, input) => {
    mayRead = false;
    await expect(invoke(name, input)).rejects.toThrow(
      "You lack the permission 'slo.read'",
    );
  });

  it('lists, filters and pages', async () => {
    const all = await invoke('list-slos', {});
    expect(all.total).toBe(3);
    expect(all.items.map((item: any) => [item.sloId, item.alert])).toEqual([
      ['shop-uptime', 'critical'],
      ['shop-weu', undefined],
      ['shop-neu', undefined],
    ]);
    const some = await invoke('list-slos', {
      states: ['low', 'ok'],
      sort: 'name',
      limit: 1,
      offset: 1,
    });
    expect(some).toMatchObject({ total: 2, items: [{ sloId: 'shop-weu' }] });
  });

  it('says where one stands, or all of a workload', async () => {
    const { slos } = await invoke('get-slo-status', { workloadRef: 'shop' });
    expect(slos).toHaveLength(3);
    expect(slos[0]).toMatchObject({
      sloId: 'shop-uptime',
      alerts: [{ name: 'Burns fast', state: 'firing' }],
      policy: { title: 'House', action: 'Slow down', freeze: ['releases'] },
      sla: { target: 0.995, finding: 'The SLO is looser.' },
      burnRates: [{ overSeconds: 3_600, rate: 0.5 }],
    });
    expect(
      slos.map((slo: { sloId: string; stampRef?: string }) => [
        slo.sloId,
        slo.stampRef,
      ]),
    ).toEqual([
      ['shop-uptime', undefined],
      ['shop-weu', 'resource:default/weu'],
      ['shop-neu', undefined],
    ]);
    expect(await invoke('explain-slo', { sloId: 'shop-weu' })).toMatchObject({
      stampRef: 'resource:default/weu',
    });
    expect(await invoke('get-slo-status', { workloadRef: 'none' })).toEqual({
      slos: [],
    });
  });

  it('explains', async () => {
    expect(await invoke('explain-slo', { sloId: 'shop-uptime' })).toMatchObject(
      {
        source: { type: 'samples', queries: [{ text: 'shop.total' }] },
        formulas: ['1 − 5 ÷ 1,000 = 99.5%'],
        alerts: [{ state: 'firing' }, { cannotFire: 'Never.' }],
        declaredIn: { file: 'slos/shop.yaml', line: 2 },
      },
    );
  });

  it('says what burned the budget, and what happened then', async () => {
    const { slos } = await invoke('what-burned-my-budget', {
      sloId: 'shop-uptime',
    });
    expect(slos).toEqual([
      expect.objectContaining({
        worstDays: [
          {
            day: dayAgo(3),
            spent: 0.6,
            happened: [
              {
                at: `${dayAgo(3)}T08:00:00.000Z`,
                kind: 'deployment',
                title: 'Release 7',
              },
            ],
          },
          { day: dayAgo(5), spent: 0.1, happened: [] },
        ],
        others: [
          expect.objectContaining({
            sloId: 'shop-weu',
            entityRef: 'resource:default/weu',
          }),
        ],
      }),
    ]);
  });

  it.each([
    [{}, 'Expected either sloId or workloadRef'],
    [{ sloId: 'x', workloadRef: 'y' }, 'Expected either sloId or workloadRef'],
    [{ sloId: 'nothing' }, "There is no SLO 'nothing'"],
    [{ workloadRef: 'component:x' }, 'workloadRef: expected a System'],
  ])('names what is wrong with %j', async (input, message) => {
    await expect(invoke('get-slo-status', input)).rejects.toThrow(message);
  });
});
