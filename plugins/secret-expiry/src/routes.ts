import { createRouteRef } from '@backstage/core-plugin-api';

/** What expires of all workloads; the same for apps of the new and of the old frontend system. */
export const rootRouteRef = createRouteRef({ id: 'secret-expiry-page' });
