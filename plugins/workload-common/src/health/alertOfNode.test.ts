import { AlertStanding } from './alertBoard';
import { AlertReading, ALERT_CAUSES_MAX, alertOfNode } from './alertOfNode';
import { DEFAULT_ALERTS } from './defaultHealthModel';
import { HealthCause } from './model';

const MINUTE = 60_000;
const AT = Date.parse('2026-11-21T09:00:00.000Z');
const REF = 'resource:default/shop-sql';

const cause = (signalId: string): HealthCause => ({
  entityRef: REF,
  signalId,
  state: 'unhealthy',
  reason: 'Probe: reported as unhealthy',
  observedAt: new Date(AT).toISOString(),
  path: [REF],
});

const ill = (...signalIds: string[]): AlertReading => ({
  ref: REF,
  seen: 'Sev1',
  causes: () => signalIds.map(cause),
});

describe('alertOfNode', () => {
  it('remembers a bounded number of causes, however many signals come and go', () => {
    let standing: AlertStanding | undefined;
    let told = 0;
    for (let minute = 0; minute < 3 * ALERT_CAUSES_MAX; minute++) {
      const look = alertOfNode(
        standing,
        ill(`check/${minute}`),
        AT + minute * MINUTE,
        DEFAULT_ALERTS,
      );
      standing = look.standing;
      told += look.events.length;
    }
    expect(standing).toMatchObject({ state: 'open', severity: 'Sev1' });
    expect(standing!.causes).toHaveLength(ALERT_CAUSES_MAX);
    expect(told).toBe(ALERT_CAUSES_MAX);
  });

  it('opens with the worst of very many', () => {
    const many = ill(...Array.from({ length: 500 }, (_, i) => `check/${i}`));
    const first = alertOfNode(undefined, many, AT, DEFAULT_ALERTS);
    const open = alertOfNode(first.standing, many, AT + MINUTE, DEFAULT_ALERTS);
    expect(open.events.map(({ kind }) => kind)).toEqual(['opened']);
    expect(open.standing!.causes.map(({ signalId }) => signalId)).toEqual(
      Array.from({ length: ALERT_CAUSES_MAX }, (_, i) => `check/${i}`),
    );
    const later = alertOfNode(
      open.standing,
      many,
      AT + 2 * MINUTE,
      DEFAULT_ALERTS,
    );
    expect(later.events).toEqual([]);
  });
});
