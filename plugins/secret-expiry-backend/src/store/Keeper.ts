import { setImmediate as othersTurn } from 'node:timers/promises';
import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { takeTurn } from './takeTurn';

const DAY_MS = 86_400_000;
/** Rows that are forgotten in one turn, so that no scan waits long for its own. */
const AT_ONCE = 500;

type Key = string | number;
type Which = (query: Knex.QueryBuilder) => void;

/** Tables with rows about one credential. */
const ABOUT_CREDENTIALS = ['transitions', 'former_thumbprints', 'list_numbers'];

/** Forgets the past that is older than it is kept for. What is there now stays, however old. */
export class Keeper {
  readonly #database: Knex;
  readonly #days: number;

  /** @param retention.days - for how many days the past is kept. */
  constructor(database: Knex, retention: { days: number }) {
    this.#database = database;
    this.#days = retention.days;
  }

  /** Forgets; to be run once a day. Two at once do no harm. */
  async prune(now: Date): Promise<void> {
    const before = new Date(now.getTime() - this.#days * DAY_MS).toISOString();
    await this.#forget('credentials', 'id', isBefore('removed_at', before));
    await this.#forget('transitions', 'id', isBefore('at', before));
    await this.#forget('acknowledgements', 'id', hasEnded(before));
    await this.#forget('told', 'id', isBefore('over_at', before));
    await this.#forget('feeds', 'id', isUnread(before));
    await this.#forget('list_spots', 'n', isEmpty(this.#database));
  }

  async #forget(table: string, key: string, which: Which) {
    let last: Key | undefined;
    do {
      await othersTurn();
      last = await forgetSome(this.#database, {
        table,
        key,
        which,
        after: last,
      });
    } while (last !== undefined);
  }
}

/** @returns the key of the last one; `undefined` when there were no more. */
function forgetSome(
  database: Knex,
  {
    table,
    key,
    which,
    after,
  }: {
    table: string;
    key: string;
    which: Which;
    after?: Key;
  },
): Promise<Key | undefined> {
  return database.transaction(async transaction => {
    // What is gone may be coming back, and a spot may be about to be used.
    await takeTurn(transaction);
    const keys: Key[] = await transaction(table)
      .modify(which)
      .modify(query => {
        if (after !== undefined) query.where(key, '>', after);
      })
      .orderBy(key)
      .limit(AT_ONCE)
      .pluck(key);
    if (keys.length === 0) return undefined;
    await transaction(table).where(anyOf(transaction, key, keys)).delete();
    if (table === 'credentials') {
      for (const other of ABOUT_CREDENTIALS) {
        await transaction(other)
          .where(anyOf(transaction, 'credential_id', keys))
          .delete();
      }
    }
    return keys.at(-1);
  });
}

function isBefore(column: string, time: string): Which {
  return query => query.where(column, '<', time);
}

/** Acknowledgements that said nothing since then. */
function hasEnded(before: string): Which {
  return query =>
    query.where(either =>
      ['until', 'revoked_at', 'voided_at'].forEach(column =>
        either.orWhere(column, '<', before),
      ),
    );
}

/** Feeds that no calendar has asked for since then: nobody knows any more who holds their address. */
function isUnread(before: string): Which {
  return query =>
    query.whereRaw('coalesce(last_read_at, created_at) < ?', [before]);
}

/** Spots of which no credential is left. */
function isEmpty(database: Knex): Which {
  return query =>
    query.whereNotExists(
      database('list_rows')
        .select('list_rows.n')
        .whereRaw('list_rows.spot = list_spots.n'),
    );
}
