import { TestDatabases } from '@backstage/backend-test-utils';
import { TEMPLATE_VERSION } from '@plumbline/plugin-stamp-common';
import { SERVICE } from '@plumbline/plugin-workload-node/testUtils';
import { stampEntity, workloadEntity } from '../__testUtils__/House';
import { startApi } from '../__testUtils__/startApi';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(120_000);

const WEU = 'shop-prod-westeurope-001';
const NEU = 'shop-prod-northeurope-001';
const STAMPS = 'GET /workloads/{namespace}/{name}/stamps';
const refOfStamp = (name: string) => `resource:default/${name}`;

describe.each(databases.eachSupportedId())('routes on %s', databaseId => {
  let api: Awaited<ReturnType<typeof startApi>>;

  beforeEach(async () => {
    api = await startApi(await databases.init(databaseId));
    const { house } = api;
    house.estate.addStamp(WEU);
    house.declare(
      workloadEntity('shop'),
      workloadEntity('bank'),
      stampEntity(WEU),
      stampEntity(NEU, { region: 'northeurope', lifecycle: 'active' }),
      stampEntity('bank-prod-westeurope-001', { system: 'bank' }),
    );
    await house.read();
  });

  const report = (more: object = {}) => ({
    stampRef: refOfStamp(WEU),
    lifecycle: 'active',
    observedAt: api.house.now.toISOString(),
    ...more,
  });
  const tell = (reports: object[], as = SERVICE) =>
    api.ask('POST /statuses', { body: { reports }, as });
  const stamps = async (name = 'shop') =>
    (await api.ask(STAMPS, { path: { name } })).body;
  const stamp = async (name = WEU) =>
    (await stamps()).stamps.find((each: any) => each.name === name);

  it('takes reports and shows them', async () => {
    const taken = await tell([
      report({
        trafficWeight: 50,
        image: 'example.azurecr.io/shop:1.4.2',
        unit: 'green',
        outcome: 'succeeded',
        runUrl: 'https://ci.example.com/runs/7',
      }),
    ]);
    expect(taken.body).toEqual({ reports: 1, changed: 1 });
    expect(api.house.news).toEqual([[refOfStamp(WEU)]]);
    expect(await stamp()).toMatchObject({
      lifecycle: 'active',
      trafficWeight: 50,
      image: 'example.azurecr.io/shop:1.0.0',
      status: {
        image: 'example.azurecr.io/shop:1.4.2',
        unit: 'green',
        outcome: 'succeeded',
        reportedBy: SERVICE,
        runUrl: 'https://ci.example.com/runs/7',
      },
    });
    expect(api.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'tell-statuses',
        meta: { by: SERVICE, reports: 1 },
      }),
    );
    expect(api.audited.success).toHaveBeenCalledWith({ meta: { changed: 1 } });
  });

  it('changes nothing when the same is told again, and keeps what a newer report leaves out', async () => {
    const first = report({ trafficWeight: 10, unit: 'blue' });
    await tell([first]);
    api.house.pass(1);
    expect((await tell([first])).body).toEqual({ reports: 1, changed: 0 });
    expect(api.house.news).toHaveLength(1);
    await tell([report({ outcome: 'failed' })]);
    expect((await stamp()).status).toMatchObject({
      trafficWeight: 10,
      unit: 'blue',
      outcome: 'failed',
    });
    expect((await stamps()).history).toHaveLength(2);
  });

  it('holds to the newest observation, in whatever order reports arrive', async () => {
    const at = (minute: number) => `2026-11-21T11:0${minute}:00.000Z`;
    await tell([report({ observedAt: at(5), lifecycle: 'retired' })]);
    const older = await tell([
      report({ observedAt: at(4), lifecycle: 'draining', trafficWeight: 0 }),
      report({ observedAt: at(3), lifecycle: 'active', trafficWeight: 100 }),
    ]);
    expect(older.body.changed).toBe(1);
    expect(await stamp()).toMatchObject({
      lifecycle: 'retired',
      trafficWeight: 0,
      status: { lifecycle: 'retired', observedAt: at(5), trafficWeight: 0 },
    });
    const { history } = await stamps();
    expect(history.map((each: any) => each.lifecycle)).toEqual([
      'retired',
      'draining',
      'active',
    ]);
  });

  it('takes all or none, and names what is wrong', async () => {
    const refused = async (wrong: object, status: number, message: string) => {
      const answer = await tell([report(), report(), report(wrong)]);
      expect(answer.body.error.message).toBe(message);
      expect(answer.status).toBe(status);
    };
    await refused(
      { observedAt: 'yesterday-ish' },
      400,
      'reports[2].observedAt: expected an ISO 8601 time',
    );
    await refused(
      { observedAt: '2026-11-21T12:01:01Z' },
      400,
      'reports[2].observedAt: expected a time that is not in the future',
    );
    for (const runUrl of [
      'http://ci.example.com/7',
      'data:text/html,hello',
      'https://ada:secret@ci.example.com/7',
      'nonsense',
      'https://ci.example.com/\u0000',
      'https://ci.example.com/a b',
    ]) {
      await refused(
        { runUrl },
        400,
        'reports[2].runUrl: expected an https address without a user name',
      );
    }
    await refused(
      { stampRef: 'resource:default/gone' },
      404,
      "reports[2].stampRef: no stamp 'resource:default/gone' is known",
    );
    await refused(
      { stampRef: refOfStamp(NEU) },
      400,
      `reports[2].stampRef: '${refOfStamp(
        NEU,
      )}' has no lock file in the estate; only what was made from one is followed`,
    );
    for (const wrong of [
      { lifecycle: 'gone' },
      { trafficWeight: 101 },
      { unit: 'red' },
      { image: 'shop:1\n' },
      { more: 1 },
    ]) {
      expect((await tell([report(wrong)])).status).toBe(400);
    }
    expect((await tell([])).status).toBe(400);
    expect((await tell(Array(1_001).fill(report()))).status).toBe(400);
    expect((await stamp()).status).toBeUndefined();
    expect((await stamps()).history).toEqual([]);
    expect(api.house.news).toEqual([]);
  });

  it('takes a thousand at once', async () => {
    const reports = Array.from({ length: 1_000 }, (_, second) =>
      report({
        observedAt: new Date(
          Date.parse('2026-11-21T10:00:00Z') + second * 1_000,
        ).toISOString(),
        runUrl: `https://ci.example.com/runs/${second}`,
      }),
    );
    expect((await tell(reports)).body).toEqual({ reports: 1_000, changed: 1 });
    expect((await stamp()).status.runUrl).toBe(
      'https://ci.example.com/runs/999',
    );
    expect((await stamps()).history).toHaveLength(50);
  });

  it('lets only those tell whom the configuration names, of their workloads', async () => {
    expect((await tell([report()], 'user:default/ada')).status).toBe(403);
    const answer = await tell([report()], 'user:default/bob');
    expect(answer.body.error.message).toBe(
      "reports[0].stampRef: 'user:default/bob' may not tell of stamps of 'system:default/shop'",
    );
    expect(answer.status).toBe(403);
    expect(api.audited.fail).toHaveBeenCalledTimes(2);
  });

  it('knows a stamp that was merged a moment ago', async () => {
    const fresh = 'shop-prod-uksouth-001';
    api.house.declare(
      workloadEntity('shop'),
      stampEntity(fresh, { region: 'uksouth' }),
    );
    api.house.estate.addStamp(fresh, { region: 'uksouth' });
    const told = report({ stampRef: refOfStamp(fresh) });
    expect((await tell([told])).status).toBe(200);
    expect(await stamp(fresh)).toMatchObject({ lifecycle: 'active' });
  });

  it('asks to be told again when the estate cannot be read', async () => {
    api.house.estate.failure = new Error('502 from the host');
    const answer = await tell([report({ stampRef: refOfStamp(NEU) })]);
    expect(answer.status).toBe(503);
    expect((await tell([report()])).status).toBe(200);
  });

  it('answers what was told, of all or of some, to who may read', async () => {
    await tell([report()]);
    const all = await api.ask('GET /statuses', { as: SERVICE });
    expect(all.body.items).toHaveLength(1);
    expect(all.body.nextAfter).toBeUndefined();
    const some = await api.ask('GET /statuses', {
      query: { stampRef: [refOfStamp(NEU), refOfStamp(WEU)] },
    });
    expect(some.body.items.map((each: any) => each.stampRef)).toEqual([
      refOfStamp(WEU),
    ]);
    api.allowed.delete('read');
    for (const route of ['GET /statuses', 'GET /stamps', STAMPS]) {
      expect((await api.ask(route)).status).toBe(403);
    }
  });

  it('pages what was told', async () => {
    const { house } = api;
    const names = ['a', 'b', 'c'].map(letter => `shop-prod-${letter}-001`);
    names.forEach(name =>
      house.estate.addStamp(name, { region: name.split('-')[2] }),
    );
    await house.read();
    await tell(names.map(name => report({ stampRef: refOfStamp(name) })));
    const page = await api.ask('GET /statuses', { query: { limit: '2' } });
    expect(page.body.items).toHaveLength(2);
    const rest = await api.ask('GET /statuses', {
      query: { limit: '2', after: page.body.nextAfter },
    });
    expect(rest.body.items).toHaveLength(1);
    expect(rest.body.nextAfter).toBeUndefined();
  });

  it('shows drift, and what was read last while the estate fails', async () => {
    const { house } = api;
    expect((await stamp()).drift).toEqual({
      state: 'in-step',
      files: [],
      templateVersion: TEMPLATE_VERSION,
      newestTemplateVersion: TEMPLATE_VERSION,
      checkedAt: '2026-11-21T12:00:00.000Z',
    });
    expect((await stamp(NEU)).drift).toBeUndefined();

    const folder = 'stamps/shop/prod/westeurope-001';
    house.estate.files.set(`${folder}/main.tf`, 'by hand');
    house.estate.files.set(`${folder}/notes.txt`, 'mine');
    house.estate.files.delete(`.github/workflows/${WEU}.yml`);
    house.estate.change('shop');
    house.pass(2);
    await house.read();
    const changed = (await stamp()).drift;
    expect(changed).toMatchObject({
      state: 'changed',
      files: [
        { path: `.github/workflows/${WEU}.yml`, problem: 'missing' },
        { path: `${folder}/main.tf`, problem: 'changed' },
        { path: `${folder}/notes.txt`, problem: 'unexpected' },
      ],
    });

    house.estate.failure = new Error('403: the app may not read');
    house.pass(10);
    await expect(house.read()).rejects.toThrow('The estate was not read');
    house.pass(10);
    await expect(house.read()).rejects.toThrow('The estate was not read');
    expect((await stamp()).drift).toEqual({
      ...changed,
      error: {
        message: '403: the app may not read',
        since: '2026-11-21T12:12:00.000Z',
      },
    });

    house.pass(24 * 60);
    await expect(house.read()).rejects.toThrow('The estate was not read');
    expect((await stamp()).drift).toMatchObject({
      state: 'unknown',
      files: [],
    });

    house.estate.failure = undefined;
    await house.read();
    expect((await stamp()).drift).toEqual({
      ...changed,
      checkedAt: house.now.toISOString(),
    });
  });

  it('asks an unchanged estate for its revision only', async () => {
    const { house } = api;
    const before = { ...house.estate.asked };
    house.pass(2);
    await house.read();
    expect(house.estate.asked).toEqual({
      ...before,
      revision: before.revision + 1,
    });
    expect((await stamp()).drift.checkedAt).toBe(house.now.toISOString());
  });

  it('keeps what is known of a stamp whose lock is broken, and says so', async () => {
    const { house } = api;
    house.estate.addStamp(NEU, { region: 'northeurope' });
    await house.read();
    house.estate.change('shop', ([weu, neu]) => [
      { folder: weu.folder, problem: 'not JSON' },
      neu,
    ]);
    house.pass(2);
    await house.read();
    const problem = 'stamps/shop/prod/westeurope-001: not JSON';
    expect(await stamps()).toMatchObject({ problem });
    expect(await stamp()).toMatchObject({
      infrastructure: 'terraform',
      drift: { state: 'unknown', error: { message: problem } },
    });
    expect((await stamp(NEU)).drift).toMatchObject({ state: 'in-step' });
    expect((await stamp(NEU)).drift.error).toBeUndefined();
    expect((await tell([report()])).status).toBe(200);
  });

  it('shows open pull requests, and those that add a stamp', async () => {
    const { house } = api;
    const link = (branch: string, number: number) => ({
      branch,
      label: `#${number}`,
      url: `https://git.example.com/pull/${number}`,
    });
    house.estate.pullRequests = [
      link(`stamp-drain-${WEU}`, 7),
      link('stamp-drain-another', 8),
    ];
    house.estate.addStamp('shop-prod-uksouth-001', {
      region: 'uksouth',
      pullRequest: link('stamp-add-shop-prod-uksouth-001', 9),
    });
    await house.read();
    expect((await stamp()).pullRequests).toEqual([
      link(`stamp-drain-${WEU}`, 7),
    ]);
    expect((await stamps()).additions).toEqual([
      {
        stampName: 'shop-prod-uksouth-001',
        ...link('stamp-add-shop-prod-uksouth-001', 9),
      },
    ]);
    expect((await stamps('bank')).additions).toEqual([]);
  });

  it('forgets what left, and keeps what was told', async () => {
    const { house } = api;
    await tell([report()]);
    house.estate.change('shop', () => []);
    house.declare(workloadEntity('shop'));
    await house.read();
    expect(await stamps()).toMatchObject({ stamps: [] });
    expect((await stamps()).history).toHaveLength(1);
    expect(await house.statuses.prune(new Date('2026-11-22'))).toBe(2);
    expect((await stamps()).history).toEqual([]);
    expect(await stamps('unheard-of')).toEqual({
      stamps: [],
      additions: [],
      history: [],
      mayChange: {
        allowed: false,
        reason: 'The catalog has no such workload.',
      },
    });
  });

  it('keeps what was told last of a stamp that is there, however old', async () => {
    await tell([report()]);
    await api.house.statuses.prune(new Date('2030-01-01'));
    expect(await stamp()).toMatchObject({ lifecycle: 'active' });
  });

  it('says whether the reader may change stamps', async () => {
    expect((await stamps()).mayChange).toEqual({ allowed: true });
    expect((await stamps('bank')).mayChange).toEqual({
      allowed: false,
      reason: 'Only group:default/bank-team may do this.',
    });
    const { body } = await api.ask('GET /permissions');
    expect(body).toEqual({ read: true, change: true, manage: false });
  });

  it('lists stamps by anything', async () => {
    const BANK = 'bank-prod-westeurope-001';
    const cases: [Record<string, string | string[]>, string[]][] = [
      [{}, [NEU, WEU, BANK]],
      [{ workload: 'system:default/shop' }, [NEU, WEU]],
      [{ owner: 'group:default/bank-team' }, [BANK]],
      [{ lifecycle: ['active', 'draining'] }, [NEU]],
      [{ region: 'westeurope' }, [WEU, BANK]],
      [{ drift: 'in-step' }, [WEU]],
      [{ drift: ['none', 'changed'] }, [NEU, BANK]],
      [{ templateVersion: TEMPLATE_VERSION }, [WEU]],
      [{ environment: 'dev' }, []],
      [{ outcome: 'none', text: 'NORTH shop' }, [NEU]],
      [{ text: 'sh_p' }, []],
    ];
    for (const [query, expected] of cases) {
      const { body } = await api.ask('GET /stamps', { query });
      expect([query, body.items.map((each: any) => each.name).sort()]).toEqual([
        query,
        [...expected].sort(),
      ]);
      expect(body.total).toBe(expected.length);
    }
  });

  it('sorts and pages', async () => {
    await tell([report({ trafficWeight: 5 })]);
    const names = async (query: Record<string, string>) =>
      (await api.ask('GET /stamps', { query })).body.items.map(
        (each: any) => each.name,
      );
    const BANK = 'bank-prod-westeurope-001';
    expect(await names({ sort: 'trafficWeight' })).toEqual([BANK, WEU, NEU]);
    expect(await names({ sort: 'toldAt', direction: 'desc' })).toEqual([
      WEU,
      BANK,
      NEU,
    ]);
    expect(await names({ sort: 'workload', limit: '1', offset: '1' })).toEqual([
      NEU,
    ]);
    for (const sort of ['region', 'lifecycle', 'templateVersion']) {
      expect(await names({ sort })).toHaveLength(3);
    }
  });

  it('refuses what no database keeps', async () => {
    const zero = '\u0000';
    for (const [route, name, value] of [
      ['GET /stamps', 'text', zero],
      ['GET /stamps', 'region', zero],
      ['GET /stamps', 'owner', `group:default/${zero}`],
      ['GET /stamps', 'workload', `system:default/${zero}`],
      ['GET /stamps', 'templateVersion', zero],
      ['GET /statuses', 'stampRef', `resource:default/${zero}`],
      ['GET /statuses', 'after', zero],
    ]) {
      const answer = await api.ask(route, { query: { [name]: value } });
      expect(answer.status).toBe(400);
    }
    const told = await tell([report({ stampRef: `resource:default/${zero}` })]);
    expect(told.status).toBe(400);
  });

  it('exports what the filter lets through', async () => {
    const { text } = await api.ask('GET /stamps/csv', {
      query: { region: 'northeurope' },
    });
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`resource:default/${NEU},${NEU}`);
  });
});
