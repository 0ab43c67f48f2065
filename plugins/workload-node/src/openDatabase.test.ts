import {
  TestDatabases,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { openDatabase } from './openDatabase';

describe('openDatabase', () => {
  const directory = createMockDirectory();
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  const open = (client: Knex) =>
    openDatabase(
      { getClient: async () => client, migrations: { skip: true } },
      '@plumbline/plugin-workload-backend',
    );

  it('has a file of SQLite written ahead', async () => {
    const client = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: directory.resolve('plugin.sqlite') },
      useNullAsDefault: true,
    });
    try {
      await open(client);
      await expect(client.raw('PRAGMA journal_mode')).resolves.toEqual([
        { journal_mode: 'wal' },
      ]);
    } finally {
      await client.destroy();
    }
  });

  it.each(databases.eachSupportedId())('opens %s', async id => {
    const client = await databases.init(id);
    await expect(open(client)).resolves.toBe(client);
  });
});
