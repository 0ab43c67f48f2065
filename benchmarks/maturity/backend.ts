import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import techInsightsPlugin from '@backstage-community/plugin-tech-insights-backend';
import techInsightsModuleJsonRulesEngineFactCheckerFactory from '@backstage-community/plugin-tech-insights-backend-module-jsonfc';
import {
  TechInsightsStore,
  techInsightsFactRetrieversExtensionPoint,
} from '@backstage-community/plugin-tech-insights-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { VerdictPage } from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { stringify } from 'yaml';
import { FactStore } from '../../plugins/maturity-backend/src/store/FactStore';
import { databaseOf, startBackend } from '../backend';
import { quietLogger } from '../quietLogger';
import {
  asModel,
  asTechInsightsChecks,
  factTypes,
  factsOf,
  sourceId,
  sources,
} from './checks';

/** Far beyond any run, so that only the benchmark collects. */
const NEVER = '0 0 29 2 *';
/** As many as ours takes at once. */
const ITEMS_PER_REQUEST = 1_000;
/** Tech Insights' own client sends this many entities at once. */
const ENTITIES_PER_REQUEST = 750;

/** What a stretch of work cost. */
export interface Cost {
  ms: number;
  queries: number;
  /** Processor time of the process, the client included. */
  cpuMs: number;
  /** Bytes of bodies, both ways. */
  bytes: number;
}

/** What theirs answers about one entity. */
export interface TheirResults {
  entity: string;
  results: { check: { id: string }; result: boolean }[];
}

/** Both plugins in one back end, with permissions on and a signed-in user. */
export interface BenchBackend {
  refs: string[];
  /** A request to a plugin's API; the parsed answer. */
  call(plugin: string, route: string, body?: object): Promise<any>;
  /** Stores facts of a generation for ours, without evaluating them. */
  storeOurs(generation: number, workloads: number): Promise<void>;
  /** Stores facts of a generation for theirs, as its retrievers would. */
  insertTheirs(generation: number, entities: number): Promise<void>;
  /** Bytes of bodies so far. */
  bytes(): number;
  /** Database queries so far. */
  queries: { maturity: number; 'tech-insights': number };
  stop(): Promise<void>;
}

/** The name of workload number `n`. */
export function nameOf(n: number): string {
  return `workload-${String(n).padStart(5, '0')}`;
}

/** Starts the back end with as many workloads, known to ours when it returns. */
export async function startBothPlugins(
  workloads: number,
): Promise<BenchBackend> {
  const data = mkdtempSync(path.join(os.tmpdir(), 'bench-maturity-'));
  const modelFile = path.join(data, 'model.yaml');
  writeFileSync(modelFile, stringify(asModel()));
  const entities = Array.from({ length: workloads }, (_, n) => workload(n));
  const refs = entities.map(
    ({ metadata }) => `system:default/${metadata.name}`,
  );
  const queries = { maturity: 0, 'tech-insights': 0 };
  let theirDatabase: Knex;
  let ourDatabase: Knex;

  const backend = await startBackend({
    name: 'maturity',
    config: {
      maturity: {
        models: [{ file: modelFile }],
        pushedFacts: sources.map(source => ({
          source: sourceId(source),
          facts: Object.fromEntries(
            Object.entries(factTypes(source)).map(([name, type]) => [
              name,
              { type, title: name },
            ]),
          ),
        })),
        notifications: { enabled: false },
      },
      techInsights: {
        factRetrievers: Object.fromEntries(
          sources.map(source => [sourceId(source), { cadence: NEVER }]),
        ),
        factChecker: { checks: asTechInsightsChecks() },
      },
    },
    catalog: catalogOf(entities),
    features: [
      import('@plumbline/plugin-maturity-backend'),
      techInsightsPlugin,
      techInsightsModuleJsonRulesEngineFactCheckerFactory,
      createBackendModule({
        pluginId: 'tech-insights',
        moduleId: 'benchmark',
        register(env) {
          env.registerInit({
            deps: {
              database: coreServices.database,
              retrievers: techInsightsFactRetrieversExtensionPoint,
            },
            async init({ database, retrievers }) {
              theirDatabase = await database.getClient();
              theirDatabase.on('query', () => queries['tech-insights']++);
              retrievers.addFactRetrievers(
                Object.fromEntries(
                  sources.map(source => [
                    sourceId(source),
                    {
                      id: sourceId(source),
                      version: '1.0.0',
                      schema: Object.fromEntries(
                        Object.entries(factTypes(source)).map(
                          ([name, type]) => [
                            name,
                            {
                              type: type === 'number' ? 'float' : type,
                              description: name,
                            },
                          ],
                        ),
                      ) as never,
                      handler: async () => [],
                    },
                  ]),
                ),
              );
            },
          });
        },
      }),
      databaseOf('maturity', database => {
        ourDatabase = database;
        database.on('query', () => queries.maturity++);
      }),
    ],
  });

  const bench: BenchBackend = {
    refs,
    call: backend.call,
    bytes: backend.bytes,
    queries,
    async storeOurs(generation, count) {
      const store = new FactStore(ourDatabase);
      const observedAt = new Date().toISOString();
      for (const source of sources) {
        await store.savePushed(
          {
            source: sourceId(source),
            staleAfterHours: 168,
            facts: Object.fromEntries(
              Object.entries(factTypes(source)).map(([name, type]) => [
                name,
                { type, title: name, description: '' },
              ]),
            ),
          },
          refs.slice(0, count).map((workloadRef, n) => ({
            workloadRef,
            observedAt,
            facts: factsOf(source, n, generation),
          })),
        );
      }
      // Connections that idled too long meanwhile are closed now, not under the next request.
      await sleep(100);
    },
    async insertTheirs(generation, count) {
      const { TechInsightsDatabase } = await import(
        // Not exported: the store behind its fact retrievers.
        path.join(
          path.dirname(
            require.resolve(
              '@backstage-community/plugin-tech-insights-backend',
            ),
          ),
          'service/persistence/TechInsightsDatabase.cjs.js',
        )
      );
      const store: TechInsightsStore = new TechInsightsDatabase(
        theirDatabase,
        quietLogger,
      );
      for (const source of sources) {
        await store.insertFacts({
          id: sourceId(source),
          facts: refs.slice(0, count).map((ref, n) => ({
            entity: parseEntityRef(ref),
            facts: factsOf(source, n, generation),
            // Whole seconds are all that its table keeps.
            timestamp: DateTime.now().plus({ minutes: generation }),
          })),
        });
      }
    },
    async stop() {
      await backend.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
  await known(bench);
  return bench;
}

/**
 * What some work cost. Nothing is collected before it: a whole collection makes
 * V8 throw away compiled code whose shapes of objects died, which costs a short
 * run more than its own garbage does.
 */
export async function costOf(
  { bytes, queries }: BenchBackend,
  side: 'maturity' | 'tech-insights',
  work: () => Promise<unknown>,
): Promise<Cost> {
  const before = { bytes: bytes(), queries: queries[side] };
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return {
    ms,
    cpuMs: (user + system) / 1_000,
    queries: queries[side] - before.queries,
    bytes: bytes() - before.bytes,
  };
}

/** Has ours judge everything anew; its parsed answers. */
export async function ourVerdicts(
  { call }: BenchBackend,
  refs: string[],
): Promise<VerdictPage[]> {
  const pages: VerdictPage[] = [];
  for (let i = 0; i < refs.length; i += ITEMS_PER_REQUEST) {
    pages.push(
      await call('maturity', '/evaluations', {
        modelId: 'benchmark',
        workloadRefs: refs.slice(i, i + ITEMS_PER_REQUEST),
      }),
    );
  }
  return pages;
}

/** Has theirs run all checks; what it answers, parsed. */
export async function theirVerdicts(
  { call }: BenchBackend,
  refs: string[],
): Promise<TheirResults[]> {
  const answers: TheirResults[] = [];
  for (let i = 0; i < refs.length; i += ENTITIES_PER_REQUEST) {
    const answer: TheirResults[] = await call('tech-insights', '/checks/run', {
      entities: refs
        .slice(i, i + ENTITIES_PER_REQUEST)
        .map(ref => parseEntityRef(ref)),
    });
    answers.push(...answer);
  }
  return answers;
}

/** Until ours knows every workload; they are taken in order. */
async function known({ call, refs }: BenchBackend): Promise<void> {
  for (;;) {
    const { items } = await call('maturity', '/verdicts/query', {
      modelId: 'benchmark',
      workloadRefs: [refs[refs.length - 1]],
    });
    if (items.length > 0) return;
    await new Promise(resolve => {
      setTimeout(resolve, 200);
    });
  }
}

function workload(n: number): Entity {
  const owner = `group:default/team-${n % 200}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      namespace: 'default',
      name: nameOf(n),
      title: `Workload ${(n * 7_919) % 10_007}`,
    },
    spec: {
      type: 'workload',
      owner,
      lifecycle: n % 4 === 0 ? 'experimental' : 'production',
    },
    relations: [
      { type: 'ownedBy', targetRef: owner },
      { type: 'partOf', targetRef: `domain:default/domain-${n % 20}` },
    ],
  };
}

/** The part of the catalog's service that reading workloads uses. */
function catalogOf(entities: Entity[]) {
  const byRef = new Map(
    entities.map(each => [`system:default/${each.metadata.name}`, each]),
  );
  return {
    async *streamEntities(request: { query?: object; pageSize?: number }) {
      if (request.query) return;
      const size = request.pageSize ?? 500;
      for (let i = 0; i < entities.length; i += size) {
        yield entities.slice(i, i + size);
      }
    },
    async getEntitiesByRefs(request: { entityRefs: string[] }) {
      return { items: request.entityRefs.map(ref => byRef.get(ref)) };
    },
  };
}
