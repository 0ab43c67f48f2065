import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Claim, NoticeStore } from '../../store/NoticeStore';
import { Notice, payloadOf } from './Notice';

/** After this time nobody is sending any more. */
const GIVEN_UP_AFTER_MS = 15 * 60_000;
/** The plugin for notifications is not there, or does not answer. */
const MOST_FAILURES = 3;

/**
 * Sends notices through Backstage, each thing once: also with several replicas
 * and over restarts. What fails is sent with a later round.
 */
export class NoticeSender {
  readonly #notifications: NotificationService;
  readonly #store: NoticeStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    notifications: NotificationService;
    store: NoticeStore;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#notifications = options.notifications;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /** @returns whether all that had to be sent was. */
  async deliver(notices: Notice[]): Promise<boolean> {
    if (notices.length === 0) return true;
    const now = this.#now();
    const claims = new Map(
      (
        await this.#store.claim(
          notices,
          now.toISOString(),
          new Date(now.getTime() - GIVEN_UP_AFTER_MS).toISOString(),
        )
      ).map(claim => [claim.noticeId, claim]),
    );
    const failed: Claim[] = [];
    let reason = '';
    for (const notice of notices) {
      const claim = claims.get(notice.id);
      if (!claim) continue;
      if (failed.length >= MOST_FAILURES) {
        failed.push(claim);
        continue;
      }
      try {
        await this.#send(notice);
      } catch (error) {
        failed.push(claim);
        reason = (error as Error).message;
        continue;
      }
      await this.#store.noteSent(claim, this.#now().toISOString());
    }
    if (failed.length === 0) return true;
    await this.#store.release(failed);
    this.#logger.warn(
      `${failed.length} notices could not be sent, the next round tries again: ${reason}`,
    );
    return false;
  }

  async #send(notice: Notice): Promise<void> {
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: notice.recipients,
        ...(notice.except && { excludeEntityRef: notice.except }),
      },
      payload: payloadOf(notice),
    });
  }
}
