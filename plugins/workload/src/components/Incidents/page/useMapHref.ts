import { Incident } from '@plumbline/plugin-workload-common';
import { useCallback } from 'react';
import { useEntityHref } from '../../useEntityHref';

/**
 * Makes the address of the workload's service map with a part chosen: as it is
 * now while the incident goes on, else as it was when it opened.
 */
export function useMapHref(
  incident: Pick<Incident, 'workloadRef' | 'openedAt' | 'closedAt'>,
): (ref?: string) => string {
  const hrefOf = useEntityHref();
  const { workloadRef, openedAt, closedAt } = incident;
  return useCallback(
    ref => {
      const params = new URLSearchParams();
      if (closedAt) params.set('at', openedAt);
      if (ref) params.set('node', ref);
      const map = hrefOf(workloadRef, 'service-map');
      return params.size > 0 ? `${map}?${params}` : map;
    },
    [hrefOf, workloadRef, openedAt, closedAt],
  );
}
