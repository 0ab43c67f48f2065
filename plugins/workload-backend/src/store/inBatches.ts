/** Rows in one statement: well under what either engine takes as bindings. */
export const BATCH = 100;

/** The items in batches of at most `size`, in order. */
export function inBatches<T>(items: T[], size = BATCH): T[][] {
  const batches: T[][] = [];
  for (let i = 0; i < items.length; i += size) {
    batches.push(items.slice(i, i + size));
  }
  return batches;
}
