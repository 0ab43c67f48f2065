import { StampPlan } from '@plumbline/plugin-stamp-common';
import { percentile, timed } from '../figure';
import { untilQuiet } from '../pause';
import { serverTimes } from '../serverTimes';
import { Place, sum } from './drift';
import { STAMPS, WORKLOADS, nextStampOf, workloadRefAt } from './estate';
import type { BenchPortal } from './portal';
import { stampFigure } from './stampFigure';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 2);
const PLANS = 30 * ROUNDS;

const SORTS = [
  'name',
  'workload',
  'region',
  'lifecycle',
  'trafficWeight',
  'templateVersion',
  'toldAt',
];
/** Those that a page can set, alone and together; of texts those with many, few and no hits. */
const FILTERS = [
  '',
  'text=workload',
  'text=workload-0007',
  'text=nothing+of+the+kind',
  `workload=${workloadRefAt(0)}`,
  'owner=group:default/team-1&owner=group:default/team-2',
  'region=westeurope',
  'environment=prod&lifecycle=planned',
  'lifecycle=active',
  'drift=in-step',
  'drift=changed',
  'drift=none&drift=unknown',
  'templateVersion=2.0.0',
  'outcome=none',
  'text=prod&owner=group:default/team-1&drift=in-step&outcome=none',
];

/** Plans of one more stamp for a workload each, asked over HTTP with permissions on: plan-http-ms. */
export async function plans(portal: BenchPortal, place: Place) {
  await untilQuiet();
  const ofServer = serverTimes('/api/stamp/plans');
  // The first reads code and loads parsers.
  await plan(0);
  await place.host?.requests();
  ofServer.length = 0;
  const samples: number[] = [];
  const cpu = process.cpuUsage();
  for (let nth = 0; nth < PLANS; nth++) {
    samples.push(await timed(() => plan((nth * 7 + 1) % WORKLOADS)));
  }
  const { user, system } = process.cpuUsage(cpu);
  const n = PLANS;
  const name = `plan-http-${place.name}`;
  stampFigure(
    `${name}-p95-ms`,
    percentile(samples, 0.95),
    `ms in an estate of ${STAMPS} stamps, with files, network and permissions`,
    { n },
  );
  stampFigure(`${name}-p50-ms`, percentile(samples, 0.5), 'ms', { n });
  stampFigure(
    `${name}-server-p95-ms`,
    percentile(ofServer, 0.95),
    'ms on the server',
    { n },
  );
  stampFigure(
    `${name}-cpu-ms`,
    (user + system) / 1_000 / n,
    'ms of processor time, mean, the client included',
    { n },
  );
  const requests = await place.host?.requests();
  if (requests) {
    const { tips, pulls, trees, blobs } = requests;
    stampFigure(
      `${name}-requests`,
      sum(requests) / n,
      `requests to the host for each plan; in all ${tips} branches, ${pulls} pages of pull requests, ${trees} trees, ${blobs} files`,
      { n },
    );
  }

  async function plan(nth: number) {
    const answer: { plan?: { stamp: StampPlan }; violations?: unknown } =
      await portal.call('stamp', '/plans', nextStampOf(nth));
    if (answer.plan) return;
    throw new Error(JSON.stringify(answer.violations));
  }
}

/** Pages of the list of all stamps, in any order and with any filter: list-p95-ms. */
export async function list(portal: BenchPortal) {
  await untilQuiet();
  const ofServer = serverTimes('/api/stamp/stamps?');
  const samples: number[] = [];
  const cpu = process.cpuUsage();
  for (let nth = 0; nth < ROUNDS; nth++) {
    for (const [i, sort] of SORTS.entries()) {
      for (const [j, filter] of FILTERS.entries()) {
        const offset = [0, 50, 400][(i + j + nth) % 3];
        const direction = (i + j + nth) % 2 ? 'desc' : 'asc';
        const query = `limit=50&offset=${offset}&sort=${sort}&direction=${direction}&${filter}`;
        samples.push(
          await timed(() => portal.call('stamp', `/stamps?${query}`)),
        );
      }
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  const n = samples.length;
  stampFigure(
    'list-p95-ms',
    percentile(samples, 0.95),
    `ms, ${STAMPS} stamps, 50 a page, network and permissions included`,
    { n },
  );
  stampFigure('list-p50-ms', percentile(samples, 0.5), 'ms', { n });
  stampFigure(
    'list-server-p95-ms',
    percentile(ofServer, 0.95),
    'ms on the server',
    { n },
  );
  stampFigure(
    'list-cpu-ms',
    (user + system) / 1_000 / n,
    'ms of processor time for a page, the client included',
    { n },
  );
}
