import { Knex } from 'knex';
import { ROWS_PER_STATEMENT } from './slices';

// Below what SQLite and PostgreSQL take, and few enough for both to prepare at once.
const VALUES_PER_STATEMENT = 2_000;

/**
 * Writes many rows with statements of plain text. Making them with knex's query
 * builder takes as long as writing the rows, and one JSON parameter that the
 * database takes apart twice as long.
 *
 * @param rows - all with the same columns, in the same order.
 * @param options.key - columns of the primary key; a row that is there is
 * updated. Rows are only inserted when it is absent.
 * @param options.where - condition under which a row that is there is updated:
 * it is the name of the table there, and the new one is `excluded`.
 * @param options.returning - columns of the rows that were written.
 */
export async function bulkWrite<T extends object>(
  database: Knex,
  table: string,
  rows: T[],
  options: {
    key?: (keyof T & string)[];
    where?: string;
    returning?: (keyof T & string)[];
  } = {},
): Promise<Partial<T>[]> {
  if (rows.length === 0) return [];
  const names = Object.keys(rows[0]) as (keyof T & string)[];
  const { key, where, returning } = options;
  const tail: string[] = [];
  if (key) {
    const updates = names
      .filter(name => !key.includes(name))
      .map(name => `${quoted(name)} = excluded.${quoted(name)}`);
    tail.push(
      `on conflict (${key.map(quoted).join(', ')})`,
      `do update set ${updates.join(', ')}`,
    );
    if (where) tail.push(`where ${where}`);
  }
  if (returning) tail.push(`returning ${returning.map(quoted).join(', ')}`);

  const head = `insert into ${quoted(table)} (${names
    .map(quoted)
    .join(', ')}) values `;
  const written: Partial<T>[] = [];
  const places: string[] = [];
  const values: Knex.RawBinding[] = [];
  const write = async () => {
    const sql = [head + places.splice(0).join(', '), ...tail].join(' ');
    const answer = await database.raw(sql, values.splice(0));
    // SQLite's driver gives the rows themselves, PostgreSQL's puts them in an object.
    if (returning) written.push(...(answer.rows ?? answer));
  };
  for (const row of rows) {
    const place = names.map(name => {
      const value = row[name];
      // As safe as a parameter, and much less work.
      if (value === null || Number.isSafeInteger(value)) return String(value);
      values.push(value as Knex.RawBinding);
      return '?';
    });
    places.push(`(${place.join(',')})`);
    const isFull =
      places.length === ROWS_PER_STATEMENT ||
      values.length + names.length > VALUES_PER_STATEMENT;
    if (isFull) await write();
  }
  if (places.length > 0) await write();
  return written;
}

function quoted(name: string): string {
  return `"${name}"`;
}
