import { Incident } from '@plumbline/plugin-workload-common';
import { AT, SHOP, SHOP_WEB } from './at';

/** An incident of the shop that nobody has acknowledged yet. */
export const shopIncident: Incident = {
  number: 7,
  workloadRef: SHOP,
  workloadTitle: 'Shop',
  ownerRef: 'group:default/shop-team',
  title: 'shop-weu-web is unhealthy: it is slow',
  severity: 'Sev2',
  state: 'open',
  openedAt: AT,
  alertCount: 1,
  review: 'not-due',
  causes: [
    {
      entityRef: SHOP_WEB,
      signalId: 'slo/latency',
      state: 'unhealthy',
      reason: 'it is slow',
      observedAt: AT,
      path: [SHOP_WEB],
    },
  ],
  alerts: [
    {
      entityRef: SHOP_WEB,
      title: 'shop-weu-web',
      severity: 'Sev2',
      openedAt: AT,
    },
  ],
  titles: { [SHOP_WEB]: 'shop-weu-web' },
  userFlows: [],
  runbookUrl: 'https://runbooks.example.com/web',
  onCall: 'Shop rota',
  escalation: {
    steps: [
      { contact: 'group:default/platform', afterMinutes: 0, calledAt: AT },
      { contact: 'head of retail', afterMinutes: 15 },
    ],
    nextAt: '2026-01-01T00:15:00.000Z',
  },
  events: [
    {
      at: AT,
      kind: 'opened',
      title: 'shop-weu-web is unhealthy: it is slow',
      entityRef: SHOP_WEB,
    },
  ],
  reviewText: {
    summary: '',
    impact: '',
    rootCause: '',
    detection: '',
    response: '',
    lessons: '',
    actions: [],
    published: false,
  },
  act: { allowed: true },
};
