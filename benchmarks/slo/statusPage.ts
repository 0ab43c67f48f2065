import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ALERT_SEVERITIES,
  AlertReading,
  SLO_SORTS,
  SLO_STATES,
  SloHistoryPoint,
  SloStatus,
} from '@plumbline/plugin-slo-common';
import { Knex } from 'knex';
import { StatusStore } from '../../plugins/slo-backend/src/store/StatusStore';
import { TimelineStore } from '../../plugins/slo-backend/src/store/TimelineStore';
import { WorkloadStore } from '../../plugins/slo-backend/src/store/WorkloadStore';
import { databaseOf, startBackend } from '../backend';
import { percentile, printFigure, round, timed } from '../figure';

const SLOS = Number(process.env.BENCH_SLOS ?? 5_000);
const SLOS_PER_WORKLOAD = 10;
const DAYS = 30;
const READS = 400;
/** Far beyond any run, so that nothing but reads happens. */
const NEVER = '0 0 29 2 *';
const DAY_MS = 86_400_000;

/**
 * `status-page-p95-ms`: everything that a workload's SLO page or a page of the
 * review asks for, as the client sees it: HTTP, sign-in and permissions
 * included, requests of one page at once. Also each kind by itself, and the
 * processor time of a page, which a busy machine does not change.
 */
export async function statusPage(): Promise<void> {
  const backend = await startSlos();
  try {
    const workloads: number[] = [];
    const reviews: number[] = [];
    const cpu = process.cpuUsage();
    for (let i = 0; i < READS; i++) {
      workloads.push(await timed(() => readAll(backend.get, workloadPage(i))));
      reviews.push(await timed(() => readAll(backend.get, reviewPage(i))));
    }
    const { user, system } = process.cpuUsage(cpu);
    for (const [figure, samples] of [
      ['status-page-p95-ms', [...workloads, ...reviews]],
      ['workload-page-p95-ms', workloads],
      ['review-page-p95-ms', reviews],
    ] as const) {
      printFigure({
        bench: 'slo',
        figure,
        ours: round(percentile([...samples], 0.95)),
        theirs: null,
        unit: `ms with ${SLOS} SLOs, network and permissions included`,
        ratio: null,
        n: samples.length,
      });
    }
    printFigure({
      bench: 'slo',
      figure: 'status-page-cpu-ms',
      ours: round((user + system) / 1_000 / (2 * READS)),
      theirs: null,
      unit: 'ms of processor time for a page, the client included',
      ratio: null,
      n: 2 * READS,
    });
  } finally {
    await backend.stop();
  }
}

type Get = (route: string) => Promise<void>;

async function readAll(get: Get, routes: string[]) {
  await Promise.all(routes.map(get));
}

/** What the tab of a workload asks for. */
function workloadPage(i: number): string[] {
  const workload = `/workloads/default/${nameOf((i * 37) % workloadCount())}`;
  return ['slos', 'history', 'timeline', 'agreement', 'exclusions'].map(
    part => `${workload}/${part}`,
  );
}

/** A page of 50 with any filter and order, and the counts above it. */
function reviewPage(i: number): string[] {
  const filters = [
    '',
    'text=workload+1',
    'owner=group:default/team-7',
    'domain=domain:default/domain-3&lifecycle=production',
    'state=exhausted&state=fast-burn',
    'alert=critical&alert=high',
    'agreement=error&method=Occurrences',
    'text=slo+3&state=ok&lifecycle=production',
  ];
  const filter = filters[i % filters.length];
  const sort = SLO_SORTS[Math.floor(i / filters.length) % SLO_SORTS.length];
  const direction = i % 2 === 0 ? 'asc' : 'desc';
  const offset = i % 3 === 0 ? 50 : 0;
  return [
    `/slos?limit=50&offset=${offset}&sort=${sort}&direction=${direction}&${filter}`,
    `/slos/counts?${filter}`,
  ];
}

async function startSlos(): Promise<{ get: Get; stop(): Promise<void> }> {
  let database: Knex;
  const backend = await startBackend({
    name: 'slo-pages',
    config: {
      slo: {
        schedule: { frequency: { cron: NEVER }, timeout: { minutes: 1 } },
      },
    },
    catalog: catalogServiceMock({ entities: workloads() }),
    features: [
      import('@plumbline/plugin-slo-backend'),
      databaseOf('slo', its => {
        database = its;
      }),
    ],
  });
  await fill(database!);
  return { ...backend, get: route => backend.call('slo', route) };
}

/** Statuses with a month of days, as rounds would have stored them. */
async function fill(database: Knex) {
  await new WorkloadStore(database).save(
    workloads().map((workload, n) => ({
      workloadRef: `system:default/${nameOf(n)}`,
      title: workload.metadata.title,
      ownerRef: workload.spec.owner,
      domainRef: `domain:default/domain-${n % 10}`,
      lifecycle: n % 3 === 0 ? 'experimental' : 'production',
      stamps: {},
      stampsVersion: 0,
    })),
  );
  const statuses = new StatusStore(database);
  for (let from = 0; from < SLOS; from += 500) {
    await statuses.save(
      Array.from({ length: Math.min(500, SLOS - from) }, (_, n) => {
        const status = statusOf(from + n);
        return {
          status,
          basis: { state: status.state, definitionHash: 'x' },
          days: daysOf(from + n),
        };
      }),
    );
  }
  await new TimelineStore(database).save(
    'benchmark',
    workloads().flatMap((_, n) =>
      Array.from({ length: 20 }, (__, event) => ({
        id: `${n}/${event}`,
        workloadRef: `system:default/${nameOf(n)}`,
        kind: 'deployment' as const,
        at: new Date(Date.now() - event * DAY_MS).toISOString(),
        title: `Release ${event}`,
      })),
    ),
  );
}

function workloadCount(): number {
  return Math.ceil(SLOS / SLOS_PER_WORKLOAD);
}

function nameOf(n: number): string {
  return `workload-${String(n).padStart(3, '0')}`;
}

function workloads() {
  return Array.from({ length: workloadCount() }, (_, n) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: nameOf(n),
      namespace: 'default',
      title: `Workload ${n}`,
    },
    spec: {
      type: 'workload',
      owner: `group:default/team-${n % 40}`,
      lifecycle: n % 3 === 0 ? 'experimental' : 'production',
    },
    relations: [
      { type: 'ownedBy', targetRef: `group:default/team-${n % 40}` },
      { type: 'partOf', targetRef: `domain:default/domain-${n % 10}` },
    ],
  }));
}

function daysOf(n: number): SloHistoryPoint[] {
  return Array.from({ length: DAYS }, (_, back) => ({
    day: new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10),
    remainingBudget: 1 - ((n + back) % 13) / 10,
    compliance: 0.999,
    coverage: 1,
    spent: ((n + back) % 7) / 100,
  }));
}

/** As long as a status that was evaluated: three alert rules, a dozen formulas, a trend of a month. */
function statusOf(n: number): SloStatus {
  const workload = nameOf(Math.floor(n / SLOS_PER_WORKLOAD));
  const state = SLO_STATES[Math.min(6, n % 23)];
  const now = new Date(Date.now() - (n % 60) * 1_000).toISOString();
  const burning = state === 'fast-burn' || state === 'slow-burn';
  return {
    id: `${workload}-slo-${n % SLOS_PER_WORKLOAD}`,
    sloName: `${workload}-slo-${n % SLOS_PER_WORKLOAD}`,
    displayName: `SLO ${n % SLOS_PER_WORKLOAD} of ${workload}`,
    description: 'Requests that were answered in time and without an error.',
    service: workload,
    workloadRef: `system:default/${workload}`,
    entityRef: `system:default/${workload}`,
    runbookUrl: 'https://docs.example.com/runbooks/slo',
    method: n % 4 === 0 ? 'Timeslices' : 'Occurrences',
    target: 0.99 + (n % 9) / 1_000,
    sla: { target: 0.99, name: 'Agreement with the client' },
    slaFinding:
      n % 9 === 0
        ? {
            severity: n % 18 === 0 ? 'error' : 'warning',
            sloTarget: 0.99,
            slaTarget: 0.99,
            explanation: 'The SLO asks for 99%, exactly what is promised.',
          }
        : undefined,
    state,
    reason: 'It burns as fast as the window allows.',
    asOf: now,
    window: {
      duration: '28d',
      kind: 'rolling',
      start: now,
      end: now,
      periodEnd: now,
    },
    compliance: 0.995 - (n % 50) / 10_000,
    remainingBudget: 1 - (n % 130) / 100,
    burnRates: [3_600, 21_600, 259_200].map(seconds => ({
      seconds,
      rate: (n % 90) / 10,
    })),
    alertReadings: ALERT_SEVERITIES.slice(0, 3).map(
      (severity, index): AlertReading => ({
        ruleId: `burn-${index}`,
        name: 'The budget burns faster than it may',
        severity,
        condition: {
          kind: 'burn-rate',
          longSeconds: 3_600,
          shortSeconds: 300,
          op: 'gt',
          threshold: 13.44,
        },
        value: (n % 90) / 10,
        shortValue: (n % 70) / 10,
        events: 12_345,
        failures: 12,
        met: burning,
        state: burning && index === n % 3 ? 'firing' : 'inactive',
        since: now,
      }),
    ),
    secondsToExhaustion: burning ? 3_600 * (n % 100) : null,
    presentBurnRate: (n % 90) / 10,
    events: { good: 1_234_567, bad: 1_234, total: 1_235_801 },
    slices: {
      seconds: 60,
      good: 40_000,
      bad: 300,
      empty: 0,
      noData: 20,
      expected: 40_320,
    },
    coverage: 1 - (n % 5) / 100,
    trend: Array.from({ length: DAYS }, (_, day) => 1 - ((n + day) % 13) / 10),
    explanation: {
      sourceType: 'prometheus',
      dataSource: 'metrics',
      queries: ['good', 'total'].map(role => ({
        role: role as 'good' | 'total',
        text: `sum(increase(http_requests_total{job="${workload}"}[1m]))`,
      })),
      formulas: Array.from(
        { length: 12 },
        () => 'Compliance = good ÷ total = 1,234,567 ÷ 1,235,801 = 99.9%.',
      ),
      estimated: false,
    },
    declaredIn: { file: `slos/${workload}.yaml`, line: 1 },
  };
}
