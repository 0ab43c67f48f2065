import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { SeriesRequest } from '@plumbline/plugin-slo-node';
import { PrometheusSource } from './PrometheusSource';
import { readPrometheusServers } from './config/readPrometheusServers';

interface Asked {
  url?: string;
  authorization?: string;
  tenant?: string;
  form: URLSearchParams;
}

// A server that answers as Prometheus does, for what a real one would not do on demand.
describe('PrometheusSource', () => {
  let server: Server;
  let asked: Asked[];
  interface Reply {
    status?: number;
    headers?: object;
    body: unknown;
  }
  /** What is answered to everything, or to one query after the other. */
  let reply: Reply | ((query: string) => Reply);
  let atOnce = 0;
  let mostAtOnce = 0;

  const matrix = (...series: [number, string][][]) => ({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: series.map((values, n) => ({ metric: { n: `${n}` }, values })),
    },
  });

  beforeEach(async () => {
    asked = [];
    reply = { body: matrix([[600, '1']]) };
    mostAtOnce = 0;
    server = createServer((request, response) => {
      let body = '';
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      request.on('data', chunk => (body += chunk));
      request.on('end', () => {
        asked.push({
          url: request.url,
          authorization: request.headers.authorization,
          tenant: request.headers['x-scope-orgid'] as string,
          form: new URLSearchParams(body),
        });
        const query = asked[asked.length - 1].form.get('query')!;
        const answer = typeof reply === 'function' ? reply(query) : reply;
        if (answer.body === 'silence') return;
        setTimeout(() => {
          atOnce--;
          response.writeHead(answer.status ?? 200, { ...answer.headers });
          response.end(
            typeof answer.body === 'string'
              ? answer.body
              : JSON.stringify(answer.body),
          );
        }, 5);
      });
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });

  afterEach(async () => {
    atOnce = 0;
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  function source(extra: object = {}, metrics: object = {}) {
    const { port } = server.address() as AddressInfo;
    return new PrometheusSource(
      readPrometheusServers(
        new ConfigReader({
          slo: {
            prometheus: {
              metrics: {
                seriesPerRequest: 1,
                ...metrics,
                url: `http://127.0.0.1:${port}/prom/`,
                token: 'a-token',
                tenant: 'bank',
              },
              ...extra,
            },
          },
        }),
      ),
    );
  }

  const request = (changes: Partial<SeriesRequest> = {}): SeriesRequest => ({
    id: 'one',
    kind: 'count',
    spec: { query: 'sum(x)' },
    from: 300,
    to: 900,
    step: 300,
    ...changes,
  });

  it('sends token and tenant, and leaves out what is no number', async () => {
    reply = {
      body: matrix([
        [600, '1.5'],
        [900, 'NaN'],
        [1200, '+Inf'],
      ]),
    };
    await expect(source().read([request()])).resolves.toEqual([
      { id: 'one', slices: [{ end: 600, value: 1.5 }] },
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      url: '/prom/api/v1/query_range',
      authorization: 'Bearer a-token',
      tenant: 'bank',
    });
    expect(Object.fromEntries(asked[0].form)).toEqual({
      query: 'sum(x)',
      start: '600',
      end: '900',
      step: '300',
      timeout: '30s',
      partial_response: 'false',
    });
  });

  it('asks for a series that several want once, and never for more than 11,000 points', async () => {
    const long = { from: 0, to: 25_000 * 300 };
    await source().read([
      request(long),
      request({ ...long, id: 'two' }),
      request({ ...long, id: 'three', spec: { query: 'y' } }),
    ]);
    const spans = asked
      .filter(({ form }) => form.get('query') === 'sum(x)')
      .map(({ form }) => [Number(form.get('start')), Number(form.get('end'))]);
    expect(spans).toEqual([
      [300, 11_000 * 300],
      [11_001 * 300, 22_000 * 300],
      [22_001 * 300, 25_000 * 300],
    ]);
    expect(asked).toHaveLength(6);
  });

  it('asks a few queries at a time', async () => {
    const answers = await source().read(
      Array.from({ length: 40 }, (_, index) =>
        request({ id: String(index), spec: { query: `q${index}` } }),
      ),
    );
    expect(answers.every(({ error }) => !error)).toBe(true);
    expect(asked).toHaveLength(40);
    expect(mostAtOnce).toBeLessThanOrEqual(4);
  });

  it.each([
    [
      'a refused query',
      { status: 400, body: { status: 'error', error: 'parse error: x' } },
      'metrics refused the query: parse error: x',
    ],
    [
      'several series',
      { body: matrix([[600, '1']], [[600, '2']]) },
      'The query gives 2 series; aggregate them to one, for example with sum()',
    ],
    [
      'a proxy that is down',
      { status: 502, body: '<html>Bad gateway</html>' },
      'metrics answered 502 Bad Gateway',
    ],
    [
      'something else that answers',
      { body: '{"hello":"world"}' },
      'metrics did not answer as Prometheus does',
    ],
    [
      'a redirect to another host',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      'metrics answered with a redirect to somewhere else, which is not followed',
    ],
  ])('says what is wrong with %s', async (_, answer, error) => {
    reply = answer;
    await expect(source().read([request()])).resolves.toEqual([
      { id: 'one', slices: [], error },
    ]);
    expect(asked).toHaveLength(1);
  });

  /** The queries of a joined one, with the names of their series. */
  function joined(query: string) {
    return [
      ...query.matchAll(
        /label_replace\(\(\n(.*)\n\), "plumbline_series", "(.*)", "", ""\)/g,
      ),
    ].map(([, each, name]) => ({ query: each, name }));
  }

  /** Answers joined queries as Prometheus does; refuses whatever holds `wrong`. */
  function answerJoined(query: string): Reply {
    if (query.includes('wrong')) {
      return {
        status: 400,
        body: { status: 'error', errorType: 'bad_data', error: 'parse error' },
      };
    }
    const parts = joined(query);
    const each = parts.length > 0 ? parts : [{ query, name: undefined }];
    return {
      body: {
        status: 'success',
        data: {
          resultType: 'matrix',
          result: each.flatMap(({ query: one, name }) =>
            one === 'two'
              ? [1, 2].map(n => ({
                  metric: { plumbline_series: name, n: String(n) },
                  values: [[600, '1']],
                }))
              : {
                  metric: { plumbline_series: name },
                  values: [[600, one.slice(1)]],
                },
          ),
        },
      },
    };
  }

  it('asks for many series at once, and what is wrong with one stays with that one', async () => {
    reply = answerJoined;
    const many = source({}, { seriesPerRequest: 8 });
    const queries = ['q0', 'q1', 'wrong', 'q3', 'two', 'q5', 'bad)', 'q7'];
    const ask = () =>
      many.read(queries.map(query => request({ id: query, spec: { query } })));
    const outcome = Object.fromEntries(
      (await ask()).map(({ id, slices, error }) => [
        id,
        error ?? slices[0]?.value,
      ]),
    );
    expect(outcome).toEqual({
      q0: 0,
      q1: 1,
      wrong: 'metrics refused the query: parse error',
      q3: 3,
      two: 'The query gives 2 series; aggregate them to one, for example with sum()',
      q5: 5,
      // No brackets of its own: never among others.
      'bad)': undefined,
      q7: 7,
    });
    expect(
      asked.filter(({ form }) => form.get('query') === 'bad)'),
    ).toHaveLength(1);

    // From now on the wrong one is asked alone and the others at once.
    asked = [];
    await ask();
    expect(asked).toHaveLength(3);
  });

  it('waits and asks again when the server is busy', async () => {
    let busy = 2;
    reply = () =>
      busy-- > 0
        ? { status: 429, headers: { 'retry-after': '0' }, body: 'slow down' }
        : { body: matrix([[600, '1']]) };
    await expect(source().read([request()])).resolves.toEqual([
      { id: 'one', slices: [{ end: 600, value: 1 }] },
    ]);
    expect(asked).toHaveLength(3);
  });

  it('leaves a server alone that wants to be for long', async () => {
    reply = { status: 503, headers: { 'retry-after': '120' }, body: '' };
    const one = source();
    for (let round = 0; round < 2; round++) {
      const [{ error }] = await one.read([request()]);
      expect(error).toBe(
        'metrics is busy (503) and wants to be asked again in 120 s',
      );
    }
    expect(asked).toHaveLength(1);
  });

  it('reads the date of a Retry-After', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    reply = { status: 429, headers: { 'retry-after': inAnHour }, body: '' };
    const [{ error }] = await source().read([request()]);
    expect(error).toMatch(/asked again in 3[56]\d\d s/);
  });

  it('does not ask again for a query that takes too long', async () => {
    reply = {
      status: 503,
      body: {
        status: 'error',
        errorType: 'timeout',
        error: 'query timed out in expression evaluation',
      },
    };
    const [{ error }] = await source().read([request()]);
    expect(error).toBe(
      'metrics gave the query up: query timed out in expression evaluation',
    );
    expect(asked).toHaveLength(1);
  });

  it('takes no partial answer, but warnings about the wording', async () => {
    const body = matrix([[600, '1']]);
    reply = {
      body: { ...body, warnings: ['store eu-1 cannot be reached'] },
    };
    const [partial] = await source().read([request()]);
    expect(partial).toEqual({
      id: 'one',
      slices: [],
      error:
        'metrics has only a part of the data at hand: store eu-1 cannot be reached',
    });
    reply = {
      body: {
        ...body,
        warnings: ['PromQL info: metric might not be a counter'],
      },
    };
    const [whole] = await source().read([request()]);
    expect(whole.error).toBeUndefined();
  });

  it('gives an answer up that is too long', async () => {
    reply = { body: ' '.repeat(1_500_000) };
    const [{ error }] = await source({}, { maxResponseMegabytes: 1 }).read([
      request(),
    ]);
    expect(error).toBe('metrics answered with more than 1 MB');
  });

  it('does not ask a server thousands of times that is out of reach', async () => {
    const gone = new PrometheusSource(
      readPrometheusServers(
        new ConfigReader({
          slo: {
            prometheus: {
              gone: { url: 'http://127.0.0.1:1', seriesPerRequest: 1 },
            },
          },
        }),
      ),
    );
    const answers = await gone.read(
      Array.from({ length: 5_000 }, (_, index) =>
        request({ id: String(index), spec: { query: `q${index}` } }),
      ),
    );
    expect(new Set(answers.map(({ error }) => error))).toEqual(
      new Set(['gone cannot be reached']),
    );
  });

  it('tells how late each server is', () => {
    const two = source(
      { late: { url: 'http://127.0.0.1:1', delay: { minutes: 5 } } },
      { delay: { seconds: 10 } },
    );
    expect(two.delaySecondsOf('metrics')).toBe(10);
    expect(two.delaySecondsOf('late')).toBe(300);
    expect(two.delaySeconds).toBe(300);
  });

  it('says that a server keeps silent', async () => {
    reply = { body: 'silence' };
    const silent = source({}, { timeout: { milliseconds: 200 } });
    await expect(silent.read([request()])).resolves.toEqual([
      { id: 'one', slices: [], error: 'metrics did not answer within 0.2 s' },
    ]);
    expect(asked).toHaveLength(1);
  });

  it('contacts configured servers only', async () => {
    const two = source({ other: { url: 'http://127.0.0.1:1' } });
    const answers = await two.read([
      request({ id: 'unknown', dataSource: 'elsewhere' }),
      request({ id: 'unnamed' }),
      request({ id: 'no query', spec: { url: 'http://127.0.0.1:1' } }),
      request({ id: 'named', dataSource: 'metrics' }),
    ]);
    expect(answers.map(({ error }) => error)).toEqual([
      "No Prometheus of the name 'elsewhere' is configured (slo.prometheus.elsewhere)",
      'Say which Prometheus by metricSourceRef; there is metrics, other',
      'A metric source of type prometheus needs spec.query',
      undefined,
    ]);
    expect(asked).toHaveLength(1);
  });
});
