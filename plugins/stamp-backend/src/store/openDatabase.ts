import { DatabaseService } from '@backstage/backend-plugin-api';
import { openDatabase as open } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** The plugin's database, its tables up to date. */
export function openDatabase(database: DatabaseService): Promise<Knex> {
  return open(database, '@plumbline/plugin-stamp-backend');
}
