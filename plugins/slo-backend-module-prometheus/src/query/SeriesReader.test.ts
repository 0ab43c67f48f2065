import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { PrometheusServer } from '../config/PrometheusServer';
import { SeriesReader } from './SeriesReader';

const DAY = 86_400;

describe('SeriesReader', () => {
  let server: Server;
  let asked: { query: string; days: number }[];

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => (body += chunk));
      request.on('end', () => {
        const form = new URLSearchParams(body);
        const [start, end] = ['start', 'end'].map(key => Number(form.get(key)));
        asked.push({ query: form.get('query')!, days: (end - start) / DAY });
        response.end(
          JSON.stringify({
            status: 'success',
            data: {
              resultType: 'matrix',
              result: [{ metric: {}, values: [[start, '1']] }],
            },
          }),
        );
      });
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  const reader = (changes: Partial<PrometheusServer>) =>
    new SeriesReader({
      name: 'metrics',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      identity: { kind: 'none' },
      timeoutMs: 30_000,
      delaySeconds: 0,
      scrapeSeconds: 60,
      concurrency: 4,
      seriesPerRequest: 25,
      maxRangeSeconds: Infinity,
      maxResponseBytes: 1e6,
      ...changes,
    });

  it('asks for no longer a time than the server gives, and joins the parts', async () => {
    const span = { start: 300, end: 90 * DAY, step: 300 };
    const results = await reader({ maxRangeSeconds: 31 * DAY }).read(
      ['x'],
      span,
    );
    expect(asked).toHaveLength(3);
    expect(Math.max(...asked.map(({ days }) => days))).toBeLessThan(31);
    expect(results.get('x')).toEqual({
      slices: [0, 31, 62].map(day => ({ end: 300 + day * DAY, value: 1 })),
    });
  });

  it('joins as many queries as the server is to be asked for at once', async () => {
    const queries = Array.from({ length: 60 }, (_, index) => `q${index}`);
    await reader({}).read(queries, { start: 300, end: 900, step: 300 });
    expect(
      asked.map(({ query }) => query.split('label_replace').length - 1).sort(),
    ).toEqual([10, 25, 25]);
  });

  it('asks for few series at once when each has a long history', async () => {
    const queries = Array.from({ length: 10 }, (_, index) => `q${index}`);
    await reader({}).read(queries, { start: 300, end: 35 * DAY, step: 300 });
    expect(
      asked.map(({ query }) => query.split('label_replace').length - 1),
    ).toEqual([5, 5]);
  });
});
