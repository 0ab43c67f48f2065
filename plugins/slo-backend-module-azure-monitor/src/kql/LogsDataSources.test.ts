import { SeriesRequest } from '@plumbline/plugin-slo-node';
import {
  AzureMonitorServer,
  STARTS_IN_MS,
  Call,
  Reply,
  SUBSCRIPTION,
  StoredWorkspace,
  WORKSPACE,
} from '../__testUtils__/AzureMonitorServer';

const NOON = Date.UTC(2026, 10, 21, 12) / 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const OTHER = '22222222-3333-4444-5555-666666666666';
const LIST_ROLE = 'the role Log Analytics Data Reader on the subscription';

/** Workspaces of two stamps of one workload, as they are named by the templates. */
const WEU: StoredWorkspace = {
  resourceGroup: 'rg-shop-prod-weu-001',
  name: 'log-shop-prod-weu-001',
  customerId: '00000000-0000-0000-0000-000000000001',
  retentionInDays: 90,
};
const NEU: StoredWorkspace = {
  resourceGroup: 'rg-shop-prod-neu-001',
  name: 'log-shop-prod-neu-001',
  customerId: '00000000-0000-0000-0000-000000000002',
  retentionInDays: 30,
};

const idOf = ({
  subscription = SUBSCRIPTION,
  resourceGroup,
  name,
}: StoredWorkspace) =>
  `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${name}`;

const request = (
  dataSource: string | undefined,
  changes: Partial<SeriesRequest> = {},
): SeriesRequest => ({
  id: dataSource ?? 'none',
  kind: 'count',
  dataSource,
  spec: { query: 'AppRequests', value: 'sum(ItemCount)' },
  from: NOON - 3_600,
  to: NOON,
  step: 300,
  ...changes,
});

const byId = (id: string, resourceId: string) =>
  request(undefined, {
    id,
    spec: { query: 'AppRequests', value: 'sum(ItemCount)', resourceId },
  });

describe('data sources of logs', () => {
  let azure: AzureMonitorServer;

  beforeEach(async () => {
    azure = await AzureMonitorServer.start();
    azure.workspaces = [WEU, NEU];
  }, STARTS_IN_MS);
  afterEach(() => azure.stop());

  const source = (logs?: object) =>
    azure.sources({
      logs: {
        dataSources: undefined,
        subscriptions: [SUBSCRIPTION],
        ...logs,
      },
    }).logs;
  const isList = ({ path }: Call) =>
    path.endsWith('/providers/Microsoft.OperationalInsights/workspaces');
  const lists = () => azure.calls.filter(isList);
  const errorOf = async (one: SeriesRequest, logs?: object) => {
    const [{ error, slices }] = await source(logs).read([one]);
    expect(slices).toEqual([]);
    return error;
  };

  it('finds the workspaces of several stamps by their names, with one list for all', async () => {
    azure.pageSize = 1;
    azure.row = (_, { target, columns }) =>
      columns.map(() => (target === WEU.customerId ? 7 : 3));
    const logs = source();
    const answers = await logs.read([
      request(WEU.name),
      // Names do not differ by case in Azure.
      request(NEU.name, { id: 'neu', dataSource: 'LOG-shop-prod-neu-001' }),
      request(WEU.name, {
        id: 'quick',
        spec: { query: 'AppRequests', value: 'sumif(ItemCount, Success)' },
      }),
    ]);
    expect(
      answers.map(({ id, slices, error }) => [id, slices[0]?.value, error]),
    ).toEqual([
      [WEU.name, 7, undefined],
      ['neu', 3, undefined],
      ['quick', 7, undefined],
    ]);
    // One list of two pages, and one call with both stamps' queries.
    expect(lists().map(({ params }) => params.get('api-version'))).toEqual([
      '2023-09-01',
      '2023-09-01',
    ]);
    expect(azure.queries.map(({ target }) => target).sort()).toEqual([
      WEU.customerId,
      NEU.customerId,
    ]);
    expect(azure.calls).toHaveLength(3);
    expect(azure.scopes).toEqual(
      new Set([
        'https://management.azure.com/.default',
        'https://api.loganalytics.io/.default',
      ]),
    );

    await logs.read([request(WEU.name), request(NEU.name)]);
    expect(lists()).toHaveLength(2);
  });

  it("takes the next stamp's workspace without a change of the configuration", async () => {
    azure.workspaces = [WEU];
    const logs = source();
    const [, missing] = await logs.read([request(WEU.name), request(NEU.name)]);
    expect(missing).toEqual({
      id: NEU.name,
      slices: [],
      error: `No workspace of the approved subscriptions (slo.azureMonitor.logs.subscriptions) is called ${NEU.name}; it may not have been created yet`,
    });
    expect(azure.queries.map(({ target }) => target)).toEqual([WEU.customerId]);

    azure.workspaces = [WEU, { ...NEU, customerId: undefined }];
    azure.now += 4 * MINUTE_MS;
    await logs.read([request(NEU.name)]);
    expect(lists()).toHaveLength(1);
    azure.now += MINUTE_MS;
    // It is there, but still being made.
    const [making] = await logs.read([request(NEU.name)]);
    expect(making.error).toBe(missing.error);
    expect(lists()).toHaveLength(2);

    azure.workspaces = [WEU, NEU];
    azure.now += 5 * MINUTE_MS;
    const [made] = await logs.read([request(NEU.name)]);
    expect(made.error).toBeUndefined();
    expect(made.slices).toHaveLength(12);
    expect(lists()).toHaveLength(3);
  });

  it('follows a workspace that was made anew under its name', async () => {
    const logs = source();
    await logs.read([request(WEU.name)]);
    azure.workspaces = [{ ...WEU, customerId: WORKSPACE }];
    azure.now += HOUR_MS;
    await logs.read([request(WEU.name)]);
    expect(azure.queries.map(({ target }) => target)).toEqual([
      WEU.customerId,
      WORKSPACE,
    ]);
  });

  it('looks back as far as the workspace says that it keeps rows', async () => {
    const days = (count: number) => count * 86_400;
    const wide = { from: NOON - days(100), to: NOON, step: 3_600 };
    const [weu, neu] = await source().read([
      request(WEU.name, wide),
      request(NEU.name, wide),
    ]);
    expect(NOON - weu.slices[0].end).toBe(days(90) - 2 * 3_600);
    expect(NOON - neu.slices[0].end).toBe(days(30) - 2 * 3_600);
  });

  it('asks a workspace by its resource ID without looking it up', async () => {
    const [answer] = await source().read([byId('weu', idOf(WEU))]);
    expect(answer.error).toBeUndefined();
    expect(answer.slices).toHaveLength(12);
    expect(azure.calls.map(({ path }) => path)).toEqual([
      `/v1${idOf(WEU)}/query`,
    ]);
  });

  it('keeps apart workspaces of one name, and asks for the resource ID', async () => {
    const twin = { ...WEU, resourceGroup: 'rg-copy', customerId: WORKSPACE };
    azure.workspaces = [WEU, twin];
    await expect(errorOf(request(WEU.name))).resolves.toBe(
      `2 workspaces of approved subscriptions are called ${WEU.name}: say which by spec.resourceId`,
    );
    expect(azure.queries).toEqual([]);

    azure.row = (_, { target }) => [target === idOf(twin) ? 2 : 1];
    const answers = await source().read([
      byId('first', idOf(WEU)),
      byId('twin', idOf(twin)),
    ]);
    expect(answers.map(({ slices }) => slices[0].value)).toEqual([1, 2]);
    // One of them is approved: it is the one.
    await source({ resourceGroups: ['rg-shop-*'] }).read([request(WEU.name)]);
    expect(azure.queries.at(-1)?.target).toBe(WEU.customerId);
  });

  it('lets an entry of the configuration go before a workspace of its name', async () => {
    const logs = source({
      dataSources: { [WEU.name]: { workspaceId: WORKSPACE } },
    });
    await logs.read([request(WEU.name)]);
    expect(azure.queries.map(({ target }) => target)).toEqual([WORKSPACE]);
    expect(lists()).toEqual([]);
  });

  it('asks to say which workspace, where there is no other data source', async () => {
    await expect(errorOf(request(undefined))).resolves.toBe(
      'Say which workspace by metricSourceRef',
    );
  });

  describe('asks nothing of a workspace that is not approved', () => {
    const elsewhere = { ...WEU, subscription: OTHER };
    it.each<[string, SeriesRequest, object, string]>([
      [
        'in another subscription, by resource ID',
        byId('a', idOf(elsewhere)),
        {},
        `Workspace ${WEU.name} is in subscription ${OTHER}, which is not approved (slo.azureMonitor.logs.subscriptions)`,
      ],
      [
        'without any approved subscription, by resource ID',
        byId('a', idOf(WEU)),
        { subscriptions: [] },
        `Workspace ${WEU.name} is in subscription ${SUBSCRIPTION}, which is not approved (slo.azureMonitor.logs.subscriptions)`,
      ],
      [
        'of another resource group, by resource ID',
        byId('a', idOf(WEU)),
        { resourceGroups: ['rg-data-*', 'rg-shop'] },
        `Workspace ${WEU.name} is in resource group ${WEU.resourceGroup}, which is not approved (slo.azureMonitor.logs.resourceGroups)`,
      ],
      [
        'of another resource group, by name',
        request(WEU.name),
        { resourceGroups: ['rg-data-*'] },
        `Workspace ${WEU.name} is in resource group ${WEU.resourceGroup}, which is not approved (slo.azureMonitor.logs.resourceGroups)`,
      ],
      [
        'of another name',
        request(WEU.name),
        { workspaces: ['log-data-*'] },
        `Workspace ${WEU.name} is not among the names that are approved (slo.azureMonitor.logs.workspaces)`,
      ],
      [
        'of another name, by resource ID',
        byId('a', idOf(WEU)),
        { workspaces: ['log-data-*'] },
        `Workspace ${WEU.name} is not among the names that are approved (slo.azureMonitor.logs.workspaces)`,
      ],
      [
        'that is no workspace',
        byId('a', `${idOf(WEU)}/../../vaults/keys`),
        {},
        `spec.resourceId is '${idOf(
          WEU,
        )}/../../vaults/keys'; expected /subscriptions/<GUID>/resourceGroups/<name>/providers/Microsoft.OperationalInsights/workspaces/<name>`,
      ],
    ])('%s', async (_, asked, logs, reason) => {
      await expect(errorOf(asked, logs)).resolves.toBe(reason);
      expect(azure.queries).toEqual([]);
    });

    it('in another subscription, by name', async () => {
      azure.workspaces = [elsewhere];
      await expect(errorOf(request(WEU.name))).resolves.toContain(
        'No workspace of the approved subscriptions',
      );
      expect(lists().map(({ path }) => path.split('/')[2])).toEqual([
        SUBSCRIPTION,
      ]);
      expect(azure.queries).toEqual([]);
    });
  });

  it('says which role is missing, and goes on with what other subscriptions have', async () => {
    const other = { ...NEU, subscription: OTHER };
    azure.workspaces = [WEU, other];
    azure.intercept = call =>
      isList(call) && call.path.includes(OTHER)
        ? {
            status: 403,
            body: { error: { code: 'AuthorizationFailed', message: 'No' } },
          }
        : undefined;
    const logs = source({ subscriptions: [SUBSCRIPTION, OTHER] });
    const read = () => logs.read([request(WEU.name), request(NEU.name)]);
    const [found, unknown] = await read();
    expect(found.slices).toHaveLength(12);
    expect(unknown).toEqual({
      id: NEU.name,
      slices: [],
      error: `The portal may not look at Azure's list of the workspaces of subscription ${OTHER}: its identity needs ${LIST_ROLE}`,
    });
    // A refusal is not asked for again in every round.
    await read();
    expect(lists()).toHaveLength(2);

    azure.intercept = () => undefined;
    azure.now += 5 * MINUTE_MS;
    const [, granted] = await read();
    expect(granted.slices).toHaveLength(12);
  });

  it('says that a found workspace may not be read', async () => {
    azure.queryReply = () => ({
      status: 403,
      body: { error: { code: 'InsufficientAccessError', message: 'No' } },
    });
    await expect(errorOf(request(WEU.name))).resolves.toBe(
      `The portal may not read ${WEU.name}: its identity needs the role Log Analytics Data Reader there`,
    );
  });

  it('waits as long as Resource Manager asks for, and goes on', async () => {
    azure.intercept = (_, index) =>
      index === 0
        ? { status: 429, headers: { 'retry-after': '0' }, body: '' }
        : undefined;
    const [{ slices }] = await source().read([request(WEU.name)]);
    expect(slices).toHaveLength(12);
    expect(lists()).toHaveLength(2);
  });

  it.each<[string, Reply | 'silence', string]>([
    [
      'wants a longer rest',
      { status: 429, headers: { 'retry-after': '60' }, body: '' },
      'is asked too often and still wants rest',
    ],
    ['keeps silent', 'silence', 'did not answer within 2 s'],
    [
      'does not know the subscription',
      { status: 404, body: { error: { code: 'SubscriptionNotFound' } } },
      'is not there',
    ],
  ])('holds no round where Resource Manager %s', async (_, reply, why) => {
    azure.intercept = call => (isList(call) ? reply : undefined);
    const logs = source({
      timeout: { seconds: 2 },
      dataSources: { shop: { workspaceId: WORKSPACE } },
    });
    const read = () => logs.read([request(WEU.name), request('shop')]);
    const [unknown, configured] = await read();
    expect(unknown).toEqual({
      id: WEU.name,
      slices: [],
      error: `Azure's list of the workspaces of subscription ${SUBSCRIPTION} ${why}`,
    });
    expect(configured.slices).toHaveLength(12);
    await read();
    expect(lists()).toHaveLength(1);
  });

  it('keeps what it knows for a day while the list cannot be read', async () => {
    const logs = source();
    await logs.read([request(WEU.name)]);
    azure.intercept = call =>
      isList(call) ? { status: 400, body: '<html>' } : undefined;
    const failed = `Azure's list of the workspaces of subscription ${SUBSCRIPTION} refused (HTTP 400)`;
    azure.now += HOUR_MS;
    const [known, unknown] = await logs.read([
      request(WEU.name),
      request('log-new'),
    ]);
    expect(known.error).toBeUndefined();
    expect(unknown.error).toBe(failed);

    azure.now += 24 * HOUR_MS;
    const [forgotten] = await logs.read([request(WEU.name)]);
    expect(forgotten.error).toBe(failed);
  });

  it.each([
    ['is no list', { value: 'all' }],
    [
      'leads to another host',
      { value: [], nextLink: 'https://evil.example/list' },
    ],
    [
      'leads to another path',
      {
        value: [],
        nextLink: `https://management.azure.com/subscriptions/${SUBSCRIPTION}/providers/Microsoft.KeyVault/vaults`,
      },
    ],
  ])('takes nothing from an answer that %s', async (_, body) => {
    azure.intercept = call => (isList(call) ? { body } : undefined);
    await expect(errorOf(request(WEU.name))).resolves.toMatch(
      /^Azure's list of the workspaces of subscription .* (did not answer as Azure documents|leads to (another host, which|something that) the portal.*)$/,
    );
    expect(azure.calls).toHaveLength(1);
    expect(azure.queries).toEqual([]);
  });
});
