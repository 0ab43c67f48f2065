import {
  PageBlueprint,
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { WorkloadStamps } from '@plumbline/plugin-stamp-common';
import { StampApi, stampApiRef } from '@plumbline/plugin-stamp-react';
import { entityPage } from '@plumbline/plugin-workload-react/testUtils';
import { WORKLOAD } from '../__fixtures__/stamps';
import stampPlugin from '..';

const formsRouteRef = createRouteRef();

/** Forms where the scaffolder has them. */
const forms = createFrontendPlugin({
  pluginId: 'scaffolder',
  routes: {
    selectedTemplate: createSubRouteRef({
      parent: formsRouteRef,
      path: '/templates/:namespace/:templateName',
    }),
  },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/create',
        routeRef: formsRouteRef,
        loader: async () => <div>Forms</div>,
      },
    }),
  ],
});

/** A back end that answers this. */
export function fakeApi(read: () => Promise<WorkloadStamps>) {
  return { getStamps: jest.fn(read) } as Partial<StampApi> as StampApi & {
    getStamps: jest.Mock;
  };
}

/** Opens the page of the workload in an app of the new frontend system; without a path, its overview. */
export function openWorkload(
  path: string,
  read: () => Promise<WorkloadStamps>,
  options: { withForms?: boolean } = {},
) {
  const { withForms = true } = options;
  const api = fakeApi(read);
  renderTestApp({
    features: [
      entityPage(WORKLOAD),
      stampPlugin,
      ...(withForms ? [forms] : []),
    ],
    apis: [[stampApiRef, api]],
    initialRouteEntries: [`/catalog/default/system/shop${path}`],
  });
  return api;
}
