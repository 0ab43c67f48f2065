import {
  TestDatabases,
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  Estate,
  FolderEstate,
  changeOf,
  createEstate,
} from '@plumbline/plugin-stamp-node';
import { GitHubServer } from '@plumbline/plugin-stamp-node/testUtils';
import { SERVICE } from '@plumbline/plugin-workload-node/testUtils';
import {
  groupEntity,
  stampEntity,
  workloadEntity,
} from '../__testUtils__/House';
import { startApi } from '../__testUtils__/startApi';
import { planExamples } from './examples';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(120_000);

const NAME = 'shop-prod-swedencentral-001';
const REF = `resource:default/${NAME}`;
const ADD = {
  kind: 'add',
  workloadRef: 'system:default/shop',
  environment: 'prod',
  region: 'swedencentral',
  expectedUsers: 400,
};

const NEW = {
  ...planExamples['new-workload'].value,
  name: 'card-shop',
  owner: 'group:default/shop-team',
  domain: undefined,
};

type Api = Awaited<ReturnType<typeof startApi>>;

const directory = createMockDirectory();
beforeEach(() => directory.clear());

async function open(estate?: Estate): Promise<Api> {
  const api = await startApi(await databases.init('SQLITE_3'), estate);
  api.house.declare(
    workloadEntity('shop'),
    workloadEntity('bank'),
    ...['shop-team', 'bank-team'].map(groupEntity),
  );
  return api;
}

describe('POST /plans', () => {
  let api: Api;
  let estate: FolderEstate;

  beforeEach(async () => {
    estate = new FolderEstate(directory.resolve('estate'));
    api = await open(estate);
  });

  const plan = async (body: object, as?: string) =>
    api.ask('POST /plans', { body, as });
  const build = async (request: object) => {
    const { body } = await plan(request);
    await estate.publish(await changeOf(body.plan, estate));
    return body;
  };
  const standing = () =>
    api.house.declare(
      workloadEntity('shop'),
      stampEntity(NAME, { region: 'swedencentral' }),
    );

  it('says what would be built, file by file, and writes nothing', async () => {
    const { body, status } = await plan(ADD);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      plan: { kind: 'add', stamp: { name: NAME, region: 'swedencentral' } },
      title: expect.stringContaining(NAME),
    });
    // A folder: on no branch.
    expect(body.estate).toEqual({ place: directory.resolve('estate') });
    const lock = body.files.find(({ path }: { path: string }) =>
      path.endsWith('stamp.lock.json'),
    );
    expect(lock.after).toContain(NAME);
    expect(lock).not.toHaveProperty('before');
    expect(directory.content()).toEqual({});
    expect((await plan(ADD)).body).toEqual(body);
    expect(api.auditor.createEvent).not.toHaveBeenCalled();
  });

  it('says everything that stands against it', async () => {
    const { body } = await plan({ ...ADD, region: 'qatarcentral' });
    expect(body.violations).toEqual([
      expect.objectContaining({ field: 'region' }),
    ]);
    expect(body.plan).toBeUndefined();
    const unknown = await plan({ ...ADD, workloadRef: 'system:default/gone' });
    expect(unknown.body.violations[0].message).toContain('gone');
  });

  it('shows files before and after a change, and only those', async () => {
    await build(ADD);
    standing();
    const { body } = await plan({
      kind: 'change',
      stampRef: REF,
      image: 'example.azurecr.io/shop:2.0.0',
    });
    expect(body.plan.kind).toBe('change');
    for (const { before, after } of body.files) {
      expect(before).not.toEqual(after);
      expect(after).toContain('2.0.0');
    }
    expect(body.files.length).toBeGreaterThan(0);
  });

  it('retires in two steps, as the pipeline tells', async () => {
    const { house } = api;
    await build(ADD);
    standing();
    house.estate.addStamp(NAME, { region: 'swedencentral' });
    await house.read();
    const retire = { kind: 'retire', stampRef: REF };
    expect((await build(retire)).plan.kind).toBe('drain');
    const waiting = await plan(retire);
    expect(waiting.body.violations[0].rule).toBe('still-draining');
    const told = await api.ask('POST /statuses', {
      as: SERVICE,
      body: {
        reports: [
          {
            stampRef: REF,
            lifecycle: 'retired',
            observedAt: house.now.toISOString(),
          },
        ],
      },
    });
    expect(told.status).toBe(200);
    const { body } = await plan(retire);
    expect(body.plan.kind).toBe('remove');
    const gone = body.files.filter(({ after }: any) => after === undefined);
    expect(gone.length).toBeGreaterThan(10);
    expect(gone[0]).toHaveProperty('before');
  });

  it('says when a file was changed by hand, which no publish would overwrite', async () => {
    const { body: added } = await plan(ADD);
    await estate.publish(await changeOf(added.plan, estate));
    standing();
    directory.addContent({
      [`estate/${added.plan.stamp.folder}/README.md`]: 'mine now\n',
    });
    const { body } = await plan({
      kind: 'change',
      stampRef: REF,
      image: 'example.azurecr.io/shop:2.0.0',
    });
    expect(body.notes.join()).toMatch(
      /cannot be published as the estate stands.*README\.md/,
    );
  });

  it('refuses what is no request, naming each field', async () => {
    const refused = async (body: object, message: RegExp) => {
      const answer = await plan(body);
      expect(answer.body.error.message).toMatch(message);
      expect(answer.status).toBe(400);
    };
    await refused({}, /kind/);
    await refused({ kind: 'destroy' }, /kind/);
    await refused({ ...ADD, environment: '../prod' }, /environment/);
    await refused({ ...ADD, expectedUsers: '${7*7}' }, /expectedUsers/);
    await refused({ ...ADD, image: 'a\nb' }, /image/);
    await refused({ ...ADD, more: 1 }, /more/);
    await refused({ kind: 'retire', stampRef: 'x'.repeat(5_000) }, /stampRef/);
    const huge = await plan({ ...ADD, image: 'x'.repeat(10_000_000) });
    expect(huge.status).toBe(400);
    expect(directory.content()).toEqual({});
  });

  it('is for who may read', async () => {
    api.allowed.clear();
    expect((await plan(ADD)).status).toBe(403);
  });

  it('plans without an estate, from the catalog alone', async () => {
    api = await open();
    expect((await plan(ADD)).body.plan.stamp.name).toBe(NAME);
  });
});

describe('actions', () => {
  let server: GitHubServer;
  let api: Api;

  beforeEach(async () => {
    server = await GitHubServer.start({ directory: directory.path });
    api = await open(
      createEstate({
        config: new ConfigReader(server.config),
        logger: mockServices.logger.mock(),
      }),
    );
  });

  afterEach(() => server.stop());

  async function invoke(
    name: string,
    input: Parameters<Api['actions']['invoke']>[0]['input'],
    user = 'user:default/ada',
  ): Promise<any> {
    const { output } = await api.actions.invoke({
      id: `test:${name}`,
      input,
      credentials: mockCredentials.user(user),
    });
    return output;
  }

  it('have words for agents, and say which of them write', async () => {
    const { actions } = await api.actions.list();
    expect(
      Object.fromEntries(
        actions.map(({ name, attributes }) => [name, !attributes.readOnly]),
      ),
    ).toEqual({
      'list-stamps': false,
      'plan-stamp': false,
      'propose-stamp': true,
    });
    for (const { description } of actions) {
      expect(description.length).toBeGreaterThan(200);
    }
  });

  it('plan without writing', async () => {
    const { plan, files, violations } = await invoke('plan-stamp', {
      ...ADD,
      workloadRef: 'shop',
    });
    expect(violations).toBeUndefined();
    expect(plan).toMatchObject({ kind: 'add', stampRef: REF });
    expect(files[0].change).toBe('added');
    const refused = await invoke('plan-stamp', { ...ADD, region: 'nowhere' });
    expect(refused.plan).toBeUndefined();
    expect(refused.violations[0].field).toBe('region');
    await expect(invoke('plan-stamp', { kind: 'retire' })).rejects.toThrow(
      'stampRef: say which stamp',
    );
  });

  it('propose a pull request, and the same one when asked again', async () => {
    const proposed = await invoke('propose-stamp', ADD);
    expect(proposed).toMatchObject({
      outcome: 'written',
      stampRef: REF,
      pullRequest: { label: '#1', branch: `stamp-add-${NAME}`, isNew: true },
    });
    expect(api.audited.success).toHaveBeenCalledWith({
      meta: expect.objectContaining({ pullRequest: proposed.pullRequest.url }),
    });
    const again = await invoke('propose-stamp', ADD);
    expect(again.pullRequest).toEqual({
      ...proposed.pullRequest,
      isNew: false,
    });
    const { pullRequest } = await invoke('plan-stamp', ADD);
    expect(pullRequest.url).toBe(proposed.pullRequest.url);
  });

  it('propose for own workloads only, unless one may manage all', async () => {
    await expect(
      invoke('propose-stamp', ADD, 'user:default/bob'),
    ).rejects.toThrow('Only group:default/shop-team may do this');
    api.allowed.delete('change');
    await expect(invoke('propose-stamp', ADD)).rejects.toThrow(
      "You lack the permission 'stamp.change'",
    );
    expect(api.audited.fail).toHaveBeenCalledTimes(2);
    api.allowed.add('manage');
    expect(
      (await invoke('propose-stamp', ADD, 'user:default/bob')).outcome,
    ).toBe('written');
    api.allowed.clear();
    await expect(invoke('list-stamps', {})).rejects.toThrow('stamp.read');
    await expect(invoke('plan-stamp', ADD)).rejects.toThrow('stamp.read');
  });

  it('propose nothing that breaks a rule, and nothing that nobody would review', async () => {
    await expect(
      invoke('propose-stamp', { ...ADD, region: 'qatarcentral' }),
    ).rejects.toThrow(/cannot be built:\n- region: /);
    api = await open(new FolderEstate(directory.resolve('folder')));
    await expect(invoke('propose-stamp', ADD)).rejects.toThrow(
      'nobody to review them',
    );
    api = await open();
    await expect(invoke('propose-stamp', ADD)).rejects.toThrow(
      'No estate is configured',
    );
  });

  it('plan a new workload with its first stamp', async () => {
    const { plan, files, violations, notes } = await invoke('plan-stamp', NEW);
    expect(violations).toBeUndefined();
    expect(plan).toMatchObject({
      kind: 'new-workload',
      workloadRef: 'system:default/card-shop',
      stampRef: 'resource:default/card-shop-prod-westeurope-001',
      addressRange: '10.80.0.0/20',
      workload: {
        title: 'Card payments',
        owner: 'group:default/shop-team',
        tier: 'mission-critical',
        addressRange: '10.80.0.0/16',
        homeRegion: 'westeurope',
        containerRegistry: expect.stringMatching(/^crcardshop/),
        folder: 'workloads/card-shop',
      },
    });
    expect(files.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^workloads\/card-shop\//),
        expect.stringMatching(/^stamps\/card-shop\/prod\//),
      ]),
    );
    expect(notes.join()).toContain("not from the workload's own registry");
    expect(api.auditor.createEvent).not.toHaveBeenCalled();
    expect(server.pulls).toEqual([]);
  });

  it('propose a new workload as one pull request, for own groups only', async () => {
    await expect(
      invoke('propose-stamp', NEW, 'user:default/bob'),
    ).rejects.toThrow('Only group:default/shop-team may do this');
    expect(api.audited.fail).toHaveBeenCalledTimes(1);
    const proposed = await invoke('propose-stamp', NEW);
    expect(proposed).toMatchObject({
      outcome: 'written',
      kind: 'new-workload',
      workloadRef: 'system:default/card-shop',
      stampRef: 'resource:default/card-shop-prod-westeurope-001',
      pullRequest: { branch: 'workload-add-card-shop', isNew: true },
    });
    expect(api.auditor.createEvent).toHaveBeenLastCalledWith({
      eventId: 'propose-stamp',
      severityLevel: 'medium',
      meta: expect.objectContaining({
        by: 'user:default/ada',
        kind: 'new-workload',
        about: 'system:default/card-shop',
      }),
    });
    expect(api.audited.success).toHaveBeenCalledWith({
      meta: expect.objectContaining({ pullRequest: proposed.pullRequest.url }),
    });
    expect((await invoke('propose-stamp', NEW)).pullRequest).toEqual({
      ...proposed.pullRequest,
      isNew: false,
    });
    // What others asked for under the same name is theirs.
    api.allowed.add('manage');
    await expect(
      invoke('propose-stamp', { ...NEW, owner: 'group:default/bank-team' }),
    ).rejects.toThrow('#1 asks for card-shop already');
  });

  it('start no workload that breaks a rule, is taken or is no request', async () => {
    const { violations } = await invoke('plan-stamp', {
      ...NEW,
      name: 'bank',
      owner: 'group:default/nobody',
      homeRegion: 'nowhere',
    });
    expect(violations.map(({ field }: { field: string }) => field)).toEqual([
      'owner',
      'homeRegion',
      'name',
    ]);
    await expect(
      invoke('propose-stamp', { ...NEW, name: 'bank' }),
    ).rejects.toThrow(/cannot be built:\n- name: .*system:default\/bank/);
  });

  it.each([
    ['no name', { name: undefined }, 'name: say what the workload'],
    ['no first stamp', { stamp: undefined }, /- stamp: /],
    ['a name that cannot be one', { name: 'Card Shop' }, /- name: expected 3/],
    [
      'an owner that is no group',
      { owner: 'shop-team' },
      /- owner: expected a/,
    ],
    ['two lines', { title: 'Card\nshop' }, /- title: expected one line/],
    ['a title that is too long', { title: 'x'.repeat(61) }, /- title: /],
    ['a field of another kind', { trafficWeight: 5 }, /trafficWeight/],
    ['a stamp that stands', { stampRef: REF }, /stampRef/],
    ['a field that there is not', { more: 1 }, /more/],
  ])('start no workload with %s', async (_, change, message) => {
    const input = JSON.parse(JSON.stringify({ ...NEW, ...change }));
    await expect(invoke('plan-stamp', input)).rejects.toThrow(message);
    await expect(invoke('propose-stamp', input)).rejects.toThrow(message);
    expect(server.pulls).toEqual([]);
  });

  it('list stamps', async () => {
    const { house } = api;
    standingStamp();
    await house.read();
    const { total, items } = await invoke('list-stamps', {
      workloadRef: 'shop',
      drift: ['in-step'],
    });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      stampRef: REF,
      lifecycle: 'planned',
      drift: 'in-step',
      driftFiles: [],
    });
    expect((await invoke('list-stamps', { text: 'nowhere' })).total).toBe(0);

    function standingStamp() {
      house.declare(
        workloadEntity('shop'),
        stampEntity(NAME, { region: 'swedencentral' }),
      );
      house.estate.addStamp(NAME, { region: 'swedencentral' });
    }
  });
});
