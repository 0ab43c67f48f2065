import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { facts, maturity, scorecard } from '../__fixtures__/maturity';
import { MaturityApi, maturityApiRef } from '../api/MaturityApi';
import { maturityPlugin } from '../plugin';

/** The workload whose page is rendered. */
export const workload: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop', namespace: 'default', title: 'Shop' },
  spec: { type: 'workload', owner: 'group:default/team' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
};

/** A back end that knows the workload of the fixtures, and takes everything. */
export function fakeApi(overrides: Partial<MaturityApi> = {}) {
  return {
    getWorkload: jest.fn(async () => maturity),
    getScorecard: jest.fn(async () => scorecard),
    getFacts: jest.fn(async () => ({ items: facts })),
    getPermissions: jest.fn(async () => ({
      read: true,
      attest: true,
      exempt: true,
      campaign: false,
      model: false,
      refresh: true,
    })),
    refresh: jest.fn(async () => ({ workloads: 1 })),
    attest: jest.fn(async () => ({ added: 1 })),
    requestExemption: jest.fn(async () => ({} as any)),
    decideExemption: jest.fn(async () => ({} as any)),
    getBadge: jest.fn(async () => ({ text: async () => '<svg/>' } as Blob)),
    getBadgeUrl: jest.fn(
      async () => 'http://portal/api/maturity/badges/default/shop.svg',
    ),
    ...overrides,
  };
}

/**
 * Renders a page of the workload in an app on the new frontend system.
 *
 * @param path - below the page, such as `/maturity`; empty for the overview.
 */
export function renderWorkload(
  path: string,
  overrides: Partial<MaturityApi> = {},
) {
  const api = fakeApi(overrides);
  renderTestApp({
    features: [catalogPlugin, maturityPlugin],
    initialRouteEntries: [`/catalog/default/system/shop${path}`],
    apis: [
      [catalogApiRef, catalogApiMock({ entities: [workload] })],
      [maturityApiRef, api as unknown as MaturityApi],
    ],
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  });
  return api;
}

/** An error as a back end gives it. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
