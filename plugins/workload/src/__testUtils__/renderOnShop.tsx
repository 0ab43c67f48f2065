import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { shopEntity, workloadApiMock } from '../__fixtures__/workloads';
import { WorkloadApi, workloadApiRef } from '../api/WorkloadApi';

/** Renders something of the shop's page, with a back end that answers as the fixtures do, but for `changes`. */
export function renderOnShop(
  element: JSX.Element,
  changes: Partial<WorkloadApi> = {},
  path = '/',
): jest.Mocked<WorkloadApi> {
  const api = { ...workloadApiMock(), ...changes } as jest.Mocked<WorkloadApi>;
  renderInTestApp(
    <EntityProvider entity={shopEntity}>{element}</EntityProvider>,
    {
      apis: [[workloadApiRef, api]],
      initialRouteEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return api;
}
