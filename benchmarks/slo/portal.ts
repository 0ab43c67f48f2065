import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { documentsOf, workloadOf } from './documents';
import { quietLogger } from './logger';
import { BenchPrometheus, freePort } from './prometheus';

/** A back end with the SLO plugin beside a Prometheus, all its SLOs evaluated, and a signed-in user. */
export interface BenchPortal {
  /** GET of a route of the SLO plugin; the parsed answer. */
  call(route: string): Promise<any>;
  stop(): Promise<void>;
}

/** Starts the back end; returns when every SLO has its status. */
export async function startPortal(
  prometheus: BenchPrometheus,
): Promise<BenchPortal> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-slo-portal-'));
  mkdirSync(path.join(folder, 'db'));
  const file = path.join(folder, 'slos.yaml');
  writeFileSync(file, documentsOf(prometheus.services));
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const backend = createBackend();
  const fixed = <T>(service: any, value: T) =>
    createServiceFactory({ service, deps: {}, factory: () => value as never });
  backend.add(
    fixed(
      coreServices.rootConfig,
      new ConfigReader({
        app: { baseUrl },
        backend: {
          baseUrl,
          listen: { host: '127.0.0.1', port },
          database: {
            client: 'better-sqlite3',
            connection: { directory: path.join(folder, 'db') },
          },
        },
        auth: {
          providers: {
            guest: {
              dangerouslyAllowOutsideDevelopment: true,
              userEntityRef: 'user:default/bench',
              ownershipEntityRefs: ['group:default/platform'],
            },
          },
        },
        permission: { enabled: true },
        slo: {
          documents: [{ file }],
          prometheus: { metrics: { url: prometheus.url } },
        },
      }),
    ),
  );
  backend.add(fixed(coreServices.rootLogger, quietLogger));
  backend.add(fixed(catalogServiceRef, catalogOf(prometheus.services)));
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(import('../../packages/backend/src/permissions'));
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@plumbline/plugin-slo-backend'));
  backend.add(import('@plumbline/plugin-slo-backend-module-prometheus'));
  await backend.start();

  let token = '';
  const call = async (url: string) => {
    const response = await fetch(`${baseUrl}/api${url}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${url}: ${response.status} ${text.slice(0, 500)}`);
    }
    return JSON.parse(text);
  };
  token = (await call('/auth/guest/refresh')).backstageIdentity.token;
  const portal: BenchPortal = {
    call: route => call(`/slo${route}`),
    async stop() {
      await backend.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await evaluated(portal, prometheus);
  return portal;
}

async function evaluated(
  { call }: BenchPortal,
  { services, end }: BenchPrometheus,
) {
  for (let attempt = 0; attempt < 1_200; attempt++) {
    const { items, total } = await call('/slos?sort=name&limit=200');
    const seen = items.every(
      ({ asOf }: { asOf: string | null }) =>
        asOf !== null && Date.parse(asOf) / 1_000 >= end,
    );
    if (total === services && seen) return;
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
  }
  throw new Error('Not every SLO was evaluated within ten minutes');
}

/** The part of the catalog's service that the plugin uses. */
function catalogOf(services: number) {
  const names = new Set(
    Array.from({ length: services }, (_, n) => workloadOf(n)),
  );
  const entities = [...names].map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { namespace: 'default', name },
    spec: { type: 'workload', owner: 'group:default/team' },
    relations: [],
  }));
  const byRef = new Map(
    entities.map(each => [`system:default/${each.metadata.name}`, each]),
  );
  return {
    async *streamEntities() {
      yield entities;
    },
    async getEntities() {
      return { items: [] };
    },
    async queryEntities() {
      return { items: [], totalItems: 0, pageInfo: {} };
    },
    async getEntitiesByRefs(request: { entityRefs: string[] }) {
      return { items: request.entityRefs.map(ref => byRef.get(ref)) };
    },
  };
}
