import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** Makes the address of a workload's tab of SLOs, at one of them when its id is given. */
export function useSloHref(): (workloadRef: string, sloId?: string) => string {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    (workloadRef, sloId) => {
      const tab = `${entityRoute(
        entityRouteParams(parseEntityRef(workloadRef)),
      )}/slo`;
      return sloId === undefined ? tab : `${tab}#slo-${sloId}`;
    },
    [entityRoute],
  );
}
