import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { HEALTH_TOPIC, HealthChanged } from '@plumbline/plugin-workload-common';
import { inTurns } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { HealthDesk } from '../health/HealthNews';
import { HealthChanges, evaluateHealth } from '../health/evaluateHealth';
import { loadHealth } from '../health/loadHealth';
import { saveHealth } from '../health/saveHealth';
import { FailureStore, forgetFailures } from '../store/FailureStore';
import { apart } from '../store/apart';
import { BATCH } from '../store/batch';
import { AlertBoardTable } from '../store/tables';
import { takeTurns } from '../store/turns';

/**
 * Rolls up the health of some workloads from what is stored: graph, health
 * model, what the families say and what was pushed. Stores states, transitions,
 * reasons, alerts, attention items and portfolio rows, and has incidents
 * follow; then says of which workloads something changed.
 *
 * Workloads in one batch are read and written in one transaction that has their
 * turns, so that replicas, pushes and graph refreshes follow each other; doing
 * it twice changes nothing. One that fails is left out, as it is and due, and
 * its page says so.
 */
export class RollUp {
  readonly #database: Knex;
  readonly #events: Pick<EventsService, 'publish'>;
  readonly #failures: FailureStore;
  readonly #incidents: HealthDesk | undefined;
  readonly #onChanged: (workloadRefs: string[]) => void;
  readonly #now: () => Date;

  constructor(options: {
    database: Knex;
    events: Pick<EventsService, 'publish'>;
    logger: Pick<LoggerService, 'error'>;
    /** Hears of alerts and transitions, in the same transaction. */
    incidents?: HealthDesk;
    /** Hears what of which workloads' rows or maps changed, after the transaction. */
    onChanged?: (workloadRefs: string[]) => void;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#database = options.database;
    this.#events = options.events;
    this.#failures = new FailureStore(options.database, options.logger);
    this.#incidents = options.incidents;
    this.#onChanged = options.onChanged ?? (() => {});
    this.#now = options.now ?? (() => new Date());
  }

  /** Rolls up some workloads; refs that are none are left out. */
  async run(workloadRefs: string[]): Promise<void> {
    await this.#run(workloadRefs, async (_, refs) => refs);
  }

  /**
   * Rolls up those whose time has come: a report expired, an alert is due, or a
   * process died before it could.
   *
   * @param among - of these only; of all when absent. At most a thousand or so.
   */
  async runDue(among?: string[]): Promise<void> {
    const now = this.#now().toISOString();
    const dueOf = (database: Knex, refs?: string[]) =>
      database<AlertBoardTable>('alert_boards')
        .where('next_at', '<=', now)
        .modify(query => refs && query.whereIn('workload_ref', refs))
        .orderBy('next_at')
        .pluck('workload_ref');
    // Meanwhile somebody else may have looked at some of them.
    await this.#run(await dueOf(this.#database, among), dueOf);
  }

  async #run(
    workloadRefs: string[],
    chosen: (tx: Knex.Transaction, refs: string[]) => Promise<string[]>,
  ): Promise<void> {
    const sorted = [...new Set(workloadRefs)].sort();
    for await (const batch of inTurns(sorted, BATCH)) {
      const changes: HealthChanges[] = [];
      await apart(
        batch,
        async refs => {
          changes.push(
            ...(await this.#database.transaction(async tx =>
              this.#rollUp(tx, await chosen(tx, await takeTurns(tx, refs))),
            )),
          );
        },
        (ref, error) =>
          this.#failures.note(ref, 'health', error, this.#now().toISOString()),
      );
      await this.#tell(changes);
    }
  }

  async #rollUp(
    tx: Knex.Transaction,
    refs: string[],
  ): Promise<HealthChanges[]> {
    if (refs.length === 0) return [];
    const now = this.#now().getTime();
    const changes = (await loadHealth(tx, refs)).map(stored =>
      evaluateHealth(stored, now),
    );
    await saveHealth(tx, changes);
    const news = changes.flatMap(each => each.news ?? []);
    if (news.length > 0) await this.#incidents?.apply(tx, news);
    await forgetFailures(tx, refs, 'health');
    return changes;
  }

  async #tell(changes: HealthChanges[]) {
    const refsOf = (some: HealthChanges[]) =>
      some.map(each => each.workloadRef);
    // The map shows what of a part changes although its state stays.
    const shown = changes.filter(
      each => each.workload || each.news || each.nodes.length > 0,
    );
    if (shown.length > 0) this.#onChanged(refsOf(shown));
    const workloadRefs = refsOf(changes.filter(each => each.isHealthNew));
    if (workloadRefs.length === 0) return;
    const eventPayload: HealthChanged = { workloadRefs };
    await this.#events.publish({ topic: HEALTH_TOPIC, eventPayload });
  }
}
