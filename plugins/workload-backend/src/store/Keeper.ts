import { setImmediate as othersTurn } from 'node:timers/promises';
import { Knex } from 'knex';

const DAY_MS = 86_400_000;
/** Rows that are forgotten in one statement, so that nobody waits long. */
const AT_ONCE = 500;

type Which = (query: Knex.QueryBuilder) => void;

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
    // What has expired says nothing any more, but tells for a day that it was.
    const yesterday = new Date(now.getTime() - DAY_MS).toISOString();
    await this.#forget(
      'health_transitions',
      ['workload_ref', 'entity_ref', 'from_since'],
      query => query.where('at', '<', before),
    );
    await this.#forget(
      'graph_revisions',
      ['workload_ref', 'at'],
      this.#isReplaced(before),
    );
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
    const columns = key.map(() => '??').join(', ');
    for (;;) {
      await othersTurn();
      const keys = this.#database(table)
        .select(key)
        .modify(which)
        .limit(AT_ONCE);
      const gone = await this.#database(table)
        .whereRaw(`(${columns}) in (?)`, [...key, keys])
        .delete();
      if (gone === 0) return;
    }
  }

  /** The last one of before stays: it tells how things were from then on. */
  #isReplaced(before: string): Which {
    return query =>
      query
        .where('at', '<', before)
        .whereExists(
          this.#database('graph_revisions as newer')
            .select('newer.at')
            .whereRaw('newer.workload_ref = graph_revisions.workload_ref')
            .whereRaw('newer.at > graph_revisions.at')
            .where('newer.at', '<=', before),
        );
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
        .whereNotExists(
          this.#database('workloads')
            .select('workloads.workload_ref')
            .whereRaw('workloads.workload_ref = health_models.workload_ref'),
        );
  }
}
