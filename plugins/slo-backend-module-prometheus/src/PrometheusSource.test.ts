import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { SeriesRequest } from '@plumbline/plugin-slo-node';
import { PrometheusSource } from './PrometheusSource';
import { readPrometheusServers } from './readPrometheusServers';

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
  let reply: { status?: number; headers?: object; body: unknown };
  let atOnce = 0;
  let mostAtOnce = 0;

  const matrix = (...series: [number, string][][]) => ({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: series.map(values => ({ metric: {}, values })),
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
        if (reply.body === 'silence') return;
        setTimeout(() => {
          atOnce--;
          response.writeHead(reply.status ?? 200, { ...reply.headers });
          response.end(
            typeof reply.body === 'string'
              ? reply.body
              : JSON.stringify(reply.body),
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

  function source(extra: object = {}, timeout: object = { seconds: 30 }) {
    const { port } = server.address() as AddressInfo;
    return new PrometheusSource(
      readPrometheusServers(
        new ConfigReader({
          slo: {
            prometheus: {
              metrics: {
                url: `http://127.0.0.1:${port}/prom/`,
                token: 'a-token',
                tenant: 'bank',
                timeout,
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
    reply.body = matrix([
      [600, '1.5'],
      [900, 'NaN'],
      [1200, '+Inf'],
    ]);
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
      'metrics cannot be reached',
    ],
  ])('says what is wrong with %s', async (_, answer, error) => {
    reply = answer;
    await expect(source().read([request()])).resolves.toEqual([
      { id: 'one', slices: [], error },
    ]);
    expect(asked).toHaveLength(1);
  });

  it('says that a server keeps silent', async () => {
    reply = { body: 'silence' };
    const silent = source({}, { milliseconds: 200 });
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

  it('names the key of a URL that is none', () => {
    expect(() =>
      readPrometheusServers(
        new ConfigReader({ slo: { prometheus: { a: { url: 'file:///x' } } } }),
      ),
    ).toThrow('slo.prometheus.a.url must be an http or https URL');
  });
});
