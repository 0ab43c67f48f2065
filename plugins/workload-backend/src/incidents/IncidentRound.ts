import { putInOutbox } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { BATCH } from '../store/batch';
import { takeTurns } from '../store/turns';
import { callDue } from './advanceIncident';
import { sendAlertNotes } from './alertNotes';
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
 * that is changed when it is told, so that replicas tell nothing twice.
 */
export class IncidentRound {
  readonly #database: Knex;
  readonly #desk: Pick<HealthDesk, 'leave'>;
  readonly #teller: IncidentTeller;

  constructor(options: {
    database: Knex;
    desk: Pick<HealthDesk, 'leave'>;
    teller: IncidentTeller;
  }) {
    this.#database = options.database;
    this.#desk = options.desk;
    this.#teller = options.teller;
  }

  async run(now: Date): Promise<void> {
    await this.#endOrphans(now);
    await this.#call(now);
    await sendAlertNotes(this.#database, this.#teller, now);
    await this.#remind(now);
  }

  /** Those of workloads that are gone, which no roll-up ends. */
  async #endOrphans(now: Date) {
    const refs: string[] = await this.#database('incidents')
      .leftJoin('workloads', 'workloads.workload_ref', 'incidents.workload_ref')
      .whereNull('incidents.closed_at')
      .whereNull('workloads.workload_ref')
      .pluck('incidents.workload_ref');
    if (refs.length === 0) return;
    await this.#database.transaction(async tx => {
      const back = await takeTurns(tx, refs);
      const gone = refs.filter(ref => !back.includes(ref));
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
    if (refs.length === 0) return;
    await this.#database.transaction(async tx => {
      await takeTurns(tx, refs);
      const incidents = [...(await openIncidents(tx, refs)).values()];
      const steps = incidents.flatMap((incident): IncidentStep[] => {
        // Another replica may have called, or somebody acknowledged it.
        if (!incident.nextCallAt || incident.nextCallAt > at) return [];
        return [{ incident, events: callDue(incident, at), told: 'called' }];
      });
      await tellSteps(tx, this.#teller, steps, at);
    });
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
