import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  agreement,
  exclusions,
  points,
  timeline,
  troubled,
  workload,
} from '../__fixtures__/slos';
import { SloApi, sloApiRef } from '../api/SloApi';
import { sloEntityContent } from '../extensions/entity';

/** A back end that knows the workload of the fixtures, and takes everything. */
export function fakeApi(overrides: Partial<SloApi> = {}) {
  return {
    getSlos: jest.fn(async () => troubled),
    getHistory: jest.fn(async () => ({
      histories: [{ id: 'shop-latency', points }],
    })),
    getTimeline: jest.fn(async () => timeline),
    getAgreement: jest.fn(async () => agreement),
    correctHotPath: jest.fn(async () => agreement),
    getExclusions: jest.fn(async () => exclusions),
    addExclusion: jest.fn(async () => exclusions.exclusions[0]),
    revokeExclusion: jest.fn(async () => {}),
    getPrometheusRules: jest.fn(async () => new Blob(['groups: []'])),
    ...overrides,
  };
}

/** Renders the tab of the workload in an app on the new frontend system. */
export function renderTab(overrides: Partial<SloApi> = {}) {
  const api = fakeApi(overrides);
  renderTestApp({
    extensions: [createTestEntityPage({ entity: workload }), sloEntityContent],
    apis: [[sloApiRef, api]],
  });
  return api;
}
