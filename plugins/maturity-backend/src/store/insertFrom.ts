import { Knex } from 'knex';

/**
 * Inserts what a query finds; a row whose key is there already gets the new
 * values. Knex leaves the latter out for SQLite.
 *
 * @param options - `rows` gives the columns of `keys` and `values` in this order,
 * and ends in a `where` or `group by`, or SQLite takes `on conflict` for a join.
 */
export async function insertFrom(
  database: Knex,
  table: string,
  options: { keys: string[]; values: string[]; rows: Knex.QueryBuilder },
): Promise<void> {
  const { keys, values, rows } = options;
  const { sql, bindings } = rows.toSQL();
  const quoted = (columns: string[]) => database.raw('??', [columns]).toQuery();
  const merged = values
    .map(column => `${quoted([column])} = excluded.${quoted([column])}`)
    .join(', ');
  await database.raw(
    `insert into ${quoted([table])} (${quoted([...keys, ...values])}) ${sql}
      on conflict (${quoted(keys)}) do update set ${merged}`,
    bindings as Knex.RawBinding[],
  );
}
