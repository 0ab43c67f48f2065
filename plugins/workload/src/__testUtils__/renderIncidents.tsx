import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { workloadApiMock } from '../__fixtures__/workloads';
import { WorkloadApi, workloadApiRef } from '../api/WorkloadApi';
import { workloadPlugin } from '../plugin';

/** Renders a page below `/workloads/incidents` in the new frontend system. */
export function renderIncidents(
  path: string,
  changes: Partial<WorkloadApi> = {},
): jest.Mocked<WorkloadApi> {
  const api = { ...workloadApiMock(), ...changes } as jest.Mocked<WorkloadApi>;
  renderTestApp({
    features: [workloadPlugin],
    initialRouteEntries: [`/workloads/incidents${path}`],
    apis: [[workloadApiRef, api]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
  return api;
}

/** An error as the back end's comes to a page. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
