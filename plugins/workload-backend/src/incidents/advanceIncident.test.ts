import {
  AlertEvent,
  AlertSeverity,
  AlertStanding,
  HealthCause,
  NodeSignal,
  WorkloadGraph,
  WorkloadNode,
  WorkloadRollUp,
  emptyHealthModel,
} from '@plumbline/plugin-workload-common';
import { HealthNews } from '../health/HealthNews';
import { IncidentRecord } from './IncidentRecord';
import { MOST_STATE_EVENTS, advanceIncident, callDue } from './advanceIncident';
import { draftReview } from './draftReview';
import { portalMessage } from './IncidentMessage';
import { durationWords, nameOf, refOfContact } from './words';

const BANK = 'system:default/bank';
const DB = 'resource:default/db';
const CACHE = 'resource:default/cache';

const node = (
  entityRef: string,
  title: string,
  more: Partial<WorkloadNode> = {},
): WorkloadNode => ({
  entityRef,
  kind: entityRef === BANK ? 'System' : 'Resource',
  title,
  scope: 'workload',
  ...more,
});

const GRAPH: WorkloadGraph = {
  workloadRef: BANK,
  nodes: [
    node(CACHE, 'Cache'),
    node(DB, 'Database', {
      runbookUrl: 'https://wiki/database',
      onCall: 'user:default/dba',
      escalation: 'group:default/dba, Datacentre desk',
    }),
    node(BANK, 'Bank', {
      runbookUrl: 'https://wiki/bank',
      onCall: 'Bank rota',
      escalation: 'group:default/bank',
    }),
  ],
  edges: [
    { sourceRef: BANK, targetRef: CACHE, kind: 'depends-on' },
    { sourceRef: BANK, targetRef: DB, kind: 'depends-on' },
  ],
};

const at = (minute: number) =>
  new Date(Date.parse('2026-11-21T10:00:00Z') + minute * 60_000).toISOString();

const cause = (entityRef: string): HealthCause => ({
  entityRef,
  signalId: 'probe',
  state: 'unhealthy',
  reason: '98 of 100 connections.',
  observedAt: at(-2),
  path: [BANK, entityRef],
});

type Change = [AlertEvent['kind'], string, AlertSeverity, number];

/** News at a minute, with which alerts are open after it, by their minute of opening. */
function news(
  minute: number,
  changes: Change[],
  open: [string, AlertSeverity, number][],
  more: Partial<HealthNews> = {},
): HealthNews {
  const signals: NodeSignal[] = open.map(([ref]) => ({
    id: 'probe',
    entityRef: ref,
    state: 'unhealthy',
    reason: 'it is ill',
    observedAt: at(-2),
  }));
  return {
    workload: { ref: BANK, title: 'Bank', ownerRef: 'group:default/bank' },
    graph: GRAPH,
    rollUp: new WorkloadRollUp(GRAPH, signals),
    model: emptyHealthModel(),
    board: {
      at: at(minute),
      standings: open.map(
        ([ref, severity, openedAt]): AlertStanding => ({
          ref,
          state: 'open',
          since: at(openedAt),
          severity,
          openedAt: at(openedAt),
          seen: severity,
          met: {},
          flaps: 0,
          causes: [],
        }),
      ),
    },
    events: changes.map(([kind, ref, severity, openedAt]) => ({
      kind,
      ref,
      severity,
      openedAt: at(openedAt),
      at: at(minute),
      causes: [cause(ref)],
    })),
    transitions: [],
    at: at(minute),
    ...more,
  };
}

function advance(before: IncidentRecord | undefined, next: HealthNews) {
  return advanceIncident(before, next)!;
}

describe('advanceIncident', () => {
  it('takes no notice of the least alerts alone', () => {
    const next = news(0, [['opened', DB, 'Sev3', 0]], [[DB, 'Sev3', 0]]);
    expect(advanceIncident(undefined, next)).toBeUndefined();
  });

  it('opens with who can help at the root cause', () => {
    const { incident, events, told } = advance(
      undefined,
      news(0, [['opened', DB, 'Sev2', 0]], [[DB, 'Sev2', 0]]),
    );
    expect(told).toBe('opened');
    expect(incident).toMatchObject({
      severity: 'Sev2',
      state: 'open',
      title: 'Database is unhealthy: 98 of 100 connections',
      runbookUrl: 'https://wiki/database',
      onCall: 'user:default/dba',
      escalation: [
        { contact: 'group:default/dba', afterMinutes: 0, calledAt: at(0) },
        { contact: 'Datacentre desk', afterMinutes: 15 },
      ],
      nextCallAt: at(15),
    });
    expect(events.map(({ kind, at: when }) => [kind, when])).toEqual([
      ['state', at(-2)],
      ['opened', at(0)],
      ['called', at(0)],
    ]);
    expect(
      portalMessage({ ...incident, number: 7 }, 'opened', at(0)),
    ).toMatchObject({
      aboutRef: 'incident:7',
      ownerRef: 'group:default/bank',
      alsoTo: ['user:default/dba', 'group:default/dba'],
      severity: 'high',
      title: 'Sev2: Bank: Database is unhealthy: 98 of 100 connections',
      lines: [{ text: 'Path to the root cause: Bank → Database' }],
      notes: [
        'On call: dba',
        'Called: dba',
        'Unless somebody acknowledges it, Datacentre desk is next at 2026-11-21 10:15 UTC',
        'Runbook: https://wiki/database',
      ],
    });
  });

  it('has the model say who is called before the annotation', () => {
    const { incident } = advance(
      undefined,
      news(0, [['opened', DB, 'Sev2', 0]], [[DB, 'Sev2', 0]], {
        model: {
          ...emptyHealthModel(),
          escalation: [{ contact: 'user:default/ada', afterMinutes: 5 }],
        },
      }),
    );
    expect(incident.escalation).toEqual([
      { contact: 'user:default/ada', afterMinutes: 5 },
    ]);
    expect(incident.nextCallAt).toBe(at(5));
  });

  it('has others join, gets graver, and ends without the least of them', () => {
    const first = advance(
      undefined,
      news(0, [['opened', DB, 'Sev2', 0]], [[DB, 'Sev2', 0]]),
    );
    const joined = advance(
      first.incident,
      news(
        3,
        [['opened', CACHE, 'Sev3', 3]],
        [
          [DB, 'Sev2', 0],
          [CACHE, 'Sev3', 3],
        ],
      ),
    );
    expect(joined.told).toBeUndefined();
    expect(joined.incident.alerts).toHaveLength(2);
    const raised = advance(
      joined.incident,
      news(
        5,
        [['raised', DB, 'Sev1', 0]],
        [
          [DB, 'Sev1', 0],
          [CACHE, 'Sev3', 3],
        ],
      ),
    );
    expect(raised).toMatchObject({
      told: 'raised',
      incident: { severity: 'Sev1', alerts: [{ severity: 'Sev1' }, {}] },
    });
    const ended = advance(
      raised.incident,
      news(60, [['closed', DB, 'Sev1', 0]], [[CACHE, 'Sev3', 3]]),
    );
    expect(ended).toMatchObject({
      told: 'closed',
      incident: {
        state: 'closed',
        severity: 'Sev1',
        closedAt: at(60),
        nextCallAt: undefined,
      },
    });
    expect(ended.events.at(-1)).toMatchObject({
      kind: 'closed',
      title: 'Over but for 1 alert of Sev3: Cache',
    });
    // The one that goes on opens another once it is grave.
    const again = advance(
      undefined,
      news(70, [['raised', CACHE, 'Sev2', 3]], [[CACHE, 'Sev2', 3]]),
    );
    expect(again).toMatchObject({
      told: 'opened',
      incident: { openedAt: at(70), alerts: [{ openedAt: at(3) }] },
    });
  });

  it('goes on where one alert ends as another opens', () => {
    const { incident } = advance(
      undefined,
      news(0, [['opened', DB, 'Sev2', 0]], [[DB, 'Sev2', 0]]),
    );
    const next = advance(
      incident,
      news(
        9,
        [
          ['closed', DB, 'Sev2', 0],
          ['opened', CACHE, 'Sev2', 9],
        ],
        [[CACHE, 'Sev2', 9]],
      ),
    );
    expect(next).toMatchObject({
      told: undefined,
      incident: { state: 'open' },
    });
  });

  it('ends what left the board without a word', () => {
    const { incident } = advance(
      undefined,
      news(0, [['opened', DB, 'Sev2', 0]], [[DB, 'Sev2', 0]]),
    );
    const { incident: after, events } = advance(incident, news(9, [], []));
    expect(after.state).toBe('closed');
    expect(events[0].title).toBe('Database is not watched any more');
  });

  it('says the same thing at the same moment once', () => {
    const next = news(0, [['opened', DB, 'Sev2', 0]], [[DB, 'Sev2', 0]]);
    const { incident } = advance(undefined, next);
    const again = advance(incident, { ...next, events: [] });
    expect(again).toMatchObject({ incident, events: [], told: undefined });
  });

  it('bounds its timeline', () => {
    let { incident } = advance(
      undefined,
      news(0, [['opened', DB, 'Sev2', 0]], [[DB, 'Sev2', 0]]),
    );
    let count = 0;
    for (let minute = 1; minute <= MOST_STATE_EVENTS; minute += 1) {
      const step = advance(
        incident,
        news(minute, [], [[DB, 'Sev2', 0]], {
          transitions: [
            {
              entityRef: DB,
              from: 'unhealthy',
              to: 'degraded',
              cause: cause(DB),
              at: at(minute),
            },
            {
              entityRef: BANK,
              from: 'unhealthy',
              to: 'degraded',
              at: at(minute),
            },
          ],
        }),
      );
      count += step.events.length;
      incident = step.incident;
    }
    expect(count).toBe(MOST_STATE_EVENTS);
  });

  it('calls each once, in turn', () => {
    const { incident } = advance(
      undefined,
      news(0, [['opened', DB, 'Sev2', 0]], [[DB, 'Sev2', 0]]),
    );
    expect(callDue(incident, at(14))).toEqual([]);
    expect(callDue(incident, at(15))).toEqual([
      {
        at: at(15),
        kind: 'called',
        title: 'It is the turn of Datacentre desk',
      },
    ]);
    expect(callDue(incident, at(16))).toEqual([]);
    expect(incident.nextCallAt).toBeUndefined();
  });
});

describe('draftReview', () => {
  it('says what the data knows and asks the rest', () => {
    const { incident, events } = advance(
      undefined,
      news(0, [['opened', DB, 'Sev2', 0]], [[DB, 'Sev2', 0]]),
    );
    const draft = draftReview(
      {
        ...incident,
        closedAt: at(95),
        acknowledgement: { by: 'user:default/ada', at: at(4) },
      },
      [
        {
          ref: BANK,
          title: 'Bank',
          unhealthyMs: 5_400_000,
          degradedMs: 60_000,
        },
        { ref: 'flow:pay', title: 'Pay', unhealthyMs: 0, degradedMs: 0 },
      ],
      events,
    );
    expect(draft.summary).toBe(
      'Sev2 of Bank, from 2026-11-21 10:00 UTC to 2026-11-21 11:35 UTC (1 h 35 min). Database is unhealthy: 98 of 100 connections.',
    );
    expect(draft.impact).toContain(
      '- Bank: unhealthy 1 h 30 min, degraded 1 min',
    );
    expect(draft.impact).not.toContain('Pay');
    expect(draft.rootCause).toContain(
      '**Database**, 98 of 100 connections (`probe`, unhealthy, seen 2026-11-21 09:58 UTC)',
    );
    expect(draft.rootCause).toContain('It came up this way: Bank → Database.');
    expect(draft.detection).toContain('2 min after the signal was seen');
    expect(draft.detection).toContain('ada was on it 4 min later.');
    expect(draft.response).toContain('- 2026-11-21 10:00 UTC: Sev2: Database');
    expect(draft.published).toBe(false);
  });
});

describe('words', () => {
  it.each([
    ['group:default/sre', 'group:default/sre'],
    ['User:Ada', 'user:default/ada'],
    ['user:bank/ada.l', 'user:bank/ada.l'],
    ['ada@example.com', undefined],
    ['IE Bank SRE rota (24/7)', undefined],
    ['component:default/api', undefined],
    ['https://oncall.example/bank', undefined],
  ])('knows whether %s is in the catalog', (contact, ref) => {
    expect(refOfContact(contact)).toBe(ref);
  });

  it('names people as they are called', () => {
    expect(nameOf('user:default/ada')).toBe('ada');
    expect(nameOf('+44 20 7946 0000')).toBe('+44 20 7946 0000');
  });

  it.each([
    [59_999, 'less than a minute'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [90_061_000, '1 d 1 h'],
  ])('says %d ms as %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});
