import { putInOutbox } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { HealthDesk, HealthNews } from '../health/HealthNews';
import { forgetNotes, noteAlerts } from './alertNotes';
import { advanceIncident } from './advanceIncident';
import { storeImpact } from './impact';
import { IncidentRecord, IncidentStep } from './IncidentRecord';
import { openIncidents, saveIncidents } from './IncidentStore';
import { IncidentTeller } from './IncidentTeller';

/**
 * Has incidents follow the alerts of roll-ups, and people told of them: all in
 * the transaction of the roll-up, so that none is lost or told twice.
 */
export class IncidentDesk implements HealthDesk {
  readonly #teller: IncidentTeller;

  constructor(teller: IncidentTeller) {
    this.#teller = teller;
  }

  async apply(tx: Knex.Transaction, news: HealthNews[]): Promise<void> {
    if (news.length === 0) return;
    const before = await openIncidents(
      tx,
      news.map(({ workload }) => workload.ref),
    );
    const steps = news.flatMap(each => {
      const was = before.get(each.workload.ref);
      const step = advanceIncident(was, each);
      return step && isNew(was, step) ? [step] : [];
    });
    // All news of one roll-up is of about one moment.
    await tellSteps(tx, this.#teller, steps, news[0].at);
    await noteAlerts(
      tx,
      news.filter(
        ({ workload }) =>
          !before.has(workload.ref) &&
          !steps.some(({ incident }) => incident.workloadRef === workload.ref),
      ),
    );
  }

  async leave(
    tx: Knex.Transaction,
    workloadRefs: string[],
    at: string,
  ): Promise<void> {
    const left = await openIncidents(tx, workloadRefs);
    const steps = [...left.values()].map(
      (incident): IncidentStep => ({
        incident: {
          ...incident,
          state: 'closed',
          closedAt: at,
          nextCallAt: undefined,
          alerts: incident.alerts.map(alert => ({ closedAt: at, ...alert })),
        },
        events: [
          {
            at,
            kind: 'closed',
            title: 'The workload has left the catalog',
          },
        ],
        told: 'closed',
      }),
    );
    await tellSteps(tx, this.#teller, steps, at);
    await forgetNotes(tx, workloadRefs);
  }
}

/**
 * Stores what became of incidents and puts what there is to tell in the outbox.
 * Takes for granted that the caller has the turns of their workloads.
 *
 * @param at - ISO 8601.
 */
export async function tellSteps(
  tx: Knex.Transaction,
  teller: IncidentTeller,
  steps: IncidentStep[],
  at: string,
): Promise<void> {
  if (steps.length === 0) return;
  for (const { incident, told } of steps) {
    if (told) incident.webhooks = teller.webhooksOf(incident);
  }
  await saveIncidents(tx, steps, at);
  await storeImpact(
    tx,
    steps.flatMap(({ incident }) => (incident.closedAt ? [incident] : [])),
  );
  await putInOutbox(
    tx,
    steps.flatMap(({ incident, told }) =>
      told ? teller.ofIncident(incident, told, at) : [],
    ),
    at,
  );
}

function isNew(before: IncidentRecord | undefined, step: IncidentStep) {
  return (
    step.events.length > 0 ||
    step.told !== undefined ||
    JSON.stringify(before) !== JSON.stringify(step.incident)
  );
}
