import { SloListPage } from '@plumbline/plugin-slo-common';
import { percentile, printFigure, round, timed } from '../figure';
import { BenchPortal, startPortal } from './portal';
import { BenchPrometheus, SERIES, serviceOf } from './prometheus';

const ROUNDS = 3;
const OUR_READS = 10;
/** Requests that a reader has under way at once, of both. */
const AT_ONCE = 4;
/** Rows of the list in one request, the most it gives. */
const PAGE = 200;
const BUDGET = 0.001;
const WINDOWS = { '1h': 3_600, '6h': 6 * 3_600, '3d': 3 * 86_400, '30d': 0 };
/**
 * How far both may be apart. Ours adds up slices of five minutes and starts long
 * windows on a whole hour, and Prometheus extrapolates at the edges; in an hour
 * there are so few failures that one at its edge shows.
 */
const TOLERANCES = { '1h': 0.15, '6h': 0.03, '3d': 0.01, '30d': 0.01 };

/** Share of failed requests by window, by service. */
type Ratios = Map<string, Record<string, number>>;

/**
 * The error ratio over the same four windows of all SLOs: asked of Prometheus
 * directly, and read from our stored status over HTTP, signed in and with
 * permissions on. Of Prometheus the quicker of two ways counts: a query for
 * each SLO and window, or a query for all SLOs for each window. The numbers of
 * both sides must agree.
 */
export async function windowsRead(prometheus: BenchPrometheus): Promise<void> {
  const portal = await startPortal(prometheus);
  try {
    const ours: number[] = [];
    const each: number[] = [];
    const grouped: number[] = [];
    let our: Ratios = new Map();
    let their: Ratios = new Map();
    for (let i = 0; i < ROUNDS; i++) {
      // Theirs take seconds and ours milliseconds: ours are read several times between theirs.
      for (let read = 0; read < OUR_READS; read++) {
        ours.push(
          await timed(async () => {
            our = await readPortal(portal, prometheus.services);
          }),
        );
      }
      each.push(
        await timed(async () => {
          their = await askEach(prometheus);
        }),
      );
      grouped.push(
        await timed(async () => {
          their = await askGrouped(prometheus);
        }),
      );
    }
    assertSame(our, their);
    const [quickest, other] = [each, grouped]
      .map(times => percentile(times, 0.5))
      .sort((a, b) => a - b);
    const mine = percentile(ours, 0.5);
    printFigure({
      bench: 'slo',
      figure: 'windows-read',
      ours: round(mine),
      theirs: round(quickest),
      unit: `ms for four windows of ${
        prometheus.services
      } SLOs of ${SERIES} series; asked the other way ${round(other)}`,
      ratio: round(quickest / mine),
      n: ROUNDS,
    });
  } finally {
    await portal.stop();
  }
}

/** Pages of the list, as its readers get them: all four windows are in each row. */
async function readPortal(
  { call }: BenchPortal,
  services: number,
): Promise<Ratios> {
  const offsets: number[] = [];
  for (let n = 0; n < services; n += PAGE) offsets.push(n);
  const ratios: Ratios = new Map();
  await inParallel(offsets, async offset => {
    const { items }: SloListPage = await call(
      `/slos?limit=${PAGE}&offset=${offset}&sort=name`,
    );
    for (const { id, burnRates, compliance } of items) {
      const of: Record<string, number> = { '30d': 1 - (compliance ?? NaN) };
      for (const [window, length] of Object.entries(WINDOWS)) {
        const burn = burnRates.find(({ seconds }) => seconds === length);
        if (burn) of[window] = (burn.rate ?? NaN) * BUDGET;
      }
      ratios.set(id, of);
    }
  });
  return ratios;
}

function ratioQuery(window: string, matchers = '', by = ''): string {
  const sum = (code: string) =>
    `sum ${by} (increase(http_requests_total{${[matchers, code]
      .filter(Boolean)
      .join()}}[${window}]))`;
  return `${sum('code="500"')} / ${sum('')}`;
}

async function askEach(prometheus: BenchPrometheus): Promise<Ratios> {
  const services = Array.from({ length: prometheus.services }, (_, n) =>
    serviceOf(n),
  );
  const ratios: Ratios = new Map();
  await inParallel(services, async service => {
    const of: Record<string, number> = {};
    for (const window of Object.keys(WINDOWS)) {
      const answer = await prometheus.ask(
        ratioQuery(window, `job="${service}"`),
      );
      of[window] = answer.get('')!;
    }
    ratios.set(service, of);
  });
  return ratios;
}

async function askGrouped(prometheus: BenchPrometheus): Promise<Ratios> {
  const ratios: Ratios = new Map();
  await inParallel(Object.keys(WINDOWS), async window => {
    const answer = await prometheus.ask(ratioQuery(window, '', 'by (job)'));
    for (const [service, ratio] of answer) {
      const of = ratios.get(service) ?? {};
      ratios.set(service, of);
      of[window] = ratio;
    }
  });
  return ratios;
}

function assertSame(ours: Ratios, theirs: Ratios) {
  if (ours.size !== theirs.size) {
    throw new Error(`${ours.size} SLOs of ours, ${theirs.size} of theirs`);
  }
  for (const [service, their] of theirs) {
    for (const window of Object.keys(WINDOWS)) {
      const our = ours.get(service)![window];
      const apart = Math.abs(our / their[window] - 1);
      if (!(apart < TOLERANCES[window as keyof typeof WINDOWS])) {
        throw new Error(
          `${service} over ${window}: ${our}, Prometheus says ${their[window]}`,
        );
      }
    }
  }
}

async function inParallel<T>(items: T[], work: (item: T) => Promise<void>) {
  const left = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) {
        await work(item);
      }
    }),
  );
}
