import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { catalogFactSchema } from '@plumbline/plugin-maturity-common';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { EvaluatedHouse } from '../../__testUtils__/EvaluatedHouse';
import { CampaignStore } from '../../store/CampaignStore';
import { DigestStore } from '../../store/DigestStore';
import { NoticeStore } from '../../store/NoticeStore';
import { CampaignFollower } from '../CampaignFollower';
import { Evaluator } from '../Evaluator';
import { NoticeRound } from './NoticeRound';
import { NoticeSender } from './NoticeSender';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const TEAM = 'group:default/team';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('notices on %s', id => {
  let house: EvaluatedHouse;
  let sent: NotificationSendOptions[];
  let fails: boolean;
  let campaigns: CampaignStore;
  let round: NoticeRound;
  let evaluator: Evaluator;

  beforeEach(async () => {
    house = await EvaluatedHouse.build(await databases.init(id));
    sent = [];
    fails = false;
    campaigns = new CampaignStore(house.database);
    round = newRound();
    evaluator = new Evaluator({
      ...house,
      models: house.models,
      summaries: new SummaryStore({
        database: house.database,
        events: mockServices.events.mock(),
        family: 'maturity',
      }),
      now: () => house.now,
    });
  });

  /** Another replica's. */
  function newRound() {
    const notices = new NoticeStore(house.database);
    const now = () => house.now;
    return new NoticeRound({
      ...house,
      models: house.models,
      campaigns,
      digests: new DigestStore(house.database),
      notices,
      sender: new NoticeSender({
        notifications: {
          send: async options => {
            if (fails) throw new Error('no answer');
            sent.push(options);
          },
        },
        store: notices,
        logger: house.logger,
        now,
      }),
      digestHour: 8,
      timeZone: 'UTC',
      platformTeam: 'group:default/platform',
      now,
    });
  }

  /** A workload has no board any more, or an owner that is no group. */
  async function spoil(name: string, ownerKind: 'group' | 'user') {
    await house.facts.saveCollected(
      catalogFactSchema,
      [
        {
          workloadRef: `system:default/${name}`,
          facts: {
            ownerKind,
            escalation: ['path'],
            workBoards: ['board'],
            documentation: [],
          },
        },
      ],
      house.now.toISOString(),
    );
    await evaluator.evaluate([`system:default/${name}`]);
  }

  async function told(): Promise<(string | undefined)[]> {
    await round.run();
    return sent.splice(0).map(({ payload }) => payload.description);
  }

  async function ask(criterionId = 's-2-1.escalation') {
    const exemption = {
      id: `e-${criterionId}`,
      workloadRef: 'system:default/half',
      criterionId,
      reason: 'It is switched off soon.',
      requestedBy: 'user:default/ada',
      requestedAt: house.now.toISOString(),
      expiresAt: '2026-12-25T00:00:00.000Z',
    };
    await house.exemptions.add(exemption);
    return { ...exemption, state: 'requested' as const };
  }

  it('tells an owner once of a lost level, and adds to the digest of the day', async () => {
    expect(await told()).toEqual([]);
    house.later(HOUR);
    await spoil('half', 'user');
    house.later(HOUR);
    await round.run();
    expect(sent.splice(0)).toEqual([
      {
        recipients: { type: 'entity', entityRef: [TEAM] },
        payload: {
          title: 'Maturity: half lost a level',
          description: expect.stringMatching(
            /^half \(Small\): overall level 1 → 0, Running 1 → 0\. 'Owned by a group' is not met/,
          ),
          link: '/catalog/default/system/half/maturity?model=small&pillar=running',
          severity: 'high',
          topic: 'Maturity digest',
          scope: `maturity/digest/2026-11-21/${TEAM}`,
        },
      },
    ]);
    expect(await told()).toEqual([]);

    house.later(HOUR);
    await spoil('good', 'user');
    house.later(HOUR);
    await round.run();
    expect(sent).toHaveLength(1);
    expect(sent[0].payload).toMatchObject({
      title: 'Maturity: 2 workloads lost a level',
      scope: `maturity/digest/2026-11-21/${TEAM}`,
    });
    sent = [];

    // The next day has nothing to tell.
    house.later(DAY);
    expect(await told()).toEqual([]);
  });

  it('says nothing of a level that is back', async () => {
    await round.run();
    house.later(HOUR);
    await spoil('half', 'user');
    house.later(60);
    await spoil('half', 'group');
    house.later(60);
    expect(await told()).toEqual([]);
  });

  it('tells in the morning what was lost since the last round of the day before', async () => {
    house.later(19.5 * HOUR);
    await round.run();
    house.later(0.25 * HOUR);
    await spoil('half', 'user');
    house.later(0.5 * HOUR);
    expect(await told()).toHaveLength(1);
    // 7:45 lies before the start of this day; it is told with it, once.
    expect(await told()).toEqual([]);
  });

  it('reminds of an answer 30, 7 and 1 days before it ends, by the digest of the day', async () => {
    // Good's answer ends on 1 December; it was given 10 days before.
    const lines: [string, string | undefined][] = [];
    for (let hour = 0; hour < 12 * 24; hour++) {
      house.later(HOUR);
      const at = house.now.toISOString();
      lines.push(
        ...(await told()).map((line): [string, string | undefined] => [
          at,
          line,
        ]),
      );
    }
    const line =
      "good: 1 attestation expires on 2026-12-01: 'Escalation was tried'.";
    expect(lines).toEqual([
      ['2026-11-23T08:00:00.000Z', line],
      ['2026-11-29T08:00:00.000Z', line],
    ]);
  });

  it('reminds of an exemption, but not when another one goes on', async () => {
    const { id: exemptionId } = await ask();
    await house.exemptions.move(exemptionId, 'requested', 'approved', {
      by: 'user:default/pat',
      at: house.now.toISOString(),
    });
    await round.run();
    sent = [];
    house.now = new Date('2026-12-18T09:00:00.000Z');
    expect(await told()).toEqual([
      "half: 1 exemption expires on 2026-12-25: 'Escalation path is known'.",
    ]);
    await house.exemptions.add({
      ...(await ask()),
      id: 'longer',
      expiresAt: '2027-02-01T00:00:00.000Z',
    });
    await house.database('exemptions').where({ state: 'requested' }).update({
      state: 'approved',
      expires_at: '2027-02-01T00:00:00.000Z',
      decided_by: 'user:default/pat',
      decided_at: '2026-12-18T09:00:00.000Z',
    });
    await round.run();
    sent = [];
    house.now = new Date('2026-12-24T09:00:00.000Z');
    expect(await told()).toEqual([]);
  });

  it('tells the owners of open workloads of a campaign: start, reminder and end', async () => {
    const at = house.now.toISOString();
    const campaign = {
      id: 'c1',
      title: 'Level 1',
      goal: { kind: 'level', modelId: 'small', level: 1 } as const,
      scope: {},
      ownerRef: 'group:default/platform',
      startsAt: at,
      deadline: '2026-12-10T00:00:00.000Z',
      remindDaysBefore: [7, 1],
      createdBy: 'user:default/pat',
      createdAt: at,
    };
    await campaigns.add(campaign);
    await new CampaignFollower({
      ...house,
      models: house.models,
      campaigns,
      now: () => house.now,
    }).followAll();
    const lines: [string, string][] = [];
    for (let hour = 0; hour < 21 * 24; hour++) {
      house.later(HOUR);
      for (const line of await told()) {
        if (line?.startsWith('Campaign')) {
          lines.push([house.now.toISOString(), line]);
        }
      }
    }
    expect(lines).toEqual([
      [
        '2026-11-21T13:00:00.000Z',
        "Campaign 'Level 1' has started: 1 of your 3 workloads is not there yet. It ends on 2026-12-10.",
      ],
      [
        '2026-12-02T08:00:00.000Z',
        "Campaign 'Level 1' ends on 2026-12-10: 1 of your 3 workloads is not there yet.",
      ],
      [
        '2026-12-08T08:00:00.000Z',
        "Campaign 'Level 1' ends on 2026-12-10: 1 of your 3 workloads is not there yet.",
      ],
      [
        '2026-12-10T01:00:00.000Z',
        "Campaign 'Level 1' ended on 2026-12-10: 1 of your 3 workloads is not there yet.",
      ],
    ]);
  });

  it('tells of exemptions at once, and with the next round what failed', async () => {
    const exemption = await ask();
    fails = true;
    await round.run();
    fails = false;
    await Promise.all([round.run(), newRound().run()]);
    expect(sent.map(({ recipients }) => recipients)).toEqual([
      {
        type: 'entity',
        entityRef: ['group:default/platform'],
        excludeEntityRef: 'user:default/ada',
      },
    ]);
    round.tellOfExemption(exemption);
    await round.run();
    expect(sent).toHaveLength(1);
    await house.exemptions.move(exemption.id, 'requested', 'denied', {
      by: 'user:default/pat',
      at: house.now.toISOString(),
    });
    await round.run();
    expect(sent[1]).toMatchObject({
      recipients: {
        entityRef: ['user:default/ada', TEAM],
        excludeEntityRef: 'user:default/pat',
      },
      payload: {
        title: "Exemption denied for half: 'Escalation path is known'",
      },
    });
  });

  it('says everything once when replicas make their rounds at once', async () => {
    await round.run();
    house.later(HOUR);
    await spoil('half', 'user');
    house.later(HOUR);
    await Promise.all([
      round.run(),
      newRound().run(),
      newRound().run(),
      newRound().run(),
    ]);
    expect(sent).toHaveLength(1);
    await newRound().run();
    expect(sent).toHaveLength(1);
  });

  it('keeps what could not be sent, over the end of the day, and says so', async () => {
    await round.run();
    house.later(HOUR);
    await spoil('half', 'user');
    fails = true;
    for (let hour = 0; hour < 30; hour++) {
      house.later(HOUR);
      await round.run();
    }
    expect(house.logger.warn).toHaveBeenCalledWith(
      '1 notices could not be sent, the next round tries again: no answer',
    );
    fails = false;
    const lines = await told();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^half \(Small\): overall level 1 → 0/);
    expect(await told()).toEqual([]);
  });

  it('sends again what a replica claimed and never sent', async () => {
    const store = new NoticeStore(house.database);
    const claim = (minutes: number) =>
      store.claim(
        [{ id: 'n', keys: ['a'] }],
        new Date(house.now.getTime() + minutes * 60_000).toISOString(),
        new Date(house.now.getTime() + (minutes - 15) * 60_000).toISOString(),
      );
    expect(await claim(0)).toEqual([{ noticeId: 'n', revision: 1 }]);
    expect(await claim(10)).toEqual([]);
    const [again] = await claim(16);
    expect(again).toEqual({ noticeId: 'n', revision: 2 });
    expect(await store.told(['n'])).toEqual(new Map());
    await store.noteSent(again, house.now.toISOString());
    expect(await claim(60)).toEqual([]);
    expect(await store.told(['n'])).toEqual(new Map([['n', new Set(['a'])]]));
  });
});
