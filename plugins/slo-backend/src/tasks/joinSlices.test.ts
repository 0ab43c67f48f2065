import { Indicator, SeriesRole } from '@plumbline/plugin-slo-common';
import { joinSlices } from './joinSlices';

const source = { type: 'samples', spec: {} };
const series =
  (values: Partial<Record<SeriesRole, [number, number][]>>) =>
  (role: SeriesRole) =>
    (values[role] ?? []).map(([end, value]) => ({ end, value }));

describe('joinSlices', () => {
  const ratio: Indicator = {
    kind: 'ratio',
    counter: false,
    good: source,
    total: source,
  };

  it('has no data where one of the series has none', () => {
    expect(
      joinSlices(
        ratio,
        series({
          good: [
            [300, 9],
            [600, 1],
            [1200, NaN],
            [1500, -5],
          ],
          total: [
            [300, 10],
            [900, 1],
            [1200, 5],
            [1500, 5],
          ],
        }),
      ),
    ).toEqual([{ end: 300, good: 9, total: 10 }]);
  });

  it('takes bad events from all', () => {
    expect(
      joinSlices(
        { ...ratio, good: undefined, bad: source },
        series({ bad: [[300, 1]], total: [[300, 10]] }),
      ),
    ).toEqual([{ end: 300, good: 9, total: 10 }]);
  });

  it.each([
    ['lt', [1, 0, 0]],
    ['lte', [1, 1, 0]],
    ['gt', [0, 0, 1]],
    ['gte', [0, 1, 1]],
  ] as const)('counts readings %s 2', (op, good) => {
    const slices = joinSlices(
      { kind: 'threshold', metric: source, op, value: 2 },
      series({
        value: [
          [300, 1.9],
          [600, 2],
          [900, 2.1],
        ],
      }),
    );
    expect(slices.map(slice => slice.good)).toEqual(good);
    expect(slices.every(slice => slice.total === 1)).toBe(true);
  });
});
