import { TestDatabases } from '@backstage/backend-test-utils';
import { AlertState } from '@plumbline/plugin-slo-common';
import { statusOf } from '../__fixtures__/status';
import { NoticeHouse, ruleOf } from '../__testUtils__/NoticeHouse';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('notices on %s', id => {
  let house: NoticeHouse;

  beforeEach(async () => {
    house = await NoticeHouse.build(await databases.init(id));
  });

  it('tells the owner once that an alert fires, and once that it is resolved', async () => {
    expect(await house.told()).toEqual([]);
    await house.change('errors', 'inactive', 'firing');
    expect(await house.told()).toEqual([
      {
        title: 'The shop: Uptime: Rule errors',
        description:
          'Uptime: Rule errors (high, since 2026-11-21 10:00 UTC). 10 of 100 bad.',
        link: '/catalog/default/system/shop/slo#slo-uptime',
        severity: 'high',
        topic: 'SLO alerts',
        scope: 'slo/system:default/shop',
      },
    ]);
    expect(await house.told()).toEqual([]);
    house.later(20);
    await house.change('errors', 'firing', 'inactive');
    expect(await house.told()).toEqual([
      expect.objectContaining({
        title: 'The shop: resolved: Uptime: Rule errors',
        description:
          'Resolved: Uptime: Rule errors (2026-11-21 10:00 UTC to 2026-11-21 10:20 UTC). 10 of 100 bad.',
        severity: 'normal',
        scope: 'slo/system:default/shop',
      }),
    ]);
    expect(await house.told()).toEqual([]);
  });

  it('sends it to the owner', async () => {
    await house.change('errors', 'inactive', 'firing');
    await house.round().run(house.now);
    await house.postman().run();
    expect(house.sent[0].recipients).toEqual({
      type: 'entity',
      entityRef: ['group:default/shop'],
    });
  });

  it.each([
    ['critical', 'critical'],
    ['high', 'high'],
    ['medium', 'normal'],
    ['low', 'low'],
  ] as const)('maps %s to %s', async (severity, sent) => {
    await house.change('errors', 'inactive', 'firing', { severity });
    expect((await house.told())[0].severity).toBe(sent);
  });

  it('says nothing of what is not for long enough', async () => {
    await house.change('errors', 'inactive', 'pending');
    expect(await house.told()).toEqual([]);
    await house.change('errors', 'pending', 'inactive');
    expect(await house.told()).toEqual([]);
  });

  it('makes one message of a workload and round, which says what goes on', async () => {
    await house.change('errors', 'inactive', 'firing');
    await house.told();
    await house.change('slow', 'inactive', 'firing', { severity: 'low' });
    await house.change('down', 'inactive', 'firing', { severity: 'critical' });
    const [payload, ...others] = await house.told();
    expect(others).toEqual([]);
    expect(payload.title).toBe('The shop: 2 alerts fire');
    expect(payload.severity).toBe('critical');
    expect(payload.description!.split('\n')).toEqual([
      expect.stringContaining('Rule down (critical'),
      expect.stringContaining('Rule slow (low'),
      'Still firing: Uptime: Rule errors.',
    ]);
    await house.change('errors', 'firing', 'inactive');
    // Something else goes on, so that it stays as urgent as that.
    expect((await house.told())[0]).toMatchObject({ severity: 'critical' });
  });

  it('tells of what was over before anybody could be told', async () => {
    await house.change('errors', 'inactive', 'firing');
    house.later(2);
    await house.change('errors', 'firing', 'inactive');
    const [payload] = await house.told();
    expect(payload.description).toBe(
      'Over already: Uptime: Rule errors (high, 2026-11-21 10:00 UTC to 2026-11-21 10:02 UTC).',
    );
    await house.change('errors', 'inactive', 'firing');
    expect((await house.told())[0].title).toBe('The shop: Uptime: Rule errors');
  });

  it('follows what a policy says about who wants to know', async () => {
    await house.declare([
      ruleOf('quiet', {
        notify: { noData: false, resolved: true, breaching: false },
      }),
      ruleOf('forever', {
        notify: { noData: false, resolved: false, breaching: true },
      }),
      ruleOf('silent', {
        notify: { noData: true, resolved: true, breaching: false },
      }),
    ]);
    await house.change('quiet', 'inactive', 'firing');
    expect(await house.told()).toEqual([]);
    await house.change('quiet', 'firing', 'inactive');
    expect(await house.told()).toEqual([]);
    await house.change('forever', 'inactive', 'firing');
    expect(await house.told()).toHaveLength(1);
    await house.change('forever', 'firing', 'inactive');
    expect(await house.told()).toEqual([]);

    await house.evaluate(
      statusOf('uptime', {
        alertReadings: [{ ruleId: 'silent', noData: true } as any],
      }),
    );
    await house.change('silent', 'inactive', 'firing');
    const [payload] = await house.told();
    // What was over without a word is not said to go on.
    expect(payload.description).not.toContain('Still firing');
  });

  it('holds back what comes too often, and tells it as one', async () => {
    const told = () => house.told({ perHour: 2 });
    for (const rule of ['a', 'b']) {
      await house.change(rule, 'inactive', 'firing');
      expect(await told()).toHaveLength(1);
      house.later(1);
    }
    for (const rule of ['c', 'd']) {
      await house.change(rule, 'inactive', 'firing');
      expect(await told()).toEqual([]);
      house.later(1);
    }
    await house.change('c', 'firing', 'inactive');
    await house.change('a', 'firing', 'inactive');
    expect(await told()).toEqual([]);
    house.later(57);
    const [payload, ...others] = await told();
    expect(others).toEqual([]);
    expect(payload.title).toBe('The shop: Uptime: Rule d; 2 alerts resolved');
    expect(payload.description).toContain('Over already: Uptime: Rule c');
    expect(payload.description).toContain('Resolved: Uptime: Rule a');
    expect(payload.description).toContain('Still firing: Uptime: Rule b.');
    expect(await told()).toEqual([]);
  });

  it('does not hold back what is critical, unless there is ever more of it', async () => {
    const critical = { severity: 'critical' } as const;
    const sent: number[] = [];
    for (const rule of ['a', 'b', 'c', 'd', 'e']) {
      await house.change(rule, 'inactive', 'firing', critical);
      sent.push((await house.told({ perHour: 2 })).length);
      house.later(1);
    }
    expect(sent).toEqual([1, 1, 1, 1, 0]);
    // One that only flaps has been told of.
    house.later(58);
    await house.change('a', 'firing', 'inactive');
    await house.change('a', 'inactive', 'firing', critical);
    const [payload] = await house.told({ perHour: 2 });
    expect(payload.description).toContain('again since');
  });

  it('waits for a workload that the catalog does not have yet, for an hour', async () => {
    const bank = { workloadRef: 'system:default/bank', objectiveId: 'bank' };
    await house.change('errors', 'inactive', 'firing', bank);
    expect(await house.told()).toEqual([]);
    await house.know('bank');
    expect(await house.told()).toHaveLength(1);

    const lost = { workloadRef: 'system:default/lost', objectiveId: 'lost' };
    await house.change('errors', 'inactive', 'firing', lost);
    house.later(61);
    expect(await house.told()).toEqual([]);
    await house.know('lost');
    expect(await house.told()).toEqual([]);
  });

  it('loses nothing while notifications do not work, and sends the newest then', async () => {
    house.outage = 'no answer';
    await house.change('errors', 'inactive', 'firing');
    expect(await house.told()).toEqual([]);
    expect(house.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('no answer'),
    );
    house.later(10);
    await house.change('slow', 'inactive', 'firing', { severity: 'low' });
    expect(await house.told()).toEqual([]);
    house.outage = undefined;
    house.later(120);
    const [payload, ...others] = await house.told();
    expect(others).toEqual([]);
    expect(payload).toMatchObject({
      severity: 'high',
      description: expect.stringMatching(
        /Rule slow[^]*Still firing: Uptime: Rule errors/,
      ),
    });
    expect(await house.told()).toEqual([]);
  });

  it('gives up after a day and says so', async () => {
    house.outage = 'no answer';
    await house.change('errors', 'inactive', 'firing');
    await house.told();
    for (let hour = 0; hour < 26; hour++) {
      house.later(60);
      await house.told();
    }
    expect(house.logger.error).toHaveBeenCalledTimes(1);
    expect(house.logger.error).toHaveBeenCalledWith(
      'Message about system:default/shop to the owner was given up: no answer',
    );
    house.outage = undefined;
    expect(await house.told()).toEqual([]);
  });

  it('makes one of what many workloads of an owner have to say at once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const all = async (from: AlertState, to: AlertState) => {
      for (const name of names) {
        await house.change('errors', from, to, {
          workloadRef: `system:default/${name}`,
          objectiveId: `${name}-uptime`,
          severity: name === 'c' ? 'critical' : 'low',
        });
      }
    };
    for (const name of names) await house.know(name, 'group:default/platform');
    await all('inactive', 'firing');
    await house.change('errors', 'inactive', 'firing');
    const [digest, own, ...others] = await house.told();
    expect(others).toEqual([]);
    expect(digest).toMatchObject({
      title: '6 messages about SLOs of 6 workloads',
      severity: 'critical',
      link: '/slo/objectives?owner=group%3Adefault%2Fplatform',
      scope: 'slo/group:default/platform',
    });
    expect(digest.description!.split('\n')).toHaveLength(6);
    expect(digest.description).toContain('The a: a-uptime: Rule errors');
    expect(own.title).toBe('The shop: Uptime: Rule errors');
    expect(await house.told()).toEqual([]);
    await all('firing', 'inactive');
    expect(await house.told()).toEqual([
      expect.objectContaining({ severity: 'normal', scope: digest.scope }),
    ]);
  });

  it('tells once with two replicas', async () => {
    await house.change('errors', 'inactive', 'firing');
    await house.spend(-0.1);
    await Promise.all([
      house.round().run(house.now),
      house.round().run(house.now),
    ]);
    await Promise.all([house.postman().run(), house.postman().run()]);
    expect(house.sent).toHaveLength(1);
  });

  it('has another replica send what the first one did not', async () => {
    await house.change('errors', 'inactive', 'firing');
    await house.round().run(house.now);
    // It stopped after its claim.
    await house.database('outbox').update({
      attempts: 1,
      due_at: new Date(house.now.getTime() + 300_000).toISOString(),
    });
    await house.postman().run();
    expect(house.sent).toEqual([]);
    house.later(6);
    await house.postman().run();
    expect(house.sent).toHaveLength(1);
  });

  describe('of budgets', () => {
    it('tells of each step down at once, and of budget that is back', async () => {
      await house.spend(0.3);
      expect(await house.told()).toEqual([]);
      await house.spend(0.19);
      expect(await house.told()).toEqual([
        expect.objectContaining({
          title: 'The shop: less than 20% of the error budget of Uptime left',
          description:
            'Uptime: error budget 19% left. Roll out one stamp at a time.',
          severity: 'low',
        }),
      ]);
      expect(await house.told()).toEqual([]);
      await house.spend(-0.12);
      expect(await house.told()).toEqual([
        expect.objectContaining({
          title: 'The shop: error budget of Uptime is spent',
          description:
            'Uptime: error budget 12% over. Put reliability first. Frozen: feature releases.',
          severity: 'high',
        }),
      ]);
      // Too little to be sure of.
      await house.spend(0.01);
      expect(await house.told()).toEqual([]);
      await house.spend(-0.01);
      expect(await house.told()).toEqual([]);
      await house.spend(0.1);
      expect(await house.told()).toEqual([
        expect.objectContaining({
          title: 'The shop: Uptime has budget again',
          description:
            'Uptime: error budget 10% left again. No longer frozen: feature releases. Now: Roll out one stamp at a time.',
          severity: 'normal',
        }),
      ]);
      await house.spend(0.9);
      expect((await house.told())[0].description).toBe(
        'Uptime: error budget 90% left again.',
      );
      expect(await house.told()).toEqual([]);
    });

    it('forgets those that are declared no more', async () => {
      await house.spend(-1);
      expect(await house.told()).toHaveLength(1);
      await house.database('statuses').delete();
      expect(await house.told()).toEqual([]);
      expect(await house.database('told_steps')).toEqual([]);
    });

    it('keeps what is known while there is no data', async () => {
      await house.spend(-1);
      await house.told();
      await house.evaluate(
        statusOf('uptime', { remainingBudget: null, state: 'no-data' }),
      );
      expect(await house.told()).toEqual([]);
      await house.spend(-1);
      expect(await house.told()).toEqual([]);
    });
  });
});
