import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import { workloadEntities } from '../__fixtures__/workloads';
import { startApi } from '../__testUtils__/startApi';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

type Api = Awaited<ReturnType<typeof startApi>>;
type Input = Parameters<Api['actions']['invoke']>[0]['input'];

const SHOP = 'system:default/shop';
const KV = 'resource:default/shop-westeurope-kv';
const WEB = 'resource:default/shop-westeurope-web';

const MODEL = `
apiVersion: plumbline.io/v1
kind: HealthModel
metadata:
  name: shop
spec:
  userFlows:
    - { id: pay, title: Pay, criticality: critical, dependsOn: ['${WEB}'] }
  escalation:
    - { contact: group:default/shop-on-call, afterMinutes: 5 }
`;

describe('actions', () => {
  let api: Api;

  beforeEach(async () => {
    api = await startApi(await databases.init('SQLITE_3'));
    await api.estate.catalog([
      ...workloadEntities('shop', ['westeurope']),
      ...workloadEntities('bank', ['westeurope']),
    ]);
  });

  async function invoke(
    name: string,
    input: Input,
    user = 'user:default/ada',
  ): Promise<any> {
    const { output } = await api.actions.invoke({
      id: `test:${name}`,
      input,
      credentials: mockCredentials.user(user),
    });
    return output;
  }

  const signal = {
    entityRef: KV,
    id: 'vault/reachable',
    name: 'Reachable',
    state: 'unhealthy',
    minutes: 30,
  };

  it('have words for agents, and say which of them write', async () => {
    const { actions } = await api.actions.list();
    const writes = Object.fromEntries(
      actions.map(({ name, attributes }) => [name, !attributes.readOnly]),
    );
    expect(writes).toMatchObject({
      'list-workloads-needing-someone': false,
      'get-workload-health': false,
      'what-changed-since': false,
      'list-affected-workloads': false,
      'push-health-signal': true,
    });
    for (const { description } of actions) {
      expect(description.length).toBeGreaterThan(200);
    }
  });

  it('push a signal, and say what it does to whom, and whom to call', async () => {
    await api.ask('PUT /workloads/{namespace}/{name}/health-model', {
      body: { text: MODEL, revision: '' },
    });
    expect(await invoke('push-health-signal', signal)).toEqual({
      stored: true,
    });
    expect(api.auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'push-signals',
        meta: expect.objectContaining({
          by: 'user:default/ada',
          through: 'action',
        }),
      }),
    );
    expect(
      await invoke('get-workload-health', { workloadRef: 'shop' }),
    ).toEqual({
      workloadRef: SHOP,
      title: 'shop',
      state: 'unhealthy',
      since: expect.stringContaining('2026-11-21T09:00:00'),
      causes: [
        {
          entityRef: KV,
          title: 'shop-westeurope-kv',
          signalId: 'vault/reachable',
          state: 'unhealthy',
          reason: 'Reachable: reported as unhealthy',
          observedAt: api.estate.at(0),
          path: expect.arrayContaining(['shop', 'shop-westeurope-kv']),
        },
      ],
      silentParts: [],
      userFlowsHurt: [
        {
          title: 'Pay',
          criticality: 'critical',
          state: 'unhealthy',
          since: expect.stringContaining('2026-11-21T09:00:00'),
          reason: 'Reachable: reported as unhealthy',
        },
      ],
      illParts: expect.arrayContaining([
        expect.objectContaining({ entityRef: WEB, state: 'unhealthy' }),
      ]),
      incident: undefined,
      call: {
        owner: 'group:default/shop-team',
        workloadOwner: 'group:default/shop-team',
        onCall: undefined,
        escalation: [
          { contact: 'group:default/shop-on-call', afterMinutes: 5 },
        ],
        runbookUrl: undefined,
      },
    });

    await api.estate.until(10);
    const { incident } = await invoke('get-workload-health', {
      workloadRef: SHOP,
    });
    expect(incident).toMatchObject({ number: 1, severity: 'Sev1' });

    const needing = await invoke('list-workloads-needing-someone', {
      owners: ['group:default/shop-team'],
    });
    expect(needing).toMatchObject({
      total: 1,
      workloads: [
        { workloadRef: SHOP, health: 'unhealthy', incident: { number: 1 } },
      ],
    });
    expect(
      await invoke('list-workloads-needing-someone', {
        owners: ['group:default/bank-team'],
      }),
    ).toEqual({ total: 0, workloads: [] });

    const { changes } = await invoke('what-changed-since', {
      workloadRef: SHOP,
      hours: 1,
    });
    const titles = changes.map(({ title }: { title: string }) => title);
    expect(titles[0]).toMatch(/^Incident 1 \(Sev1\) was opened: /);
    expect(titles).toContain(
      'Pay became unhealthy: Reachable: reported as unhealthy',
    );

    expect(
      await invoke('list-affected-workloads', { entityRef: KV }),
    ).toMatchObject({
      total: 1,
      workloads: [
        {
          workloadRef: SHOP,
          health: 'unhealthy',
          userFlows: [{ title: 'Pay', criticality: 'critical' }],
          partCount: 2,
        },
      ],
    });
  });

  it('name what has no signal where nothing is known', async () => {
    const { state, silentParts } = await invoke('get-workload-health', {
      workloadRef: 'bank',
    });
    expect(state).toBe('unknown');
    expect(silentParts).toContain('bank-westeurope-kv');
  });

  it.each([
    ['push-health-signal', { ...signal, id: 'a b' }, 'reports[0].id'],
    ['push-health-signal', { ...signal, entityRef: 'flow:x' }, 'workload'],
    ['what-changed-since', { workloadRef: SHOP }, 'either'],
    ['what-changed-since', { workloadRef: 'none', hours: 1 }, 'not known'],
    ['get-workload-health', { workloadRef: 'none' }, 'not known'],
    ['list-affected-workloads', { entityRef: ':::' }, 'entityRef'],
    ['list-workloads-needing-someone', { owners: ['::'] }, 'owners[0]'],
  ])('%s refuses %j', async (name, input, words) => {
    await expect(invoke(name, input as Input)).rejects.toThrow(words);
  });

  it('push for owners only', async () => {
    await expect(
      invoke('push-health-signal', signal, 'user:default/bob'),
    ).rejects.toThrow('Only group:default/shop-team may do this.');
    api.allowed.delete('signal.report');
    await expect(invoke('push-health-signal', signal)).rejects.toThrow(
      "You lack the permission 'workload.signal.report'",
    );
  });

  it.each([
    ['list-workloads-needing-someone', {}],
    ['get-workload-health', { workloadRef: SHOP }],
    ['what-changed-since', { workloadRef: SHOP, hours: 1 }],
    ['list-affected-workloads', { entityRef: KV }],
  ])('%s is for those who may read', async (name, input) => {
    api.allowed.clear();
    await expect(invoke(name, input)).rejects.toThrow(
      "You lack the permission 'workload.read'",
    );
  });
});
