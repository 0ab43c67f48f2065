import { MonthlyReport, ReportObjective } from '@plumbline/plugin-slo-common';

/** An objective's part of a report, with whatever differs. */
export function reportPart(
  id: string,
  fields: Partial<ReportObjective> = {},
): ReportObjective {
  return {
    id,
    displayName: id,
    entityRef: 'system:default/shop',
    method: 'Occurrences',
    target: 0.999,
    compliance: 0.9995,
    spent: 0.5,
    met: true,
    good: 1_999_000,
    bad: 1_000,
    noDataSlices: 0,
    slices: 8_640,
    coverage: 1,
    excludedSeconds: 0,
    worstDays: [],
    alerts: {},
    ...fields,
  };
}

/** The report of November 2026: one promise broken, one kept, one without data. */
export function reportOf(fields: Partial<MonthlyReport> = {}): MonthlyReport {
  return {
    workloadRef: 'system:default/shop',
    workloadTitle: 'The shop',
    ownerRef: 'group:default/shop',
    month: '2026-11',
    final: true,
    asOf: '2026-12-03T00:05:00.000Z',
    objectives: [
      reportPart('Checkout answers', {
        sla: { name: 'Gold', target: 0.999, met: true, deviation: 0.0005 },
        worstDays: [
          { day: '2026-11-03', spent: 0.21 },
          { day: '2026-11-17', spent: 0.08 },
        ],
        alerts: { low: 2 },
      }),
      reportPart('Sign-in is up', {
        method: 'Timeslices',
        target: 0.9995,
        compliance: 0.99712,
        spent: 5.76,
        met: false,
        good: 43_075,
        bad: 125,
        slices: 43_200,
        noDataSlices: 12,
        coverage: 0.9997,
        excludedSeconds: 7_200,
        sla: {
          name: 'Contract',
          target: 0.999,
          met: false,
          deviation: -0.00188,
        },
        worstDays: [
          { day: '2026-11-12', spent: 4.1 },
          { day: '2026-11-13', spent: 1.2 },
          { day: '2026-11-30', spent: 0.3 },
        ],
        alerts: { critical: 1, high: 3 },
      }),
      reportPart('Statements are sent', {
        compliance: null,
        spent: null,
        met: null,
        good: 0,
        bad: 0,
        coverage: 0,
        noDataSlices: 8_640,
        sla: { target: 0.99, met: null, deviation: null },
      }),
      reportPart('Pages load within 2 s', {
        target: 0.95,
        compliance: 0.9713,
        spent: 0.574,
        worstDays: [{ day: '2026-11-12', spent: 0.11 }],
      }),
    ],
    promises: { kept: 1, broken: 1, unknown: 1 },
    events: [
      {
        at: '2026-11-12T08:14:00.000Z',
        title: 'Sign-in is up: Down for over a minute',
      },
      { at: '2026-11-20T06:00:00.000Z', title: 'Stamp shop-weu-2 was added' },
    ],
    exclusions: [
      {
        from: '2026-11-08T02:00:00.000Z',
        to: '2026-11-08T04:00:00.000Z',
        reason: 'The database gets a new version',
      },
    ],
    ...fields,
  };
}
