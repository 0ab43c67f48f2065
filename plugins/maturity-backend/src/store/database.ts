import { DatabaseService } from '@backstage/backend-plugin-api';
import { openDatabase as open } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** The plugin's database, with its tables up to date unless migrations are off. */
export function openDatabase(service: DatabaseService): Promise<Knex> {
  return open(service, '@plumbline/plugin-maturity-backend');
}

/** Makes or updates the tables. */
export async function migrate(database: Knex): Promise<void> {
  await openDatabase({ getClient: async () => database });
}

/** The items of each key, in their order. */
export function groupBy<T, K>(items: T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
