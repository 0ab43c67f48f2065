/**
 * Rows or values in one statement. SQLite takes an insert of many rows as a
 * compound of at most 500 selects; PostgreSQL takes at most 65,535 values.
 */
export const ROWS_PER_STATEMENT = 500;

/**
 * Values in the one parameter of a query that reads (`anyOf`). A query costs as
 * much as reading dozens of rows, so there are as few as still let others in.
 */
export const VALUES_PER_QUERY = 1_000;

/**
 * The items in slices of at most `size`, in order, so that no statement gets
 * too large. Where a long loop must let other work in, see `inTurns`.
 *
 * @param size - a whole number of at least 1.
 * @throws RangeError for any other size, which would never end.
 */
export function* slices<T>(
  items: readonly T[],
  size: number = ROWS_PER_STATEMENT,
): Generator<T[]> {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(
      `The size of a slice must be a whole number of at least 1, not ${size}`,
    );
  }
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}
