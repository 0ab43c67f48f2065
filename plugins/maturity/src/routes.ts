import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The review of all workloads. */
export const rootRouteRef = createRouteRef();
