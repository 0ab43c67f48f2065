import {
  DEFAULT_OBJECTIVE,
  HealthHistory,
  HealthModelAnswer,
  emptyHealthModel,
  formatHealthModel,
  standingOf,
  timeHealthy,
} from '@plumbline/plugin-workload-common';
import { AT, SHOP, SHOP_WEB } from './at';

const FROM = '2025-12-04T00:00:00.000Z';

const states: HealthHistory['states'] = [
  { at: FROM, to: 'healthy' },
  { at: '2025-12-31T23:00:00.000Z', to: 'degraded' },
];

/** The last 28 days of the shop: slow for an hour. */
export const shopHistory: HealthHistory = {
  from: FROM,
  to: AT,
  items: [
    {
      entityRef: SHOP_WEB,
      title: 'shop-weu-web',
      from: 'healthy',
      to: 'unhealthy',
      cause: {
        entityRef: SHOP_WEB,
        signalId: 'slo/latency',
        state: 'unhealthy',
        reason: 'it is slow',
        observedAt: AT,
        path: [SHOP_WEB],
      },
      at: '2025-12-31T23:00:00.000Z',
    },
  ],
  total: 1,
  states,
  standing: standingOf(
    timeHealthy(states, { from: Date.parse(FROM), to: Date.parse(AT) }),
    DEFAULT_OBJECTIVE,
  ),
  keptSince: FROM,
};

/** The shop has no health model of its own. */
export const shopModel: HealthModelAnswer = {
  workloadRef: SHOP,
  origin: 'default',
  completeText: formatHealthModel('shop', {
    ...emptyHealthModel(),
    nodes: [
      {
        ref: SHOP_WEB,
        impact: 'standard',
        criticality: 'medium',
        alerts: true,
      },
    ],
    objective: DEFAULT_OBJECTIVE,
  }),
  revision: '',
  problems: [],
  findings: [],
  edit: { allowed: true },
};
