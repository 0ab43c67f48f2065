import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  CredentialListItem,
  CredentialsQuery,
  NewAcknowledgement,
} from '@plumbline/plugin-secret-expiry-common';
import { entityPage } from '@plumbline/plugin-workload-react/testUtils';
import { SecretExpiryApi, secretExpiryApiRef } from '../api/SecretExpiryApi';
import {
  WORKLOAD,
  counts,
  detail,
  overview,
  page,
} from '../__fixtures__/credentials';
import secretExpiryPlugin from '..';

/** A back end with these credentials of one workload, which takes everything. */
export function fakeApi(
  items: CredentialListItem[],
  overrides: Partial<SecretExpiryApi> = {},
) {
  const answers = {
    getWorkload: jest.fn(async () => overview()),
    getCounts: jest.fn(async () => counts(items)),
    getCredentials: jest.fn(async (_: CredentialsQuery) => page(items)),
    getCredential: jest.fn(async (id: string) =>
      detail(items.find(item => item.id === id)!),
    ),
    acknowledge: jest.fn(async (_: NewAcknowledgement) => ({ items: [] })),
    takeBack: jest.fn(async (_: string) => {}),
  };
  // What a test replaces, it keeps in its own hands.
  return { ...answers, ...overrides } as typeof answers;
}

/** Opens the page of the workload in an app of the new frontend system; without a path, its overview. */
export function openWorkload(
  path: string,
  items: CredentialListItem[],
  overrides: Partial<SecretExpiryApi> = {},
) {
  const api = fakeApi(items, overrides);
  renderTestApp({
    features: [entityPage(WORKLOAD), secretExpiryPlugin],
    apis: [[secretExpiryApiRef, api]],
    initialRouteEntries: [`/catalog/default/system/deal-fraud-model${path}`],
  });
  return api;
}
