import fc from 'fast-check';
import { DAY, HOUR, objective, rollupsOf } from './__fixtures__/objective';
import { compositesOf } from './composite';
import { BUDGETING_METHODS } from './definition';
import {
  countPromises,
  monthOf,
  monthSpan,
  reportComposite,
  reportObjective,
} from './report';

const [start, end] = monthSpan('2026-11');

describe('months', () => {
  it('are those of UTC', () => {
    expect([start, end].map(s => new Date(s * 1_000).toISOString())).toEqual([
      '2026-11-01T00:00:00.000Z',
      '2026-12-01T00:00:00.000Z',
    ]);
    expect(monthOf(end)).toBe('2026-11');
    expect(monthOf(end + 1)).toBe('2026-12');
    expect(monthSpan('2024-02')[1] - monthSpan('2024-02')[0]).toBe(29 * DAY);
  });
});

describe('reportObjective', () => {
  const definition = objective({
    sliceSeconds: HOUR,
    sla: { name: 'Agreement', target: 0.999 },
  });

  it('tells what was promised, what was kept and which days spent most', () => {
    const rollups = rollupsOf(definition, [start, end], slice => {
      const day = Math.floor((slice - 1 - start) / DAY) + 1;
      if (day === 20) return undefined;
      if (day === 9) return [90, 100];
      return day === 3 ? [96, 100] : [100, 100];
    });
    expect(
      reportObjective({
        definition,
        month: '2026-11',
        rollups,
        asOf: end + 5 * DAY,
        alerts: { high: 1 },
      }),
    ).toEqual({
      id: 'checkout',
      displayName: 'Checkout',
      entityRef: 'system:default/shop',
      method: 'Occurrences',
      target: 0.99,
      compliance: expect.closeTo(1 - 0.14 / 29, 12),
      spent: expect.closeTo(0.14 / 29 / 0.01, 9),
      met: true,
      good: 29 * 2_400 - 336,
      bad: 336,
      noDataSlices: 24,
      slices: 720,
      coverage: expect.closeTo(29 / 30, 12),
      excludedSeconds: 0,
      sla: {
        name: 'Agreement',
        target: 0.999,
        met: false,
        deviation: expect.closeTo(0.001 - 0.14 / 29, 12),
      },
      worstDays: [
        { day: '2026-11-09', spent: expect.closeTo(0.1 / 29 / 0.01, 9) },
        { day: '2026-11-03', spent: expect.closeTo(0.04 / 29 / 0.01, 9) },
      ],
      alerts: { high: 1 },
    });
  });

  it('has no numbers without data, and neither kept nor broken', () => {
    const report = reportObjective({
      definition,
      month: '2026-11',
      rollups: [],
      asOf: end,
    });
    expect(report).toMatchObject({
      compliance: null,
      spent: null,
      met: null,
      coverage: 0,
      noDataSlices: 720,
      sla: { met: null, deviation: null },
      worstDays: [],
    });
    expect(countPromises([report])).toEqual({ kept: 0, broken: 0, unknown: 1 });
  });

  it('goes as far as the data does', () => {
    const rollups = rollupsOf(definition, [start, start + 3 * DAY], () => [
      99, 100,
    ]);
    expect(
      reportObjective({
        definition,
        month: '2026-11',
        rollups,
        asOf: start + 3 * DAY,
      }),
    ).toMatchObject({
      slices: 72,
      noDataSlices: 0,
      coverage: 1,
      spent: expect.closeTo(0.1, 9),
    });
  });

  it('leaves maintenance out', () => {
    const rollups = rollupsOf(definition, [start, end], slice =>
      slice <= start + DAY ? [0, 100] : [100, 100],
    );
    expect(
      reportObjective({
        definition,
        month: '2026-11',
        rollups,
        asOf: end,
        context: { exclusions: [[start, start + DAY]] },
      }),
    ).toMatchObject({
      compliance: 1,
      spent: 0,
      excludedSeconds: DAY,
      slices: 29 * 24,
      sla: { met: true, deviation: expect.closeTo(0.001, 12) },
    });
  });

  it('tells of a composite what its members gave, and keeps the promise for the whole', () => {
    const sla = { target: 0.98 };
    const [composite] = compositesOf([
      objective({ id: 'a', weight: 1, target: 0.95, sla, sliceSeconds: HOUR }),
      objective({ id: 'b', weight: 3, target: 0.99, sla, sliceSeconds: HOUR }),
      objective({ id: 'c', weight: 6, target: 0.5, sla, sliceSeconds: HOUR }),
    ]);
    const parts = composite.members.map(member =>
      reportObjective({
        definition: member,
        month: '2026-11',
        rollups: rollupsOf(member, [start, end], () => {
          if (member.id === 'c') return undefined;
          return member.id === 'a' ? [97, 100] : [99, 100];
        }),
        asOf: end,
      }),
    );
    expect(parts.map(part => part.sla)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const report = reportComposite(composite, parts, { low: 2 });
    expect(report).toMatchObject({
      id: 'checkout',
      target: expect.closeTo(0.98, 12),
      compliance: expect.closeTo(0.985, 12),
      spent: expect.closeTo(0.015 / 0.02, 9),
      met: true,
      coverage: expect.closeTo(0.4, 12),
      sla: { target: 0.98, met: true, deviation: expect.closeTo(0.005, 12) },
      alerts: { low: 2 },
    });
    expect(countPromises([...parts, report])).toEqual({
      kept: 1,
      broken: 0,
      unknown: 0,
    });
    expect(reportComposite(composite, [])).toMatchObject({
      compliance: null,
      spent: null,
      met: null,
      coverage: 0,
    });
  });

  it('shares what was spent among the days', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BUDGETING_METHODS),
        fc.array(fc.integer({ min: 0, max: 24 }), {
          minLength: 5,
          maxLength: 5,
        }),
        (method, badHours) => {
          const of = { ...definition, method };
          const rollups = rollupsOf(of, [start, end], slice => {
            const day = Math.floor((slice - 1 - start) / DAY);
            const hour = ((slice - start) / HOUR - 1) % 24;
            return hour < (badHours[day] ?? 0) ? [4, 10] : [10, 10];
          });
          const { spent, worstDays } = reportObjective({
            definition: of,
            month: '2026-11',
            rollups,
            asOf: end,
          });
          const sum = worstDays.reduce((total, day) => total + day.spent, 0);
          expect(sum).toBeCloseTo(spent!, 9);
        },
      ),
    );
  });
});
