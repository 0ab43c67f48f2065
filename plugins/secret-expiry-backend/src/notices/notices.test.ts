import { TestDatabases } from '@backstage/backend-test-utils';
import { Webhook, WebhookRules } from '@plumbline/plugin-workload-node';
import { DAY_MS, HOUR_MS, NoticeHouse } from '../__testUtils__/NoticeHouse';
import { Escalation } from './Escalation';
import { ToldStore } from './ToldStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const platformTeamRef = 'group:default/platform';

function webhook(name: string, rules: Partial<WebhookRules> = {}): Webhook {
  return new Webhook({
    name,
    url: new URL('https://hooks.example/hidden'),
    rules: { severities: ['critical', 'high', 'medium', 'low'], ...rules },
  });
}

describe.each(databases.eachSupportedId())('notices on %s', id => {
  let house: NoticeHouse;

  beforeEach(async () => {
    house = await NoticeHouse.build(await databases.init(id));
  });

  it('tells who renews it that a stage began, once', async () => {
    expect(await house.told()).toEqual([]);
    await house.list([{ name: 'db', expires: house.at(91) }]);
    expect(await house.told()).toEqual([]);
    house.later(DAY_MS);
    const { id: credentialId } = await house.database('credentials').first();
    expect(await house.told()).toEqual([
      {
        to: 'group:default/shop',
        title: 'The shop: Secret db in shop-kv expires in 90 days',
        description:
          'The shop: Secret db in shop-kv expires in 90 days, on 16 Feb 2027. Create a new version, switch what reads it over, and disable the old one.',
        link: `/catalog/default/system/shop/secret-expiry?credential=${credentialId}`,
        severity: 'low',
        topic: 'Credentials that expire',
        scope: 'secret-expiry/group:default/shop',
      },
    ]);
    expect(await house.told()).toEqual([]);
    house.later(DAY_MS);
    expect(await house.told()).toEqual([]);
  });

  it('tells the next in line with each stage that is ignored, over a year of days', async () => {
    await house.list([
      {
        name: 'db',
        ownerRef: 'user:default/ada',
        created: house.at(0),
        expires: house.at(365),
      },
    ]);
    const expires = house.at(365);
    for (let left = 365; left >= -2; left--) {
      await house.told({ platformTeamRef });
      house.later(DAY_MS);
    }
    const all = [
      'group:default/platform',
      'group:default/shop',
      'user:default/ada',
    ];
    expect(await house.heard(expires)).toEqual([
      [90, ['user:default/ada']],
      [60, ['group:default/shop', 'user:default/ada']],
      [30, all],
      [14, all],
      [7, all],
      [1, all],
      [0, all],
    ]);
  });

  it('says to those who hear of it later who was told before', async () => {
    await house.list([{ name: 'db', ownerRef: 'user:default/ada' }]);
    expect((await house.told()).map(({ to }) => to)).toEqual([
      'user:default/ada',
    ]);
    house.later(30 * DAY_MS);
    const [own, other] = (await house.told()).sort((a, b) =>
      b.to.localeCompare(a.to),
    );
    expect(own.description).not.toContain('was told');
    expect(other.to).toBe('group:default/shop');
    expect(other.description).toContain('ada was told on 17 Nov 2026.');
  });

  it('is silent about what is acknowledged until its last stage, which is for all', async () => {
    await house.list([{ name: 'db', ownerRef: 'user:default/ada' }]);
    await house.told({ platformTeamRef });
    await house.acknowledge('db', 59);
    for (let left = 59; left > 0; left--) {
      house.later(DAY_MS);
      await house.told({ platformTeamRef });
    }
    const all = await house.heard(house.at(60, house.start));
    expect(all.map(([left, { length }]) => [left, length])).toEqual([
      [60, 1],
      [1, 3],
    ]);
  });

  it('takes nobody in because of a stage that somebody had answered', async () => {
    await house.list([{ name: 'db', ownerRef: 'user:default/ada' }]);
    await house.told({ platformTeamRef });
    await house.acknowledge('db', 40);
    house.later(46 * DAY_MS);
    expect((await house.told({ platformTeamRef })).map(({ to }) => to)).toEqual(
      ['user:default/ada'],
    );
  });

  it('tells a new owner of the present stage in the next digest, once', async () => {
    const told = async () =>
      (await house.told({ platformTeamRef })).map(({ to }) => to).sort();
    const ownedBy = (name: string) =>
      house.list([{ name: 'db', ownerRef: `user:default/${name}` }]);
    await ownedBy('ada');
    expect(await told()).toEqual(['user:default/ada']);
    house.later(DAY_MS);
    await ownedBy('bob');
    expect(await told()).toEqual(['user:default/bob']);
    expect(await told()).toEqual([]);
    house.later(DAY_MS);
    expect(await told()).toEqual([]);
    await ownedBy('ada');
    expect(await told()).toEqual([]);
    await ownedBy('bob');
    // The workload's owner is told of the next stage, whoever it is by then.
    await house.know('shop', 'group:default/second');
    expect(await told()).toEqual([]);
    house.later(28 * DAY_MS);
    expect(await told()).toContain('group:default/second');
    expect(house.sent).toEqual([]);
    house.later(DAY_MS);
    await house.know('shop', 'group:default/third');
    expect(await told()).toEqual(['group:default/third']);
    house.later(DAY_MS);
    expect(await told()).toEqual([]);
    const heard = await house
      .database('told')
      .orderBy(['step', 'audience'])
      .select('step', 'audience');
    expect(heard.map(({ step, audience }) => `${step} ${audience}`)).toEqual([
      '2 user:default/ada',
      '2 user:default/bob',
      '3 group:default/second',
      '3 group:default/third',
      '3 user:default/bob',
    ]);
  });

  it('tells a new owner once with two replicas', async () => {
    await house.list([{ name: 'db' }]);
    await house.told();
    await house.know('shop', 'group:default/second');
    await Promise.all([
      house.round().run(house.now),
      house.round().run(house.now),
    ]);
    await Promise.all([house.postman().run(), house.postman().run()]);
    expect(house.sent.splice(0)).toHaveLength(1);
    expect(await house.told()).toEqual([]);
  });

  it('tells everyone who heard of it that it was renewed, and that nothing is left', async () => {
    const db = { name: 'db', ownerRef: 'user:default/ada' };
    await house.list([db]);
    await house.told();
    house.later(31 * DAY_MS);
    expect(await house.told()).toHaveLength(2);
    house.later(9 * DAY_MS);
    await house.told();
    house.later(HOUR_MS);
    await house.list([{ ...db, created: house.at(0), expires: house.at(365) }]);
    const told = await house.told();
    expect(told.map(({ to }) => to).sort()).toEqual([
      'group:default/shop',
      'user:default/ada',
    ]);
    expect(told[0]).toMatchObject({
      title: 'Secret db renewed; nothing left to do',
      description:
        'The shop: Secret db in shop-kv was renewed 19 days before its date, until 27 Dec 2027.\nNothing else needs you.',
      severity: 'normal',
    });
    expect(await house.told()).toEqual([]);
    // The new version is warned of in its own time.
    house.later(275 * DAY_MS);
    expect((await house.told()).map(({ to }) => to)).toEqual([
      'user:default/ada',
    ]);
  });

  it('says what else ends a warning', async () => {
    await house.list([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    await house.told();
    house.later(2 * HOUR_MS);
    await house.list([
      { name: 'b', status: 'disabled' },
      { name: 'c', expires: house.at(300) },
    ]);
    const [{ title, description }] = await house.told();
    expect(title).toBe('3 credentials dealt with; nothing left to do');
    expect(description!.split('\n').sort()).toEqual([
      'Nothing else needs you.',
      'The shop: Secret a in shop-kv is no longer in its place.',
      'The shop: Secret b in shop-kv was disabled or deleted.',
      expect.stringMatching(/^The shop: Secret c in shop-kv has another date/),
    ]);
  });

  it('tells of the old version of a renewed certificate that is still in use', async () => {
    const old = '1'.repeat(40);
    const certificate = { name: 'web', kind: 'certificate' as const };
    const endpoint = () =>
      house.list([{ ...certificate, thumbprint: old }], 'endpoint');
    await house.list([{ ...certificate, thumbprint: old }]);
    await endpoint();
    expect((await house.told())[0].description).toContain('(and elsewhere)');
    house.later(DAY_MS);
    await house.list([
      {
        ...certificate,
        created: house.at(0),
        expires: house.at(300),
        thumbprint: '2'.repeat(40),
        previous: [
          {
            created: house.at(-306),
            expires: house.at(59),
            replaced: house.at(0),
            thumbprint: old,
          },
        ],
      },
    ]);
    await endpoint();
    // It has some time to fetch the new one.
    house.later(3 * DAY_MS);
    const [{ title, description }] = await house.told();
    expect(title).toContain(
      'Certificate web in endpoint is still the old version',
    );
    expect(description).toContain('shop-kv');
  });

  it('makes one digest of an estate that is looked at for the first time', async () => {
    const names = Array.from({ length: 600 }, (_, i) => `s${i}`);
    await house.know('bank');
    const all = (workloadRef: string) =>
      names.map((name, i) => ({
        name,
        workloadRef,
        expires: house.at(1 + (i % 80)),
      }));
    await house.list(all('system:default/shop'), 'shop-kv');
    await house.list(all('system:default/bank'), 'bank-kv');
    // While a source is looked at for the first time, nobody hears of a part of it.
    await house.database('sources').insert({
      source_id: 'key-vault',
      title: 'Azure Key Vault',
      started_at: house.now.toISOString(),
    });
    expect(await house.told()).toEqual([]);
    // Nor while it is still to begin.
    await house.database('sources').update({ started_at: null });
    expect(await house.told()).toEqual([]);
    await house.database('sources').update({
      last_looked: house.now.toISOString(),
      last_success: house.now.toISOString(),
    });
    const told = await house.told();
    expect(told.map(({ to }) => to).sort()).toEqual([
      'group:default/bank',
      'group:default/shop',
    ]);
    expect(told[0]).toMatchObject({
      title: expect.stringMatching(/: 600 credentials need someone$/),
      severity: 'critical',
      link: expect.stringMatching(/\/secret-expiry$/),
    });
    expect(told[0].description!.split('\n')).toHaveLength(13);
    expect(told[0].description).toContain('And 588 more.');
    expect(await house.told()).toEqual([]);
  });

  describe('with a source that never answers', () => {
    const hang = (sourceId: string) =>
      house.database('sources').insert({
        source_id: sourceId,
        title: sourceId,
        started_at: house.now.toISOString(),
      });
    const answered = (sourceId: string) =>
      house.database('sources').insert({
        source_id: sourceId,
        title: sourceId,
        last_looked: house.now.toISOString(),
        last_success: house.now.toISOString(),
      });

    it('tells at once of what others found, and of what is stored', async () => {
      await answered('key-vault');
      await house.list([{ name: 'a', expires: house.at(90) }]);
      expect(await house.told()).toHaveLength(1);
      // It is installed later, and lists some before it hangs.
      await hang('tls');
      await house.list([{ name: 'x' }], 'shop.example:443', 'tls');
      house.later(30 * DAY_MS);
      await house.list([{ name: 'b' }, { name: 'a', expires: house.at(60) }]);
      // A look that does not end begins anew from time to time.
      await house
        .database('sources')
        .where({ source_id: 'tls' })
        .update({ started_at: house.now.toISOString() });
      const [{ description }] = await house.told();
      expect(description).toContain('Secret a in shop-kv expires in 60 days');
      expect(description).toContain('Secret b in shop-kv');
    });

    it('tells of what it listed before an hour later', async () => {
      await answered('key-vault');
      await house.list([{ name: 'a' }]);
      await house.told();
      house.later(2 * DAY_MS);
      await hang('tls');
      await house.list([{ name: 'x' }], 'shop.example:443', 'tls');
      expect(await house.told()).toEqual([]);
      house.later(HOUR_MS + 1);
      expect((await house.told())[0].title).toContain('Secret x');
    });

    it('waits for it ten minutes in a new estate, of all replicas together', async () => {
      await answered('key-vault');
      await hang('tls');
      await house.list([{ name: 'a' }]);
      expect(await house.told()).toEqual([]);
      house.later(9 * 60_000);
      expect(await house.told()).toEqual([]);
      house.later(60_001);
      expect(await house.told()).toHaveLength(1);
    });
  });

  it('tells once a day, and within the hour what cannot wait', async () => {
    const soon = { name: 'soon', expires: house.at(0.9) };
    await house.list([{ name: 'a' }]);
    expect(await house.told()).toHaveLength(1);
    const listed = [{ name: 'a' }, { name: 'b' }];
    house.later(10 * 60_000);
    await house.list(listed);
    expect(await house.told()).toEqual([]);
    await house.list([...listed, soon]);
    expect(await house.told()).toEqual([]);
    house.later(HOUR_MS);
    const [urgent] = await house.told();
    expect(urgent).toMatchObject({
      title: 'The shop: 2 credentials need someone',
      severity: 'critical',
    });
    expect(urgent.description).toContain('Still open: Secret a in shop-kv.');
    await house.list([...listed, soon, { name: 'c' }]);
    house.later(23 * HOUR_MS);
    const [due] = await house.told();
    // The urgent one has passed its date meanwhile.
    expect(due.title).toBe('The shop: 2 credentials need someone');
    expect(due.description).toContain('Secret c in shop-kv');
    expect(due.description).toMatch(
      /Secret soon in shop-kv is \d hours past its date, since 18 Nov 2026/,
    );
  });

  it('waits for a workload that the catalog does not have yet, for an hour', async () => {
    await house.list([{ name: 'db', workloadRef: 'system:default/bank' }]);
    expect(await house.told({ platformTeamRef })).toEqual([]);
    await house.know('bank');
    expect((await house.told({ platformTeamRef }))[0].to).toBe(
      'group:default/bank',
    );
    await house.list([{ name: 'x', workloadRef: 'system:default/lost' }], 'x');
    expect(await house.told({ platformTeamRef })).toEqual([]);
    house.later(HOUR_MS + 1);
    expect((await house.told({ platformTeamRef }))[0].to).toBe(platformTeamRef);
  });

  it('says on Mondays what is still open and what is found, once', async () => {
    await house.list([
      { name: 'db' },
      { name: 'forever', expires: undefined },
      { name: 'old', expires: undefined },
    ]);
    // Findings alone are no news.
    expect((await house.told()).map(({ title }) => title)).toEqual([
      'The shop: Secret db in shop-kv expires in 60 days',
    ]);
    house.now = new Date('2026-11-23T07:59:00Z');
    expect(await house.told()).toEqual([]);
    house.now = new Date('2026-11-23T08:01:00Z');
    const [{ title, description, link }, ...others] = await house.told();
    expect(others).toEqual([]);
    expect(title).toMatch(
      /^Credentials this week: 1 needs someone, \d findings?$/,
    );
    expect(description).toContain('Secret db in shop-kv expires in 54 days');
    expect(description).toContain(
      '2 credentials with no expiry date, such as forever.',
    );
    expect(link).toBe(
      '/secret-expiry/credentials?owner=group%3Adefault%2Fshop',
    );
    house.later(HOUR_MS);
    expect(await house.told()).toEqual([]);
    house.now = new Date('2026-11-30T08:01:00Z');
    expect(await house.told()).toHaveLength(1);
  });

  it('says findings again only when there are more, and each month', async () => {
    const forever = { name: 'forever', expires: undefined };
    await house.list([forever]);
    const heard: string[] = [];
    for (let day = 0; day < 56; day++) {
      if (day === 15) await house.list([forever, { ...forever, name: 'x' }]);
      for (const { title } of await house.told()) {
        heard.push(`${house.now.toISOString().slice(0, 10)} ${title}`);
      }
      house.later(DAY_MS);
    }
    expect(heard).toEqual([
      '2026-11-23 Credentials this week: none needs someone, 2 findings',
      '2026-12-07 Credentials this week: none needs someone, 2 findings',
      '2027-01-04 Credentials this week: none needs someone, 2 findings',
    ]);
  });

  it('tells once with two replicas', async () => {
    await house.know('bank');
    await house.list([
      { name: 'db' },
      { name: 'bank', workloadRef: 'system:default/bank' },
    ]);
    await Promise.all([
      house.round().run(house.now),
      house.round().run(house.now),
    ]);
    await Promise.all([house.postman().run(), house.postman().run()]);
    expect(house.sent).toHaveLength(2);
  });

  it('has another replica go on where one was stopped', async () => {
    await house.list([{ name: 'db', ownerRef: 'user:default/ada' }]);
    // It had decided who is to hear, and put nothing in the outbox.
    await new Escalation({
      store: new ToldStore(house.database),
      webhooks: [],
      owners: true,
    }).run(house.now);
    expect(await house.told()).toHaveLength(1);
    house.later(30 * DAY_MS);
    await house.judge();
    // It had put it in the outbox, and sent nothing.
    await house.round().run(house.now);
    expect(house.sent).toEqual([]);
    expect(await house.told()).toHaveLength(2);
    expect(await house.told()).toEqual([]);
  });

  it('says nothing of what was dealt with before anybody heard of it', async () => {
    await house.list([{ name: 'a' }]);
    await house.told();
    await house.list([{ name: 'a' }, { name: 'b' }]);
    // It waits for the digest of the next day.
    expect(await house.told()).toEqual([]);
    await house.list([{ name: 'a' }, { name: 'b', expires: house.at(300) }]);
    house.later(DAY_MS);
    expect(await house.told()).toEqual([]);
    expect(await house.database('told')).toHaveLength(1);
  });

  it('goes on warning of what cannot be looked at, and says that it cannot', async () => {
    await house.list([{ name: 'db' }]);
    await house.told();
    await house.database('credentials').update({ state: 'unknown', stage: 3 });
    house.later(31 * DAY_MS);
    await house.round().run(house.now);
    await house.postman().run();
    expect(house.sent[0].payload.description).toContain(
      'may have been renewed since.',
    );
  });

  it('says nothing of what there is no row of any more', async () => {
    await house.list([{ name: 'a' }, { name: 'b' }]);
    await house.told();
    house.later(2 * HOUR_MS);
    await house.database('credentials').where({ name: 'a' }).delete();
    expect(await house.told()).toEqual([]);
    expect(await house.database('told').whereNull('over_at')).toHaveLength(1);
    await house.list([]);
    expect((await house.told())[0].title).toBe(
      'Secret b settled; nothing left to do',
    );
  });

  it('keeps silent while it is switched off, and tells all of it then', async () => {
    await house.list([{ name: 'db' }]);
    expect(await house.told({ owners: false })).toEqual([]);
    expect(await house.told()).toHaveLength(1);
  });

  it('tells webhooks what they want to know, and dismisses those that are gone', async () => {
    const webhooks = [
      webhook('all'),
      webhook('urgent', { severities: ['critical'] }),
      webhook('bank', { workloads: ['system:default/bank'] }),
      webhook('ada', { owners: ['user:default/ada'] }),
    ];
    const told = async (options = { webhooks }) => {
      await house.judge();
      await house.round({ owners: false, ...options }).run(house.now);
      const rows = await house.database('outbox').orderBy('channel');
      await house.database('outbox').delete();
      return rows.map(row => [row.channel, JSON.parse(row.message).title]);
    };
    await house.list([{ name: 'db', ownerRef: 'user:default/ada' }]);
    expect((await told()).map(([channel]) => channel)).toEqual([
      'webhook:ada',
      'webhook:all',
    ]);
    expect(await told()).toEqual([]);
    house.later(59 * DAY_MS);
    expect((await told()).map(([channel]) => channel)).toEqual([
      'webhook:ada',
      'webhook:all',
      'webhook:urgent',
    ]);
    house.later(2 * HOUR_MS);
    await house.list([]);
    expect(await told({ webhooks: webhooks.slice(0, 1) })).toEqual([
      ['webhook:all', 'Secret db settled; nothing left to do'],
    ]);
    expect(await house.database('told').whereNull('over_at')).toEqual([]);
  });
});
