import { TestDatabases } from '@backstage/backend-test-utils';
import { DEFAULT_EXPIRY_POLICY } from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';
import { Estate } from '../__testUtils__/Estate';
import { AcknowledgementStore } from './AcknowledgementStore';
import { CredentialListStore } from './CredentialListStore';
import { DetailStore } from './DetailStore';
import { FeedStore } from './FeedStore';
import { Keeper } from './Keeper';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);

async function countsOf(database: Knex, ...tables: string[]) {
  const counted: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await database(table).count({ count: '*' });
    counted[table] = Number(row.count);
  }
  return counted;
}

describe.each(databases.eachSupportedId())('Keeper on %s', id => {
  async function open() {
    const estate = await Estate.build(await databases.init(id));
    await estate.know('shop', 'payments');
    const keeper = new Keeper(estate.database, { days: 30 });
    const { database } = estate;
    return {
      estate,
      database,
      /** So many days later. */
      prune: (days: number) => keeper.prune(new Date(estate.at(days))),
      names: async () =>
        (
          await new CredentialListStore(database).page(
            {},
            'name',
            { limit: 10, offset: 0 },
            'all',
          )
        ).items.map(({ name }) => name),
    };
  }

  it('forgets what is gone with all that was about it, and leaves what is there', async () => {
    const { estate, database, prune, names } = await open();
    const gone = {
      name: 'gone',
      kind: 'certificate' as const,
      thumbprint: NEW,
      previous: [
        {
          created: estate.at(-400),
          replaced: estate.at(-305),
          thumbprint: OLD,
        },
      ],
    };
    await estate.list([{ name: 'kept' }, gone]);
    await estate.list([{ name: 'kept' }]);
    const tables = ['credentials', 'list_numbers', 'former_thumbprints'];
    const before = { credentials: 2, list_numbers: 2, former_thumbprints: 1 };

    await prune(29);
    expect(await countsOf(database, ...tables)).toEqual(before);
    expect(await countsOf(database, 'transitions')).toEqual({ transitions: 3 });

    await prune(31);
    expect(await countsOf(database, ...tables)).toEqual({
      credentials: 1,
      list_numbers: 1,
      former_thumbprints: 0,
    });
    expect(await countsOf(database, 'transitions')).toEqual({ transitions: 0 });
    expect(await names()).toEqual(['kept']);

    await estate.list([{ name: 'kept' }, gone]);
    expect(await names()).toEqual(['gone', 'kept']);
  });

  it('forgets in pieces', async () => {
    const { estate, database, prune } = await open();
    await estate.list(
      Array.from({ length: 1_200 }, (_, i) => ({ name: `sql-${i}` })),
    );
    await estate.list([]);
    await prune(31);
    expect(await countsOf(database, 'credentials', 'transitions')).toEqual({
      credentials: 0,
      transitions: 0,
    });
  });

  it('forgets what happened long ago to what is still there', async () => {
    const { estate, database, prune } = await open();
    await estate.list([{ name: 'sql' }]);
    await prune(31);
    const credentialId = await estate.idOf('sql');
    expect(await new DetailStore(database).past(credentialId, 10)).toEqual([]);
    expect(await countsOf(database, 'credentials')).toEqual({ credentials: 1 });
  });

  it('forgets spots where nothing is any more', async () => {
    const { estate, database, prune, names } = await open();
    await estate.list([{ name: 'sql' }]);
    await estate.know('mail', 'retail');
    await estate.list([{ name: 'sql', workloadRef: 'system:default/mail' }]);
    expect(await countsOf(database, 'list_spots')).toEqual({ list_spots: 2 });
    await prune(0);
    expect(await countsOf(database, 'list_spots')).toEqual({ list_spots: 1 });
    expect(await names()).toEqual(['sql']);
  });

  it('forgets acknowledgements that ended, were taken back or are void, never one that stands', async () => {
    const { estate, database, prune } = await open();
    await estate.list(['a', 'b', 'c', 'd'].map(name => ({ name })));
    const store = new AcknowledgementStore(database, DEFAULT_EXPIRY_POLICY);
    const untils = { a: 1, b: 59, c: 59, d: 59 };
    for (const [name, until] of Object.entries(untils)) {
      const {
        identity,
        version,
        id: credentialId,
      } = await database('credentials').where({ name }).first();
      await store.add(
        [
          {
            id: name,
            credentialId,
            identity,
            version,
            kind: 'snoozed',
            by: 'user:default/ada',
            at: estate.at(0),
            reason: 'A new one is ordered',
            until: estate.at(until),
          },
        ],
        estate.now,
      );
    }
    await store.revoke((await store.get('b'))!, 'user:default/ada', estate.now);
    await database('acknowledgements')
      .where('id', 'c')
      .update({ voided_at: estate.at(0) });
    const left = () => database('acknowledgements').orderBy('id').pluck('id');

    await prune(29);
    expect(await left()).toEqual(['a', 'b', 'c', 'd']);
    await prune(32);
    expect(await left()).toEqual(['d']);
  });

  it('forgets who was told of what is over, and feeds that nobody reads', async () => {
    const { estate, database, prune } = await open();
    const told = {
      version: 'v',
      warning: 'expiring',
      step: 1,
      audience: 'group:default/payments',
      credential_id: 'x',
      at: estate.at(0),
      told_at: estate.at(0),
    };
    await database('told').insert([
      { ...told, identity: 'over', over_at: estate.at(0) },
      { ...told, identity: 'open', over_at: null },
    ]);
    const feeds = new FeedStore(database);
    for (const name of ['read', 'unread']) {
      await feeds.add(
        {
          id: name,
          name,
          filter: {},
          createdAt: estate.at(0),
          ownerRef: 'user:default/ada',
          scope: 'all',
          owner: { may: 'all', seenAt: estate.at(0), known: [], isGone: false },
        },
        name,
      );
    }
    await feeds.read('read', new Date(estate.at(20)));

    await prune(29);
    expect(await countsOf(database, 'told', 'feeds')).toEqual({
      told: 2,
      feeds: 2,
    });
    await prune(31);
    expect(await database('told').pluck('identity')).toEqual(['open']);
    expect(await database('feeds').pluck('name')).toEqual(['read']);
    await prune(51);
    expect(await countsOf(database, 'feeds')).toEqual({ feeds: 0 });
  });
});
