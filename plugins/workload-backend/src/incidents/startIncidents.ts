import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { incidentPath } from '@plumbline/plugin-workload-common';
import {
  Message,
  OutboxStore,
  OwnerNotifications,
  Postman,
  digestOf,
  readWebhooks,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { IncidentDesk } from './IncidentDesk';
import { IncidentRound } from './IncidentRound';
import { IncidentTeller } from './IncidentTeller';

/** Notifications of the portal about incidents. */
export const NOTIFICATIONS = { scope: 'workload', topic: 'Incidents' };

/** What follows incidents and tells people of them. */
export interface Incidents {
  /** Told of alerts by roll-ups. */
  desk: IncidentDesk;
  teller: IncidentTeller;
  /** Has what falls due done and sent regularly. */
  start(scheduler: SchedulerService): Promise<void>;
}

/**
 * Incidents, as the configuration says.
 *
 * @throws InputError that names the key.
 */
export function createIncidents(options: {
  config: Config;
  database: Knex;
  logger: LoggerService;
  notifications: NotificationService;
}): Incidents {
  const { config, database, logger, notifications } = options;
  const webhooks = readWebhooks(config, 'workload.webhooks');
  const teller = new IncidentTeller({
    webhooks,
    people: config.getOptionalBoolean('workload.notifications.enabled') ?? true,
  });
  const desk = new IncidentDesk(teller);
  const round = new IncidentRound({ database, desk, logger, teller });
  const postman = new Postman({
    outbox: new OutboxStore(database),
    channels: [
      new OwnerNotifications(notifications, NOTIFICATIONS),
      ...webhooks,
    ],
    digest: incidentDigest,
    logger,
  });
  return {
    desk,
    teller,
    start: scheduler =>
      scheduler.scheduleTask({
        id: 'incidents',
        scope: 'global',
        // Few seconds after an incident opens, so that several become one message.
        frequency: { seconds: 10 },
        timeout: { minutes: 5 },
        initialDelay: { seconds: 10 },
        fn: async () => {
          await round.run(new Date());
          // Whoever is slow to take a message must not hold up the next call.
          postman.start();
        },
      }),
  };
}

/** Many messages as one, see {@link digestOf}. */
export function incidentDigest(messages: readonly Message[]): Message {
  const about = new Set(messages.map(({ aboutRef }) => aboutRef));
  return digestOf(messages, {
    title: `${messages.length} messages about ${about.size} ${
      about.size === 1 ? 'incident' : 'incidents and alerts'
    }`,
    link: about.size === 1 ? messages[0].link : incidentPath(),
  });
}
