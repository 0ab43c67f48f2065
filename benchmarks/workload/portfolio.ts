import {
  WORKLOAD_GROUPINGS,
  WORKLOAD_ORDERS,
  WorkloadFilters,
} from '@plumbline/plugin-workload-common';
import { Backend } from '../backend';
import { percentile, printFigure, round, timed } from '../figure';
import { serverTimes } from '../serverTimes';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 2);
const OFFSETS = [0, 50, 2_000];

/** Each that the page can set, with many, few and no hits; and some together. */
function filtersOf(known: WorkloadFilters, refs: string[]): string[] {
  const [owner] = known.owners;
  const [domain, ...domains] = known.domains;
  const [region] = known.regions;
  const tier = known.tiers.at(-1)!;
  return [
    '',
    'search=a',
    'search=payments',
    `search=${refs[refs.length - 1].split('/')[1]}`,
    'search=nothing+of+the+kind',
    `owner=${owner.ref}`,
    known.owners
      .slice(0, 20)
      .map(({ ref }) => `owner=${ref}`)
      .join('&'),
    `domain=${domain.ref}`,
    domains.map(({ ref }) => `domain=${ref}`).join('&'),
    'health=unhealthy',
    'health=healthy&health=unknown',
    `tier=${tier.name}`,
    `region=${region.name}`,
    known.regions.map(({ name }) => `region=${name}`).join('&'),
    'level=0&level=1',
    'level=5',
    'budgetBelow=0.2',
    'expiresWithin=30',
    'attention=true',
    'incident=true',
    refs
      .slice(0, 50)
      .map(ref => `ref=${ref}`)
      .join('&'),
    `search=a&domain=${domain.ref}&region=${region.name}&tier=${tier.name}`,
    `budgetBelow=0.5&expiresWithin=90&level=1&level=2`,
    `owner=${owner.ref}&attention=true&health=unhealthy`,
  ];
}

/** Pages of the portfolio in any order and with any filter, its groups, and what it can be filtered by. */
export async function portfolio(
  backend: Backend,
  refs: string[],
): Promise<void> {
  const get = (route: string) => backend.call('workload', `/workloads${route}`);
  const filters = filtersOf(await get('/filters'), refs);
  const reads: { filter: string; order: string; ms: number }[] = [];
  // At first, everything is compiled.
  for (const filter of filters) await get(`?limit=50&${filter}`);

  const ofServer = serverTimes('/api/workload/workloads?');
  const cpu = process.cpuUsage();
  for (let nth = 0; nth < ROUNDS; nth++) {
    for (const [i, orderBy] of WORKLOAD_ORDERS.entries()) {
      for (const order of ['asc', 'desc']) {
        for (const [j, filter] of filters.entries()) {
          const offset = OFFSETS[(i + j + nth) % OFFSETS.length];
          const page = `limit=50&offset=${offset}&orderBy=${orderBy}&order=${order}`;
          const ms = await timed(() => get(`?${page}&${filter}`));
          reads.push({ filter, order: `${orderBy} ${order}`, ms });
        }
      }
    }
  }
  const { user, system } = process.cpuUsage(cpu);

  const print = (figure: string, ours: number, unit: string, n: number) =>
    printFigure({
      bench: 'workload',
      figure,
      ours: round(ours),
      theirs: null,
      unit,
      ratio: null,
      n,
    });
  const n = reads.length;
  const ms = reads.map(read => read.ms);
  print(
    'portfolio-p95-ms',
    percentile(ofServer, 0.95),
    `ms on the server for a page of ${refs.length}, permissions included, network not`,
    n,
  );
  print('portfolio-p50-ms', percentile(ofServer, 0.5), 'ms on the server', n);
  print(
    'portfolio-client-p95-ms',
    percentile(ms, 0.95),
    'ms as the client sees it',
    n,
  );
  print(
    'portfolio-cpu-ms',
    (user + system) / 1_000 / n,
    'ms of processor time for a page, the client included',
    n,
  );
  for (const by of ['filter', 'order'] as const) {
    const slowest = slowestBy(
      reads.map((read, i) => ({ name: read[by], ms: ofServer[i] })),
    );
    print(
      `portfolio-slowest-${by}-ms`,
      slowest.ms,
      `ms on the server, median of the slowest: '${slowest.name.slice(0, 80)}'`,
      n,
    );
  }

  const others: Record<string, string[]> = {
    'groups-p95-ms': WORKLOAD_GROUPINGS.flatMap(groupBy =>
      filters.map(filter => `/groups?groupBy=${groupBy}&${filter}`),
    ),
    'filters-p95-ms': Array.from({ length: 50 }, () => '/filters'),
  };
  for (const [figure, routes] of Object.entries(others)) {
    const times = serverTimes('/api/workload/workloads/');
    for (const route of routes) await get(route);
    print(figure, percentile(times, 0.95), 'ms on the server', times.length);
  }
}

function slowestBy(all: { name: string; ms: number }[]) {
  return [...new Set(all.map(({ name }) => name))]
    .map(name => ({
      name,
      ms: percentile(
        all.filter(each => each.name === name).map(each => each.ms),
        0.5,
      ),
    }))
    .sort((a, b) => b.ms - a.ms)[0];
}
