/*
 * The portfolio of 10,000 workloads, from a generated catalog and three families' summaries, on SQLite, over HTTP with
 * permissions on:
 *
 * - portfolio-p95-ms: a page of 50 with any order and filter, as the client sees it
 * - overview-p95-ms: the page that opens one workload
 * - refresh-all-s: everything read from the catalog, stored and rolled up, on an empty database
 * - change-p95-ms: one family's summary changes; until the workload's row shows it
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  FamilySummary,
  SUMMARIES_TOPIC,
  SUMMARY_FAMILIES,
  SummaryFamily,
  isWorkload,
  workloadRefOf,
} from '@plumbline/plugin-workload-common';
import express from 'express';
import { generateCatalog } from '../plugins/example-data-backend/src/generator';
import { percentile, printFigure, round, timed } from './figure';
import { freePort } from './freePort';
import { quietLogger } from './quietLogger';

const WORKLOADS = Number(process.env.BENCH_WORKLOADS ?? 10_000);
const READS = 400;
const CHANGES = 40;
const TOKEN = 'benchmark-token-on-loopback-only';

interface Estate {
  workloads: Entity[];
  partsOf: Map<string, Entity[]>;
}

/** The generated entities, with the relations that the catalog would add. */
async function readEstate(): Promise<Estate> {
  const workloads: Entity[] = [];
  const partsOf = new Map<string, Entity[]>();
  for await (const entity of generateCatalog({ workloads: WORKLOADS })) {
    const workloadRef = workloadRefOf(entity);
    if (!workloadRef) continue;
    const spec = entity.spec as { owner: string; dependsOn?: string[] };
    entity.relations = [
      { type: 'ownedBy', targetRef: spec.owner },
      ...(spec.dependsOn ?? []).map(ref => ({
        type: 'dependsOn',
        targetRef: ref.includes('/') ? ref : ref.replace(':', ':default/'),
      })),
    ];
    if (isWorkload(entity)) {
      workloads.push(entity);
    } else {
      entity.relations.push({ type: 'partOf', targetRef: workloadRef });
      partsOf.set(workloadRef, [...(partsOf.get(workloadRef) ?? []), entity]);
    }
  }
  return { workloads, partsOf };
}

/** The part of the catalog's service that reading workloads uses. */
function catalogOf({ workloads, partsOf }: Estate) {
  const byRef = new Map(
    workloads.map(each => [stringifyEntityRef(each), each]),
  );
  return {
    async *streamEntities(request: {
      query?: { relations: { $contains: { targetRef: { $in: string[] } } } };
      pageSize?: number;
    }) {
      const targets = request.query?.relations.$contains.targetRef.$in;
      const found = targets
        ? targets.flatMap(ref => partsOf.get(ref) ?? [])
        : workloads;
      const size = request.pageSize ?? 500;
      for (let i = 0; i < found.length; i += size) {
        yield found.slice(i, i + size);
      }
    },
    async getEntitiesByRefs(request: { entityRefs: string[] }) {
      return { items: request.entityRefs.map(ref => byRef.get(ref)) };
    },
  };
}

function summaryOf(
  family: SummaryFamily,
  workloadRef: string,
  value: number,
): FamilySummary {
  const bad = value < 0.05;
  return {
    family,
    workloadRef,
    tile: {
      tone: bad ? 'bad' : 'good',
      headline: `${Math.round(value * 100)}%`,
    },
    sortValue: value,
    cell: `${Math.round(value * 100)}%`,
    signals: [
      {
        id: `${family}/signal`,
        entityRef: workloadRef,
        state: bad ? 'unhealthy' : 'healthy',
        reason: 'As generated',
        observedAt: '2026-01-01T00:00:00.000Z',
      },
    ],
    attention: bad
      ? [
          {
            id: 'low',
            tone: 'bad',
            urgency: 75,
            title: 'Little is left',
            nextStep: 'Look at it',
            tab: family,
          },
        ]
      : [],
    asOf: '2026-01-01T00:00:00.000Z',
  };
}

/** A family's back end: its summaries in memory, paged as the contract says. */
function familyPlugin(
  family: SummaryFamily,
  summaries: Map<string, FamilySummary>,
) {
  return createBackendPlugin({
    pluginId: family,
    register(env) {
      env.registerInit({
        deps: { http: coreServices.httpRouter },
        async init({ http }) {
          const refs = [...summaries.keys()].sort();
          const router = express.Router().use(express.json());
          router.post('/summaries/query', (req, res) => {
            const { after, limit = 200, workloadRefs } = req.body;
            const wanted: string[] = workloadRefs ?? refs;
            const start = after ? wanted.indexOf(after) + 1 : 0;
            const page = wanted.slice(start, start + limit);
            res.json({
              items: page.map(ref => summaries.get(ref)).filter(Boolean),
              nextAfter:
                start + limit < wanted.length
                  ? page[page.length - 1]
                  : undefined,
            });
          });
          http.use(router);
        },
      });
    },
  });
}

async function main() {
  const estate = await readEstate();
  const refs = estate.workloads.map(each => stringifyEntityRef(each));
  const summaries = new Map(
    SUMMARY_FAMILIES.map((family, f) => [
      family,
      new Map(
        refs.map((ref, i) => [
          ref,
          // A fixed scatter over 0 to 1.
          summaryOf(family, ref, ((i * 7919 + f * 104729) % 10_007) / 10_007),
        ]),
      ),
    ]),
  );
  const data = mkdtempSync(path.join(os.tmpdir(), 'bench-workload-'));
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const config = new ConfigReader({
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: { directory: data } },
      auth: {
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'benchmark' } },
        ],
      },
    },
    permission: { enabled: true },
  });

  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => config as never,
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => quietLogger as never,
    }),
  );
  backend.add(
    createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () => catalogOf(estate) as never,
    }),
  );
  let publish: (family: SummaryFamily, refs: string[]) => Promise<void>;
  backend.add(
    createBackendPlugin({
      pluginId: 'benchmark',
      register(env) {
        env.registerInit({
          deps: { events: eventsServiceRef },
          async init({ events }) {
            publish = (family, workloadRefs) =>
              events.publish({
                topic: SUMMARIES_TOPIC,
                eventPayload: { family, workloadRefs },
              });
          },
        });
      },
    }),
  );
  for (const family of SUMMARY_FAMILIES) {
    backend.add(familyPlugin(family, summaries.get(family)!));
  }
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(import('../packages/backend/src/permissions'));
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@plumbline/plugin-workload-backend'));

  const get = async (url: string) => {
    const response = await fetch(`${baseUrl}/api/workload${url}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    if (!response.ok) {
      throw new Error(`${url}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  };
  const settled = async () => {
    for (const family of SUMMARY_FAMILIES) {
      for (;;) {
        // Workloads without the family's figure come last in its order.
        const { items } = await get(
          `/workloads?limit=1&offset=${refs.length - 1}&orderBy=${family}`,
        );
        if (items[0]?.families[family]) break;
        await new Promise(resolve => {
          setTimeout(resolve, 200);
        });
      }
    }
  };

  try {
    const refresh = await timed(async () => {
      await backend.start();
      await settled();
    });

    const orders = [
      'urgency',
      'title',
      'health',
      'maturity',
      'slo',
      'secret-expiry',
      'stamps',
      'owner',
    ];
    const filters = ['', '&search=a', '&health=unhealthy', '&health=healthy'];
    const reads: number[] = [];
    for (let i = 0; i < READS; i++) {
      const order = orders[i % orders.length];
      const filter = filters[Math.floor(i / orders.length) % filters.length];
      const offset = filter === '' ? (i * 50) % (refs.length - 50) : 0;
      reads.push(
        await timed(() =>
          get(
            `/workloads?limit=50&offset=${offset}&orderBy=${order}&order=${
              i % 2 ? 'asc' : 'desc'
            }${filter}`,
          ),
        ),
      );
    }
    const overviews: number[] = [];
    for (let i = 0; i < READS; i++) {
      const { name } = estate.workloads[(i * 97) % refs.length].metadata;
      overviews.push(
        await timed(() => get(`/workloads/default/${name}/overview`)),
      );
    }

    const changes: number[] = [];
    for (let i = 0; i < CHANGES; i++) {
      const ref = refs[(i * 211) % refs.length];
      const name = ref.split('/')[1];
      const marker = 0.5 + i / 1_000;
      const changed = {
        ...summaryOf('slo', ref, marker),
        cell: `changed ${i}`,
      };
      summaries.get('slo')!.set(ref, changed);
      changes.push(
        await timed(async () => {
          await publish('slo', [ref]);
          for (;;) {
            const text = JSON.stringify(
              await get(`/workloads?limit=5&search=${name}`),
            );
            if (text.includes(`changed ${i}`)) break;
            await new Promise(resolve => {
              setTimeout(resolve, 10);
            });
          }
        }),
      );
    }

    const common = { bench: 'workload', theirs: null, ratio: null };
    printFigure({
      ...common,
      figure: 'portfolio-p95-ms',
      ours: round(percentile(reads, 0.95)),
      unit: 'ms',
      n: reads.length,
    });
    printFigure({
      ...common,
      figure: 'overview-p95-ms',
      ours: round(percentile(overviews, 0.95)),
      unit: 'ms',
      n: overviews.length,
    });
    printFigure({
      ...common,
      figure: 'refresh-all-s',
      ours: round(refresh / 1_000),
      unit: `s for ${refs.length} workloads`,
      n: 1,
    });
    printFigure({
      ...common,
      figure: 'change-p95-ms',
      ours: round(percentile(changes, 0.95)),
      unit: 'ms',
      n: changes.length,
    });
  } finally {
    await backend.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n${error.cause ?? ''}\n`);
    process.exit(1);
  },
);
