import { SeriesRequest } from '@plumbline/plugin-slo-node';
import {
  AzureMonitorServer,
  STARTS_IN_MS,
  GROUP,
  SUBSCRIPTION,
  WORKSPACE,
} from '../__testUtils__/AzureMonitorServer';

const NOON = Date.UTC(2026, 10, 21, 12) / 1_000;
const HOUR = 3_600;
const DAY = 86_400;

const account = (name: string) =>
  `${GROUP}/providers/Microsoft.Storage/storageAccounts/${name}`;

const request = (
  changes: Partial<SeriesRequest> = {},
  spec: object = {},
): SeriesRequest => ({
  id: 'total',
  kind: 'count',
  spec: {
    resourceId: account('shop'),
    metric: 'Transactions',
    aggregation: 'total',
    ...spec,
  },
  from: NOON - HOUR,
  to: NOON,
  step: 300,
  ...changes,
});

describe('AzureMetricsSource', () => {
  let azure: AzureMonitorServer;

  beforeEach(async () => {
    azure = await AzureMonitorServer.start();
  }, STARTS_IN_MS);
  afterEach(() => azure.stop());

  const read = (requests: SeriesRequest[], metrics?: object) =>
    azure.sources({ metrics }).metrics.read(requests);

  it('asks in the longest interval that slices are made of', async () => {
    azure.point = start => ({ total: (start % HOUR) / 300 });
    const [{ slices, error }] = await read([request()]);
    expect(error).toBeUndefined();
    expect(slices.slice(0, 3)).toEqual([
      { end: NOON - HOUR + 300, value: 0 },
      { end: NOON - HOUR + 600, value: 1 },
      { end: NOON - HOUR + 900, value: 2 },
    ]);
    expect(slices).toHaveLength(12);
    expect(azure.calls).toHaveLength(1);
    const [{ path, params, body, token }] = azure.calls;
    expect(path).toBe(`/subscriptions/${SUBSCRIPTION}/metrics:getBatch`);
    expect(token).toBe('token-1');
    expect(body).toEqual({ resourceids: [account('shop')] });
    expect(Object.fromEntries(params)).toEqual({
      'api-version': '2024-02-01',
      starttime: '2026-11-21T11:00:00.000Z',
      endtime: '2026-11-21T12:00:00.000Z',
      interval: 'PT5M',
      metricnamespace: 'Microsoft.Storage/storageAccounts',
      metricnames: 'Transactions',
      aggregation: 'total',
    });
  });

  describe('in approved subscriptions, by region', () => {
    const approved = () => ({
      endpoint: `${azure.url}/{region}`,
      dataSources: undefined,
      subscriptions: [SUBSCRIPTION],
    });

    it('asks the regions that documents name, without a data source for each', async () => {
      const answers = await read(
        [
          request({}, { region: 'westeurope' }),
          request(
            { id: 'next', dataSource: 'whatever' },
            { region: 'northeurope', resourceId: account('next') },
          ),
        ],
        approved(),
      );
      expect(answers.map(({ slices }) => slices.length)).toEqual([12, 12]);
      expect(azure.calls.map(({ path }) => path).sort()).toEqual([
        `/northeurope/subscriptions/${SUBSCRIPTION}/metrics:getBatch`,
        `/westeurope/subscriptions/${SUBSCRIPTION}/metrics:getBatch`,
      ]);
    });

    it.each([
      [
        'of another subscription',
        {
          region: 'westeurope',
          resourceId: account('shop').replace(SUBSCRIPTION, WORKSPACE),
        },
        'is in none of the scopes of westeurope (slo.azureMonitor.metrics.subscriptions)',
      ],
      [
        'of a region that leads elsewhere',
        { region: 'evil.example/' },
        'spec.region is "evil.example/"; expected a region\'s short name such as westeurope, or global',
      ],
      [
        'of a region that is none',
        { region: { name: 'westeurope' } },
        'spec.region is {"name":"westeurope"}; expected',
      ],
      [
        'of no region',
        {},
        'No data source is configured (slo.azureMonitor.metrics.dataSources)',
      ],
    ])('asks nothing of a resource %s', async (_, spec, reason) => {
      const [{ error }] = await read([request({}, spec)], approved());
      expect(error).toContain(reason);
      expect(azure.calls).toHaveLength(0);
    });

    it('asks nothing where no subscription is approved', async () => {
      const [{ error }] = await read([request({}, { region: 'westeurope' })]);
      expect(error).toContain(
        'is in none of the scopes of westeurope (slo.azureMonitor.metrics.subscriptions)',
      );
      expect(azure.calls).toHaveLength(0);
    });
  });

  it('makes one call of many SLOs of a metric, for up to 50 resources', async () => {
    azure.point = (_, { resourceId }) => ({
      total: Number(/shop(\d+)/i.exec(resourceId)![1]),
    });
    const answers = await read(
      Array.from({ length: 120 }, (_, index) =>
        request(
          { id: String(index) },
          // Some write names in another case.
          {
            resourceId: account(`${index < 60 ? 'shop' : 'SHOP'}${index % 60}`),
          },
        ),
      ),
    );
    expect(
      azure.calls.map(({ body }) => body.resourceids.length).sort(),
    ).toEqual([10, 50]);
    expect(answers.map(({ slices }) => slices[0].value)).toEqual(
      Array.from({ length: 120 }, (_, index) => index % 60),
    );
  });

  it('keeps apart what differs in metric, dimensions, slice or range', async () => {
    await read([
      request({ id: 'a' }),
      request({ id: 'b' }, { metric: 'Ingress' }),
      request({ id: 'c' }, { aggregation: 'count' }),
      request({ id: 'd', step: 60 }),
      request({ id: 'e', from: NOON - 2 * HOUR }),
      request({ id: 'f' }, { dimensions: { ResponseType: 'Success' } }),
      request({ id: 'g' }),
    ]);
    expect(azure.calls).toHaveLength(6);
  });

  it('names the values of dimensions that count, and does not tell them apart', async () => {
    await read([
      request(
        {},
        {
          dimensions: {
            ResponseType: ['Success', "Client's"],
            ApiName: 'GetBlob',
          },
        },
      ),
    ]);
    const { params } = azure.calls[0];
    expect(params.get('filter')).toBe(
      "ResponseType eq 'Success' or ResponseType eq 'Client''s' and ApiName eq 'GetBlob'",
    );
    expect(params.get('top')).toBe('10');
    expect(params.get('rollupby')).toBe('ResponseType,ApiName');
  });

  it('adds up resources, and intervals of slices that Azure does not have', async () => {
    azure.point = () => ({ count: 2 });
    const [{ slices }] = await read([
      request(
        { step: 600 },
        {
          resourceId: undefined,
          resourceIds: [account('a'), account('b'), account('A')],
          aggregation: 'count',
        },
      ),
    ]);
    // Two accounts, two intervals of five minutes.
    expect(slices).toHaveLength(6);
    expect(slices.every(({ value }) => value === 8)).toBe(true);
    expect(azure.calls[0].params.get('interval')).toBe('PT5M');
  });

  it('weighs means by what they are of', async () => {
    azure.point = start =>
      start % 600 === 0
        ? { average: 100, count: 9 }
        : { average: 200, count: 1 };
    const [{ slices }] = await read([
      request(
        { kind: 'gauge', step: 600 },
        { metric: 'SuccessE2ELatency', aggregation: 'average' },
      ),
    ]);
    expect(slices[0].value).toBeCloseTo(110, 9);
    expect(azure.calls[0].params.get('aggregation')).toBe('average,count');
  });

  it('counts 0 where there is no value; a reading is unknown there', async () => {
    azure.point = start =>
      start === NOON - HOUR ? { total: 3, maximum: 7 } : {};
    const answers = await read([
      request(),
      request({ id: 'unknown' }, { empty: 'unknown' }),
      request({ id: 'reading', kind: 'gauge' }, { aggregation: 'maximum' }),
    ]);
    expect(answers.map(({ slices }) => slices.length)).toEqual([12, 1, 1]);
    expect(answers[0].slices.map(({ value }) => value)).toEqual([
      3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    expect(answers[2].slices[0].value).toBe(7);

    // With dimensions, what never happened has no series at all.
    azure.resource = item => {
      item.value[0].timeseries = [];
      return item;
    };
    const [never] = await read([
      request({}, { dimensions: { ResponseType: 'ServerBusyError' } }),
    ]);
    expect(never.slices.map(({ value }) => value)).toEqual(Array(12).fill(0));
  });

  it('asks for nothing that is gone or has not arrived yet, in parts that one call can carry', async () => {
    const [{ slices }] = await read([
      request({ from: NOON - 120 * DAY, to: NOON + 300, step: 60 }),
    ]);
    // It is 12:05, and values take three minutes.
    expect(slices.at(-1)?.end).toBe(NOON + 120);
    expect(slices).toHaveLength(93 * 1_440 - 3);
    expect(azure.calls).toHaveLength(3);
    const edges = (name: string) =>
      azure.calls.map(({ params }) => params.get(name)).sort();
    expect(edges('starttime').slice(1)).toEqual(edges('endtime').slice(0, -1));
  });

  it('tells a partial result of one resource and keeps those of the others', async () => {
    azure.resource = (item, { resourceId }) => {
      if (resourceId.endsWith('gone')) return undefined;
      if (resourceId.endsWith('broken')) {
        Object.assign(item.value[0], {
          errorCode: 'InternalServerError',
          errorMessage: 'The metric could not be read',
        });
      }
      return item;
    };
    const answers = await read(
      ['shop', 'broken', 'gone'].map(id =>
        request({ id }, { resourceId: account(id) }),
      ),
    );
    expect(answers.map(({ slices }) => slices.length)).toEqual([12, 0, 0]);
    expect(answers.map(({ error }) => error)).toEqual([
      undefined,
      'broken (shop) gave a partial result, which is not counted: The metric could not be read',
      'gone (shop) gave a partial result, which is not counted: nothing about the resource',
    ]);
    expect(azure.calls).toHaveLength(1);
  });

  it('keeps the parts of a range that are whole', async () => {
    azure.intercept = ({ params }) =>
      params.get('endtime') === '2026-11-21T12:00:00.000Z'
        ? { status: 500, body: { error: { message: 'Internal error' } } }
        : undefined;
    const [{ slices, error }] = await read([
      request({ from: NOON - 50 * DAY, step: 60 }),
    ]);
    expect(error).toBe('shop (shop) cannot be reached: Internal error');
    expect(slices).toHaveLength(50_000);
    expect(slices[0].end).toBe(NOON - 50 * DAY + 60);
  });

  it('finds the resource that fails a call for all', async () => {
    azure.intercept = ({ body }) =>
      body.resourceids.includes(account('shop7'))
        ? {
            status: 404,
            body: { error: { code: 'ResourceNotFound', message: 'No shop7' } },
          }
        : undefined;
    const answers = await read(
      Array.from({ length: 50 }, (_, index) =>
        request(
          { id: `shop${index}` },
          { resourceId: account(`shop${index}`) },
        ),
      ),
    );
    expect(answers.filter(({ error }) => error)).toEqual([
      {
        id: 'shop7',
        slices: [],
        error: 'shop7 (shop) is not there: No shop7',
      },
    ]);
    expect(azure.calls.length).toBeLessThan(15);
  });

  it('leaves the service alone for as long as it asks, and goes on', async () => {
    azure.intercept = (_, index) =>
      index < 2
        ? {
            status: 429,
            headers: { 'retry-after': '4' },
            body: { error: { code: 'TooManyRequests', message: 'Slow down' } },
          }
        : undefined;
    const [{ slices }] = await read([request()]);
    expect(slices).toHaveLength(12);
    expect(azure.waits).toEqual([4_000, 4_000]);
  });

  it('takes a fresh token when the old one is not accepted', async () => {
    azure.intercept = ({ token }) =>
      token === 'token-1'
        ? {
            status: 401,
            headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
            body: { error: { code: 'ExpiredAuthenticationToken' } },
          }
        : undefined;
    const answers = await read([
      request(),
      request({ id: 'other' }, { metric: 'Ingress' }),
    ]);
    expect(answers.map(({ slices }) => slices.length)).toEqual([12, 12]);
    expect(azure.tokens).toBe(2);
  });

  it.each([
    [
      'a metric that is not there',
      {
        status: 400,
        body: {
          error: {
            code: 'BadRequest',
            message: 'Failed to find metric configuration for Transaction',
          },
        },
      },
      'shop (shop) refused the query: Failed to find metric configuration for Transaction',
    ],
    [
      'a missing role',
      { status: 403, body: { error: { code: 'AuthorizationFailed' } } },
      'The portal may not read shop (shop): its identity needs the role Monitoring Reader there',
    ],
    [
      'something else that answers',
      { body: { hello: 'world' } },
      'shop (shop) gave a partial result, which is not counted: nothing about the resource',
    ],
    [
      'another shape',
      { body: { values: [{ resourceid: account('shop') }] } },
      'shop (shop) did not answer as Azure Monitor does',
    ],
    [
      'no metric',
      { body: { values: [{ resourceid: account('shop'), value: [] }] } },
      'shop (shop) did not answer as Azure Monitor does: 0 metrics instead of Transactions',
    ],
    [
      "a proxy's page",
      { status: 502, body: '<html>Bad gateway</html>' },
      'shop (shop) cannot be reached: HTTP 502',
    ],
  ])('says what is wrong with %s', async (_, reply, error) => {
    azure.intercept = () => reply;
    await expect(read([request()])).resolves.toEqual([
      { id: 'total', slices: [], error },
    ]);
  });

  it('says that the service gives other intervals, or several readings', async () => {
    azure.resource = item => {
      item.interval = 'PT1H';
      return item;
    };
    const [other] = await read([request()]);
    expect(other.error).toMatch('values of PT1H instead of PT5M');
    azure.resource = item => {
      item.value[0].timeseries.push(item.value[0].timeseries[0]);
      return item;
    };
    const [several, counted] = await read([
      request({ kind: 'gauge' }, { aggregation: 'maximum' }),
      request({ id: 'counted' }),
    ]);
    expect(several.error).toMatch('2 series instead of one');
    expect(counted.slices[0].value).toBe(2);
  });

  it('says that the service keeps silent', async () => {
    azure.intercept = () => 'silence';
    const [{ error }] = await read([request()], {
      timeout: { milliseconds: 200 },
    });
    expect(error).toBe('shop (shop) did not answer within 0.2 s');
  });

  it.each([
    [
      'a counter',
      { kind: 'counter' as const },
      {},
      'leave out `counter: true`',
    ],
    [
      'a mean as a count',
      {},
      { aggregation: 'average' },
      'events are counted by total or count',
    ],
    [
      'the mean of several resources',
      { kind: 'gauge' as const },
      {
        resourceId: undefined,
        resourceIds: [account('a'), account('b')],
        aggregation: 'average',
      },
      'not their sum; name one',
    ],
    [
      'resources of several types',
      {},
      {
        resourceId: undefined,
        resourceIds: [
          account('a'),
          `${GROUP}/providers/Microsoft.KeyVault/vaults/b`,
        ],
      },
      'must be of one type',
    ],
    ['no resource', {}, { resourceId: undefined }, 'one of resourceId and'],
    ['no metric', {}, { metric: undefined }, 'spec.metric: '],
    [
      'a resource that is none',
      {},
      { resourceId: 'shop' },
      "spec.resourceId is 'shop'",
    ],
    [
      'a way out',
      {},
      { resourceId: `${GROUP}/../other/providers/Microsoft.Web/sites/x` },
      'expected /subscriptions/',
    ],
    [
      'a resource that the configuration does not name',
      {},
      { resourceId: account('shop').replace('/shop/', '/shop-secret/') },
      'is in none of the scopes of shop (slo.azureMonitor.metrics.dataSources.shop.scopes)',
    ],
    [
      'a reading of 0',
      { kind: 'gauge' as const },
      { empty: 'zero' },
      'spec.empty',
    ],
    ['slices of seconds', { step: 30 }, {}, 'slices of 30 s are too short'],
  ])(
    'says what is wrong with %s, and asks nothing',
    async (_, changes, spec, error) => {
      const [answer] = await read([request(changes, spec)]);
      expect(answer.error).toContain(error);
      expect(azure.calls).toHaveLength(0);
    },
  );
});
