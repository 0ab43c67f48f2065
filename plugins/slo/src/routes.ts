import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** SLOs of all workloads; the same for apps of the new and of the old frontend system. */
export const rootRouteRef = createRouteRef({ id: 'slo-page' });

/** The page of all workloads as seen from a workload's tab; not there in an app that has the tab only. */
export const pageRouteRef = createExternalRouteRef({
  id: 'slo-page-of-all',
  optional: true,
  defaultTarget: 'slo.root',
});
