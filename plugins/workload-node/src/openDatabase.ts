import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/**
 * A plugin's database with its tables up to date, unless the operator brings
 * them up to date elsewhere. The migrations are those in the folder
 * `migrations` of the back end's package.
 */
export async function openDatabase(
  database: DatabaseService,
  packageName: string,
): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await client.migrate.latest({
      directory: resolvePackagePath(packageName, 'migrations'),
    });
  }
  return client;
}
