import { CREDENTIAL_ORDERS } from '@plumbline/plugin-secret-expiry-common';
import { percentile, printFigure, round, timed } from '../figure';
import { untilQuiet } from '../pause';
import { serverTimes } from '../serverTimes';
import { OBJECTS, VAULTS, vaultNameOf } from './estate';
import { BenchPortal } from './portal';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 2);
const DAY_MS = 86_400_000;

const day = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString();

/** Those that a page can set, alone and together; of texts those with many, few and no hits. */
const FILTERS: string[] = [
  '',
  'text=a',
  'text=database',
  'text=workload+7+signing',
  `text=${vaultNameOf(Math.floor(VAULTS / 2))}`,
  'text=team-3',
  'text=api-1-&kind=secret',
  'text=nothing+of+the+kind',
  'workloadRef=system:default/workload-000',
  'owner=group:default/team-0',
  'owner=group:default/team-0&owner=group:default/team-1&state=expiring',
  `entityRef=resource:default/${vaultNameOf(0)}`,
  'stamp=none',
  'stamp=resource:default/workload-000-weu&kind=key',
  'kind=certificate',
  'kind=secret&kind=key&state=ok',
  'state=expired&state=expiring',
  'stage=4&stage=5&stage=6',
  'finding=no-expiry',
  'finding=no-rotation&kind=secret',
  'sourceId=key-vault',
  'sourceId=tls',
  'needsSomeone=true',
  'needsSomeone=false&text=mail',
  'acknowledged=true',
  'acknowledged=false&owner=group:default/team-0',
  `expiresFrom=${day(0)}&expiresBefore=${day(30)}`,
  `expiresBefore=${day(90)}&kind=secret&owner=group:default/team-0&text=queue`,
];

/** Reads of the list, the calendar and the counts, as the client sees them; of the list, the server's own time too. */
export async function lists(portal: BenchPortal) {
  // What follows from a scan has to be done first.
  await untilQuiet();
  const samples: Record<string, { ms: number; route: string }[]> = {};
  const read = async (figure: string, route: string) => {
    const ms = await timed(() => portal.call('secret-expiry', route));
    (samples[figure] ??= []).push({ ms, route });
  };
  await portal.call('secret-expiry', '/credentials');
  const ofServer = serverTimes('/api/secret-expiry/credentials?');
  const cpu = process.cpuUsage();
  for (let nth = 0; nth < ROUNDS; nth++) {
    for (const [i, order] of CREDENTIAL_ORDERS.entries()) {
      for (const [j, filter] of FILTERS.entries()) {
        const offset = [0, 50, 2_000][(i + j + nth) % 3];
        await read(
          'list-p95-ms',
          `/credentials?limit=50&offset=${offset}&orderBy=${order}&${filter}`,
        );
      }
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  for (let nth = 0; nth < 5 * ROUNDS; nth++) {
    for (const filter of FILTERS) {
      await read('counts-p95-ms', `/credentials/counts?${filter}`);
      if (filter.includes('expires')) continue;
      const from = 30 * (nth % 6);
      const window = `expiresFrom=${day(from)}&expiresBefore=${day(
        from + 365,
      )}`;
      await read(
        'calendar-p95-ms',
        `/credentials/calendar?${window}&${filter}`,
      );
    }
  }
  for (const [name, all] of Object.entries(samples)) {
    const figure = (of: string, ours: number, unit: string) =>
      printFigure({
        bench: 'secret-expiry',
        figure: of,
        ours: round(ours),
        theirs: null,
        unit,
        ratio: null,
        n: all.length,
      });
    const ms = all.map(each => each.ms);
    figure(
      name,
      percentile(ms, 0.95),
      `ms of ${VAULTS * OBJECTS} credentials, network and permissions included`,
    );
    figure(name.replace('p95', 'p50'), percentile(ms, 0.5), 'ms');
    const slowest = medianByFilter(all);
    figure(
      name.replace('p95', 'slowest'),
      slowest.ms,
      `ms, median of the slowest filter: '${slowest.filter}'`,
    );
  }
  for (const [figure, share] of [
    ['list-server-p95-ms', 0.95],
    ['list-server-p50-ms', 0.5],
  ] as const) {
    printFigure({
      bench: 'secret-expiry',
      figure,
      ours: round(percentile(ofServer, share)),
      theirs: null,
      unit: 'ms on the server, permissions included, network not',
      ratio: null,
      n: ofServer.length,
    });
  }
  printFigure({
    bench: 'secret-expiry',
    figure: 'list-cpu-ms',
    ours: round((user + system) / 1_000 / samples['list-p95-ms'].length),
    theirs: null,
    unit: 'ms of processor time for a page, the client included',
    ratio: null,
    n: samples['list-p95-ms'].length,
  });
}

function medianByFilter(all: { ms: number; route: string }[]) {
  return FILTERS.map(filter => ({
    filter,
    ms: percentile(
      all
        .filter(
          ({ route }) =>
            route.endsWith(`&${filter}`) || route.endsWith(`?${filter}`),
        )
        .map(({ ms }) => ms),
      0.5,
    ),
  }))
    .filter(({ ms }) => ms !== undefined)
    .sort((a, b) => b.ms - a.ms)[0];
}
