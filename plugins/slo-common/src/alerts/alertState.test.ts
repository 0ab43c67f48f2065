import fc from 'fast-check';
import { AlertStanding, NewTransition, alertState } from './alertState';
import { BareAlertReading } from './readAlerts';

const reading = (
  met: boolean,
  changes: Partial<BareAlertReading> = {},
): BareAlertReading => ({
  ruleId: 'burn-1h',
  name: 'Budget burns very fast',
  severity: 'critical',
  condition: {
    kind: 'burn-rate',
    longSeconds: 3_600,
    shortSeconds: 300,
    op: 'gt',
    threshold: 14.4,
  },
  value: met ? 20 : 0,
  shortValue: met ? 18 : 0,
  events: 100,
  failures: met ? 20 : 0,
  met,
  ...changes,
});

/** Plays readings of one minute each; returns what changed as `minute: from > to`. */
function play(
  minutes: (boolean | BareAlertReading)[],
  alertAfterSeconds = 0,
): string[] {
  let standing: AlertStanding | undefined;
  return minutes.flatMap((each, minute) => {
    const next = alertState(
      standing,
      typeof each === 'boolean' ? reading(each) : each,
      minute * 60,
      { alertAfterSeconds, sliceSeconds: 60 },
    );
    standing = next.standing;
    const { transition } = next;
    return transition
      ? [`${minute}: ${transition.from} > ${transition.to}`]
      : [];
  });
}

const times = (count: number, met: boolean) =>
  new Array<boolean>(count).fill(met);

describe('alertState', () => {
  it('fires at once and resolves when the short window has been quiet for its length', () => {
    expect(
      play([...times(3, false), ...times(4, true), ...times(9, false)]),
    ).toEqual(['3: inactive > firing', '12: firing > inactive']);
  });

  it('does not flap', () => {
    const flapping = Array.from({ length: 60 }, (_, n) => n % 4 === 0);
    expect(play(flapping)).toEqual(['0: inactive > firing']);
  });

  it('waits as long as the rule says, and forgets when it is over before', () => {
    expect(
      play([true, true, false, ...times(5, true), ...times(7, false)], 180),
    ).toEqual([
      '0: inactive > pending',
      '2: pending > inactive',
      '3: inactive > pending',
      '6: pending > firing',
      '13: firing > inactive',
    ]);
  });

  it('resolves at once when maintenance begins', () => {
    const maintained = reading(false, { suppressedBy: 'maintenance' });
    expect(play([true, maintained])).toEqual([
      '0: inactive > firing',
      '1: firing > inactive',
    ]);
  });

  it('says why, with numbers', () => {
    const { transition } = alertState(undefined, reading(true), 0, {
      alertAfterSeconds: 0,
      sliceSeconds: 60,
    });
    expect(transition).toEqual<NewTransition>({
      ruleId: 'burn-1h',
      name: 'Budget burns very fast',
      severity: 'critical',
      at: '1970-01-01T00:00:00.000Z',
      from: 'inactive',
      to: 'firing',
      value: 20,
      reason:
        'Burns 20x over 1 hour and 18x over 5 minutes; alerts at burn rate above 14.4x over 1 hour and over 5 minutes.',
    });
  });

  it('is idempotent, goes from state to state without holes, and never back in time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -2, max: 9 })), {
          maxLength: 60,
        }),
        fc.constantFrom(0, 60, 600),
        (steps, alertAfterSeconds) => {
          const options = { alertAfterSeconds, sliceSeconds: 60 };
          let standing: AlertStanding | undefined;
          let at = 1_000_000;
          let last = 'inactive';
          let lastAt = 0;
          for (const [met, minutes] of steps) {
            at += minutes * 60;
            const { standing: next, transition } = alertState(
              standing,
              reading(met),
              at,
              options,
            );
            const again = alertState(next, reading(met), at, options);
            expect(again.transition).toBeUndefined();
            expect(again.standing).toEqual(next);
            // A change begins where the last one ended, and later.
            const from = transition?.from ?? last;
            const to = transition?.to ?? last;
            const when = transition ? Date.parse(transition.at) : lastAt;
            expect([from, to === last]).toEqual([last, !transition]);
            expect(when).toBeGreaterThanOrEqual(lastAt);
            last = to;
            lastAt = when;
            expect(next.state).toBe(last);
            standing = next;
          }
        },
      ),
    );
  });

  it('fires exactly when the condition was met for the whole wait', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 40 }),
        fc.integer({ min: 0, max: 5 }),
        (minutes, wait) => {
          const fired = play(minutes, wait * 60).find(text =>
            text.endsWith('firing'),
          );
          const first = minutes.findIndex(
            (_, n) =>
              n >= wait && minutes.slice(n - wait, n + 1).every(Boolean),
          );
          expect(fired?.split(':')[0]).toBe(
            first < 0 ? undefined : String(first),
          );
        },
      ),
    );
  });
});
