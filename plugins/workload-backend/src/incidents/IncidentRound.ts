import { LoggerService } from '@backstage/backend-plugin-api';
import { putInOutbox } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { FailureStore, forgetFailures } from '../store/FailureStore';
import { apart } from '../store/apart';
import { BATCH } from '../store/batch';
import { takeTurns } from '../store/turns';
import { callDue } from './advanceIncident';
import { dueNotes, sendAlertNotes } from './alertNotes';
import { HealthDesk } from '../health/HealthNews';
import { tellSteps } from './IncidentDesk';
import { reviewReminder } from './IncidentMessage';
import { IncidentStep } from './IncidentRecord';
import { openIncidents } from './IncidentStore';
import { IncidentTeller } from './IncidentTeller';
import { IncidentTable, toListItem } from './incidentRows';

/**
 * What falls due with time: whose turn it is to be called, what is quietly said
 * of lesser alerts, and reviews that nobody has published. Everything is a row
 * that is changed when it is told, so that replicas tell nothing twice. One
 * workload for which it fails holds up no other.
 */
export class IncidentRound {
  readonly #database: Knex;
  readonly #desk: Pick<HealthDesk, 'leave'>;
  readonly #failures: FailureStore;
  readonly #teller: IncidentTeller;

  constructor(options: {
    database: Knex;
    desk: Pick<HealthDesk, 'leave'>;
    logger: Pick<LoggerService, 'error'>;
    teller: IncidentTeller;
  }) {
    this.#database = options.database;
    this.#desk = options.desk;
    this.#failures = new FailureStore(options.database, options.logger);
    this.#teller = options.teller;
  }

  /** @throws AggregateError in the end, when a part of it failed as a whole. */
  async run(now: Date): Promise<void> {
    const errors: unknown[] = [];
    for (const step of [
      () => this.#endOrphans(now),
      () => this.#call(now),
      () => this.#sendNotes(now),
      () => this.#remind(now),
    ]) {
      await step().catch(error => errors.push(error));
    }
    if (errors.length > 0) {
      throw new AggregateError(errors, errors.map(String).join('; '));
    }
  }

  /** Does something for workloads, each of which may fail. */
  async #forEach(
    workloadRefs: string[],
    now: Date,
    work: (tx: Knex.Transaction, refs: string[]) => Promise<void>,
  ) {
    await apart(
      workloadRefs,
      refs =>
        this.#database.transaction(async tx => {
          await work(tx, refs);
          await forgetFailures(tx, refs, 'incidents');
        }),
      (ref, error) =>
        this.#failures.note(ref, 'incidents', error, now.toISOString()),
    );
  }

  /** Those of workloads that are gone, which no roll-up ends. */
  async #endOrphans(now: Date) {
    const refs: string[] = await this.#database('incidents')
      .leftJoin('workloads', 'workloads.workload_ref', 'incidents.workload_ref')
      .whereNull('incidents.closed_at')
      .whereNull('workloads.workload_ref')
      .pluck('incidents.workload_ref');
    await this.#forEach(refs, now, async (tx, some) => {
      const back = await takeTurns(tx, some);
      const gone = some.filter(ref => !back.includes(ref));
      await this.#desk.leave(tx, gone, now.toISOString());
    });
  }

  async #call(now: Date) {
    const at = now.toISOString();
    const refs: string[] = await this.#database<IncidentTable>('incidents')
      .where('next_call_at', '<=', at)
      .orderBy('next_call_at')
      .limit(BATCH)
      .pluck('workload_ref');
    await this.#forEach(refs, now, async (tx, some) => {
      await takeTurns(tx, some);
      const incidents = [...(await openIncidents(tx, some)).values()];
      const steps = incidents.flatMap((incident): IncidentStep[] => {
        // Another replica may have called, or somebody acknowledged it.
        if (!incident.nextCallAt || incident.nextCallAt > at) return [];
        return [{ incident, events: callDue(incident, at), told: 'called' }];
      });
      await tellSteps(tx, this.#teller, steps, at);
    });
  }

  async #sendNotes(now: Date) {
    const due = await dueNotes(this.#database, now);
    await this.#forEach(due, now, (tx, refs) =>
      sendAlertNotes(tx, this.#teller, refs, now),
    );
  }

  async #remind(now: Date) {
    const at = now.toISOString();
    await this.#database.transaction(async tx => {
      const overdue: IncidentTable[] = await tx<IncidentTable>('incidents')
        .where('review_due_at', '<=', at)
        .whereNull('review_published_at')
        .whereNull('review_reminded_at')
        .orderBy('number')
        .limit(BATCH)
        .forUpdate();
      if (overdue.length === 0) return;
      await putInOutbox(
        tx,
        overdue.flatMap(row =>
          this.#teller.toPeople(reviewReminder(toListItem(row, now), at)),
        ),
        at,
      );
      await tx<IncidentTable>('incidents')
        .whereIn(
          'number',
          overdue.map(({ number }) => number),
        )
        .update({ review_reminded_at: at });
    });
  }
}
