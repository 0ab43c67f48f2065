import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { Scene, partOf } from '../__testUtils__/Scene';
import { failuresOf } from '../store/FailureStore';
import { WorkloadTable } from '../store/tables';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const SHOP = 'system:default/shop';
const HOUR = 3_600;
const DAY = 24 * HOUR;
const TEAM = 'group:default/shop-team';
const MODEL = `  userFlows:
    - id: pay
      title: Pay an order
      criticality: critical
      dependsOn: [${partOf('shop', 'web')}]
    - id: browse
      title: Browse
      criticality: low
      dependsOn: [${partOf('shop', 'web')}]
  escalation:
    - { contact: group:default/sre, afterMinutes: 0 }
    - { contact: user:default/ada, afterMinutes: 15 }
    - { contact: +44 20 7946 0000, afterMinutes: 30 }
`;
const EVERYTHING = {
  severities: ['critical', 'high', 'medium', 'low'],
} as const;

describe.each(databases.eachSupportedId())('incidents on %s', id => {
  let database: Knex;
  let scene: Scene;

  beforeEach(async () => {
    database = await databases.init(id);
    scene = await Scene.open(database, {
      workloads: ['shop'],
      webhooks: [
        { name: 'ops', rules: { severities: [...EVERYTHING.severities] } },
        { name: 'grave', rules: { severities: ['critical'] } },
        {
          name: 'others',
          rules: {
            severities: [...EVERYTHING.severities],
            owners: ['group:default/others'],
          },
        },
      ],
    });
    await scene.model('shop', MODEL);
    await scene.push('shop', { web: 'healthy', kv: 'healthy' });
    await scene.pass(60);
  });

  const row = () =>
    database<WorkloadTable>('workloads').where({ workload_ref: SHOP }).first();

  it('opens with a cause and its path, is told once, escalates, is acknowledged and ends', async () => {
    expect(scene.heard).toEqual([]);
    await scene.push('shop', { kv: 'unhealthy' });
    await scene.pass(40);
    expect(scene.heard).toEqual([]);
    await scene.pass(60);

    const opened = await scene.incident(1);
    expect(opened).toMatchObject({
      number: 1,
      workloadRef: SHOP,
      ownerRef: TEAM,
      severity: 'Sev1',
      state: 'open',
      title:
        'shop is unhealthy because of shop-westeurope-kv: Probe: reported as unhealthy',
      userFlows: ['Pay an order', 'Browse'],
      review: 'not-due',
      escalation: { nextAt: expect.any(String) },
    });
    expect(opened.causes[0]).toMatchObject({
      entityRef: partOf('shop', 'kv'),
      state: 'unhealthy',
    });
    expect(JSON.parse((await row())!.incident!)).toEqual({
      number: 1,
      severity: 'Sev1',
      state: 'open',
      openedAt: opened.openedAt,
      title: opened.title,
    });
    expect(opened.events.map(({ kind }) => kind)).toEqual([
      'state',
      'opened',
      'called',
    ]);
    expect(scene.titles()).toEqual([`Sev1: ${opened.title}`]);
    const [first] = scene.heard.filter(
      ({ channel }) => channel === 'backstage',
    );
    expect(first).toMatchObject({
      ownerRef: TEAM,
      alsoTo: ['group:default/sre'],
      severity: 'critical',
      link: '/workloads/incidents/1',
    });
    expect(first.lines.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Path to the root cause: shop → .* → shop-westeurope-kv$/,
      ),
      'User flows hurt: Pay an order (critical), Browse (low)',
    ]);
    expect(first.notes).toEqual([
      'Called: sre',
      expect.stringMatching(
        /^Unless somebody acknowledges it, ada is next at 2026-11-21 09:\d\d UTC$/,
      ),
    ]);
    expect(scene.titles('webhook:ops')).toHaveLength(1);
    expect(scene.titles('webhook:grave')).toHaveLength(1);
    expect(scene.titles('webhook:others')).toEqual([]);

    await scene.pass(900);
    expect(scene.titles()).toHaveLength(2);
    expect(
      scene.heard.filter(each => each.channel === 'backstage')[1],
    ).toMatchObject({
      title: expect.stringMatching(/^Sev1, nobody on it for 15 min: shop/),
      alsoTo: ['group:default/sre', 'user:default/ada'],
    });

    await scene.acts.acknowledge(
      1,
      'user:default/ada',
      'Looking at the vault.',
    );
    // Twice is once.
    await scene.acts.acknowledge(1, 'user:default/ada', undefined);
    await expect(
      scene.acts.acknowledge(1, 'user:default/bob', undefined),
    ).rejects.toThrow('acknowledged by user:default/ada');
    expect(scene.changed).toEqual([SHOP]);
    await scene.acts.note(1, 'user:default/ada', 'The firewall was changed.');
    await scene.pass(3_600, 60);
    expect(scene.titles().slice(2)).toEqual([
      expect.stringMatching(/^Sev1, ada is on it: shop/),
    ]);
    expect((await scene.incident(1)).escalation).toEqual({
      steps: [
        {
          contact: 'group:default/sre',
          afterMinutes: 0,
          calledAt: opened.openedAt,
        },
        expect.objectContaining({
          contact: 'user:default/ada',
          calledAt: expect.any(String),
        }),
        { contact: '+44 20 7946 0000', afterMinutes: 30 },
      ],
    });

    await scene.push('shop', { kv: 'healthy' });
    await scene.pass(660, 30);
    const closed = await scene.incident(1);
    expect(closed).toMatchObject({
      state: 'closed',
      review: 'due',
      acknowledgement: {
        by: 'user:default/ada',
        note: 'Looking at the vault.',
      },
    });
    expect(Date.parse(closed.reviewDueAt!) - Date.parse(closed.closedAt!)).toBe(
      24 * 3_600_000,
    );
    expect(closed.events.map(({ kind }) => kind).slice(-3)).toEqual([
      'state',
      'alert-closed',
      'closed',
    ]);
    expect(scene.titles().slice(3)).toEqual([
      expect.stringMatching(/^Over after 1 h \d+ min: shop/),
    ]);
    expect(await row()).toMatchObject({ incident: null, incident_sort: null });
    // The same in every channel, each once.
    expect(scene.titles('webhook:ops')).toEqual(scene.titles());

    const { reviewText } = closed;
    expect(reviewText.rootCause).toContain('**shop-westeurope-kv**');
    expect(reviewText.impact).toMatch(
      /- shop: unhealthy 1 h 1\d min\n- Pay an order: unhealthy 1 h 1\d min/,
    );
    expect(reviewText.detection).toContain('ada was on it 15 min later');
    expect(reviewText.response).toContain('The firewall was changed. (ada)');
  });

  it('reminds once of a review that nobody publishes in time', async () => {
    await scene.push('shop', { kv: 'unhealthy' });
    await scene.pass(90);
    await scene.push('shop', { kv: 'healthy' });
    await scene.pass(700, 100);
    await scene.pass(23 * 3_600, 3_600);
    expect((await scene.incident(1)).review).toBe('due');
    const before = scene.titles().length;
    await scene.pass(3 * 3_600, 1_800);
    expect((await scene.incident(1)).review).toBe('overdue');
    expect(scene.titles().slice(before)).toEqual([
      'The review of incident 1 of shop is overdue',
    ]);

    const { reviewText } = await scene.incident(1);
    const { updatedAt, updatedBy, ...texts } = reviewText;
    await expect(
      scene.acts.saveReview(1, 'user:default/ada', {
        ...texts,
        rootCause: ' ',
        published: true,
      }),
    ).rejects.toThrow('rootCause: expected some words');
    await expect(
      scene.acts.saveReview(1, 'user:default/ada', {
        ...texts,
        actions: [{ title: 'a', url: 'ftp://wiki/a', done: false }],
      }),
    ).rejects.toThrow('actions[0].url: expected an address');
    await scene.acts.saveReview(1, 'user:default/ada', texts);
    const draft = (await scene.incident(1)).reviewText;
    await expect(
      scene.acts.saveReview(1, 'user:default/bob', texts),
    ).rejects.toThrow('changed meanwhile by user:default/ada');
    await scene.acts.saveReview(1, 'user:default/bob', {
      ...texts,
      actions: [
        {
          title: 'Alert on the firewall',
          ownerRef: 'group:default/Sre',
          done: false,
        },
      ],
      published: true,
      editedFrom: draft.updatedAt,
    });
    expect(await scene.incident(1)).toMatchObject({
      review: 'published',
      reviewText: {
        updatedBy: 'user:default/bob',
        actions: [{ ownerRef: 'group:default/sre' }],
      },
    });
  });

  it('becomes graver, and goes on while one alert of it does', async () => {
    // Not critical, and no user flow needs it.
    await scene.push('shop', { registry: 'degraded', kv: 'degraded' });
    await scene.pass(400);
    const opened = await scene.incident(1);
    expect(opened).toMatchObject({ severity: 'Sev2', state: 'open' });
    expect(scene.titles('webhook:grave')).toEqual([]);
    await scene.push('shop', { kv: 'unhealthy' });
    await scene.pass(120);
    expect(await scene.incident(1)).toMatchObject({ severity: 'Sev1' });
    expect(scene.titles().slice(1)).toEqual([
      expect.stringMatching(/^Raised to Sev1: shop is unhealthy/),
    ]);
    // Whoever hears only of the gravest hears now, and of the end.
    expect(scene.titles('webhook:grave')).toHaveLength(1);
    expect(await row()).toMatchObject({
      incident: expect.stringContaining('"Sev1"'),
    });
  });

  it('tells lesser alerts quietly, at most once an hour, and opens no incident', async () => {
    await scene.push('shop', { registry: 'degraded' });
    await scene.pass(1_000);
    expect(
      await scene.reader.page({ limit: 10, offset: 0 }, scene.now),
    ).toEqual({
      items: [],
      total: 0,
      counts: { open: 0, acknowledged: 0, reviewDue: 0, reviewOverdue: 0 },
    });
    expect(scene.titles()).toEqual([
      'Sev3, shop: shop-registry is degraded: Probe: reported as degraded',
    ]);
    expect(scene.heard[0]).toMatchObject({ severity: 'low', ownerRef: TEAM });
    expect(scene.titles('webhook:grave')).toEqual([]);
  });

  it('ends when its part or its workload is gone', async () => {
    await scene.push('shop', { kv: 'unhealthy' });
    await scene.pass(90);
    await scene.catalog([]);
    await scene.pass(20);
    expect(await scene.incident(1)).toMatchObject({
      state: 'closed',
      events: expect.arrayContaining([
        expect.objectContaining({ title: 'The workload has left the catalog' }),
      ]),
    });
    expect(scene.titles()).toHaveLength(2);
  });

  it('is told once by two replicas, also when they call at once', async () => {
    const other = await Scene.open(database);
    await scene.push('shop', { kv: 'unhealthy' });
    for (let i = 0; i < 100; i += 1) {
      await scene.pass(10);
      other.setTime(scene.now);
      await Promise.all([scene.tasks(), other.tasks()]);
    }
    const { total } = await scene.reader.page(
      { limit: 10, offset: 0 },
      scene.now,
    );
    expect(total).toBe(1);
    expect([...scene.titles(), ...other.titles()]).toEqual([
      expect.stringMatching(/^Sev1: /),
      expect.stringMatching(/^Sev1, nobody on it for 15 min/),
    ]);
    const { events } = await scene.incident(1);
    expect(events.filter(({ kind }) => kind === 'called')).toHaveLength(2);
  });

  it('stays quiet in a storm', async () => {
    const parts = ['', 'web', 'kv', 'registry'];
    for (let i = 0; i < 120; i += 1) {
      const states = parts.map((part, index) => [
        part,
        (i + index) % 3 === 0 ? 'healthy' : 'unhealthy',
      ]);
      await scene.push('shop', Object.fromEntries(states));
      await scene.pass(5, 5);
    }
    await scene.push(
      'shop',
      Object.fromEntries(parts.map(part => [part, 'healthy'])),
    );
    await scene.pass(3_600, 60);
    const { items, total } = await scene.reader.page(
      { limit: 10, offset: 0 },
      scene.now,
    );
    expect(total).toBe(1);
    expect(items[0].state).toBe('closed');
    expect(scene.titles().length).toBeLessThanOrEqual(4);
    const { events } = await scene.incident(1);
    expect(events.length).toBeLessThan(400);
  });

  it('shows what else falls ill, and begins anew after its end', async () => {
    await scene.push('shop', { kv: 'unhealthy' });
    await scene.pass(90);
    // It calls nobody again, and is no cause of the outage; those who are on it see it.
    await scene.push('shop', { registry: 'unhealthy' });
    await scene.pass(1_000, 50);
    const { alertCount, events } = await scene.incident(1);
    expect(alertCount).toBe(1);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'state',
        title:
          'shop-registry: unknown to unhealthy (Probe: reported as unhealthy)',
      }),
    );
    await scene.push('shop', { kv: 'healthy', registry: 'healthy' });
    await scene.pass(700, 50);
    expect(await scene.incident(1)).toMatchObject({ state: 'closed' });

    // What is ill again within the hour is another incident, and ends later.
    await scene.push('shop', { kv: 'unhealthy' });
    await scene.pass(90);
    expect(await scene.incident(2)).toMatchObject({ state: 'open' });
  });

  it('says it in one message when much happens at once', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `w${index}`);
    await scene.catalog([...names, 'shop']);
    await Promise.all(names.map(name => scene.push(name, { kv: 'unhealthy' })));
    await scene.pass(90);
    expect(scene.titles('webhook:ops')).toEqual([
      '12 messages about 12 incidents and alerts',
    ]);
    // Each of the owners has one of their own.
    expect(scene.titles()).toHaveLength(12);
  });

  it('loses and doubles nothing when a roll-up fails half way', async () => {
    await scene.push('shop', { kv: 'unhealthy' });
    await database.schema.renameTable('incident_events', 'events_away');
    await scene.pass(90);
    expect(await failuresOf(database, SHOP)).toEqual([
      {
        task: 'health',
        message: expect.stringMatching(/^The database refused it \(\w+\)$/),
        since: expect.any(String),
      },
    ]);
    await database.schema.renameTable('events_away', 'incident_events');
    expect(
      await scene.reader.page({ limit: 10, offset: 0 }, scene.now),
    ).toMatchObject({ total: 0 });
    await scene.pass(60);
    expect(scene.titles()).toHaveLength(1);
    expect(scene.titles('webhook:ops')).toHaveLength(1);
    expect(await failuresOf(database, SHOP)).toEqual([]);
  });

  it('stays open without data, and is closed after a day of it with that reason', async () => {
    // What is pushed holds for a week.
    await scene.push('shop', { kv: 'unhealthy' });
    await scene.pass(90);
    const [{ openedAt }] = (await scene.incident(1)).alerts;
    await scene.pass(7 * DAY, HOUR);
    const [alert] = await scene.reader.alerts(SHOP);
    expect(alert).toMatchObject({
      state: 'open',
      openedAt,
      silentSince: expect.any(String),
    });
    const node = await database('nodes').where({ entity_ref: SHOP }).first();
    expect(JSON.parse(node.alert).silentSince).toBe(alert.silentSince);
    expect(await scene.incident(1)).toMatchObject({ state: 'open' });

    scene.heard.length = 0;
    await scene.pass(DAY, HOUR);
    const { state, events } = await scene.incident(1);
    expect(state).toBe('closed');
    expect(events.slice(-2).map(({ title }) => title)).toEqual([
      expect.stringMatching(/^shop has had no data since 2026-11-28 .* UTC$/),
      expect.stringMatching(
        /^Closed without data since 2026-11-28 .* UTC: nobody knows whether it is over$/,
      ),
    ]);
    const [message] = scene.heard.filter(
      ({ channel }) => channel === 'webhook:ops',
    );
    expect(message.title).toMatch(/^Closed after 8 d.*, without data: shop/);
    expect(message.lines[0].tone).toBe('critical');
    expect(message.notes!.join()).toContain('whether the checks still run');
  });

  it('calls for the others when it cannot for one', async () => {
    await scene.catalog(['bank', 'shop']);
    await scene.model(
      'bank',
      `  escalation:
    - { contact: user:default/bob, afterMinutes: 0 }
    - { contact: user:default/ada, afterMinutes: 10 }
`,
    );
    await scene.push('bank', { kv: 'unhealthy' });
    await scene.push('shop', { kv: 'unhealthy' });
    await scene.pass(400);
    const [bank] = await database('incidents')
      .where({ workload_ref: 'system:default/bank' })
      .pluck('number');
    const escalation = await database('incidents')
      .where({ number: bank })
      .pluck('escalation');
    await database('incidents')
      .where({ number: bank })
      .update({ escalation: 'no JSON' });
    scene.heard.length = 0;
    await scene.pass(700);
    expect(scene.titles()).toEqual([
      expect.stringMatching(/^Sev1, nobody on it for 15 min: shop/),
    ]);
    expect(await failuresOf(database, 'system:default/bank')).toMatchObject([
      { task: 'incidents', message: expect.stringContaining('JSON') },
    ]);
    expect(scene.logger.error).toHaveBeenCalledTimes(1);
    await database('incidents')
      .where({ number: bank })
      .update({ escalation: escalation[0] });
    await scene.pass(10);
    expect(scene.titles()).toHaveLength(2);
    expect(await failuresOf(database, 'system:default/bank')).toEqual([]);
  });

  it('is found by what people look for', async () => {
    await scene.catalog(['shop', 'bank', 'mill']);
    for (const name of ['shop', 'bank', 'mill']) {
      await scene.push(name, {
        kv: name === 'bank' ? 'degraded' : 'unhealthy',
      });
    }
    await scene.pass(420);
    const numbers = async (query: object) =>
      (
        await scene.reader.page({ limit: 10, offset: 0, ...query }, scene.now)
      ).items.map(
        ({ workloadTitle, severity }) => `${severity} ${workloadTitle}`,
      );
    expect(await numbers({})).toEqual(['Sev1 mill', 'Sev1 shop', 'Sev2 bank']);
    expect(await numbers({ severity: ['Sev2'] })).toEqual(['Sev2 bank']);
    expect(await numbers({ owner: [TEAM] })).toEqual(['Sev1 shop']);
    expect(await numbers({ workload: SHOP, state: ['open'] })).toEqual([
      'Sev1 shop',
    ]);
    expect(await numbers({ search: 'PAY shop' })).toEqual(['Sev1 shop']);
    expect(await numbers({ search: '100%' })).toEqual([]);
    expect(await numbers({ review: ['due', 'overdue', 'published'] })).toEqual(
      [],
    );
    expect(await numbers({ review: ['not-due'], orderBy: 'workload' })).toEqual(
      ['Sev2 bank', 'Sev1 mill', 'Sev1 shop'],
    );
    const { counts } = await scene.reader.page(
      { limit: 1, offset: 0, severity: ['Sev1'], state: ['closed'] },
      scene.now,
    );
    expect(counts).toEqual({
      open: 2,
      acknowledged: 0,
      reviewDue: 0,
      reviewOverdue: 0,
    });
    const [gravest, ...others] = await scene.reader.alerts(SHOP);
    expect(gravest).toEqual(
      expect.objectContaining({
        entityRef: SHOP,
        title: 'shop',
        state: 'open',
        severity: 'Sev1',
        incident: expect.any(Number),
      }),
    );
    expect(
      others.map(({ state, suppressed }) => [state, suppressed?.by]),
    ).toEqual(others.map(() => ['pending', 'above']));
  });
});
