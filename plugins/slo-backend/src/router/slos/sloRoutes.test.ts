import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { ObjectiveDefinition } from '@plumbline/plugin-slo-common';
import { createOpenApiRouter } from '@plumbline/plugin-workload-node';
import express from 'express';
import request from 'supertest';
import { statusOf } from '../../__fixtures__/status';
import { ObjectiveStore } from '../../store/ObjectiveStore';
import { SloGroupStore } from '../../store/SloGroupStore';
import { SloListStore } from '../../store/SloListStore';
import { StatusStore } from '../../store/StatusStore';
import { openApiDocument } from '../openapi';
import { addSloRoutes } from './sloRoutes';

const member = (id: string): ObjectiveDefinition => ({
  id,
  sloName: 'journey',
  displayName: id,
  service: 'shop',
  workloadRef: 'system:default/shop',
  entityRef: 'system:default/shop',
  method: 'Occurrences',
  target: 0.99,
  window: { kind: 'rolling', duration: '28d', seconds: 28 * 86_400 },
  sliceSeconds: 300,
  sliceTarget: 1,
  indicator: {
    kind: 'ratio',
    counter: true,
    good: { type: 'prometheus', spec: { query: 'good_total' } },
    total: { type: 'prometheus', spec: { query: 'all_total' } },
  },
  weight: 1,
  declaredIn: { file: 'shop.yaml', line: 1 },
});

/** The routes, with a composite of two members. */
function start() {
  const members = ['journey.1', 'journey.2'].map(member);
  const status = statusOf('journey', {
    members: members.map(({ id }) => ({
      id,
      displayName: id,
      weight: 1,
      compliance: 1,
    })),
  });
  const router = createOpenApiRouter(openApiDocument);
  addSloRoutes(router, {
    auditor: mockServices.auditor.mock(),
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions(),
    list: {
      status: async id => (id === status.id ? status : undefined),
    } as SloListStore,
    groups: {} as SloGroupStore,
    objectives: {
      named: async ids => members.filter(({ id }) => ids.includes(id)),
    } as ObjectiveStore,
    statuses: {} as StatusStore,
  });
  const app = express().use(router).use(mockErrorHandler());
  return (id: string) => request(app).get(`/slos/${id}/prometheus-rules`);
}

describe('slo routes', () => {
  it('give a composite the rules of its members', async () => {
    const rulesOf = start();
    const { status, text } = await rulesOf('journey');
    expect(status).toBe(200);
    expect(text).toContain('plumbline-slo-journey.1');
    expect(text).toContain('plumbline-slo-journey.2');
    expect((await rulesOf('journey.2')).text).not.toContain('journey.1');
    expect((await rulesOf('nothing')).status).toBe(404);
  });
});
