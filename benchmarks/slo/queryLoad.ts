import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { parseOpenSlo, resolveObjectives } from '@plumbline/plugin-slo-common';
import createKnex from 'knex';
import { PrometheusSource } from '../../plugins/slo-backend-module-prometheus/src/PrometheusSource';
import { readPrometheusServers } from '../../plugins/slo-backend-module-prometheus/src/config/readPrometheusServers';
import { SliSources } from '../../plugins/slo-backend/src/sources/SliSources';
import { ObjectiveStore } from '../../plugins/slo-backend/src/store/ObjectiveStore';
import { RollupStore } from '../../plugins/slo-backend/src/store/RollupStore';
import { SeriesStore } from '../../plugins/slo-backend/src/store/SeriesStore';
import { Collector } from '../../plugins/slo-backend/src/tasks/Collector';
import { printFigure, round } from '../figure';
import { quietLogger } from './logger';
import { documentsOf } from './documents';
import { PeerRule, pyrraRules, slothRules } from './peerRules';
import { BenchPrometheus, SCRAPE_SECONDS, ServerWork } from './prometheus';

const HOUR = 3_600;
/** How often the back end asks unless told. */
const ROUND_SECONDS = 60;

/**
 * Work given to Prometheus in an hour for the same SLOs, by its own query log:
 * ours, all rounds of an hour (the hourly look at the last day included) after
 * the first sight of the history; theirs, every rule evaluated once, times its
 * evaluations in an hour. Ours with slices of five minutes, which it has unless
 * told otherwise, and of one minute, which is as often as Sloth's rules look.
 */
export async function queryLoad(prometheus: BenchPrometheus): Promise<void> {
  const ours = {
    '': await ourWork(prometheus),
    '-1m': await ourWork(prometheus, '1m'),
  };
  const theirs = {
    sloth: await rulesWork(prometheus, slothRules),
    pyrra: await rulesWork(prometheus, pyrraRules),
  };
  for (const [peer, their] of Object.entries(theirs)) {
    for (const [slice, { first, hour }] of Object.entries(ours)) {
      for (const kind of ['samples', 'queries'] as const) {
        printFigure({
          bench: 'slo',
          figure: [
            'query-load',
            ...(peer === 'sloth' ? [] : [peer]),
            ...(kind === 'samples' ? [] : [kind]),
          ]
            .join('-')
            .concat(slice),
          ours: round(hour[kind]),
          theirs: round(their[kind]),
          unit: `${kind} an hour, theirs by the rules of ${peer}; our first sight of the history once took ${round(
            first[kind],
          )}`,
          ratio: round(their[kind] / hour[kind]),
          n: prometheus.withRules,
        });
      }
    }
  }
}

async function ourWork(prometheus: BenchPrometheus, slice?: '1m') {
  const { withRules, end, url } = prometheus;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-slo-load-'));
  const database = createKnex({
    client: 'better-sqlite3',
    connection: path.join(folder, 'slo.sqlite'),
    useNullAsDefault: true,
  });
  try {
    await database.migrate.latest({
      directory: resolvePackagePath(
        '@plumbline/plugin-slo-backend',
        'migrations',
      ),
    });
    const sources = new SliSources();
    sources.addSource(
      new PrometheusSource(
        readPrometheusServers(
          new ConfigReader({
            slo: {
              prometheus: {
                metrics: { url, scrapeInterval: { seconds: SCRAPE_SECONDS } },
              },
            },
          }),
        ),
      ),
    );
    const series = new SeriesStore(database);
    const objectives = new ObjectiveStore(database, series);
    const file = parseOpenSlo('slos.yaml', documentsOf(withRules, slice));
    const resolved = resolveObjectives([file]);
    await objectives.replace(
      [file],
      resolved.objectives,
      resolved.errors,
      new Date(),
    );
    const collector = new Collector({
      sources,
      series,
      rollups: new RollupStore(database),
      logger: quietLogger,
    });
    const all = await objectives.all();
    const start = end - HOUR;
    const first = await during(prometheus, async () => {
      await collector.collect(all, start);
    });
    const hour = await during(prometheus, async () => {
      for (let now = start + ROUND_SECONDS; now <= end; now += ROUND_SECONDS) {
        await collector.collect(all, now);
      }
    });
    return { first, hour };
  } finally {
    await database.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rulesWork(
  prometheus: BenchPrometheus,
  rulesOf: (n: number) => PeerRule[],
): Promise<ServerWork> {
  const byInterval = new Map<number, string[]>();
  for (let n = 0; n < prometheus.withRules; n++) {
    for (const { expr, everySeconds } of rulesOf(n)) {
      const of = byInterval.get(everySeconds) ?? [];
      byInterval.set(everySeconds, of);
      of.push(expr);
    }
  }
  const hour: ServerWork = { queries: 0, samples: 0 };
  for (const [everySeconds, queries] of byInterval) {
    const once = await during(prometheus, async () => {
      for (const query of queries) await prometheus.ask(query);
    });
    hour.queries += (once.queries * HOUR) / everySeconds;
    hour.samples += (once.samples * HOUR) / everySeconds;
  }
  return hour;
}

async function during(
  { work }: BenchPrometheus,
  run: () => Promise<void>,
): Promise<ServerWork> {
  const before = work();
  await run();
  const after = work();
  return {
    queries: after.queries - before.queries,
    samples: after.samples - before.samples,
  };
}
