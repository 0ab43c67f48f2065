import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The portfolio. */
export const rootRouteRef = createRouteRef();
