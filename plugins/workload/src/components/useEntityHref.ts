import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** Makes the address of an entity's page, or of one of its tabs. */
export function useEntityHref(): (ref: string, tab?: string) => string {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    (ref, tab) => {
      const href = entityRoute(entityRouteParams(parseEntityRef(ref)));
      return tab ? `${href}/${tab}` : href;
    },
    [entityRoute],
  );
}
