import { createRouteRef } from '@backstage/core-plugin-api';

/** The page of a runbook or another text of the examples. */
export const documentRouteRef = createRouteRef({
  id: 'example-data-document',
  params: ['folder', 'name'],
});
