import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { MaturityApi, maturityApiRef } from '../../../api/MaturityApi';
import { maturityPlugin } from '../../../plugin';
import { reviewApi } from './review';

/** Renders the page at a path below `/maturity`, in the new frontend system. */
export function renderPage(
  path: string,
  overrides: Partial<MaturityApi> = {},
): MaturityApi {
  const api = reviewApi(overrides);
  renderTestApp({
    features: [catalogPlugin, maturityPlugin],
    initialRouteEntries: [`/maturity${path}`],
    apis: [
      [catalogApiRef, catalogApiMock({ entities: [] })],
      [maturityApiRef, api],
    ],
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  });
  return api;
}

/** An error as the back end's comes to the page. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
