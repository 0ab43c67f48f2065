import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startBackend } from '../backend';
import { documentsOf, workloadOf } from './documents';
import { BenchPrometheus } from './prometheus';

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
  const file = path.join(folder, 'slos.yaml');
  writeFileSync(file, documentsOf(prometheus.services));
  const backend = await startBackend({
    name: 'slo-portal',
    config: {
      slo: {
        documents: [{ file }],
        prometheus: { metrics: { url: prometheus.url } },
      },
    },
    catalog: catalogOf(prometheus.services),
    features: [
      import('@plumbline/plugin-slo-backend'),
      import('@plumbline/plugin-slo-backend-module-prometheus'),
    ],
  });
  const portal: BenchPortal = {
    call: route => backend.call('slo', route),
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
