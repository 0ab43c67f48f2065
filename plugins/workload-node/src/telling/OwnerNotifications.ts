import {
  NotificationPayload,
  NotificationSeverity,
} from '@backstage/plugin-notifications-common';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Channel, Delivery } from './Channel';
import { Message, MessageSeverity } from './Message';

/** Owners, as the outbox knows them. */
export const OWNERS = 'backstage';

/** What the notifications plugin stores of a title. */
const LONGEST_TITLE = 255;

const SEVERITIES: Record<MessageSeverity, NotificationSeverity> = {
  critical: 'critical',
  high: 'high',
  medium: 'normal',
  low: 'low',
};

/** What the notifications of one plugin have in common. */
export interface NotificationFamily {
  /** What its `scope` begins with, such as `slo`. */
  scope: string;
  /** For people. */
  topic: string;
}

/** Tells owners, and others whom a message names, by notifications of the portal, of which a newer one about the same takes the place of the older. */
export class OwnerNotifications implements Channel {
  readonly channel = OWNERS;
  readonly title = 'the owner';
  readonly replaces = true;
  readonly #notifications: NotificationService;
  readonly #family: NotificationFamily;

  constructor(notifications: NotificationService, family: NotificationFamily) {
    this.#notifications = notifications;
    this.#family = family;
  }

  placeOf({ aboutRef }: Message): string {
    return aboutRef;
  }

  listenerOf(message: Message): string {
    return recipientsOf(message).join(' ');
  }

  async send(message: Message): Promise<Delivery> {
    const entityRef = recipientsOf(message);
    if (entityRef.length === 0) {
      return { outcome: 'refused', reason: 'no owner' };
    }
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef },
        payload: notificationPayload(message, this.#family),
      });
      return { outcome: 'sent' };
    } catch (error) {
      return { outcome: 'failed', reason: (error as Error).message };
    }
  }
}

/** Full refs, each once. */
function recipientsOf({ ownerRef, alsoTo = [] }: Message): string[] {
  return [...new Set([...(ownerRef ? [ownerRef] : []), ...alsoTo])];
}

/** As the notifications plugin takes it. Once all is over it is of normal severity, so that who was told hears it. */
function notificationPayload(
  message: Message,
  { scope, topic }: NotificationFamily,
): NotificationPayload {
  const { title, lines, more, notes = [], severity } = message;
  return {
    title:
      title.length <= LONGEST_TITLE
        ? title
        : `${title.slice(0, LONGEST_TITLE - 1)}…`,
    description: [
      ...lines.map(({ text }) => text),
      ...(more > 0 ? [`And ${more} more.`] : []),
      ...notes.map(note => `${note}.`),
    ].join('\n'),
    link: message.link,
    severity: severity ? SEVERITIES[severity] : 'normal',
    topic,
    scope: `${scope}/${message.aboutRef}`,
  };
}
