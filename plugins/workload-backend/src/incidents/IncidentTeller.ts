import {
  Message,
  OWNERS,
  Webhook,
  hears,
} from '@plumbline/plugin-workload-node';
import {
  MESSAGE_SEVERITY,
  incidentMessage,
  portalMessage,
} from './IncidentMessage';
import { IncidentRecord, IncidentTold } from './IncidentRecord';

/** A message and the way it goes, as the outbox takes it. */
export interface Letter {
  channel: string;
  message: Message;
}

/** Who is told of incidents: people in the portal, and the webhooks that want to know. */
export class IncidentTeller {
  readonly #webhooks: Webhook[];
  readonly #people: boolean;

  constructor(options: {
    webhooks: Webhook[];
    /** Whether people are told by notifications of the portal. */
    people: boolean;
  }) {
    this.#webhooks = options.webhooks;
    this.#people = options.people;
  }

  /** Names of the webhooks that have to hear of an incident as it is now, with those that know of it. */
  webhooksOf(incident: IncidentRecord): string[] {
    const severity = MESSAGE_SEVERITY[incident.severity];
    return this.#webhooks
      .filter(
        ({ name, rules }) =>
          incident.webhooks.includes(name) || hears(rules, incident, severity),
      )
      .map(({ name }) => name);
  }

  /** What everybody is told of an incident, once it has its number and webhooks. */
  ofIncident(
    incident: IncidentRecord,
    told: IncidentTold,
    at: string,
  ): Letter[] {
    const forWebhooks = incidentMessage(incident, told, at);
    return [
      ...this.toPeople(portalMessage(incident, told, at)),
      ...this.#webhooks
        .filter(({ name }) => incident.webhooks.includes(name))
        .map(({ channel }) => ({ channel, message: forWebhooks })),
    ];
  }

  /** What people are told in the portal only; nothing where nobody would hear it. */
  toPeople(message: Message): Letter[] {
    const isHeard = message.ownerRef || (message.alsoTo ?? []).length > 0;
    return this.#people && isHeard ? [{ channel: OWNERS, message }] : [];
  }

  /** The same, and for webhooks that want to know of such a severity. */
  ofAlerts(workloadRef: string, message: Message): Letter[] {
    const { ownerRef, severity } = message;
    return [
      ...this.toPeople(message),
      ...this.#webhooks
        .filter(({ rules }) =>
          hears(rules, { workloadRef, ownerRef }, severity ?? 'low'),
        )
        .map(({ channel }) => ({ channel, message })),
    ];
  }
}
