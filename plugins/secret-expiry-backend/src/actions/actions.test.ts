import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { startApi } from '../__testUtils__/startApi';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('actions', () => {
  let api: Awaited<ReturnType<typeof startApi>>;

  beforeAll(async () => {
    api = await startApi(await databases.init('SQLITE_3'));
    const { estate } = api;
    await estate.know('shop', 'payments');
    await estate.know('mail', 'retail');
    await estate.list([
      { name: 'sql', expires: estate.at(20) },
      { name: 'signing', kind: 'key', expires: estate.at(200) },
    ]);
    await estate.list(
      [
        {
          name: 'smtp',
          workloadRef: 'system:default/mail',
          expires: estate.at(3),
        },
      ],
      'mail-kv',
    );
    await estate.close(
      {
        type: 'outcome',
        place: 'lost-kv',
        title: 'Vault lost-kv',
        outcome: 'could-not-look',
        reason: 'It does not answer.',
      },
      [],
    );
    await estate
      .database('sources')
      .insert({ source_id: 'key-vault', title: 'Azure Key Vault' });
  });

  beforeEach(() => {
    api.allowed.clear();
    api.allowed.add('read').add('acknowledge');
  });

  async function invoke(
    name: string,
    input: JsonObject,
    user = 'user:default/ada',
  ): Promise<any> {
    const { output } = await api.actions.invoke({
      id: `test:${name}`,
      input,
      credentials: mockCredentials.user(user),
    });
    return output;
  }

  it('are four, one of which writes, each with words for agents', async () => {
    const { actions } = await api.actions.list();
    expect(
      actions.map(({ name, attributes }) => [name, attributes.readOnly]),
    ).toEqual([
      ['list-expiring-credentials', true],
      ['get-credential', true],
      ['acknowledge-credential', false],
      ['list-credential-sources', true],
    ]);
    for (const { description } of actions) {
      expect(description.length).toBeGreaterThan(200);
    }
  });

  it('list what the caller may read', async () => {
    const all = await invoke('list-expiring-credentials', {});
    expect(all.items.map((item: any) => item.name)).toEqual([
      'smtp',
      'sql',
      'signing',
    ]);
    const soon = await invoke('list-expiring-credentials', {
      workloads: ['shop'],
      withinDays: 30,
    });
    expect(soon).toMatchObject({
      total: 1,
      items: [
        {
          name: 'sql',
          state: 'expiring',
          renewedBy: 'group:default/payments',
          needsSomeone: true,
        },
      ],
    });
    api.allowed.delete('read');
    api.allowed.add('read-own');
    expect(await invoke('list-expiring-credentials', {})).toMatchObject({
      total: 2,
    });
  });

  it('tell all of one', async () => {
    const credentialId = await api.estate.idOf('smtp');
    expect(await invoke('get-credential', { credentialId })).toMatchObject({
      name: 'smtp',
      places: [{ place: 'mail-kv' }],
      events: [{ change: 'found' }],
      mayAcknowledge: false,
      whyNot: 'Only group:default/retail may do this.',
    });
    await expect(
      invoke('get-credential', { credentialId: 'x' }),
    ).rejects.toThrow("There is no credential 'x'");
  });

  it('acknowledge, audited', async () => {
    const credentialId = await api.estate.idOf('sql');
    const known = { kind: 'acknowledged', reason: 'A new one is ordered' };
    const said = await invoke('acknowledge-credential', {
      credentialId,
      ...known,
    });
    expect(said.until < api.estate.at(20)).toBe(true);
    expect(api.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'acknowledge-credentials',
        meta: expect.objectContaining({
          by: 'user:default/ada',
          through: 'action',
        }),
      }),
    );
    expect(api.audited.success).toHaveBeenCalledTimes(1);
    await expect(
      invoke('acknowledge-credential', {
        credentialId: await api.estate.idOf('smtp'),
        ...known,
      }),
    ).rejects.toThrow('smtp: Only group:default/retail may do this.');
    api.allowed.delete('acknowledge');
    await expect(
      invoke('acknowledge-credential', { credentialId, ...known }),
    ).rejects.toThrow("You lack the permission 'secret-expiry.acknowledge'");
  });

  it('say what could not be looked at', async () => {
    expect(await invoke('list-credential-sources', {})).toMatchObject({
      sources: [{ title: 'Azure Key Vault', placesLooked: 2 }],
      troubledTotal: 1,
      troubled: [{ place: 'lost-kv', reason: 'It does not answer.' }],
    });
  });

  it.each([
    ['list-expiring-credentials', {}],
    ['get-credential', { credentialId: 'x' }],
    [
      'acknowledge-credential',
      { credentialId: 'x', kind: 'acknowledged', reason: 'x' },
    ],
    ['list-credential-sources', {}],
  ])('%s is for those who may read', async (name, input) => {
    api.allowed.clear();
    await expect(invoke(name, input)).rejects.toThrow(
      "You lack the permission 'secret-expiry.read'",
    );
  });
});
