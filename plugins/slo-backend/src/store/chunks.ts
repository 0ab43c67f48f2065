/**
 * Rows that go into one statement. SQLite takes a multi-row insert as a compound
 * of at most 500 selects, and PostgreSQL at most 65,535 bound values.
 */
export const ROWS_PER_STATEMENT = 200;

/** The items in runs of at most `size`. */
export function* chunks<T>(
  items: readonly T[],
  size: number = ROWS_PER_STATEMENT,
): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}
