import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** Where on the maturity tab to arrive. */
export interface TabPlace {
  modelId?: string;
  pillarId?: string;
  criterionId?: string;
}

/** Makes the address of a workload's maturity tab. */
export function useWorkloadHref(): (ref: string, place?: TabPlace) => string {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    (ref, { modelId, pillarId, criterionId } = {}) => {
      const tab = `${entityRoute(
        entityRouteParams(parseEntityRef(ref)),
      )}/maturity`;
      const query = new URLSearchParams();
      if (modelId) query.set('model', modelId);
      if (pillarId) query.set('pillar', pillarId);
      if (criterionId) query.set('criterion', criterionId);
      return query.size > 0 ? `${tab}?${query}` : tab;
    },
    [entityRoute],
  );
}
