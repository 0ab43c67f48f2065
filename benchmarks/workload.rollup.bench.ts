/*
 * Health of 10,000 workloads with 40 parts each (three regional stamps, global resources, components, a user flow), in a
 * SQLite file, with reasons, alerts, transitions and portfolio rows stored:
 *
 * - roll-up-10000: one signal of each workload changes; milliseconds for each, from what is stored to what is stored
 * - roll-up-push-10000: what comes before it: the signal is pushed and stored
 * - roll-up-all-s: every workload is rolled up although nothing has changed
 * - roll-up-first-s: every workload is rolled up for the first time, when each part's row is new
 * - roll-up-maths-ms: of roll-up-10000, what is spent on evaluating alone
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  PushedSignal,
  WorkloadGraph,
  WorkloadNode,
} from '@plumbline/plugin-workload-common';

import knexFactory from 'knex';
import { evaluateHealth } from '../plugins/workload-backend/src/health/evaluateHealth';
import { loadHealth } from '../plugins/workload-backend/src/health/loadHealth';
import { GraphStore } from '../plugins/workload-backend/src/store/GraphStore';
import { ReportStore } from '../plugins/workload-backend/src/store/ReportStore';
import { openDatabase } from '../plugins/workload-backend/src/store/openDatabase';
import { RollUp } from '../plugins/workload-backend/src/tasks/RollUp';
import { printFigure, round, timed } from './figure';

const WORKLOADS = Number(process.env.BENCH_WORKLOADS ?? 10_000);
const REGIONS = ['eastus2', 'westeurope', 'brazilsouth'];
const IN_STAMP = [
  'web-app',
  'key-vault',
  'postgresql',
  'storage-account',
  'virtual-network',
  'private-dns-zone',
  'application-insights',
  'log-analytics',
  'bastion',
  'event-hub',
];
const GLOBAL = [
  'front-door',
  'container-registry',
  'data-lake',
  'log-analytics',
];

/** The same 40 parts for each workload: itself, 3 stamps of 10 resources, 4 global ones and 2 components. */
function graphOf(name: string): WorkloadGraph {
  const workloadRef = `system:default/${name}`;
  const root = {
    onCall: 'The rota',
    escalation: 'group:default/team, group:default/platform',
    ownerRef: 'group:default/team',
    runbookUrl: '/runbooks/all',
  };
  const nodes: WorkloadNode[] = [
    {
      ...root,
      entityRef: workloadRef,
      kind: 'System',
      type: 'workload',
      title: name,
      scope: 'workload',
    },
  ];
  const edges: WorkloadGraph['edges'] = [];
  const needs = (sourceRef: string, targetRef: string) =>
    edges.push({ sourceRef, targetRef, kind: 'depends-on' });
  const add = (part: string, more: Partial<WorkloadNode>) => {
    const entityRef = `resource:default/${name}-${part}`;
    nodes.push({
      ...root,
      entityRef,
      kind: 'Resource',
      title: part,
      scope: 'global',
      ...more,
    });
    return entityRef;
  };
  const globals = GLOBAL.map(type => add(type, { type }));
  const webs: string[] = [];
  for (const region of REGIONS) {
    const stampRef = `resource:default/${name}-${region}`;
    const place = { region, environment: 'prod', stampRef } as const;
    add(region, {
      ...place,
      type: 'deployment-stamp',
      scope: 'stamp',
      lifecycle: 'active',
    });
    const inside = IN_STAMP.map(type =>
      add(`${region}-${type}`, { ...place, type, scope: 'stamp' }),
    );
    inside.forEach(ref => needs(stampRef, ref));
    globals.slice(1).forEach(ref => needs(stampRef, ref));
    inside.slice(1, 6).forEach(ref => needs(inside[0], ref));
    webs.push(inside[0]);
  }
  for (const component of ['api', 'site']) {
    const ref = add(component, { kind: 'Component', scope: 'workload' });
    webs.forEach(web => needs(ref, web));
  }
  return {
    workloadRef,
    nodes: nodes.sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1)),
    edges,
  };
}

async function main() {
  const data = mkdtempSync(path.join(os.tmpdir(), 'bench-rollup-'));
  const database = knexFactory({
    client: 'better-sqlite3',
    connection: path.join(data, 'workload.db'),
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  try {
    await openDatabase({ getClient: async () => database });
    const names = Array.from({ length: WORKLOADS }, (_, i) => `workload-${i}`);
    const refs = names.map(name => `system:default/${name}`);
    let now = Date.parse('2026-03-01T00:00:00Z');
    const iso = () => new Date(now).toISOString();
    const rollUp = new RollUp({
      database,
      events: { publish: async () => {} },
      logger: console,
      now: () => new Date(now),
    });
    const reports = new ReportStore(database);
    /** The signal of one part of each workload; a tenth of them ill. */
    const signals = (round_: number): PushedSignal[] =>
      names.map((name, i) => ({
        workloadRef: refs[i],
        entityRef: `resource:default/${name}-${REGIONS[i % 3]}-${
          IN_STAMP[(i + round_) % 4]
        }`,
        id: 'probe',
        name: 'Probe',
        state: (i + round_) % 10 === 0 ? 'unhealthy' : 'healthy',
        reportedAt: iso(),
        expiresAt: new Date(now + 3_600_000).toISOString(),
        reportedBy: 'benchmark',
      }));
    const push = async (all: PushedSignal[]) => {
      for (let i = 0; i < all.length; i += 1_000) {
        await reports.push(all.slice(i, i + 1_000), iso());
      }
    };

    await new GraphStore(database).save(
      names.map(name => ({
        namespace: 'default',
        name,
        title: name,
        ownerRef: 'group:default/team',
        graph: graphOf(name),
      })),
      iso(),
    );
    const first = await timed(() => rollUp.run(refs));
    // So that alerts and transitions have something before them.
    now += 60_000;
    await push(signals(0));
    await rollUp.run(refs);

    now += 60_000;
    const changed = signals(1);
    const pushed = await timed(() => push(changed));
    const [some] = [refs.slice(0, 200)];
    const stored = [
      ...(await loadHealth(database, some.slice(0, 100))),
      ...(await loadHealth(database, some.slice(100))),
    ];
    const maths = await timed(async () => {
      stored.forEach(each => evaluateHealth(each, now));
    });
    const each = await timed(() => rollUp.run(refs));
    now += 60_000;
    const all = await timed(() => rollUp.run(refs));

    const common = { bench: 'workload', theirs: null, ratio: null };
    const figures: [string, number, string, number][] = [
      ['roll-up-10000', each / refs.length, 'ms per change', refs.length],
      [
        'roll-up-push-10000',
        pushed / refs.length,
        'ms per signal',
        refs.length,
      ],
      [
        'roll-up-all-s',
        all / 1_000,
        `s for ${refs.length} workloads of 40 parts`,
        1,
      ],
      [
        'roll-up-first-s',
        first / 1_000,
        `s for ${refs.length} workloads of 40 parts`,
        1,
      ],
      [
        'roll-up-maths-ms',
        maths / stored.length,
        'ms per change',
        stored.length,
      ],
    ];
    for (const [figure, ours, unit, n] of figures) {
      printFigure({ ...common, figure, ours: round(ours), unit, n });
    }
  } finally {
    await database.destroy();
    rmSync(data, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
