import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityPage } from '@plumbline/plugin-workload-react/testUtils';
import { WORKLOAD } from '../../../__fixtures__/credentials';
import {
  SecretExpiryApi,
  secretExpiryApiRef,
} from '../../../api/SecretExpiryApi';
import { secretExpiryPlugin } from '../../../plugin';
import { reviewApi } from './reviewApi';

/** Renders the page at a path below `/secret-expiry`, in the new frontend system. */
export function renderPage(
  path: string,
  overrides: Partial<SecretExpiryApi> = {},
) {
  // What a test replaces, it keeps in its own hands.
  const api = { ...reviewApi(), ...overrides } as ReturnType<typeof reviewApi>;
  renderTestApp({
    features: [entityPage(WORKLOAD), secretExpiryPlugin],
    initialRouteEntries: [`/secret-expiry${path}`],
    apis: [[secretExpiryApiRef, api]],
  });
  return api;
}

/** An error as the back end's comes to the page. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
