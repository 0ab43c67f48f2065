/*
 * The page on which maps are measured: Plumbline's service map, or Backstage's
 * catalog graph on the same entities. Nothing is read over a network; the data
 * arrives when the benchmark says so.
 */
import '@backstage/ui/css/styles.css';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  DefaultCatalogGraphApi,
  EntityRelationsGraph,
  catalogGraphApiRef,
} from '@backstage/plugin-catalog-graph';
import {
  CatalogApi,
  EntityProvider,
  catalogApiRef,
  entityPresentationApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider, wrapInTestApp } from '@backstage/test-utils';
import { UnifiedThemeProvider, themes } from '@backstage/theme';
import { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import {
  WorkloadApi,
  workloadApiRef,
} from '../../plugins/workload/src/api/WorkloadApi';
import { ServiceMapContent } from '../../plugins/workload/src/components/ServiceMap/ServiceMapContent';
import { entitiesOf, mapOf } from './estate';

const asked = new URLSearchParams(window.location.search);
const map = mapOf(Number(asked.get('size') ?? 2_000));
const entities = entitiesOf(map);
const byRef = new Map(
  entities.map(entity => [stringifyEntityRef(entity), entity]),
);

/** How many nodes the peer must have painted: it folds none. */
const PARTS = entities.length;

/**
 * Lets the data arrive; comes back when so many of what fits the selector were
 * painted, or all parts.
 */
async function arrive(selector: string, atLeast = PARTS): Promise<number> {
  const start = performance.now();
  handOver();
  await new Promise<void>(resolve => {
    const look = () => {
      if (document.querySelectorAll(selector).length >= atLeast) resolve();
      else requestAnimationFrame(look);
    };
    look();
  });
  await nextFrame();
  await nextFrame();
  return performance.now() - start;
}

let handOver = () => {};
const arrival = new Promise<void>(resolve => {
  handOver = resolve;
});
Object.assign(window, { arrive });

function nextFrame() {
  return new Promise(resolve => requestAnimationFrame(resolve));
}

const workloadApi: Partial<WorkloadApi> = {
  getMap: () => arrival.then(() => map),
  getMapMoments: async () => ({ items: [] }),
};
const catalogApi: Partial<CatalogApi> = {
  getEntitiesByRefs: ({ entityRefs }) =>
    arrival.then(() => ({ items: entityRefs.map(ref => byRef.get(ref)) })),
};
const presentation = {
  forEntity: (entityOrRef: unknown) => {
    const entity =
      typeof entityOrRef === 'string' ? byRef.get(entityOrRef) : entityOrRef;
    const { metadata } = entity as (typeof entities)[0];
    const snapshot = {
      entityRef: stringifyEntityRef(entity as (typeof entities)[0]),
      primaryTitle: metadata.title ?? metadata.name,
    };
    return { snapshot, promise: Promise.resolve(snapshot) };
  },
};

const pages: Record<string, ReactNode> = {
  ours: <ServiceMapContent />,
  theirs: (
    <div style={{ height: 720, display: 'flex' }}>
      <EntityRelationsGraph
        rootEntityNames={{
          kind: 'System',
          namespace: 'default',
          name: 'estate',
        }}
        maxDepth={Number.POSITIVE_INFINITY}
      />
    </div>
  ),
};
const theme = asked.get('theme') === 'dark' ? themes.dark : themes.light;

createRoot(document.getElementById('root')!).render(
  wrapInTestApp(
    <UnifiedThemeProvider theme={theme}>
      <TestApiProvider
        apis={[
          [workloadApiRef, workloadApi as WorkloadApi],
          [catalogApiRef, catalogApi as CatalogApi],
          [entityPresentationApiRef, presentation],
          [catalogGraphApiRef, new DefaultCatalogGraphApi()],
        ]}
      >
        <EntityProvider entity={entities[0]}>
          {pages[asked.get('page') ?? 'ours']}
        </EntityProvider>
      </TestApiProvider>
    </UnifiedThemeProvider>,
    {
      routeEntries: [`/?${asked.get('query') ?? ''}`],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  ),
);
