import { AuthenticationError } from '@azure/identity';
import { SeriesRequest } from '@plumbline/plugin-slo-node';
import {
  AzureMonitorServer,
  STARTS_IN_MS,
  GROUP,
  WORKSPACE,
  table,
} from '../__testUtils__/AzureMonitorServer';

const NOON = Date.UTC(2026, 10, 21, 12) / 1_000;
const HOUR = 3_600;
const DAY = 86_400;

const QUERY = 'AppRequests\n| where AppRoleName == "shop"';
const TOTAL = 'sum(ItemCount)';
const GOOD = 'sumif(ItemCount, Success)';

const request = (changes: Partial<SeriesRequest> = {}): SeriesRequest => ({
  id: 'total',
  kind: 'count',
  spec: { query: QUERY, value: TOTAL },
  from: NOON - HOUR,
  to: NOON,
  step: 300,
  ...changes,
});

const error = (code: string, message: string, innererror?: object) => ({
  error: { code, message, innererror },
});

describe('AzureLogsSource', () => {
  let azure: AzureMonitorServer;

  beforeEach(async () => {
    azure = await AzureMonitorServer.start();
  }, STARTS_IN_MS);
  afterEach(() => azure.stop());

  const read = (requests: SeriesRequest[], logs?: object) =>
    azure.sources({ logs }).logs.read(requests);

  it('asks for good and all events in one query, and bins them', async () => {
    azure.row = () => [10, 9];
    const answers = await read([
      request(),
      request({ id: 'good', spec: { query: QUERY, value: GOOD } }),
    ]);
    expect(azure.calls).toHaveLength(1);
    expect(azure.calls[0]).toMatchObject({
      path: '/v1/$batch',
      token: 'token-1',
    });
    expect(azure.calls[0].body.requests).toEqual([
      {
        id: 'query-0',
        method: 'POST',
        path: '/query',
        workspace: WORKSPACE,
        headers: { prefer: 'wait=144' },
        body: {
          query: `${QUERY}
| where TimeGenerated >= datetime(2026-11-21T11:00:00.000Z) and TimeGenerated < datetime(2026-11-21T12:00:00.000Z)
| summarize value0 = sum(ItemCount), value1 = sumif(ItemCount, Success) by sliceStart = bin(TimeGenerated, 300s)`,
          timespan: '2026-11-21T11:00:00.000Z/2026-11-21T12:00:00.000Z',
        },
      },
    ]);
    expect(answers.map(({ id, error: why }) => [id, why])).toEqual([
      ['total', undefined],
      ['good', undefined],
    ]);
    expect(answers[0].slices).toHaveLength(12);
    expect(answers[0].slices[0]).toEqual({ end: NOON - HOUR + 300, value: 10 });
    expect(answers[1].slices.at(-1)).toEqual({ end: NOON, value: 9 });
  });

  it('asks Application Insights and resources by resource ID, with the time column that they have', async () => {
    const component = `${GROUP}/providers/Microsoft.Insights/components/shop`;
    const answers = await read(
      [
        request({
          dataSource: 'insights',
          spec: { query: 'requests', value: 'sum(itemCount)' },
        }),
        request({ id: 'other', dataSource: 'vault' }),
      ],
      {
        dataSources: {
          insights: { resourceId: component },
          vault: {
            resourceId: `${GROUP}/providers/Microsoft.KeyVault/vaults/keys`,
          },
        },
      },
    );
    expect(answers.map(({ slices }) => slices.length)).toEqual([12, 12]);
    expect(azure.calls.map(({ path }) => path).sort()).toEqual([
      `/v1${component}/query`,
      `/v1${GROUP}/providers/Microsoft.KeyVault/vaults/keys/query`,
    ]);
    expect(azure.calls[0].headers.prefer).toBe('wait=144');
    const [insights] = azure.queries.filter(
      ({ target }) => target === component,
    );
    expect(insights.query).toContain('by sliceStart = bin(timestamp, 300s)');
  });

  it('looks for late rows when a column of its own tells the time', async () => {
    await read([
      request({ spec: { query: 'Events_CL', value: 'count()', time: 'At_t' } }),
    ]);
    expect(azure.queries[0]).toMatchObject({
      timespan: '2026-11-21T11:00:00.000Z/2026-11-21T12:05:00.000Z',
      query: expect.stringContaining('| where At_t >= '),
    });
  });

  it('counts 0 where there are no rows, and leaves readings and what says so unknown', async () => {
    azure.row = (start, { columns }) =>
      start === NOON - HOUR ? columns.map(() => 5) : undefined;
    const answers = await read([
      request(),
      request({
        id: 'unknown',
        spec: { query: QUERY, value: TOTAL, empty: 'unknown' },
      }),
      request({
        id: 'reading',
        kind: 'gauge',
        spec: { query: QUERY, value: 'percentile(DurationMs, 95)' },
      }),
    ]);
    expect(answers[0].slices.map(({ value }) => value)).toEqual([
      5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    expect(answers[1].slices).toEqual([{ end: NOON - HOUR + 300, value: 5 }]);
    expect(answers[2].slices).toHaveLength(1);
  });

  it('leaves out what is no number', async () => {
    const cells = ['NaN', null, 0.25];
    azure.row = start => [cells[(start / 300) % 3]];
    const [{ slices }] = await read([
      request({ kind: 'gauge', spec: { query: 'Perf', value: 'avg(Value)' } }),
    ]);
    expect(slices.every(({ value }) => value === 0.25)).toBe(true);
    expect(slices).toHaveLength(4);
  });

  it('asks for nothing that is gone or has not arrived yet', async () => {
    const wide = { from: NOON - 60 * DAY, to: NOON + 600 };
    const [{ slices }] = await read([request(wide)], {
      delay: { minutes: 10 },
      dataSources: { shop: { workspaceId: WORKSPACE, retention: 'P7D' } },
    });
    // It is 12:05.
    expect(slices.at(-1)?.end).toBe(NOON - 300);
    expect(slices[0].end).toBe(NOON + 300 - 7 * DAY + 300);
    expect(azure.queries).toHaveLength(1);

    const fresh = { from: NOON, to: NOON + 300 };
    await expect(read([request(fresh)])).resolves.toEqual([
      { id: 'total', slices: [] },
    ]);
    expect(azure.queries).toHaveLength(1);
  });

  it('gives every query its own answer, though they come in another order', async () => {
    azure.row = (_, { query }) => [Number(/q(\d+)/.exec(query)![1])];
    const answers = await read(
      Array.from({ length: 60 }, (_, index) =>
        request({
          id: String(index),
          spec: { query: `q${index}`, value: 'count()' },
        }),
      ),
    );
    expect(answers.map(({ slices }) => slices[0].value)).toEqual(
      Array.from({ length: 60 }, (_, index) => index),
    );
    expect(azure.calls.map(({ body }) => body.requests.length)).toEqual([
      20, 20, 20,
    ]);
  });

  it('reads a long history in parts, and halves those that are too much', async () => {
    azure.queryReply = ({ from, to }) =>
      to - from > 4 * DAY
        ? {
            body: {
              tables: [table(['value0'], [['2026-11-20T00:00:00Z', 3]])],
              error: {
                code: 'PartialError',
                message: 'There were some errors when processing your query.',
                details: [
                  {
                    code: 'EngineError',
                    message: 'E_QUERY_RESULT_SET_TOO_LARGE',
                  },
                ],
              },
            },
          }
        : undefined;
    const [{ slices, error: why }] = await read([
      request({ from: NOON - 28 * DAY, to: NOON, step: 60 }),
    ]);
    expect(why).toBeUndefined();
    expect(slices).toHaveLength(28 * 1_440);
    expect(slices.every(({ value }) => value === 1)).toBe(true);
    const whole = azure.queries.filter(({ from, to }) => to - from <= 4 * DAY);
    expect(whole).toHaveLength(8);
  });

  it('halves what takes the service too long, down to six hours', async () => {
    azure.queryReply = () => ({
      status: 504,
      body: error('GatewayTimeout', 'Query timed out'),
    });
    const [{ slices, error: why }] = await read([
      request({ from: NOON - DAY, to: NOON }),
    ]);
    expect(slices).toEqual([]);
    expect(why).toBe(
      'shop cannot work through so much at once: Query timed out',
    );
    expect(azure.queries).toHaveLength(1 + 2 + 4);
  });

  it('does not count a partial result, tells it, and keeps the parts that are whole', async () => {
    azure.queryReply = ({ to }) =>
      to === NOON
        ? {
            body: {
              tables: [table(['value0'], [['2026-11-21T11:00:00Z', 3]])],
              error: error('PartialError', 'There were some errors.', {
                code: 'ShardError',
                message: 'A shard did not answer',
              }).error,
            },
          }
        : undefined;
    const [{ slices, error: why }] = await read([
      request({ from: NOON - 28 * DAY, to: NOON }),
    ]);
    expect(why).toBe(
      'shop gave a partial result, which is not counted: A shard did not answer',
    );
    expect(slices).toHaveLength(14 * 288);
    expect(slices.at(-1)?.end).toBe(NOON - 14 * DAY);
    // It says nothing of being too much: it is not asked in smaller and smaller parts.
    expect(azure.queries).toHaveLength(2);
  });

  it('leaves the service alone for as long as it asks, and goes on', async () => {
    azure.intercept = (_, index) =>
      index === 0
        ? { status: 429, headers: { 'retry-after': '17' }, body: '' }
        : undefined;
    const [{ slices, error: why }] = await read([request()]);
    expect(why).toBeUndefined();
    expect(slices).toHaveLength(12);
    expect(azure.waits).toEqual([17_000]);
    expect(azure.calls).toHaveLength(2);
  });

  it('asks those queries of a batch again that were throttled, and no others', async () => {
    azure.queryReply = ({ query }, index) =>
      query.startsWith('b') && index < 3
        ? {
            status: 429,
            headers: { 'Retry-After': '5' },
            body: error('TooManyRequests', 'Too many'),
          }
        : undefined;
    const answers = await read(
      ['a', 'b', 'c'].map(id =>
        request({ id, spec: { query: id, value: 'count()' } }),
      ),
    );
    expect(answers.map(({ slices }) => slices.length)).toEqual([12, 12, 12]);
    expect(azure.waits).toEqual([5_000]);
    expect(azure.queries.map(({ query }) => query[0])).toEqual([
      'a',
      'b',
      'c',
      'b',
    ]);
  });

  it('does not hold a round for a long rest, and does not ask until it is over', async () => {
    azure.intercept = () => ({
      status: 429,
      headers: { 'retry-after': '300' },
      body: error('TooManyRequests', 'Too many'),
    });
    const { logs } = azure.sources();
    const [first] = await logs.read([request()]);
    expect(first).toEqual({
      id: 'total',
      slices: [],
      error: 'shop is asked too often and wants 300 s of rest',
    });
    await logs.read([request()]);
    expect(azure.calls).toHaveLength(1);
    expect(azure.waits).toEqual([]);

    azure.now += 300_000;
    azure.intercept = () => undefined;
    const [later] = await logs.read([request()]);
    expect(later.slices).toHaveLength(12);
  });

  it('takes a fresh token when the old one is not accepted, once', async () => {
    azure.intercept = ({ token }) =>
      token === 'token-1'
        ? { status: 401, body: error('InvalidTokenError', 'Token expired') }
        : undefined;
    const { logs } = azure.sources();
    const [{ slices }] = await logs.read([request()]);
    expect(slices).toHaveLength(12);
    expect(azure.calls.map(({ token }) => token)).toEqual([
      'token-1',
      'token-2',
    ]);
    await logs.read([request()]);
    expect(azure.tokens).toBe(2);

    azure.intercept = ({ token }) => ({
      status: 401,
      body: error('InvalidTokenError', `Bearer ${token} is no good`),
    });
    const [refused] = await logs.read([request()]);
    expect(refused.error).toBe(
      "shop does not accept the portal's token, not even a fresh one",
    );
    expect(azure.tokens).toBe(3);
  });

  it('says that the service keeps silent, and that it is down', async () => {
    azure.intercept = () => 'silence';
    await expect(
      read([request()], { timeout: { milliseconds: 200 } }),
    ).resolves.toEqual([
      { id: 'total', slices: [], error: 'shop did not answer within 0.2 s' },
    ]);
    const away = azure.sources({
      logs: { endpoint: 'https://localhost:1/v1' },
    });
    const [{ error: why }] = await away.logs.read([request()]);
    expect(why).toBe('shop cannot be reached: ECONNREFUSED');
    expect(azure.waits).toEqual([500, 1_000, 2_000]);
  });

  it('says that signing in fails, without what the identity library tells about it', async () => {
    azure.getToken = async () => {
      throw new AuthenticationError(401, {
        error: 'invalid_client',
        error_description:
          "AADSTS7000215: Invalid client secret 's3cret' for application 'app-id'. Trace ID: x",
      });
    };
    const [{ error: why }] = await read([request()]);
    expect(why).toBe(
      'The portal cannot sign in to Microsoft Entra ID (AADSTS7000215)',
    );
    expect(azure.calls).toHaveLength(0);
  });

  it('does not wait for a token for ever', async () => {
    azure.getToken = () => new Promise(() => {});
    const [{ error: why }] = await read([request()], {
      timeout: { milliseconds: 200 },
    });
    expect(why).toBe('shop did not answer within 0.2 s');
  });

  it.each([
    [
      'a query that is wrong',
      {
        status: 400,
        body: error('BadArgumentError', 'The request had some invalid parts', {
          code: 'SemanticError',
          message: 'A semantic error occurred.',
          innererror: {
            code: 'SEM0100',
            message: "Failed to resolve column named 'ItemCont'",
          },
        }),
      },
      "shop refused the query: Failed to resolve column named 'ItemCont'",
    ],
    [
      'a missing role',
      {
        status: 403,
        body: error('InsufficientAccessError', 'The provided credentials …'),
      },
      'The portal may not read shop: its identity needs the role Log Analytics Data Reader there',
    ],
    [
      'a workspace that is gone',
      { status: 404, body: error('WorkspaceNotFoundError', 'No workspace') },
      'shop is not there: No workspace',
    ],
    [
      'a table without values',
      { body: { tables: [table([], [])] } },
      'shop did not answer as Azure Monitor does: expected one table with slices and their values, not 1 with sliceStart',
    ],
    [
      'a time that is none',
      { body: { tables: [table(['value0'], [['noon', 1]])] } },
      'shop did not answer as Azure Monitor does: a slice without its time',
    ],
    [
      'no table',
      { body: {} },
      'shop did not answer as Azure Monitor does: expected one table with slices and their values, not 0 with nothing',
    ],
  ])('says what is wrong with %s', async (_, reply, why) => {
    azure.queryReply = () => reply;
    await expect(read([request()])).resolves.toEqual([
      { id: 'total', slices: [], error: why },
    ]);
  });

  it.each([
    [
      "a proxy's page",
      { status: 502, body: '<html>Bad gateway</html>' },
      'shop cannot be reached: HTTP 502',
    ],
    [
      'a redirect to another host',
      { status: 307, headers: { location: 'https://localhost:1/' }, body: '' },
      'shop cannot be reached: HTTP 307',
    ],
    [
      'something else that answers',
      { body: { hello: 'world' } },
      'shop did not answer as Azure Monitor does: a query of the batch has no answer',
    ],
    [
      'text that is no JSON',
      { headers: { 'content-type': 'application/json' }, body: '{"a' },
      'shop did not answer as Azure Monitor does',
    ],
    [
      'a message with the token in it',
      {
        status: 400,
        body: error('Bad', 'You sent Bearer token-1 and eyJhbGci.eyJzdWIi.x'),
      },
      'shop refused the query: You sent … and …',
    ],
  ])('says what is wrong with %s', async (_, reply, why) => {
    azure.intercept = () => reply;
    await expect(read([request()])).resolves.toEqual([
      { id: 'total', slices: [], error: why },
    ]);
  });

  it('finds the one value that is wrong among those of a query', async () => {
    azure.queryReply = ({ query }) =>
      query.includes('Typo')
        ? { status: 400, body: error('BadArgumentError', 'No column Typo') }
        : undefined;
    const [total, typo] = await read([
      request(),
      request({ id: 'typo', spec: { query: QUERY, value: 'sum(Typo)' } }),
    ]);
    expect(total.slices).toHaveLength(12);
    expect(typo.error).toBe('shop refused the query: No column Typo');
  });

  it('asks configured data sources only', async () => {
    const answers = await read([
      request({ dataSource: 'elsewhere' }),
      request({
        id: 'other',
        spec: { query: 'workspace("other").AppRequests', value: 'x' },
      }),
    ]);
    expect(answers.map(({ error: why }) => why)).toEqual([
      "There is no data source 'elsewhere' (slo.azureMonitor.logs.dataSources), and no subscription is approved to find a workspace of that name in (slo.azureMonitor.logs.subscriptions)",
      'spec.query must stay in its data source: workspace() leads out of it. Name another one by metricSourceRef instead',
    ]);
    expect(azure.calls).toHaveLength(0);
  });
});
