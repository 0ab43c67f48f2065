import { AzureFailure } from './AzureFailure';

/** 25 objects are on a page of Key Vault: 50,000 of them. */
const MOST_PAGES = 2_000;
/** In a row. Lists of which the last page is full end with one, and filtered ones may hold a few. */
const MOST_EMPTY_PAGES = 50;

/**
 * All items of all pages, each id once. A list may shift while it is read, so
 * that an item comes twice; a page of which every item came before is none.
 *
 * @throws AzureFailure `repeats` when pages repeat or do not end.
 */
export async function readPages<T>(
  pages: AsyncIterable<T[]>,
  idOf: (item: T) => string,
): Promise<T[]> {
  const byId = new Map<string, T>();
  let count = 0;
  let empty = 0;
  for await (const page of pages) {
    if (++count > MOST_PAGES) {
      throw new AzureFailure('repeats', `${MOST_PAGES} pages`);
    }
    const before = byId.size;
    for (const item of page) byId.set(idOf(item), item);
    empty = page.length === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY_PAGES || (page.length > 0 && byId.size === before)) {
      throw new AzureFailure('repeats', `page ${count}`);
    }
  }
  return [...byId.values()];
}
