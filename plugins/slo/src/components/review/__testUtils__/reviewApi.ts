import {
  MonthlyReport,
  ReportObjective,
  SloCounts,
  SloGroup,
  SloListItem,
} from '@plumbline/plugin-slo-common';
import { SloReviewApi } from '../../../api/SloReviewApi';

/** A row of the list, burning fast unless told. */
export function item(changes: Partial<SloListItem> = {}): SloListItem {
  return {
    id: 'shop-latency',
    displayName: 'Latency',
    service: 'shop',
    workloadRef: 'system:default/shop',
    workloadTitle: 'Shop',
    ownerRef: 'group:default/team',
    entityRef: 'system:default/shop',
    state: 'fast-burn',
    reason: 'Burns 20x faster than allowed over the last hour.',
    target: 0.99,
    windowDuration: '28d',
    compliance: 0.992,
    remainingBudget: 0.12,
    burnRates: [{ seconds: 3_600, rate: 20.4 }],
    secondsToExhaustion: 3 * 86_400,
    coverage: 1,
    alert: 'critical',
    agreement: 'error',
    trend: [0.7, 0.4, 0.12],
    asOf: '2026-11-21T12:00:00.000Z',
    ...changes,
  };
}

/** A row without data. */
export const withoutData = item({
  id: 'bank-search',
  displayName: 'Search',
  workloadRef: 'system:default/bank',
  workloadTitle: 'Bank',
  ownerRef: undefined,
  state: 'no-data',
  reason: 'No data in the last 28 days.',
  compliance: null,
  remainingBudget: null,
  burnRates: [],
  secondsToExhaustion: null,
  coverage: 0,
  alert: undefined,
  agreement: undefined,
  trend: [],
  asOf: null,
});

/** Two objectives of one workload. */
export const shopGroup: SloGroup = {
  ref: 'system:default/shop',
  title: 'Shop',
  ownerRef: 'group:default/team',
  count: 2,
  workloads: 1,
  states: {
    exhausted: 0,
    'fast-burn': 1,
    'slow-burn': 0,
    low: 0,
    stale: 0,
    'no-data': 1,
    ok: 0,
  },
  leastBudget: 0.12,
  alert: 'critical',
};

/** Counts of 42 objectives. */
export const counts: SloCounts = {
  total: 42,
  workloads: 7,
  states: {
    exhausted: 1,
    'fast-burn': 2,
    'slow-burn': 3,
    low: 1,
    stale: 1,
    'no-data': 4,
    ok: 30,
  },
  alerts: { critical: 2, high: 0, medium: 3, low: 0 },
  agreementErrors: 1,
  agreementWarnings: 2,
  owners: ['group:default/other', 'group:default/team'],
  domains: ['domain:default/retail'],
  lifecycles: ['production'],
};

/** An objective of a report, its promise broken unless told. */
export function reportObjective(
  changes: Partial<ReportObjective> = {},
): ReportObjective {
  return {
    id: 'shop-latency',
    displayName: 'Latency',
    entityRef: 'system:default/shop',
    method: 'Occurrences',
    target: 0.99,
    compliance: 0.982,
    spent: 1.8,
    met: false,
    good: 982_000,
    bad: 18_000,
    noDataSlices: 12,
    slices: 8_640,
    coverage: 0.998,
    excludedSeconds: 7_200,
    sla: { name: 'Gold', target: 0.985, met: false, deviation: -0.003 },
    worstDays: [
      { day: '2026-10-12', spent: 0.9 },
      { day: '2026-10-03', spent: 0.2 },
    ],
    alerts: { critical: 2 },
    ...changes,
  };
}

/** The report of a month that is over. */
export function report(changes: Partial<MonthlyReport> = {}): MonthlyReport {
  return {
    workloadRef: 'system:default/shop',
    workloadTitle: 'Shop',
    ownerRef: 'group:default/team',
    month: '2026-10',
    final: true,
    asOf: '2026-11-01T00:10:00.000Z',
    objectives: [
      reportObjective({
        id: 'shop-uptime',
        displayName: 'Uptime',
        compliance: 0.9999,
        spent: 0.01,
        met: true,
        sla: { target: 0.98, met: true, deviation: 0.0199 },
        worstDays: [{ day: '2026-10-12', spent: 0.01 }],
        alerts: {},
      }),
      reportObjective({
        id: 'shop-search',
        displayName: 'Search',
        method: 'Timeslices',
        compliance: null,
        spent: null,
        met: null,
        coverage: 0,
        excludedSeconds: 0,
        sla: { target: 0.98, met: null, deviation: null },
        worstDays: [],
        alerts: {},
      }),
      reportObjective(),
    ],
    promises: { kept: 1, broken: 1, unknown: 1 },
    events: [{ at: '2026-10-10T09:30:00.000Z', title: 'Stamp weu-002 added' }],
    exclusions: [
      {
        from: '2026-10-05T01:00:00.000Z',
        to: '2026-10-05T03:00:00.000Z',
        reason: 'Move to new nodes',
      },
    ],
    ...changes,
  };
}

/** A back end with two objectives on the first of several pages, and two months of reports. */
export function reviewApi(overrides: Partial<SloReviewApi> = {}): SloReviewApi {
  return {
    getSlos: jest.fn(async () => ({ items: [item(), withoutData], total: 42 })),
    getGroups: jest.fn(async () => ({ items: [shopGroup], total: 21 })),
    getCounts: jest.fn(async () => counts),
    downloadSlos: jest.fn(async () => new Blob(['id'])),
    getReports: jest.fn(async () => ({
      months: [
        {
          month: '2026-11',
          final: false,
          asOf: '2026-11-21T00:10:00.000Z',
        },
        { month: '2026-10', final: true, asOf: '2026-11-01T00:10:00.000Z' },
      ],
    })),
    getReport: jest.fn(async (_workload, month) =>
      report({ month, final: month !== '2026-11' }),
    ),
    downloadReport: jest.fn(async () => new Blob(['%PDF'])),
    ...overrides,
  };
}
