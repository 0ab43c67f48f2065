import fc from 'fast-check';
import { DAY, HOUR, objective, rollupsOf } from '../__fixtures__/objective';
import { ObjectiveDefinition } from '../definition';
import { measureSpan } from '../measure';
import { AlertCondition, AlertRule } from './AlertRule';
import { readingInWords } from './alertWords';
import { cannotFire } from './cannotFire';
import {
  BURN_PAIRS,
  alertWindowsOf,
  burnFactor,
  defaultAlertRules,
} from './defaultAlertRules';
import { readAlerts } from './readAlerts';

const asOf = 40 * DAY;

function rule(
  condition: AlertCondition,
  changes: Partial<AlertRule> = {},
): AlertRule {
  return {
    id: 'rule',
    name: 'Rule',
    severity: 'high',
    condition,
    alertAfterSeconds: 0,
    minEvents: 0,
    minFailures: 0,
    notify: { noData: false, resolved: true, breaching: true },
    targets: [],
    ...changes,
  };
}

function read(
  definition: ObjectiveDefinition,
  at: Parameters<typeof rollupsOf>[2],
  rules: AlertRule[],
  options: { maintenance?: boolean; remaining?: number } = {},
) {
  const rollups = rollupsOf(definition, [asOf - 3 * DAY, asOf], at);
  return readAlerts({
    definition,
    rules,
    recent: seconds => measureSpan(definition, rollups, [asOf - seconds, asOf]),
    remaining: options.remaining,
    maintenance: options.maintenance ?? false,
  });
}

describe('default rules', () => {
  const factors = (days: number, changes: Partial<ObjectiveDefinition> = {}) =>
    defaultAlertRules(
      objective({
        window: { kind: 'rolling', duration: `${days}d`, seconds: days * DAY },
        ...changes,
      }),
    ).map(({ condition }) => Number(condition.threshold.toFixed(3)));

  it.each([
    [30, [14.4, 6, 1]],
    [28, [13.44, 5.6, 0.933]],
    [90, [43.2, 18, 3]],
    // Less than the pace that is allowed is no alert.
    [7, [3.36, 1.4, 1]],
    // And no window longer than the period.
    [1, [1, 1]],
  ])('have the factors of a period of %d days: %j', (days, expected) => {
    expect(factors(days)).toEqual(expected);
  });

  it('fire when the share of the budget is spent in the long window', () => {
    for (const pair of BURN_PAIRS) {
      const spent =
        burnFactor(pair, 30 * DAY) * (pair.longSeconds / (30 * DAY));
      expect(spent).toBeCloseTo(pair.budgetShare, 12);
    }
  });

  it('want three failures where events are counted, none where slices are', () => {
    const of = (changes: Partial<ObjectiveDefinition>) =>
      defaultAlertRules(objective(changes))[0].minFailures;
    const metric = { type: 'samples', spec: {} };
    expect(of({})).toBe(3);
    expect(of({ method: 'Timeslices' })).toBe(0);
    expect(
      of({ indicator: { kind: 'threshold', metric, op: 'lt', value: 1 } }),
    ).toBe(0);
    expect(of({ indicator: { kind: 'raw', metric, rawType: 'success' } })).toBe(
      0,
    );
  });

  it('look at no less than a slice', () => {
    expect(alertWindowsOf(objective({ sliceSeconds: 900 }))).toEqual([
      HOUR,
      900,
      6 * HOUR,
      1_800,
      3 * DAY,
    ]);
  });
});

describe('readAlerts', () => {
  const burn = rule({
    kind: 'burn-rate',
    longSeconds: HOUR,
    shortSeconds: 300,
    op: 'gt',
    threshold: 14.4,
  });
  const outage =
    (length: number, after = 0) =>
    (end: number) =>
      end > asOf - length - after && end <= asOf - after
        ? ([0, 100] as [number, number])
        : ([100, 100] as [number, number]);

  it.each([
    ['both windows burn', outage(HOUR), true, 100, 100],
    ['the short window is quiet again', outage(HOUR, 300), false, 91.7, 0],
    ['the long window does not burn yet', outage(300), false, 8.3, 100],
    ['nothing fails', outage(0), false, 0, 0],
  ])('burns when %s: %s', (_, at, met, value, shortValue) => {
    const [reading] = read(objective(), at, [burn]);
    expect(reading.met).toBe(met);
    expect(reading.value).toBeCloseTo(value, 1);
    expect(reading.shortValue).toBeCloseTo(shortValue, 1);
  });

  it('compares unrounded', () => {
    // Exactly at the factor is not above it.
    const exact = rule({
      kind: 'burn-rate',
      longSeconds: HOUR,
      op: 'gt',
      threshold: 2,
    });
    const failing = (bad: number) => () =>
      [10_000 - bad, 10_000] as [number, number];
    expect(read(objective(), failing(200), [exact])[0].met).toBe(false);
    expect(read(objective(), failing(201), [exact])[0].met).toBe(true);
  });

  it('does not alert on one failure of ten requests an hour, which burns 100x at 99.9%', () => {
    const definition = objective({ target: 0.999 });
    const quiet = (end: number): [number, number] => {
      if (end === asOf) return [0, 1];
      return end % 400 === 0 ? [1, 1] : [0, 0];
    };
    const readings = read(definition, quiet, defaultAlertRules(definition));
    expect(readings[0]).toMatchObject({
      met: false,
      failures: 1,
      suppressedBy: 'few-failures',
    });
    expect(readings[0].value).toBeGreaterThan(100);
    expect(readingInWords(readings[0])).toMatch(
      'not counted: too few failures to matter.',
    );
    const [strict] = read(definition, quiet, [
      { ...burn, minFailures: 0, minEvents: 30 },
    ]);
    expect(strict.suppressedBy).toBe('few-events');
  });

  it('alerts on nothing during maintenance', () => {
    const [reading] = read(objective(), outage(HOUR), [burn], {
      maintenance: true,
    });
    expect(reading).toMatchObject({ met: false, suppressedBy: 'maintenance' });
  });

  // The alert criteria that the plan of IE Bank sets.
  it.each<
    [string, Partial<ObjectiveDefinition>, AlertCondition, number, number]
  >([
    [
      'unreachable for a minute',
      { method: 'Timeslices', sliceSeconds: 60 },
      { kind: 'error-rate', longSeconds: 60, op: 'gte', threshold: 1 },
      60,
      0,
    ],
    [
      'more than 5% errors over 10 minutes',
      {},
      { kind: 'error-rate', longSeconds: 600, op: 'gt', threshold: 0.05 },
      300,
      0,
    ],
    [
      'several failed logins within 5 minutes',
      {},
      { kind: 'error-count', longSeconds: 300, op: 'gte', threshold: 5 },
      300,
      0,
    ],
  ])('meets %s', (_, changes, condition, failing, quiet) => {
    const definition = objective(changes);
    expect(read(definition, outage(failing), [rule(condition)])[0].met).toBe(
      true,
    );
    expect(read(definition, outage(quiet), [rule(condition)])[0].met).toBe(
      false,
    );
  });

  it('reads the budget that is left, and no number without data', () => {
    const low = rule({ kind: 'budget', op: 'lt', threshold: 0.1 });
    const nothing = () => undefined;
    expect(
      read(objective(), nothing, [low], { remaining: 0.05 })[0],
    ).toMatchObject({ met: true, value: 0.05 });
    expect(read(objective(), nothing, [low, burn])).toEqual([
      expect.objectContaining({ met: false, value: null }),
      expect.objectContaining({ met: false, value: null, shortValue: null }),
    ]);
  });

  it('counts slices that a gap policy calls bad', () => {
    const definition = objective({ method: 'Timeslices', noData: 'bad' });
    const gone = (end: number) =>
      end > asOf - HOUR ? undefined : ([1, 1] as [number, number]);
    expect(read(definition, gone, [burn])[0]).toMatchObject({
      met: true,
      failures: 12,
    });
  });
});

describe('cannotFire', () => {
  it.each<[Partial<ObjectiveDefinition>, AlertCondition, RegExp | undefined]>([
    [
      { target: 0.93 },
      { kind: 'burn-rate', longSeconds: HOUR, op: 'gt', threshold: 14.4 },
      /^Losing everything burns 14.3x, which is never above 14.4x/,
    ],
    [
      { target: 0.931 },
      { kind: 'burn-rate', longSeconds: HOUR, op: 'gt', threshold: 14.4 },
      undefined,
    ],
    [
      {},
      { kind: 'error-rate', longSeconds: HOUR, op: 'gt', threshold: 1 },
      /never above 100%/,
    ],
    [
      {},
      { kind: 'error-rate', longSeconds: HOUR, op: 'gte', threshold: 1 },
      undefined,
    ],
    [
      { method: 'Timeslices' },
      { kind: 'error-count', longSeconds: 600, op: 'gt', threshold: 2 },
      /10 minutes hold 2 slices/,
    ],
    [
      {},
      { kind: 'error-count', longSeconds: 600, op: 'gt', threshold: 2 },
      undefined,
    ],
    [{}, { kind: 'budget', op: 'gt', threshold: 1 }, /never above 100%/],
    [{}, { kind: 'budget', op: 'lt', threshold: -100 }, /never below/],
    [{}, { kind: 'budget', op: 'lt', threshold: 0 }, undefined],
  ])('%j %j', (changes, condition, says) => {
    const found = cannotFire(rule(condition), objective(changes));
    expect(found ?? 'it can').toMatch(says ?? /^it can$/);
  });

  it('also when more slices are wanted than there are', () => {
    expect(
      cannotFire(
        rule(
          { kind: 'error-rate', longSeconds: 600, op: 'gt', threshold: 0.5 },
          { minFailures: 3 },
        ),
        objective({ method: 'Timeslices' }),
      ),
    ).toBe('It wants 3 slices, and 10 minutes hold 2.');
  });

  it('never of a burn rule that losing everything fires', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.9999, noNaN: true }),
        fc.double({ min: 0, max: 200, noNaN: true }),
        (target, threshold) => {
          const all = rule({
            kind: 'burn-rate',
            longSeconds: HOUR,
            op: 'gt',
            threshold,
          });
          const definition = objective({ target, sliceSeconds: HOUR });
          const [reading] = read(definition, () => [0, 1], [all]);
          expect(reading.met).toBe(reading.cannotFire === undefined);
        },
      ),
    );
  });
});
