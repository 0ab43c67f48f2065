import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import { AuthService, LifecycleService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { SliSource } from '@plumbline/plugin-slo-node';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { stringify } from 'yaml';
import { DocumentLoader } from '../../plugins/slo-backend/src/documents/DocumentLoader';
import { SliSources } from '../../plugins/slo-backend/src/sources/SliSources';
import { AlertStore } from '../../plugins/slo-backend/src/store/AlertStore';
import { ExclusionStore } from '../../plugins/slo-backend/src/store/ExclusionStore';
import { Keeper } from '../../plugins/slo-backend/src/store/Keeper';
import { ObjectiveStore } from '../../plugins/slo-backend/src/store/ObjectiveStore';
import { ReportStore } from '../../plugins/slo-backend/src/store/ReportStore';
import { RollupStore } from '../../plugins/slo-backend/src/store/RollupStore';
import { SampleStore } from '../../plugins/slo-backend/src/store/SampleStore';
import { SeriesStore } from '../../plugins/slo-backend/src/store/SeriesStore';
import { StatusStore } from '../../plugins/slo-backend/src/store/StatusStore';
import { openDatabase } from '../../plugins/slo-backend/src/store/openDatabase';
import { Summarizer } from '../../plugins/slo-backend/src/summary/Summarizer';
import { Collector } from '../../plugins/slo-backend/src/tasks/Collector';
import { Evaluator } from '../../plugins/slo-backend/src/tasks/Evaluator';
import { SloRound } from '../../plugins/slo-backend/src/tasks/SloRound';
import { quietLogger } from './logger';

const SLOS_PER_WORKLOAD = 10;
const FILES = 50;

/** The rounds of an installation with some SLOs of 28 days at slices of a minute, on SQLite. */
export interface RoundFixture {
  objectives: ObjectiveStore;
  rollups: RollupStore;
  /** One round as of a moment, epoch seconds. */
  runAt(seconds: number): Promise<void>;
  /** Reads the documents; without it the first round does. */
  declare(seconds: number): Promise<void>;
  /** Has the next round evaluate everything with its whole history. */
  forget(): Promise<void>;
  /** Bytes of the database, without room that is free. */
  bytes(): Promise<number>;
  /** Statements to the database so far. */
  queries(): number;
  stop(): Promise<void>;
}

/** Good and all events of one slice of one SLO: busier by day, and every now and then some fail. */
export function sliceOf(
  slo: number,
  end: number,
): [good: number, total: number] {
  const minute = end / 60;
  const scatter = ((minute * 7_919 + slo * 104_729) % 10_007) / 10_007;
  const daily = 1.2 + Math.sin((minute / 1_440) * 2 * Math.PI + slo);
  const total = Math.floor(100 + 900 * daily * (0.9 + 0.2 * scatter));
  const bad = scatter < 0.02 ? 1 + Math.floor(scatter * 200) : 0;
  return [total - bad, total];
}

/** Answers at once, so that a round's own work is measured. */
const source: SliSource = {
  type: 'bench',
  read: async requests =>
    requests.map(({ id, spec, from, to, step }) => {
      const part = spec.part === 'good' ? 0 : 1;
      const slices = [];
      for (let end = from + step; end <= to; end += step) {
        slices.push({ end, value: sliceOf(Number(spec.slo), end)[part] });
      }
      return { id, slices };
    }),
};

/** Sets one up, with nothing collected yet. */
export async function setUpRounds(
  slos: number,
  options: { retentionDays?: number } = {},
): Promise<RoundFixture> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-slo-rounds-'));
  const documents = path.join(folder, 'slos');
  mkdirSync(documents);
  const perFile = Math.ceil(slos / FILES);
  for (let first = 0; first < slos; first += perFile) {
    const count = Math.min(perFile, slos - first);
    writeFileSync(
      path.join(documents, `${first}.yaml`),
      Array.from({ length: count }, (_, n) => documentOf(first + n)).join(
        '---\n',
      ),
    );
  }
  const manager = DatabaseManager.fromConfig(
    new ConfigReader({
      backend: {
        database: {
          client: 'better-sqlite3',
          connection: { directory: path.join(folder, 'db') },
        },
      },
    }),
  );
  const database = await openDatabase(
    manager.forPlugin('slo', {
      lifecycle: { addShutdownHook() {} } as unknown as LifecycleService,
      logger: quietLogger,
    }),
  );
  let queries = 0;
  database.on('query', () => queries++);
  const series = new SeriesStore(database);
  const rollups = new RollupStore(database);
  const objectives = new ObjectiveStore(database, series);
  const statuses = new StatusStore(database);
  const alerts = new AlertStore(database);
  const exclusions = new ExclusionStore(database);
  const samples = new SampleStore(database);
  const reports = new ReportStore(database);
  const sources = new SliSources();
  sources.addSource(source);
  const summaries = new SummaryStore({
    database,
    events: { publish: async () => {} } as unknown as EventsService,
    family: 'slo',
  });
  const summarizer = new Summarizer({
    auth: {
      getOwnServiceCredentials: async () => ({}),
    } as unknown as AuthService,
    catalog,
    objectives,
    statuses,
    summaries,
  });
  const collector = new Collector({
    sources,
    series,
    rollups,
    logger: quietLogger,
  });
  const evaluator = new Evaluator({
    series,
    rollups,
    statuses,
    alerts,
    exclusions,
    delaySeconds: definition => collector.delaySeconds(definition),
    logger: quietLogger,
  });
  const keeper = new Keeper(
    { series, rollups, statuses, alerts, exclusions, samples, reports },
    {
      days: options.retentionDays ?? 100,
      transitionDays: 400,
      reportMonths: 36,
      sampleDays: 10,
    },
  );
  const loader = new DocumentLoader([
    { kind: 'directory', path: documents, label: 'slos' },
  ]);
  let now = 0;
  const common = {
    documents: loader,
    objectives,
    evaluator,
    summarizer,
    keeper,
    logger: quietLogger,
    clock: () => new Date(now * 1_000),
  };
  const round = new SloRound({ ...common, collector });
  // Declares, and leaves the history to whoever fills it.
  const nothing = { collect: async () => new Map() } as unknown as Collector;
  const declaring = new SloRound({ ...common, collector: nothing });
  return {
    objectives,
    rollups,
    async runAt(seconds) {
      now = seconds;
      await round.run();
    },
    async declare(seconds) {
      now = seconds;
      await declaring.run();
    },
    async forget() {
      await database('statuses').update({ definition_hash: '' });
    },
    async bytes() {
      await database.raw('vacuum');
      const [{ page_count: pages }] = await database.raw('pragma page_count');
      const [{ page_size: size }] = await database.raw('pragma page_size');
      return pages * size;
    },
    queries: () => queries,
    async stop() {
      await database.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The part of the catalog's service that summaries use. */
const catalog = {
  getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
    items: entityRefs.map(ref => workload(ref.split('/')[1])),
  }),
} as unknown as CatalogService;

function nameOf(slo: number): string {
  return String(Math.floor(slo / SLOS_PER_WORKLOAD));
}

function documentOf(slo: number): string {
  const metric = (part: string) => ({
    metricSource: { type: 'bench', spec: { slo, part } },
  });
  return stringify({
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: {
      name: `slo-${slo}`,
      displayName: `Requests of ${slo}`,
      annotations: {
        'plumbline.io/workload': `system:default/workload-${nameOf(slo)}`,
        'plumbline.io/sla-target': '0.99',
        'plumbline.io/slice': '1m',
      },
    },
    spec: {
      service: `workload-${nameOf(slo)}`,
      indicator: {
        metadata: { name: `slo-${slo}-requests` },
        spec: {
          ratioMetric: { good: metric('good'), total: metric('total') },
        },
      },
      timeWindow: [{ duration: '28d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: 0.999 }],
    },
  });
}

function workload(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { namespace: 'default', name },
    spec: { type: 'workload', owner: 'group:default/platform' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
  };
}
