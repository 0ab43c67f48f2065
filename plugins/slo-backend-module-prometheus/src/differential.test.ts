import { ConfigReader } from '@backstage/config';
import {
  HourRollup,
  ObjectiveDefinition,
  countsBetween,
  measureWindow,
  rollUp,
} from '@plumbline/plugin-slo-common';
import { PrometheusSource } from './PrometheusSource';
import {
  RealPrometheus,
  prometheusInstalled,
} from './__fixtures__/RealPrometheus';
import { readPrometheusServers } from './config/readPrometheusServers';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 24 * HOUR;
const STEP = 300;
const END = Math.floor(Date.now() / 1_000 / HOUR) * HOUR - 2 * HOUR;
// A day more than the longest window, so that every window is within.
const START = END - 31 * DAY;

/** What one service did: its counters of requests and failures, of each of two instances. */
interface Scenario {
  /** Seconds past the minute at which it is scraped. */
  scrapedAt: number;
  /** Requests and failures of an instance in minute number `minute`. */
  events(minute: number, instance: number): { total: number; bad: number };
  /** Minutes at which an instance starts anew, its counters at 0. */
  restarts?: (minute: number, instance: number) => boolean;
  /** Minutes without a scrape. */
  missing?: (minute: number) => boolean;
}

const GAP_HOURS = 6;
const gap = (minute: number) =>
  minute > 29 * 24 * 60 && minute <= (29 * 24 + GAP_HOURS) * 60;

const SCENARIOS: Record<string, Scenario> = {
  steady: {
    scrapedAt: 0,
    events: minute => ({ total: 100 + (minute % 7), bad: minute % 50 ? 0 : 1 }),
  },
  unaligned: {
    scrapedAt: 17,
    events: minute => ({ total: 100 + (minute % 7), bad: minute % 50 ? 0 : 1 }),
  },
  // Thousands within a minute, nothing for hours; a burst of failures in some of them.
  bursts: {
    scrapedAt: 43,
    events: minute =>
      minute % 173 === 0
        ? { total: 10_000, bad: minute % 519 ? 0 : 2_500 }
        : { total: 0, bad: 0 },
  },
  // One request in twenty minutes.
  quiet: {
    scrapedAt: 31,
    events: (minute, instance) => ({
      total: (minute + 7 * instance) % 20 ? 0 : 1,
      bad: (minute + 7 * instance) % 700 ? 0 : 1,
    }),
  },
  restarts: {
    scrapedAt: 11,
    events: minute => ({ total: 60, bad: minute % 30 ? 0 : 3 }),
    restarts: (minute, instance) => minute % 4_321 === 1_000 * (instance + 1),
  },
  gaps: {
    scrapedAt: 29,
    events: () => ({ total: 50, bad: 1 }),
    // One scrape that was missed now and then, and six hours on the last day but one.
    missing: minute => minute % 97 === 0 || gap(minute),
  },
};

/** Samples of one counter: `[time, value]`. */
type Samples = [number, number][];

/** The counters of a scenario as scrapes would have found them. */
function countersOf({ scrapedAt, events, restarts, missing }: Scenario) {
  const counters = new Map<string, Samples>();
  for (const instance of [0, 1]) {
    const total: Samples = [];
    const bad: Samples = [];
    const sum = { total: 0, bad: 0 };
    for (let minute = 0; ; minute++) {
      const time = START + minute * MINUTE + scrapedAt;
      if (time > END) break;
      if (restarts?.(minute, instance))
        Object.assign(sum, { total: 0, bad: 0 });
      const more = events(minute, instance);
      sum.total += more.total;
      sum.bad += more.bad;
      if (missing?.(minute)) continue;
      total.push([time, sum.total]);
      bad.push([time, sum.bad]);
    }
    counters.set(`total{instance="${instance}"}`, total);
    counters.set(`bad{instance="${instance}"}`, bad);
  }
  return counters;
}

const counters = new Map(
  Object.entries(SCENARIOS).map(([name, scenario]) => [
    name,
    countersOf(scenario),
  ]),
);

/** Events in (from, to], counted sample by sample: no window, no extrapolation. What a scrape finds belongs to its time. */
function truth(name: string, kind: string, from: number, to: number): number {
  let count = 0;
  for (const [series, samples] of counters.get(name)!) {
    if (!series.startsWith(kind)) continue;
    for (let index = 1; index < samples.length; index++) {
      const [[before, old], [time, value]] = samples.slice(
        index - 1,
        index + 1,
      );
      if (time <= from || time > to) continue;
      // Nobody looked for longer than a sample is taken for the present one.
      if (time - before > 300) continue;
      count += value >= old ? value - old : value;
    }
  }
  return count;
}

function openMetrics(): string {
  const lines: string[] = [];
  for (const [name, each] of counters) {
    for (const kind of ['total', 'bad']) {
      lines.push(`# TYPE ${name}_${kind} counter`);
      for (const [series, samples] of each) {
        if (!series.startsWith(kind)) continue;
        const metric = `${name}_${series.replace('{', '_total{')}`;
        samples.forEach(([time, value]) =>
          lines.push(`${metric} ${value} ${time}`),
        );
      }
    }
  }
  return [...lines, '# EOF', ''].join('\n');
}

const WINDOWS = {
  '1h': HOUR,
  '6h': 6 * HOUR,
  '1d': DAY,
  '3d': 3 * DAY,
  '30d': 30 * DAY,
};

(prometheusInstalled ? describe : describe.skip)(
  'rollups beside a real Prometheus',
  () => {
    let prometheus: RealPrometheus;
    let rollups: Map<string, HourRollup[]>;
    const rule = { sliceSeconds: STEP, sliceTarget: 1 };

    beforeAll(async () => {
      prometheus = await RealPrometheus.start(openMetrics());
      const source = new PrometheusSource(
        readPrometheusServers(
          new ConfigReader({
            slo: { prometheus: { metrics: { url: prometheus.url } } },
          }),
        ),
      );
      const names = Object.keys(SCENARIOS);
      const answers = await source.read(
        names.flatMap(name =>
          ['bad', 'total'].map(kind => ({
            id: `${name}:${kind}`,
            kind: 'counter' as const,
            spec: { query: `sum(${name}_${kind}_total)` },
            from: START,
            to: END,
            step: STEP,
          })),
        ),
      );
      const slicesOf = (id: string) => {
        const { slices, error } = answers.find(answer => answer.id === id)!;
        expect(error).toBeUndefined();
        return slices;
      };
      rollups = new Map(
        names.map(name => {
          const bad = new Map(
            slicesOf(`${name}:bad`).map(({ end, value }) => [end, value]),
          );
          return [
            name,
            rollUp(
              slicesOf(`${name}:total`).map(({ end, value: total }) => ({
                end,
                good: total - bad.get(end)!,
                total,
              })),
              rule,
            ),
          ];
        }),
      );
    }, 120_000);

    afterAll(() => prometheus?.stop());

    /** What ours counts in a window that ends at `to`. */
    function ours(name: string, from: number, to: number) {
      const { good, total } = countsBetween(rollups.get(name)!, from, to, rule);
      return { bad: total - good, total };
    }

    const ends = [END, END - 5 * HOUR, END - 3 * HOUR - 2 * STEP];
    const cases = (names: string[]) =>
      names.flatMap(name =>
        Object.keys(WINDOWS).map(
          window => [name, window as keyof typeof WINDOWS] as const,
        ),
      );

    it.each(cases(['steady', 'unaligned', 'bursts', 'quiet']))(
      'counts %s over %s exactly, and within the extrapolation of Prometheus',
      async (name, window) => {
        for (const to of ends) {
          const from = to - WINDOWS[window];
          const counts = ours(name, from, to);
          for (const kind of ['bad', 'total'] as const) {
            const exact = truth(name, kind, from, to);
            expect(counts[kind]).toBeCloseTo(exact, 6);
            // An edge is extrapolated by a scrape at most, and what happened between the
            // start of the window and its first scrape is not seen at all.
            const direct = await prometheus.ask(
              `sum(increase(${name}_${kind}_total[${window}]))`,
              to,
            );
            const extrapolated = (direct * 2 * MINUTE) / WINDOWS[window];
            const unseen = truth(name, kind, from, from + MINUTE);
            expect(Math.abs(direct - counts[kind])).toBeLessThanOrEqual(
              extrapolated + unseen + 1e-6,
            );
          }
        }
      },
    );

    it.each(cases(['restarts']))(
      'counts on over %s, over %s',
      async (name, window) => {
        const from = END - WINDOWS[window];
        const counts = ours(name, from, END);
        const restarts = Math.ceil((WINDOWS[window] / MINUTE / 4_321) * 2) + 2;
        for (const [kind, perMinute] of [
          ['total', 60],
          ['bad', 3],
        ] as const) {
          // A slice with a restart is the increase over it: up to two minutes of one instance.
          const apart = Math.abs(counts[kind] - truth(name, kind, from, END));
          expect(apart).toBeLessThanOrEqual(restarts * 2 * perMinute);
          const direct = await prometheus.ask(
            `sum(increase(${name}_${kind}_total[${window}]))`,
            END,
          );
          expect(Math.abs(counts[kind] - direct)).toBeLessThanOrEqual(
            (restarts + 2) * 2 * perMinute,
          );
        }
      },
    );

    it('loses nothing by a scrape that was missed, and counts nothing of a gap', async () => {
      const from = END - 3 * DAY;
      const counts = ours('gaps', from, END);
      const exact = truth('gaps', 'total', from, END);
      // The first slice after the gap is the increase over it.
      expect(Math.abs(counts.total - exact)).toBeLessThanOrEqual(2 * 5 * 50);
      // Prometheus takes for counted what happened while nobody looked.
      const direct = await prometheus.ask(
        'sum(increase(gaps_total_total[3d]))',
        END,
      );
      const unseen = 2 * 50 * GAP_HOURS * 60;
      expect(Math.abs(direct - counts.total - unseen)).toBeLessThanOrEqual(
        2 * 8 * 50,
      );
    });

    it('tells how much of the window was measured', () => {
      const definition: ObjectiveDefinition = {
        id: 'gaps',
        sloName: 'gaps',
        displayName: 'Gaps',
        service: 'gaps',
        workloadRef: 'system:default/gaps',
        entityRef: 'system:default/gaps',
        method: 'Occurrences',
        target: 0.97,
        window: { kind: 'rolling', duration: '3d', seconds: 3 * DAY },
        ...rule,
        indicator: {
          kind: 'ratio',
          counter: true,
          bad: { type: 'prometheus', spec: {} },
          total: { type: 'prometheus', spec: {} },
        },
        declaredIn: { file: 'gaps.yaml', line: 1 },
      };
      const measure = measureWindow(definition, rollups.get('gaps')!, END);
      expect(measure.coverage).toBeCloseTo(1 - GAP_HOURS / 72, 2);
      expect(measure.compliance).toBeCloseTo(0.98, 5);
    });
  },
);
