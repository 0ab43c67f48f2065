import { DAY, HOUR, objective, rollupsOf } from './__fixtures__/objective';
import { compositesOf, evaluateComposite } from './composite';
import { ObjectiveDefinition } from './definition';
import { evaluate } from './evaluate';
import { explain, explainComposite } from './explain';
import { TimeSpan } from './exclusions';
import { CalendarWindow } from './window';

const asOf = Date.parse('2026-11-11T00:00:00Z') / 1_000;

function explained(
  definition: ObjectiveDefinition,
  at: Parameters<typeof rollupsOf>[2],
  exclusions: TimeSpan[] = [],
) {
  const rollups = rollupsOf(definition, [asOf - 31 * DAY, asOf], at);
  const { figures, measure } = evaluate({
    definition,
    rollups,
    asOf,
    now: asOf,
    exclusions,
  });
  return explain(definition, measure, { figures, delaySeconds: 300 });
}

describe('explain', () => {
  it('fills the numbers into every formula', () => {
    expect(explained(objective(), () => [99.5, 100])).toEqual({
      sourceType: 'samples',
      dataSource: undefined,
      queries: [
        { role: 'good', text: 'checkout.good' },
        { role: 'total', text: 'checkout.total' },
      ],
      formulas: [
        'Compliance = good events ÷ all events = 859,680 ÷ 864,000 = 99.5%.',
        'Error budget = 100% − target = 100% − 99% = 1%.',
        'Remaining = 100% − (100% − compliance) ÷ error budget = 100% − 0.5% ÷ 1% = 50%.',
        'Burn rate over 1 hour = bad share of that time ÷ error budget = 0.5% ÷ 1% = 0.5x.',
        'Burn rate over 6 hours = bad share of that time ÷ error budget = 0.5% ÷ 1% = 0.5x.',
        'Burn rate over 3 days = bad share of that time ÷ error budget = 0.5% ÷ 1% = 0.5x.',
        'Forecast for 2026-11-18 00:00 UTC, if 0.5x as over the last 6 hours goes on: 50% remaining.',
        'Coverage = measured slices ÷ slices of the window = 8,640 ÷ 8,640 = 100%.',
        'The source has its numbers 5 minutes late; they are asked for from then on.',
      ],
      estimated: false,
    });
  });

  it('says when the budget is gone', () => {
    expect(
      explained(objective(), end => [end > asOf - HOUR ? 80 : 100, 100])
        .formulas,
    ).toContain(
      'Budget gone in = remaining × period ÷ burn rate = 97.2222% × 30 days ÷ 20x = 1 day 11 hours.',
    );
  });

  it('tells gaps, what they count as, and maintenance', () => {
    const { formulas } = explained(
      objective({
        method: 'Timeslices',
        sliceTarget: 0.95,
        sliceSeconds: HOUR,
        noData: 'bad',
        noEvents: 'good',
      }),
      end => {
        if (end <= asOf - 20 * DAY) return [100, 100];
        if (end <= asOf - 20 * DAY + 4 * HOUR) return undefined;
        return end <= asOf - 19 * DAY ? [0, 0] : [94, 100];
      },
      [[asOf - 2 * DAY, asOf - DAY - 1]],
    );
    expect(formulas).toEqual(
      expect.arrayContaining([
        'Compliance = good slices ÷ all slices = 260 ÷ 696 = 37.3563%.',
        'A slice of 1 hour is good when at least 95% of its events are.',
        'Coverage = measured slices ÷ slices of the window = 692 ÷ 696 = 99.4253%.',
        '4 slices without a measurement: counted as bad.',
        '20 slices without events: counted as good.',
        'Maintenance takes 1 day out of the window; those slices count for nothing.',
      ]),
    );
  });

  const month: CalendarWindow = {
    kind: 'calendar',
    duration: '1M',
    startTime: '2026-01-01 00:00:00',
    timeZone: 'UTC',
  };

  it.each<[Partial<ObjectiveDefinition>, string[]]>([
    [
      { method: 'Timeslices' },
      [
        'Compliance = good slices ÷ all slices = 0 ÷ 240 = 0%.',
        'Remaining = 100% − bad slices ÷ (error budget × all slices of the whole period) = 100% − 240 ÷ (1% × 720) = -3233.3333%.',
      ],
    ],
    [
      { method: 'RatioTimeslices' },
      [
        'Compliance = sum over slices of good events ÷ events, ÷ slices = 237.6 ÷ 240 = 99%.',
        'Remaining = 100% − bad shares of slices ÷ (error budget × all slices of the whole period) = 100% − 2.4 ÷ (1% × 720) = 66.6667%.',
      ],
    ],
    [
      {},
      [
        'Events of the whole period, estimated = 24,000 so far × 30 days ÷ 10 days = 72,000.',
        'Remaining = 100% − bad events ÷ (error budget × events of the whole period) = 100% − 240 ÷ (1% × 72,000) = 66.6667%.',
      ],
    ],
  ])('of a calendar window with %j', (changes, lines) => {
    const definition = objective({
      ...changes,
      window: month,
      sliceSeconds: HOUR,
    });
    const { formulas, estimated } = explained(definition, () => [99, 100]);
    expect(formulas).toEqual(expect.arrayContaining(lines));
    expect(estimated).toBe(definition.method === 'Occurrences');
  });

  it('says that an hour without its slices is an estimate', () => {
    const definition = objective();
    const rollups = rollupsOf(definition, [asOf - 31 * DAY, asOf], () => [
      1, 1,
    ]).map(({ hour, counts }) => ({ hour, counts }));
    const { measure } = evaluate({
      definition,
      rollups,
      asOf,
      now: asOf,
      exclusions: [[asOf - 9 * DAY - 600, asOf - 9 * DAY]],
    });
    const { formulas, estimated } = explain(definition, measure);
    expect(estimated).toBe(true);
    expect(formulas).toContain(
      'The slices of an hour that is cut are no longer kept; its sum is shared out by time, which is an estimate.',
    );
  });

  it('says how a share or a threshold is read, and that no data is no number', () => {
    const metric = { type: 'samples', spec: { series: 'share' } };
    const of = (indicator: ObjectiveDefinition['indicator']) =>
      explained(objective({ indicator }), () => undefined).formulas;
    expect(of({ kind: 'raw', rawType: 'failure', metric })).toEqual([
      'Compliance = good events ÷ all events = 0 ÷ 0: no number without data.',
      'The source gives the share of what failed; each slice of 5 minutes counts as one event that was good so far.',
      'Coverage = measured slices ÷ slices of the window = 0 ÷ 8,640 = 0%.',
      '8,640 slices without a measurement: neither good nor bad.',
      'The source has its numbers 5 minutes late; they are asked for from then on.',
    ]);
    expect(of({ kind: 'threshold', op: 'lte', value: 2, metric })[1]).toBe(
      'A value counts as good when it is at most 2; one value for each slice of 5 minutes.',
    );
  });
});

describe('explainComposite', () => {
  const [composite] = compositesOf([
    objective({ id: 'a', displayName: 'Shop, a', weight: 1, target: 0.95 }),
    objective({ id: 'b', displayName: 'Shop, b', weight: 3, target: 0.99 }),
  ]);

  function formulasOf(bad: (id: string) => number | undefined) {
    const evaluations = new Map(
      composite.members.map(definition => {
        const failing = bad(definition.id);
        const rollups = rollupsOf(definition, [asOf - 31 * DAY, asOf], () =>
          failing === undefined ? undefined : [1_000 - failing, 1_000],
        );
        return [
          definition.id,
          evaluate({
            definition,
            rollups,
            asOf: failing === undefined ? undefined : asOf,
            now: asOf,
          }),
        ];
      }),
    );
    const { figures, target } = evaluateComposite({
      composite,
      evaluations,
      now: asOf,
    });
    return explainComposite(
      composite,
      figures,
      target,
      composite.members.map(member =>
        explain(member, evaluations.get(member.id)!.measure),
      ),
    ).formulas;
  }

  it('fills the numbers of the members in', () => {
    expect(formulasOf(id => (id === 'a' ? 30 : 5)).slice(0, 4)).toEqual([
      'Compliance = Σ weight × compliance ÷ Σ weight over the members with data = (1 × 97% + 3 × 99.5%) ÷ (1 + 3) = 98.875%.',
      'Target = the same mean of their targets = (1 × 95% + 3 × 99%) ÷ (1 + 3) = 98%.',
      'Error budget = 100% − target = 2%.',
      'Remaining = 100% − (100% − compliance) ÷ error budget = 100% − 1.125% ÷ 2% = 43.75%.',
    ]);
  });

  it('names who is left out', () => {
    expect(formulasOf(id => (id === 'a' ? undefined : 5))).toContain(
      'Left out, since they have no current data: Shop, a.',
    );
    expect(formulasOf(() => undefined)[0]).toBe(
      'Compliance = Σ weight × compliance ÷ Σ weight over the members with data: none has any.',
    );
  });
});
