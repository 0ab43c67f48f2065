import { setImmediate } from 'node:timers/promises';

/**
 * The items in batches of at most `size`, in order; before each batch, whatever
 * else the process has to do gets its turn.
 *
 * Waiting for a query is not enough for that: the SQLite driver answers at
 * once, so a loop of awaited queries never reaches the event loop's next round.
 * Until it ends no request is answered, and connections that idle longer than
 * the server keeps them are reset.
 */
export async function* inTurns<T>(
  items: T[],
  size: number,
): AsyncGenerator<T[]> {
  for (let i = 0; i < items.length; i += size) {
    await setImmediate();
    yield items.slice(i, i + size);
  }
}
