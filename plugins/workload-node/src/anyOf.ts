import { Knex } from 'knex';

/**
 * The condition that a column has any of these values, with one parameter for
 * all of them. Making and preparing a statement with hundreds takes as long as
 * reading the rows.
 */
export function anyOf(
  database: Knex,
  column: string,
  values: readonly (string | number)[],
): Knex.Raw {
  return isPostgres(database)
    ? database.raw('?? = any(?)', [column, values as string[]])
    : database.raw('?? in (select value from json_each(?))', [
        column,
        JSON.stringify(values),
      ]);
}

/**
 * Values as a table of one column, `value`, with one parameter for all of them:
 * to look up something of each by an index, which a condition does not promise.
 *
 * @param name - of the table.
 */
export function tableOf(
  database: Knex,
  name: string,
  values: readonly string[],
): Knex.Raw {
  return isPostgres(database)
    ? database.raw('unnest(?::text[]) as ?? (value)', [
        values as string[],
        name,
      ])
    : database.raw('json_each(?) as ??', [JSON.stringify(values), name]);
}

function isPostgres(database: Knex): boolean {
  return String(database.client.config.client).startsWith('pg');
}
