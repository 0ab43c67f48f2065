import fc from 'fast-check';
import { HEALTH_STATES } from '../summary';
import { MaintenanceWindow } from './healthModel';
import { maintenanceAt, maintenanceOf } from './maintenance';
import { standingOf, timeHealthy } from './timeHealthy';

const at = (ms: number) => new Date(ms).toISOString();
const window = { from: 1_000, to: 11_000 };

describe('timeHealthy', () => {
  it('leaves maintenance out and keeps unknown apart; degraded is not downtime', () => {
    const time = timeHealthy(
      [
        { at: at(7_000), to: 'degraded' },
        { at: at(3_000), to: 'healthy' },
        { at: at(6_000), to: 'unhealthy' },
        { at: at(11_000), to: 'unhealthy' },
      ],
      window,
      [
        { from: 0, to: 1_500 },
        { from: 6_500, to: 8_000 },
        { from: 7_000, to: 7_500 },
      ],
    );
    expect(time).toMatchObject({
      inState: {
        unknown: 1_500,
        healthy: 3_000,
        unhealthy: 500,
        degraded: 3_000,
      },
      maintenanceMs: 2_000,
      knownMs: 6_500,
      share: 6_000 / 6_500,
      coverage: 6_500 / 8_000,
    });
  });

  it('knows the state from before the window', () => {
    const changes = [{ at: at(0), to: 'unhealthy' as const }];
    expect(timeHealthy(changes, window).share).toBe(0);
    expect(timeHealthy([], window, [], 'healthy').share).toBe(1);
    expect(timeHealthy([], window)).toMatchObject({ knownMs: 0, coverage: 0 });
    expect(timeHealthy([], window).share).toBeUndefined();
  });

  it('counts every millisecond once, whatever the order', () => {
    const changes = fc.uniqueArray(
      fc.record({ at: fc.nat(14_000), to: fc.constantFrom(...HEALTH_STATES) }),
      { selector: each => each.at, maxLength: 20 },
    );
    const spans = fc.array(
      fc
        .tuple(fc.nat(14_000), fc.nat(3_000))
        .map(([from, length]) => ({ from, to: from + length })),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(changes, spans, (list, maintenance) => {
        const told = list.map(each => ({ ...each, at: at(each.at) }));
        const time = timeHealthy(told, window, maintenance);
        const { inState, maintenanceMs } = time;
        const sum = Object.values(inState).reduce(
          (a, b) => a + b,
          maintenanceMs,
        );
        expect(sum).toBe(10_000);
        expect(
          timeHealthy([...told].reverse(), window, [...maintenance].reverse()),
        ).toEqual(time);
        // Slow and obvious: one millisecond in every 97 looked at by itself.
        const counted = { unknown: 0, healthy: 0, degraded: 0, unhealthy: 0 };
        const tiny = { from: 5_000, to: 5_100 };
        for (let ms = tiny.from; ms < tiny.to; ms++) {
          if (maintenance.some(({ from, to }) => from <= ms && ms < to))
            continue;
          const last = [...list]
            .sort((a, b) => a.at - b.at)
            .filter(each => each.at <= ms)
            .at(-1);
          counted[last?.to ?? 'unknown']++;
        }
        expect(timeHealthy(told, tiny, maintenance).inState).toEqual(counted);
      }),
    );
  });
});

describe('standingOf', () => {
  const of = (downMs: number, totalMs: number, percent: number) =>
    standingOf(
      timeHealthy(
        [{ at: at(downMs), to: 'healthy' }],
        { from: 0, to: totalMs },
        [],
        'unhealthy',
      ),
      { percent, days: 28 },
    );

  it.each<[number, number, number, boolean]>([
    // 0.05% of 10,000,000 ms are 5,000 ms, exactly.
    [5_000, 10_000_000, 99.95, true],
    [5_001, 10_000_000, 99.95, false],
    // 99.9 as a binary number is a little more than 99.9.
    [2_419_200, 2_419_200_000, 99.9, true],
    [2_419_201, 2_419_200_000, 99.9, false],
    [0, 1_000, 100, true],
    [1, 1_000, 100, false],
  ])('%d ms down of %d at %d%%', (down, total, percent, met) => {
    expect(of(down, total, percent).met).toBe(met);
  });

  it('is overdrawn by as much as it is, not clamped', () => {
    const standing = of(15_000, 10_000_000, 99.95);
    expect(standing).toMatchObject({
      allowedMs: 5_000,
      leftMs: -10_000,
      met: false,
    });
  });

  it('says nothing of nothing known', () => {
    const time = timeHealthy([], window);
    expect(standingOf(time, { percent: 99, days: 1 }).met).toBeUndefined();
  });
});

describe('maintenance', () => {
  const day = 86_400_000;
  const start = Date.parse('2026-11-02T20:00:00Z');
  const weekly: MaintenanceWindow = {
    id: 'patches',
    from: at(start),
    to: at(start + 3_600_000),
    everyDays: 7,
    until: at(start + 21 * day),
    nodes: ['resource:default/db'],
  };

  it('comes again until it ends, for the nodes that it names', () => {
    const within = { from: start - day, to: start + 60 * day };
    const spans = maintenanceOf([weekly], within, 'resource:default/db');
    expect(
      spans.map(({ from, to }) => [(from - start) / day, to - from]),
    ).toEqual([
      [0, 3_600_000],
      [7, 3_600_000],
      [14, 3_600_000],
    ]);
    expect(maintenanceOf([weekly], within, 'resource:default/web')).toEqual([]);
    expect(maintenanceOf([weekly], within)).toEqual([]);
  });

  it.each<[number, boolean]>([
    [start - 1, false],
    [start, true],
    [start + 3_599_999, true],
    [start + 3_600_000, false],
    [start + 7 * day, true],
    [start + 21 * day, false],
  ])('at %d', (moment, inside) => {
    expect(
      maintenanceAt([weekly], moment, 'resource:default/db') !== undefined,
    ).toBe(inside);
  });

  it('merges what overlaps or touches, cut to the stretch', () => {
    const windows = [
      { id: 'a', from: at(0), to: at(2_000) },
      { id: 'b', from: at(2_000), to: at(3_000) },
      { id: 'c', from: at(10_500), to: at(20_000) },
    ];
    expect(maintenanceOf(windows, window)).toEqual([
      { from: 1_000, to: 3_000 },
      { from: 10_500, to: 11_000 },
    ]);
  });
});
