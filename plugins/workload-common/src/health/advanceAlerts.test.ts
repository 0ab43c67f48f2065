import fc from 'fast-check';
import { HEALTH_STATES, HealthState } from '../summary';
import { SHOP, resource, shopGraph, shopSignal } from './__testUtils__/shop';
import { AlertLook, advanceAlerts } from './advanceAlerts';
import { AlertBoard, AlertEvent } from './alertBoard';
import { emptyHealthModel } from './defaultHealthModel';
import { escalationAt } from './escalation';
import { HealthModel } from './healthModel';
import { severityOf } from './severity';
import { WorkloadRollUp } from './WorkloadRollUp';

const graph = shopGraph();
const PARTS = [
  'door',
  'registry',
  'web-north',
  'db-north',
  'web-south',
  'db-south',
];
const START = Date.parse('2026-11-21T08:00:00.000Z');

/** A shop whose parts' states are set over time, with its alerts looked at. */
class Watch {
  readonly events: AlertEvent[] = [];
  readonly rollUp: WorkloadRollUp;
  board: AlertBoard | undefined;
  look: AlertLook | undefined;

  constructor(readonly model: HealthModel = emptyHealthModel(), of = graph) {
    this.rollUp = new WorkloadRollUp(
      of,
      PARTS.map(part => shopSignal(part, 'healthy')),
      model,
    );
  }

  at(seconds: number, states: Record<string, HealthState> = {}): AlertEvent[] {
    for (const [part, state] of Object.entries(states)) {
      this.rollUp.put(resource(part), [shopSignal(part, state)]);
    }
    const look = advanceAlerts(
      this.board,
      this.rollUp,
      this.model,
      START + seconds * 1_000,
    );
    // As it is stored and read again.
    this.board = JSON.parse(JSON.stringify(look.board));
    this.look = look;
    this.events.push(...look.events);
    return look.events;
  }

  told() {
    return this.events.map(
      ({ ref, kind, severity, at }) =>
        `${(Date.parse(at) - START) / 1_000} ${ref} ${kind} ${severity}`,
    );
  }
}

describe('severityOf', () => {
  it.each([
    ['unhealthy', ['Sev1', 'Sev2', 'Sev2', 'Sev3']],
    ['degraded', ['Sev2', 'Sev2', 'Sev3', 'Sev3']],
    ['unknown', [undefined, undefined, undefined, undefined]],
    ['healthy', [undefined, undefined, undefined, undefined]],
  ] as const)('%s', (state, expected) => {
    expect(
      (['critical', 'high', 'medium', 'low'] as const).map(each =>
        severityOf(state, each),
      ),
    ).toEqual(expected);
  });
});

describe('advanceAlerts', () => {
  it('opens once an outage has lasted a minute, closes once it has been over for ten', () => {
    const watch = new Watch();
    watch.at(0, { door: 'unhealthy' });
    expect(watch.look!.nextAt).toBe('2026-11-21T08:01:00.000Z');
    watch.at(59);
    expect(watch.told()).toEqual([]);
    watch.at(60);
    watch.at(100, { door: 'healthy' });
    // The door itself was waiting below; that is over first.
    watch.at(160);
    expect(watch.look!.nextAt).toBe('2026-11-21T08:11:40.000Z');
    watch.at(699);
    watch.at(700);
    expect(watch.told()).toEqual([
      `60 ${SHOP} opened Sev1`,
      `700 ${SHOP} closed Sev1`,
    ]);
    expect(watch.events[0].causes.map(({ path }) => path)).toEqual([
      [SHOP, resource('door')],
    ]);
  });

  it('tells of an illness once: below an alert as grave all is quiet', () => {
    const watch = new Watch();
    watch.at(0, { 'db-north': 'unhealthy', 'db-south': 'unhealthy' });
    watch.at(3_600);
    expect(watch.told()).toEqual([`3600 ${SHOP} opened Sev1`]);
    const quiet = watch.board!.standings.filter(
      each => each.suppressed?.by === 'above',
    );
    expect(quiet.map(({ ref }) => ref)).toContain(resource('db-north'));
  });

  it('lets a part speak whose illness does not reach further up', () => {
    const watch = new Watch();
    // Limited: degraded counts as healthy above.
    watch.at(0, { registry: 'degraded' });
    watch.at(900);
    expect(watch.told()).toEqual([`900 ${resource('registry')} opened Sev3`]);
  });

  it('gets graver once, and says which causes joined', () => {
    const watch = new Watch();
    watch.at(0, { 'db-north': 'unhealthy' });
    watch.at(300);
    watch.at(400, { 'db-south': 'unhealthy' });
    watch.at(460);
    watch.at(500, { 'db-south': 'healthy' });
    watch.at(600, { 'db-south': 'unhealthy' });
    watch.at(700);
    expect(watch.told()).toEqual([
      `300 ${SHOP} opened Sev2`,
      `400 ${SHOP} widened Sev2`,
      `460 ${SHOP} raised Sev1`,
    ]);
    expect(watch.events[1].causes.map(each => each.entityRef)).toEqual([
      resource('db-south'),
    ]);
  });

  it('neither opens nor closes on unknown', () => {
    const watch = new Watch();
    const unknown = Object.fromEntries(
      PARTS.map(part => [part, 'unknown' as const]),
    );
    watch.at(0, unknown);
    watch.at(100_000);
    expect(watch.events).toEqual([]);
    watch.at(100_001, { door: 'unhealthy' });
    watch.at(100_061);
    watch.at(100_062, { door: 'unknown' });
    watch.at(180_000);
    expect(watch.events.map(({ kind }) => kind)).toEqual(['opened']);
  });

  it('stays open while nothing is known, and closes after a day of it without calling it well', () => {
    const DAY = 86_400;
    const unknown = Object.fromEntries(
      PARTS.map(part => [part, 'unknown' as const]),
    );
    const watch = new Watch();
    watch.at(0, { ...unknown, door: 'unhealthy' });
    watch.at(60);
    watch.at(100, { door: 'unknown' });
    const silentSince = new Date(START + 100_000).toISOString();
    const ofShop = () => watch.board!.standings.find(each => each.ref === SHOP);
    expect(ofShop()).toMatchObject({ silentSince });
    // What waited below is over.
    watch.at(170);
    expect(watch.look!.nextAt).toBe(
      new Date(START + (100 + DAY) * 1_000).toISOString(),
    );
    // What says something meanwhile begins the wait anew.
    watch.at(200, { door: 'unhealthy' });
    expect(ofShop()!.silentSince).toBeUndefined();
    watch.at(300, { door: 'unknown' });
    watch.at(299 + DAY);
    expect(watch.told()).toEqual([`60 ${SHOP} opened Sev1`]);
    watch.at(300 + DAY);
    expect(watch.told()).toEqual([
      `60 ${SHOP} opened Sev1`,
      `${300 + DAY} ${SHOP} closed Sev1`,
    ]);
    expect(watch.events[1].silentSince).toBe(
      new Date(START + 300_000).toISOString(),
    );
    watch.at(400 + DAY, { door: 'unhealthy' });
    watch.at(460 + DAY);
    watch.at(500 + DAY, { door: 'healthy' });
    watch.at(5_000 + DAY);
    expect(watch.events.map(({ kind }) => kind)).toEqual([
      'opened',
      'closed',
      'opened',
      'closed',
    ]);
    expect(watch.events[3]).not.toHaveProperty('silentSince');
  });

  it.each<[string, Partial<HealthModel['maintenance'][number]>]>([
    ['of the workload', {}],
    ['of the part that is the cause', { nodes: [resource('door')] }],
  ])('is quiet in maintenance %s, and speaks when it is over', (_, more) => {
    const watch = new Watch({
      ...emptyHealthModel(),
      maintenance: [
        {
          id: 'work',
          from: new Date(START).toISOString(),
          to: new Date(START + 600_000).toISOString(),
          ...more,
        },
      ],
    });
    watch.at(0, { door: 'unhealthy' });
    watch.at(599);
    expect(watch.told()).toEqual([]);
    expect(watch.board!.standings.map(each => each.suppressed?.by)).toEqual(
      watch.board!.standings.map(() => 'maintenance'),
    );
    watch.at(600);
    expect(watch.told()).toEqual([`600 ${SHOP} opened Sev1`]);
  });

  it('is quiet where the model says so', () => {
    const watch = new Watch({
      ...emptyHealthModel(),
      nodes: [
        { ref: SHOP, alerts: false },
        { ref: resource('door'), criticality: 'low' },
      ],
    });
    watch.at(0, { door: 'unhealthy' });
    watch.at(900);
    expect(watch.told()).toEqual([`900 ${resource('door')} opened Sev3`]);
  });

  it('takes what flaps for one illness, and waits longer each time before it is over', () => {
    const watch = new Watch();
    // Ill for ten seconds of every twenty.
    for (let s = 0; s <= 600; s += 10) {
      watch.at(s, { door: s % 20 === 0 ? 'unhealthy' : 'healthy' });
    }
    expect(watch.told()).toEqual([`60 ${SHOP} opened Sev1`]);
    watch.at(610, { door: 'healthy' });
    watch.at(1_210);
    // Back soon: twice as long.
    watch.at(1_300, { door: 'unhealthy' });
    watch.at(1_360);
    watch.at(1_400, { door: 'healthy' });
    watch.at(2_599);
    expect(watch.told().slice(1)).toEqual([
      `1210 ${SHOP} closed Sev1`,
      `1360 ${SHOP} opened Sev1`,
    ]);
    watch.at(2_600);
    expect(watch.told().at(-1)).toBe(`2600 ${SHOP} closed Sev1`);
    // All is forgotten after an hour.
    watch.at(2_600 + 3_600);
    expect(watch.board!.standings).toEqual([]);
  });

  it('says nothing twice at one moment, and nothing of the past', () => {
    const watch = new Watch();
    watch.at(0, { door: 'unhealthy' });
    watch.at(60);
    const board = watch.board;
    expect(watch.at(60)).toEqual([]);
    expect(watch.board).toEqual(board);
    expect(watch.at(30)).toEqual([]);
    expect(watch.board).toEqual(board);
  });

  const storms = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(...PARTS),
      fc.constantFrom(...HEALTH_STATES),
    ),
    { minLength: 50, maxLength: 200 },
  );

  it('raises a bounded number in a storm, each alert opened once and closed at most once', () => {
    fc.assert(
      fc.property(storms, storm => {
        const watch = new Watch();
        let now = 0;
        for (const [pause, part, state] of storm) {
          now += pause;
          watch.at(now, { [part]: state });
        }
        const open = new Map<string, string>();
        for (const { ref, openedAt, kind } of watch.events) {
          // Opened where none is open; all else is said of the open one.
          expect(open.get(ref)).toBe(kind === 'opened' ? undefined : openedAt);
          if (kind === 'opened') open.set(ref, openedAt);
          if (kind === 'closed') open.delete(ref);
        }
        // Between two openings lie the wait to close and the wait to open.
        const perNode = 1 + now / (600 + 60);
        const opened = watch.events.filter(each => each.kind === 'opened');
        const raised = watch.events.filter(each => each.kind === 'raised');
        for (const { entityRef } of graph.nodes) {
          const times = opened.filter(each => each.ref === entityRef).length;
          expect(times).toBeLessThanOrEqual(perNode);
          expect(
            raised.filter(each => each.ref === entityRef).length,
          ).toBeLessThanOrEqual(2 * times);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells ten minutes of every part flapping every second in a handful', () => {
    const watch = new Watch();
    for (let s = 0; s < 600; s++) {
      watch.at(
        s,
        Object.fromEntries(
          PARTS.map((part, i) => [
            part,
            (s + i) % 3 === 0 ? 'unhealthy' : 'healthy',
          ]),
        ),
      );
    }
    const calls = watch.events.filter(({ kind }) => kind !== 'widened');
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.length).toBeLessThanOrEqual(3);
  });

  it('looks as often as one likes in between: what opens is the same', () => {
    const steps = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(
          'healthy' as const,
          'degraded' as const,
          'unhealthy' as const,
        ),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, list => {
        // Looks only when something changes and when the last look says so,
        const sparse = new Watch();
        // or every second.
        const eager = new Watch();
        let now = 0;
        const pass = (until: number) => {
          for (;;) {
            const next = sparse.look?.nextAt;
            const due = next ? (Date.parse(next) - START) / 1_000 : Infinity;
            if (due >= until) break;
            sparse.at(due);
          }
          for (let s = now + 1; s < until; s++) eager.at(s);
        };
        for (const [pause, state] of list) {
          pass(now + pause);
          now += pause;
          sparse.at(now, { door: state });
          eager.at(now, { door: state });
        }
        pass(now + 5_000);
        expect(sparse.told()).toEqual(eager.told());
      }),
      { numRuns: 15 },
    );
  });
});

describe('escalationAt', () => {
  const path = [
    { contact: 'boss', afterMinutes: 15 },
    { contact: 'team', afterMinutes: 0 },
  ];
  it.each<[number, string[], string | undefined]>([
    [0, ['team'], 'boss'],
    [15 * 60_000 - 1, ['team'], 'boss'],
    [15 * 60_000, ['team', 'boss'], undefined],
  ])('%d ms after it opened', (ms, due, next) => {
    const said = escalationAt(path, new Date(START).toISOString(), START + ms);
    expect(said.due.map(each => each.contact)).toEqual(due);
    expect(said.next?.contact).toBe(next);
  });
});
