import { Entity } from '@backstage/catalog-model';
import {
  HealthState,
  MapNode,
  WorkloadMap,
  WorkloadOverview,
  WorkloadPage,
  WorkloadRow,
} from '@plumbline/plugin-workload-common';
import { HealthApi } from '../api/HealthApi';
import { IncidentApi } from '../api/IncidentApi';
import { PortfolioApi } from '../api/PortfolioApi';
import { WorkloadApi } from '../api/WorkloadApi';
import { AT, SHOP } from './at';
import { shopHistory, shopModel } from './health';
import { shopIncident } from './incidents';

export { SHOP };

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
  failures: [],
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
    countsAs: 'standard',
    criticality: 'medium',
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
      alert: { state: 'open', severity: 'Sev2', since: AT },
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
  incidents: [],
};

/** A back end that answers with all this. */
export function workloadApiMock(): jest.Mocked<WorkloadApi> {
  return {
    ...portfolioAnswers(),
    ...healthAnswers(),
    ...incidentAnswers(),
    getPermissions: jest.fn(async () => ({
      read: true,
      report: true,
      edit: true,
      act: true,
      manage: false,
    })),
  };
}

function portfolioAnswers(): jest.Mocked<PortfolioApi> {
  return {
    listWorkloads: jest.fn(async _query => portfolioPage([shopRow])),
    getGroups: jest.fn(async (_a, _b) => ({ items: [] })),
    getFilters: jest.fn(async () => ({
      owners: [{ ref: 'group:default/shop-team', count: 1 }],
      domains: [],
      tiers: [{ name: 'business-critical', count: 1 }],
      regions: [{ name: 'westeurope', count: 1 }],
      levels: [{ level: 3, count: 1 }],
      healths: [{ state: 'degraded' as const, count: 1 }],
    })),
    downloadWorkloads: jest.fn(
      async (_a, _b) => new Blob(['title\r\nShop\r\n']),
    ),
    getViews: jest.fn(async () => ({ items: [] })),
    createView: jest.fn(async _a => {}),
    changeView: jest.fn(async (_a, _b) => {}),
    removeView: jest.fn(async _a => {}),
  };
}

function healthAnswers(): jest.Mocked<HealthApi> {
  return {
    getOverview: jest.fn(async _name => shopOverview),
    getMap: jest.fn(async (_a, _b) => shopMap),
    getMapMoments: jest.fn(async (_a, _b) => ({ items: [] })),
    getHealthHistory: jest.fn(async (_a, _b) => shopHistory),
    getChanges: jest.fn(async (_name, since) => ({
      since,
      items: [],
      more: false,
    })),
    getAffected: jest.fn(async entityRef => ({
      entityRef,
      items: [],
      total: 0,
    })),
    getAlerts: jest.fn(async _a => ({ items: [] })),
    getHealthModel: jest.fn(async _a => shopModel),
    saveHealthModel: jest.fn(async (_a, _b) => {}),
    previewHealthModel: jest.fn(async (_a, _b) => ({
      problems: [],
      findings: [],
      changes: [],
    })),
    getMaintenance: jest.fn(async _a => ({
      items: [],
      announce: { allowed: true },
    })),
    announceMaintenance: jest.fn(async (_a, _b) => {}),
    endMaintenance: jest.fn(async (_a, _b) => {}),
    getSignals: jest.fn(async _a => ({ items: [] })),
    pushSignals: jest.fn(async _a => ({ accepted: 1, workloadRefs: [SHOP] })),
    removeSignals: jest.fn(async _a => {}),
  };
}

function incidentAnswers(): jest.Mocked<IncidentApi> {
  return {
    listIncidents: jest.fn(async _query => ({
      items: [shopIncident],
      total: 1,
      counts: { open: 1, acknowledged: 0, reviewDue: 0, reviewOverdue: 0 },
    })),
    getIncident: jest.fn(async _number => shopIncident),
    acknowledgeIncident: jest.fn(async (_a, _b) => {}),
    noteIncident: jest.fn(async (_a, _b) => {}),
    saveIncidentReview: jest.fn(async (_a, _b) => {}),
  };
}

/** What a client throws when the permission lacks. */
export function notAllowed(): Error {
  const error = new Error("You lack the permission 'workload.read'");
  error.name = 'NotAllowedError';
  return error;
}
