import { createServiceFactory } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { entitiesOf } from './entities';

/** A catalog of these entities and of those in an estate's folder, as they are when it is asked. */
export function followingCatalog(directory: string, entities: Entity[]) {
  const now = () =>
    catalogServiceMock({ entities: [...entities, ...entitiesOf(directory)] });
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () =>
      new Proxy({} as CatalogService, {
        get: (_, name) => {
          const catalog = now() as any;
          return typeof catalog[name] === 'function'
            ? catalog[name].bind(catalog)
            : catalog[name];
        },
      }),
  });
}
