import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  OutboxStore,
  OwnerNotifications,
  Postman,
  digestOf,
  readWebhooks,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { AudienceStore } from './AudienceStore';
import { DigestReader } from './DigestReader';
import { NoticeRound } from './NoticeRound';
import { ToldStore } from './ToldStore';
import { wordingOfMany } from './composeDigest';
import { readNoticeSettings } from './readNoticeSettings';

/** Notifications of the portal about credentials. */
export const NOTIFICATIONS = {
  scope: 'secret-expiry',
  topic: 'Credentials that expire',
};

/** Has people told of credentials, as the configuration says. */
export async function startTelling(options: {
  config: Config;
  database: Knex;
  logger: LoggerService;
  notifications: NotificationService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { config, database, logger, notifications, scheduler } = options;
  const settings = readNoticeSettings(config);
  const webhooks = readWebhooks(config, 'secretExpiry.webhooks');
  const round = new NoticeRound({
    store: new ToldStore(database),
    audiences: new AudienceStore(database),
    reader: new DigestReader(database),
    webhooks,
    ...settings,
  });
  const postman = new Postman({
    outbox: new OutboxStore(database),
    channels: [
      new OwnerNotifications(notifications, NOTIFICATIONS),
      ...webhooks,
    ],
    digest: messages => digestOf(messages, wordingOfMany(messages)),
    logger,
  });
  await scheduler.scheduleTask({
    id: 'tell',
    scope: 'global',
    frequency: { minutes: 2 },
    timeout: { minutes: 10 },
    initialDelay: { seconds: 30 },
    fn: async () => {
      await round.run(new Date());
      // Whoever is slow to take a message must not hold up the next round.
      postman.start();
    },
  });
  await scheduler.scheduleTask({
    id: 'outbox',
    scope: 'global',
    frequency: { minutes: 1 },
    timeout: { minutes: 15 },
    initialDelay: { seconds: 45 },
    fn: () => postman.run(),
  });
}
