import { HealthState } from '../summary';
import {
  SignalDefinition,
  SignalReport,
  judgeSignal,
  mostParticular,
  reportedSignals,
  thresholdProblem,
} from './signals';

const high: SignalDefinition = {
  id: 'push/connections',
  name: 'Connections in use',
  unit: '%',
  operator: '>=',
  unhealthy: 95,
  degraded: 80,
};

describe('judgeSignal', () => {
  it.each<
    [string, Partial<SignalDefinition>, [number | undefined, HealthState][]]
  >([
    [
      '>= counts what equals the threshold',
      {},
      [
        [79.999, 'healthy'],
        [80, 'degraded'],
        [94.999, 'degraded'],
        [95, 'unhealthy'],
        [Infinity, 'unhealthy'],
      ],
    ],
    [
      '> does not',
      { operator: '>' },
      [
        [80, 'healthy'],
        [80.001, 'degraded'],
        [95, 'degraded'],
        [95.001, 'unhealthy'],
      ],
    ],
    [
      '<= counts what equals the threshold',
      { operator: '<=', unhealthy: 10, degraded: 20 },
      [
        [20.001, 'healthy'],
        [20, 'degraded'],
        [10.001, 'degraded'],
        [10, 'unhealthy'],
      ],
    ],
    [
      '< does not',
      { operator: '<', unhealthy: 10, degraded: 20 },
      [
        [20, 'healthy'],
        [19.999, 'degraded'],
        [10, 'degraded'],
        [9.999, 'unhealthy'],
      ],
    ],
    [
      'there may be no middle state',
      { degraded: undefined },
      [
        [94.999, 'healthy'],
        [95, 'unhealthy'],
      ],
    ],
    [
      'no data is unknown, never healthy',
      {},
      [
        [undefined, 'unknown'],
        [NaN, 'unknown'],
      ],
    ],
  ])('%s', (_, more, expected) => {
    for (const [value, state] of expected) {
      expect([value, judgeSignal(value, { ...high, ...more })]).toEqual([
        value,
        state,
      ]);
    }
  });

  it('tests unhealthy first', () => {
    expect(judgeSignal(96, { ...high, degraded: 99 })).toBe('unhealthy');
  });
});

describe('thresholdProblem', () => {
  it.each<[SignalDefinition['operator'], number | undefined, boolean]>([
    ['>=', undefined, true],
    ['>=', 94, true],
    ['>=', 95, false],
    ['>', 96, false],
    ['<=', 96, true],
    ['<', 95, false],
  ])('%s 95 with degraded at %s', (operator, degraded, fine) => {
    expect(
      thresholdProblem({ operator, unhealthy: 95, degraded }) === undefined,
    ).toBe(fine);
  });
});

it('prefers the whole id, then the longest beginning', () => {
  const patterns = ['*', 'slo/*', 'slo/api', 'slo/api*', 'slo/ap*'];
  const best = (id: string) => mostParticular(patterns, each => each, id);
  expect(['slo/api', 'slo/api-2', 'slo/app', 'slo/x', 'y'].map(best)).toEqual([
    'slo/api',
    'slo/api*',
    'slo/ap*',
    'slo/*',
    '*',
  ]);
});

describe('reportedSignals', () => {
  const report: SignalReport = {
    id: 'push/connections',
    entityRef: 'resource:default/db',
    name: 'connections',
    value: 95,
    reportedAt: '2026-11-21T08:00:00.000Z',
    expiresAt: '2026-11-21T09:00:00.000Z',
  };
  const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);

  it('judges values and says by which threshold', () => {
    const { signals, nextAt } = reportedSignals(
      [report],
      [high],
      at('08:30:00'),
    );
    expect(signals).toEqual([
      {
        id: 'push/connections',
        entityRef: 'resource:default/db',
        state: 'unhealthy',
        reason: 'Connections in use: 95%; unhealthy >= 95%',
        observedAt: '2026-11-21T08:00:00.000Z',
      },
    ]);
    expect(nextAt).toBe('2026-11-21T09:00:00.000Z');
  });

  it('is gone from the moment on which it expires', () => {
    expect(
      reportedSignals([report], [high], at('08:59:59.999')).signals,
    ).toHaveLength(1);
    expect(reportedSignals([report], [high], at('09:00:00'))).toEqual({
      signals: [],
    });
  });

  it('takes a reported state before a value, and no state for a value without thresholds', () => {
    const of = (more: Partial<SignalReport>, definitions = [high]) =>
      reportedSignals([{ ...report, ...more }], definitions, at('08:30:00'))
        .signals[0];
    expect(of({ state: 'degraded' }).state).toBe('degraded');
    expect(of({}, [])).toMatchObject({
      state: 'unknown',
      reason: 'connections: 95; no thresholds are set for it',
    });
    expect(of({ value: undefined }).state).toBe('unknown');
  });
});
