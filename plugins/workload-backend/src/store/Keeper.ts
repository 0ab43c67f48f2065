import { setImmediate as othersTurn } from 'node:timers/promises';
import { Knex } from 'knex';

const DAY_MS = 86_400_000;
/** Rows that are forgotten in one statement, so that nobody waits long. */
const AT_ONCE = 500;

type Which = (query: Knex.QueryBuilder) => void;

/**
 * Forgets the past that is older than it is kept for. What is there now stays,
 * however old, and of a workload with an open incident what came since then.
 */
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
    // What has expired says nothing any more, but tells for a day that it was.
    const yesterday = new Date(now.getTime() - DAY_MS).toISOString();
    await this.#forget(
      'health_transitions',
      ['workload_ref', 'entity_ref', 'from_since'],
      this.#isPast('health_transitions', before),
    );
    await this.#forget(
      'graph_revisions',
      ['workload_ref', 'at'],
      this.#isReplaced(before),
    );
    await this.#beginAnew(before);
    await this.#forget(
      'signal_reports',
      ['workload_ref', 'entity_ref', 'id'],
      query => query.where('expires_at', '<', yesterday),
    );
    await this.#forget('maintenance_windows', ['workload_ref', 'id'], query =>
      query.where('ends_at', '<', before),
    );
    await this.#forget('incident_events', ['id'], this.#isOfLongOver(before));
    await this.#forget(
      'incident_alerts',
      ['number', 'entity_ref', 'opened_at'],
      this.#isOfLongOver(before),
    );
    await this.#forget(
      'health_models',
      ['workload_ref', 'origin'],
      this.#isLeft(before),
    );
  }

  async #forget(table: string, key: string[], which: Which) {
    await this.#someAtATime(table, key, which, rows => rows.delete());
  }

  /** Does something to rows until there are no more of them. */
  async #someAtATime(
    table: string,
    key: string[],
    which: Which,
    act: (rows: Knex.QueryBuilder) => Knex.QueryBuilder<any, number>,
  ) {
    const columns = key.map(() => '??').join(', ');
    for (;;) {
      await othersTurn();
      const keys = this.#database(table)
        .select(key)
        .modify(which)
        .limit(AT_ONCE);
      const done = await act(
        this.#database(table).whereRaw(`(${columns}) in (?)`, [...key, keys]),
      );
      if (done === 0) return;
    }
  }

  /** From when on a workload's past is kept: since its incident that is open, where that is older than the limit. */
  #keptFrom(table: string, before: string): Knex.Raw {
    return this.#database.raw(
      `coalesce((
        select open.opened_at from incidents as open
        where open.workload_ref = ??.workload_ref
          and open.closed_at is null and open.opened_at < ?
      ), ?)`,
      [table, before, before],
    );
  }

  #isPast(table: string, before: string): Which {
    return query =>
      query
        // The index leads to few; what is open keeps some of them.
        .where('at', '<', before)
        .where('at', '<', this.#keptFrom(table, before));
  }

  /** The last map of before stays, as it tells how things were from then on; unless it tells that the workload is gone. */
  #isReplaced(before: string): Which {
    const table = 'graph_revisions';
    const newer = () =>
      this.#database('graph_revisions as newer')
        .select('newer.at')
        .whereRaw('newer.workload_ref = graph_revisions.workload_ref')
        .whereRaw('newer.at > graph_revisions.at');
    return query =>
      query
        .where('at', '<', before)
        .where(either =>
          either
            .whereExists(
              newer().where('newer.at', '<=', this.#keptFrom(table, before)),
            )
            .orWhere(last =>
              last
                .whereNotExists(newer())
                .whereNotExists(this.#workloadOf(table)),
            ),
        );
  }

  /** What is kept of a map begins with what is kept of its states, so that nobody is led to where nothing is known. */
  async #beginAnew(before: string) {
    const table = 'graph_revisions';
    await this.#someAtATime(
      table,
      ['workload_ref', 'at'],
      this.#isPast(table, before),
      rows => rows.update({ at: this.#keptFrom(table, before) }),
    );
  }

  #workloadOf(table: string) {
    return this.#database('workloads')
      .select('workloads.workload_ref')
      .whereRaw('workloads.workload_ref = ??.workload_ref', [table]);
  }

  /** Of incidents that ended long ago; they themselves stay, with their reviews. */
  #isOfLongOver(before: string): Which {
    return query =>
      query.whereIn(
        'number',
        this.#database('incidents')
          .select('number')
          .where('closed_at', '<', before),
      );
  }

  /** Models of workloads that are no longer there. */
  #isLeft(before: string): Which {
    return query =>
      query
        // Of a file that never held nothing is lost.
        .whereRaw("coalesce(changed_at, '') < ?", [before])
        .whereNotExists(this.#workloadOf('health_models'));
  }
}
