import { Entity } from '@backstage/catalog-model';
import {
  HealthState,
  MapNode,
  WorkloadMap,
  WorkloadOverview,
  WorkloadPage,
  WorkloadRow,
} from '@plumbline/plugin-workload-common';
import { WorkloadApi } from '../api/WorkloadApi';

const AT = '2026-01-01T00:00:00.000Z';

/** The workload that the tests look at. */
export const SHOP = 'system:default/shop';

/** Its entity. */
export const shopEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop', namespace: 'default', title: 'Shop' },
  spec: { type: 'workload', owner: 'shop-team' },
};

/** Its row. */
export const shopRow: WorkloadRow = {
  ref: SHOP,
  namespace: 'default',
  name: 'shop',
  title: 'Shop',
  ownerRef: 'group:default/shop-team',
  tier: 'business-critical',
  health: 'degraded',
  healthSince: AT,
  healthReason: 'Web: it is slow',
  families: {
    maturity: { text: '3 → 4', tone: 'good' },
    slo: { text: 'latency 12% left', tone: 'warning', trend: [3, 2, 1] },
  },
  stamps: [
    {
      ref: 'resource:default/shop-weu',
      region: 'westeurope',
      environment: 'prod',
      lifecycle: 'active',
      state: 'unhealthy',
    },
  ],
  attentionCount: 1,
  urgency: 92,
  updatedAt: AT,
};

/** A page of the portfolio. */
export function portfolioPage(rows: WorkloadRow[]): WorkloadPage {
  return {
    items: rows,
    total: rows.length,
    needsAttention: rows.filter(row => row.urgency >= 70).length,
    families: [
      { family: 'maturity', installed: true, lastSuccessAt: AT },
      {
        family: 'slo',
        installed: true,
        lastSuccessAt: AT,
        lastError: 'socket hang up',
        lastErrorAt: AT,
      },
      { family: 'secret-expiry', installed: false },
    ],
  };
}

/** Its first screen. */
export const shopOverview: WorkloadOverview = {
  workload: shopRow,
  tiles: [
    {
      id: 'health',
      tone: 'warning',
      headline: 'degraded',
      detail: 'Web: it is slow',
      tab: 'service-map',
    },
    { id: 'maturity', tone: 'good', headline: '3 of 5', tab: 'maturity' },
    {
      id: 'slo',
      tone: 'warning',
      headline: '12% left',
      detail: 'latency',
      trend: [3, 2, 1],
      tab: 'slo',
    },
    { id: 'stamps', tone: 'bad', headline: '1', tab: 'service-map' },
  ],
  attention: [
    {
      family: 'slo',
      id: 'latency',
      tone: 'bad',
      urgency: 92,
      title: 'Latency SLO burns 6.2x: budget gone in 4 days',
      nextStep: 'Find what slows requests down.',
      dueAt: '2026-01-05T00:00:00.000Z',
      ownerRef: 'group:default/shop-team',
      tab: 'slo',
      runbookUrl: 'https://runbooks.example.com/latency',
    },
  ],
  families: portfolioPage([]).families,
};

function node(
  entityRef: string,
  state: HealthState,
  rest: Partial<MapNode>,
): MapNode {
  return {
    entityRef,
    kind: 'Resource',
    title: entityRef.split('/')[1],
    scope: 'stamp',
    ownState: 'unknown',
    state,
    stateSince: AT,
    signals: [],
    ...rest,
  };
}

const cause = {
  entityRef: 'resource:default/shop-weu-web',
  signalId: 'slo/latency',
  state: 'unhealthy' as const,
  reason: 'it is slow',
  observedAt: AT,
};

/** Its service map: one stamp of a web app and a vault, and a registry. */
export const shopMap: WorkloadMap = {
  workloadRef: SHOP,
  nodes: [
    node(SHOP, 'degraded', {
      kind: 'System',
      type: 'workload',
      title: 'Shop',
      scope: 'workload',
      cause: {
        ...cause,
        path: [SHOP, 'resource:default/shop-weu', cause.entityRef],
      },
    }),
    node('resource:default/shop-weu', 'unhealthy', {
      type: 'deployment-stamp',
      stampRef: 'resource:default/shop-weu',
      region: 'westeurope',
      environment: 'prod',
      lifecycle: 'active',
    }),
    node('resource:default/shop-weu-web', 'unhealthy', {
      type: 'web-app',
      stampRef: 'resource:default/shop-weu',
      ownState: 'unhealthy',
      signals: [
        {
          id: 'slo/latency',
          entityRef: 'resource:default/shop-weu-web',
          state: 'unhealthy',
          reason: 'it is slow',
          observedAt: AT,
        },
      ],
      cause: { ...cause, path: [cause.entityRef] },
      ownerRef: 'group:default/shop-team',
      onCall: 'Shop rota',
      escalation: 'group:default/platform, head of retail',
      runbookUrl: 'https://runbooks.example.com/web',
      azureResourceId: '/subscriptions/s/resourceGroups/g/providers/p/web',
    }),
    node('resource:default/shop-weu-kv', 'unknown', {
      type: 'key-vault',
      stampRef: 'resource:default/shop-weu',
    }),
    node('resource:default/shop-registry', 'healthy', {
      type: 'container-registry',
      scope: 'global',
    }),
  ],
  edges: [
    {
      sourceRef: 'resource:default/shop-weu',
      targetRef: 'resource:default/shop-registry',
      kind: 'depends-on',
    },
    {
      sourceRef: 'resource:default/shop-weu-web',
      targetRef: 'resource:default/shop-weu-kv',
      kind: 'depends-on',
    },
    {
      sourceRef: 'resource:default/shop-weu-kv',
      targetRef: 'resource:default/shop-registry',
      kind: 'telemetry',
    },
  ],
  graphAsOf: AT,
};

/** A back end that answers with all this. */
export function workloadApiMock(): jest.Mocked<WorkloadApi> {
  return {
    listWorkloads: jest.fn(async _query => portfolioPage([shopRow])),
    getFilters: jest.fn(async () => ({
      owners: [{ ref: 'group:default/shop-team', count: 1 }],
      domains: [],
    })),
    getOverview: jest.fn(async _name => shopOverview),
    getMap: jest.fn(async _name => shopMap),
  };
}

/** What a client throws when the permission lacks. */
export function notAllowed(): Error {
  const error = new Error("You lack the permission 'workload.read'");
  error.name = 'NotAllowedError';
  return error;
}
