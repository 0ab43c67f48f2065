import { Entity } from '@backstage/catalog-model';
import {
  PageBlueprint,
  coreExtensionData,
  createExtensionInput,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { Route, Routes } from 'react-router-dom';

/**
 * The catalog's entity page with nothing but what plugins attach to it, where
 * they attach it: the whole catalog plugin takes half a minute to load.
 */
export function entityPage(entity: Entity) {
  const page = PageBlueprint.makeWithOverrides({
    name: 'entity',
    inputs: {
      contents: createExtensionInput([
        coreExtensionData.reactElement,
        coreExtensionData.routePath,
        EntityContentBlueprint.dataRefs.filterFunction.optional(),
      ]),
    },
    factory(originalFactory, { inputs }) {
      return originalFactory({
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        loader: async () => (
          <EntityProvider entity={entity}>
            <Routes>
              {inputs.contents
                .filter(
                  content =>
                    content.get(
                      EntityContentBlueprint.dataRefs.filterFunction,
                    )?.(entity) ?? true,
                )
                .map(content => (
                  <Route
                    key={content.get(coreExtensionData.routePath)}
                    path={content.get(coreExtensionData.routePath)}
                    element={content.get(coreExtensionData.reactElement)}
                  />
                ))}
            </Routes>
          </EntityProvider>
        ),
      });
    },
  });
  const overview = EntityContentBlueprint.makeWithOverrides({
    name: 'overview',
    inputs: {
      cards: createExtensionInput([
        coreExtensionData.reactElement,
        EntityCardBlueprint.dataRefs.filterFunction.optional(),
      ]),
    },
    factory(originalFactory, { inputs }) {
      return originalFactory({
        path: '/',
        title: 'Overview',
        loader: async () => (
          <>
            {inputs.cards
              .filter(
                card =>
                  card.get(EntityCardBlueprint.dataRefs.filterFunction)?.(
                    entity,
                  ) ?? true,
              )
              .map((card, index) => (
                <div key={index}>
                  {card.get(coreExtensionData.reactElement)}
                </div>
              ))}
          </>
        ),
      });
    },
  });
  return createFrontendPlugin({
    pluginId: 'catalog',
    extensions: [page, overview],
  });
}
