import { ConfigReader } from '@backstage/config';
import { rollUp, countsBetween } from '@plumbline/plugin-slo-common';
import { SeriesRequest } from '@plumbline/plugin-slo-node';
import {
  RealPrometheus,
  prometheusInstalled,
} from './__fixtures__/RealPrometheus';
import { PrometheusSource } from './PrometheusSource';
import { readPrometheusServers } from './config/readPrometheusServers';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const STEP = 300;
// Whole hours, and far enough back for every sample to be in the past.
const END = Math.floor(Date.now() / 1_000 / HOUR) * HOUR - 2 * HOUR;
const START = END - 30 * DAY;
const OUTAGE = START + 10 * DAY;
const GAP = START + 20 * DAY;
const RESTART = START + 15 * DAY;

/** Requests and failures in the minute that ends at `time`: a daily rhythm and one outage of an hour. */
function eventsAt(time: number): { good: number; bad: number } {
  const day = Math.sin(((time % DAY) / DAY) * 2 * Math.PI);
  const total = 600 + Math.round(300 * day);
  const outage = time > OUTAGE && time <= OUTAGE + HOUR;
  const usual = (time / 60) % 50 === 0 ? 1 : 0;
  const bad = outage ? total / 2 : usual;
  return { good: total - bad, bad };
}

const isGap = (time: number) => time > GAP && time <= GAP + 6 * HOUR;

/** Counters as a scraper would have written them every minute, with a restart from 0. */
function openMetrics(): string {
  const lines: Record<string, string[]> = { good: [], bad: [], load: [] };
  let [good, bad] = [0, 0];
  for (let time = START; time <= END; time += 60) {
    if (time === RESTART) [good, bad] = [0, 0];
    else if (time > START) {
      const events = eventsAt(time);
      good += events.good;
      bad += events.bad;
    }
    if (isGap(time)) continue;
    lines.good.push(`requests_total{code="200"} ${good} ${time}`);
    lines.bad.push(`requests_total{code="500"} ${bad} ${time}`);
    lines.load.push(`page_load_seconds ${time % DAY < HOUR ? 3 : 1.5} ${time}`);
  }
  return [
    '# TYPE requests counter',
    ...lines.good,
    ...lines.bad,
    '# TYPE page_load_seconds gauge',
    ...lines.load,
    '# EOF',
    '',
  ].join('\n');
}

(prometheusInstalled ? describe : describe.skip)('a real Prometheus', () => {
  let prometheus: RealPrometheus;
  let source: PrometheusSource;

  beforeAll(async () => {
    prometheus = await RealPrometheus.start(openMetrics());
    const { url } = prometheus;
    source = new PrometheusSource(
      readPrometheusServers(
        new ConfigReader({
          slo: { prometheus: { metrics: { url, timeout: { minutes: 1 } } } },
        }),
      ),
    );
  }, 120_000);

  afterAll(() => prometheus?.stop());

  const request = (
    query: string,
    changes: Partial<SeriesRequest> = {},
  ): SeriesRequest => ({
    id: query,
    kind: 'counter',
    spec: { query },
    from: START,
    to: END,
    step: STEP,
    ...changes,
  });

  it('gives the same counts as were backfilled, and as it says when asked directly', async () => {
    const [good, total] = await source.read([
      request('requests_total{code="200"}'),
      request('requests_total'),
    ]);
    expect([good.error, total.error]).toEqual([undefined, undefined]);
    const goodAt = new Map(good.slices.map(({ end, value }) => [end, value]));
    const rule = { sliceSeconds: STEP, sliceTarget: 1 };
    const rollups = rollUp(
      total.slices.map(({ end, value }) => ({
        end,
        good: goodAt.get(end) ?? 0,
        total: value,
      })),
      rule,
    );

    // Days without a restart or a gap: what was written, within Prometheus's extrapolation.
    for (const from of [START + DAY, OUTAGE, START + 25 * DAY]) {
      const expected = { good: 0, total: 0 };
      for (let time = from + 60; time <= from + DAY; time += 60) {
        const events = eventsAt(time);
        expected.good += events.good;
        expected.total += events.good + events.bad;
      }
      const counts = countsBetween(rollups, from, from + DAY, rule);
      expect(counts.total / expected.total).toBeCloseTo(1, 2);
      expect(counts.good / expected.good).toBeCloseTo(1, 2);
      const direct = await prometheus.ask(
        'sum(increase(requests_total[1d]))',
        from + DAY,
      );
      expect(counts.total / direct).toBeCloseTo(1, 2);
    }

    // The outage lost half of an hour's requests.
    const outage = countsBetween(rollups, OUTAGE, OUTAGE + HOUR, rule);
    expect(1 - outage.good / outage.total).toBeCloseTo(0.5, 2);

    // One slice exactly as the server gives it.
    const at = OUTAGE + 2 * STEP;
    expect(goodAt.get(at)).toBe(
      await prometheus.ask(
        'sum(increase(requests_total{code="200"}[300s]))',
        at,
      ),
    );
  });

  it('counts on over a restart', async () => {
    const [{ slices }] = await source.read([
      request('requests_total', { from: RESTART - HOUR, to: RESTART + HOUR }),
    ]);
    expect(slices).toHaveLength(24);
    expect(slices.every(({ value }) => value >= 0 && value < 5_000)).toBe(true);
  });

  it('keeps a gap a gap', async () => {
    const [{ slices }] = await source.read([
      request('requests_total', { from: GAP, to: GAP + 6 * HOUR }),
    ]);
    // At most the edge, where the last sample before the gap still counts.
    expect(slices.length).toBeLessThanOrEqual(1);
  });

  it('reads gauges, subqueries and what is not there', async () => {
    const day = Math.ceil(START / DAY) * DAY;
    const span = { from: day, to: day + 2 * HOUR };
    const [load, summed, absent, wrong] = await source.read([
      request('page_load_seconds', { ...span, kind: 'gauge' }),
      request('sum(requests_total)', span),
      request('nothing_total', span),
      request('sum(', span),
    ]);
    expect(load.slices).toHaveLength(24);
    expect(load.slices.filter(({ value }) => value > 2)).toHaveLength(11);
    expect(summed.slices).toHaveLength(24);
    expect(absent).toEqual({ id: 'nothing_total', slices: [] });
    expect(wrong.error).toMatch('metrics refused the query: ');
  });
});
