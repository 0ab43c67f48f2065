import { HealthHistory } from '@plumbline/plugin-workload-common';
import { spansOf } from './spans';

const history = (states: HealthHistory['states']) =>
  ({
    from: '2026-01-01T00:00:00Z',
    to: '2026-01-01T10:00:00Z',
    states,
  } as HealthHistory);

const at = (hour: number) => Date.UTC(2026, 0, 1, hour);

it('cuts a stretch where the state changes', () => {
  expect(
    spansOf(
      history([
        { at: '2025-12-01T00:00:00Z', to: 'healthy' },
        { at: '2026-01-01T04:00:00Z', to: 'unhealthy' },
        { at: '2026-01-01T05:00:00Z', to: 'unhealthy' },
        { at: '2026-01-01T06:00:00Z', to: 'healthy' },
      ]),
    ),
  ).toEqual([
    { state: 'healthy', from: at(0), to: at(4) },
    { state: 'unhealthy', from: at(4), to: at(6) },
    { state: 'healthy', from: at(6), to: at(10) },
  ]);
});

it('calls what is before the first change unknown', () => {
  expect(spansOf(history([]))).toEqual([
    { state: 'unknown', from: at(0), to: at(10) },
  ]);
  expect(
    spansOf(history([{ at: '2026-01-01T09:00:00Z', to: 'degraded' }])),
  ).toEqual([
    { state: 'unknown', from: at(0), to: at(9) },
    { state: 'degraded', from: at(9), to: at(10) },
  ]);
});
