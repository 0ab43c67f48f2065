import { DatabaseService } from '@backstage/backend-plugin-api';
import { openDatabase as open } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** The plugin's database, migrated unless the operator does that elsewhere. */
export function openDatabase(database: DatabaseService): Promise<Knex> {
  return open(database, '@plumbline/plugin-secret-expiry-backend');
}

/** Brings the tables up to date. */
export async function migrate(client: Knex): Promise<void> {
  await openDatabase({ getClient: async () => client });
}
