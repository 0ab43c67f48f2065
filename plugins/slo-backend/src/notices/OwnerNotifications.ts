import {
  NotificationPayload,
  NotificationSeverity,
} from '@backstage/plugin-notifications-common';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { AlertSeverity } from '@plumbline/plugin-slo-common';
import { Channel, Delivery } from './Channel';
import { SloMessage } from './SloMessage';

/** Owners, as the outbox knows them. */
export const OWNERS = 'backstage';

/** What the notifications plugin stores of a title. */
const LONGEST_TITLE = 255;
const TOPIC = 'SLO alerts';

const SEVERITIES: Record<AlertSeverity, NotificationSeverity> = {
  critical: 'critical',
  high: 'high',
  medium: 'normal',
  low: 'low',
};

/** Tells a workload's owner by notifications of the portal, of which a newer one takes the place of the older. */
export class OwnerNotifications implements Channel {
  readonly channel = OWNERS;
  readonly title = 'the owner';
  readonly replaces = true;
  readonly #notifications: NotificationService;

  constructor(notifications: NotificationService) {
    this.#notifications = notifications;
  }

  placeOf({ workloadRef }: SloMessage): string {
    return workloadRef;
  }

  listenerOf({ ownerRef }: SloMessage): string {
    return ownerRef ?? '';
  }

  async send(message: SloMessage): Promise<Delivery> {
    if (!message.ownerRef) return { outcome: 'refused', reason: 'no owner' };
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: [message.ownerRef] },
        payload: notificationPayload(message),
      });
      return { outcome: 'sent' };
    } catch (error) {
      return { outcome: 'failed', reason: (error as Error).message };
    }
  }
}

/** As the notifications plugin takes it. Once all is over it is of normal severity, so that who was told hears it. */
export function notificationPayload(message: SloMessage): NotificationPayload {
  const { title, lines, more, still, severity, ownerRef = '' } = message;
  const ofOwner = message.workloads && message.workloads > 1;
  return {
    title:
      title.length <= LONGEST_TITLE
        ? title
        : `${title.slice(0, LONGEST_TITLE - 1)}…`,
    description: [
      ...lines.map(({ text }) => text),
      ...(more > 0 ? [`And ${more} more.`] : []),
      ...(still.length > 0 ? [`Still firing: ${still.join(', ')}.`] : []),
    ].join('\n'),
    link: ofOwner ? `/slo?owner=${encodeURIComponent(ownerRef)}` : message.link,
    severity: severity ? SEVERITIES[severity] : 'normal',
    topic: TOPIC,
    scope: `slo/${ofOwner ? ownerRef : message.workloadRef}`,
  };
}
