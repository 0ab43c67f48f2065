import { MonthlyReport } from '@plumbline/plugin-slo-common';
import { reportCsv } from './reportCsv';

const report: MonthlyReport = {
  workloadRef: 'system:default/shop',
  workloadTitle: 'The shop',
  month: '2026-10',
  final: true,
  asOf: '2026-11-01T00:00:00.000Z',
  objectives: [
    {
      id: 'shop-uptime',
      displayName: 'Uptime, all of it',
      entityRef: 'system:default/shop',
      method: 'Occurrences',
      target: 0.99,
      compliance: 0.985,
      spent: 1.5,
      met: false,
      good: 985,
      bad: 15,
      noDataSlices: 3,
      slices: 8_928,
      coverage: 0.9997,
      excludedSeconds: 600,
      sla: { name: 'Client', target: 0.98, met: true, deviation: 0.005 },
      worstDays: [{ day: '2026-10-07', spent: 0.9 }],
      alerts: { critical: 2 },
    },
    {
      id: 'shop-speed',
      displayName: 'Speed',
      entityRef: 'system:default/shop',
      method: 'Timeslices',
      target: 0.99,
      compliance: null,
      spent: null,
      met: null,
      good: 0,
      bad: 0,
      noDataSlices: 8_928,
      slices: 8_928,
      coverage: 0,
      excludedSeconds: 0,
      worstDays: [],
      alerts: {},
    },
  ],
  promises: { kept: 1, broken: 0, unknown: 0 },
  events: [],
  exclusions: [],
};

describe('reportCsv', () => {
  it('has a line for each objective, and nothing where there is no number', () => {
    const [heading, uptime, speed, end] = reportCsv(report).split('\r\n');
    expect(heading.split(',')).toHaveLength(28);
    expect(uptime).toBe(
      'system:default/shop,2026-10,yes,2026-11-01T00:00:00.000Z,shop-uptime,"Uptime, all of it",system:default/shop,Occurrences,0.99,0.985,no,1.5,985,15,8928,3,0.9997,600,Client,0.98,yes,0.005,2026-10-07,0.9,2,0,0,0',
    );
    expect(speed).toContain(
      'Timeslices,0.99,,,,0,0,8928,8928,0,0,,,,,,,0,0,0,0',
    );
    expect(end).toBe('');
  });
});
