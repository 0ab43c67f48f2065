/*
 * The portfolio of 10,000 workloads, from a generated catalog and three families' summaries, on SQLite, over HTTP with
 * permissions on:
 *
 * - portfolio-p95-ms: a page of 50 with every order and filter, on the server; portfolio-client-p95-ms as the client sees it
 * - groups-p95-ms, filters-p95-ms: the same in groups, and what there is to filter by
 * - overview-p95-ms: the page that opens one workload
 * - refresh-all-s, refresh-all-cpu-s: everything read from the catalog, stored and rolled up, on an empty database
 * - change-p95-ms: one family's summary changes; until the workload's row shows it
 */
import os from 'node:os';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { SUMMARY_FAMILIES } from '@plumbline/plugin-workload-common';
import { Backend, startBackend } from './backend';
import { percentile, printFigure, round, timed } from './figure';
import { pause, untilQuiet } from './pause';
import { catalogOf, readEstate } from './workload/estate';
import { Families, summaryOf } from './workload/families';
import { portfolio } from './workload/portfolio';

const WORKLOADS = Number(process.env.BENCH_WORKLOADS ?? 10_000);
const READS = 400;
const CHANGES = 40;

function print(figure: string, ours: number, unit: string, n: number) {
  printFigure({
    bench: 'workload',
    figure,
    ours: round(ours),
    theirs: null,
    unit,
    ratio: null,
    n,
  });
}

/** Until each family's figure is in every row. */
async function settled(backend: Backend, rows: number) {
  for (const family of SUMMARY_FAMILIES) {
    for (;;) {
      // Workloads without the family's figure come last in its order.
      const page = await backend
        .call(
          'workload',
          `/workloads?limit=1&offset=${rows - 1}&orderBy=${family}`,
        )
        .catch(error => {
          // Keys of tokens are not answered in time by a process that has much to do.
          if (!String(error).includes(': 401 ')) throw error;
        });
      if (page?.items[0]?.families[family]) break;
      await pause(200);
    }
  }
}

/** Until incidents have opened for what is ill, as they do after a while. */
async function incidents(backend: Backend) {
  for (;;) {
    const { total } = await backend.call(
      'workload',
      '/workloads?limit=1&incident=true',
    );
    if (total > 0) break;
    await pause(1_000);
  }
  await untilQuiet();
}

async function main() {
  const estate = await readEstate(WORKLOADS);
  const refs = estate.workloads.map(each => stringifyEntityRef(each));
  const families = new Families(refs);
  let backend: Backend | undefined;
  const cpu = process.cpuUsage();
  const refresh = await timed(async () => {
    backend = await startBackend({
      name: 'workload',
      config: { workload: { notifications: { enabled: false } } },
      catalog: catalogOf(estate),
      features: [
        ...families.features,
        import('@plumbline/plugin-workload-backend'),
      ],
    });
    await settled(backend, refs.length);
  });
  const { user, system } = process.cpuUsage(cpu);
  const { call, stop } = backend!;
  const get = (route: string) => call('workload', route);
  try {
    print(
      'refresh-all-s',
      refresh / 1_000,
      `s for ${refs.length} workloads`,
      1,
    );
    print('refresh-all-cpu-s', (user + system) / 1e6, 's of processor time', 1);
    await incidents(backend!);
    await portfolio(backend!, refs);

    const overviews: number[] = [];
    for (let i = 0; i < READS; i++) {
      const name = refs[(i * 97) % refs.length].split('/')[1];
      overviews.push(
        await timed(() => get(`/workloads/default/${name}/overview`)),
      );
    }
    print('overview-p95-ms', percentile(overviews, 0.95), 'ms', READS);

    const changes: number[] = [];
    for (let i = 0; i < CHANGES; i++) {
      const ref = refs[(i * 211) % refs.length];
      const cell = `changed ${i}`;
      changes.push(
        await timed(async () => {
          const marker = 0.5 + i / 1_000;
          await families.change({ ...summaryOf('slo', ref, marker), cell });
          for (;;) {
            const { items } = await get(`/workloads?limit=1&ref=${ref}`);
            if (items[0].families.slo.text === cell) break;
            await pause(10);
          }
        }),
      );
    }
    print('change-p95-ms', percentile(changes, 0.95), 'ms', CHANGES);
    print(
      'portfolio-load',
      os.loadavg()[1],
      'average load of the last five minutes, this run included',
      1,
    );
  } finally {
    await stop();
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n${error.cause ?? ''}\n`);
    process.exit(1);
  },
);
