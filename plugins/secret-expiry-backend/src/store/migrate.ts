import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** The plugin's database, migrated unless the operator does that elsewhere. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) await migrate(client);
  return client;
}

/** Brings the tables up to date. */
export async function migrate(client: Knex): Promise<void> {
  await client.migrate.latest({
    directory: resolvePackagePath(
      '@plumbline/plugin-secret-expiry-backend',
      'migrations',
    ),
  });
}
