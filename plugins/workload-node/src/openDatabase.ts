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
  await writeAhead(client);
  if (!database.migrations?.skip) {
    await client.migrate.latest({
      directory: resolvePackagePath(packageName, 'migrations'),
    });
  }
  return client;
}

/**
 * Has SQLite append to a log instead of copying pages away first: a commit waits
 * for the disk hardly ever, and reads do not wait for writes. The mode stays with
 * the file. After a power failure the last moments may be missing; what is there
 * is whole. A database in memory has no log and stays as it is.
 */
async function writeAhead(client: Knex) {
  if (!/sqlite/.test(client.client.config.client)) return;
  await client.raw('PRAGMA journal_mode = WAL');
}
