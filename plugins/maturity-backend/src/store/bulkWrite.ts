import { Knex } from 'knex';

/** What PostgreSQL takes the values of a column for; SQLite sees for itself. */
export type ColumnType = 'text' | 'integer' | 'bigint';

/** The columns of a row, in the order in which they are written. */
export type Columns<T> = { [K in keyof Required<T>]: ColumnType };

/**
 * Writes many rows with one statement and one parameter, a JSON array. The text
 * of the statement does not grow with the rows, so neither building nor
 * preparing it takes time: half of what writing thousands of rows costs
 * otherwise.
 *
 * @param options.key - columns of the primary key; a row that is there is
 * updated. Rows are only inserted when it is absent.
 * @param options.where - condition under which a row that is there is updated:
 * it is the name of the table there, and the new one is `excluded`.
 * @param options.returning - columns of the rows that were written.
 */
export async function bulkWrite<T extends object>(
  tx: Knex,
  table: string,
  columns: Columns<T>,
  rows: T[],
  options: {
    key?: (keyof T & string)[];
    where?: string;
    returning?: (keyof T & string)[];
  } = {},
): Promise<Partial<T>[]> {
  if (rows.length === 0) return [];
  const names = Object.keys(columns) as (keyof T & string)[];
  const isPostgres = String(tx.client.config.client).startsWith('pg');
  const values = names.map((name, index) =>
    isPostgres
      ? `(item->>${index})::${columns[name]}`
      : `item.value->>${index}`,
  );
  const source = isPostgres
    ? 'json_array_elements(cast(? as json)) as item'
    : // Without `where`, SQLite takes `on conflict` for the condition of a join.
      'json_each(?) as item where true';
  const { key, where, returning } = options;
  const sql = [
    `insert into ${table} (${names.map(quoted).join(', ')})`,
    `select ${values.join(', ')} from ${source}`,
  ];
  if (key) {
    const updates = names
      .filter(name => !key.includes(name))
      .map(name => `${quoted(name)} = excluded.${quoted(name)}`);
    sql.push(
      `on conflict (${key.map(quoted).join(', ')})`,
      `do update set ${updates.join(', ')}`,
    );
    if (where) sql.push(`where ${where}`);
  }
  if (returning) sql.push(`returning ${returning.map(quoted).join(', ')}`);
  const json = JSON.stringify(rows.map(row => names.map(name => row[name])));
  // knex takes every `?` for a parameter, also those in operators; there are none.
  const answer = await tx.raw(sql.join(' '), [json]);
  return isPostgres ? answer.rows : answer;
}

function quoted(name: string): string {
  return `"${name}"`;
}
