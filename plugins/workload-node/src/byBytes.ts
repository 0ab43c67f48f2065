import { Knex } from 'knex';

/** A column of text, for an order as SQLite's, whatever the language of a PostgreSQL database. */
export function byBytes(database: Knex, column: string): string {
  const quoted = database.raw('??', [column]).toQuery();
  return String(database.client.config.client).startsWith('pg')
    ? `${quoted} collate "C"`
    : quoted;
}
