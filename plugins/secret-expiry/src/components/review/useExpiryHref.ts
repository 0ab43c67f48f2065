import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** Makes the address of a workload's tab of what expires. */
export function useExpiryHref(): (workloadRef: string) => string {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    workloadRef =>
      `${entityRoute(
        entityRouteParams(parseEntityRef(workloadRef)),
      )}/secret-expiry`,
    [entityRoute],
  );
}
