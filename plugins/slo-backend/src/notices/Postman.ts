import { LoggerService } from '@backstage/backend-plugin-api';
import { Channel, Delivery } from './Channel';
import { OutboxStore, WaitingMessage } from './OutboxStore';

const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
/** Longer than any attempt takes. */
const CLAIM_SECONDS = 300;
const KEPT_DAYS = 7;
/** Places that fail one after the other: then the whole channel is taken to be down. */
const MOST_FAILURES = 3;

/**
 * Sends what is in the outbox, in order for each place, once also with several
 * replicas: only one that stops between sending a message and noting it makes
 * another send it again. What fails is tried again after longer and longer
 * pauses, for a day.
 */
export class Postman {
  readonly #outbox: OutboxStore;
  readonly #channels: Map<string, Channel>;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #rounds: Promise<void> = Promise.resolve();

  constructor(options: {
    outbox: OutboxStore;
    channels: Channel[];
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#outbox = options.outbox;
    this.#channels = new Map(
      options.channels.map(channel => [channel.channel, channel]),
    );
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /** Sends what is due. One round after the other. */
  run(): Promise<void> {
    const round = this.#rounds.then(() => this.#round());
    this.#rounds = round.catch(() => {});
    return round;
  }

  /** Sends what is due without making anybody wait. */
  start(): void {
    this.run().catch(error =>
      this.#logger.warn(`Messages are not sent yet: ${error}`),
    );
  }

  async #round() {
    const channels = await this.#outbox.channels();
    // A channel that is slow keeps no other waiting.
    await Promise.all(channels.map(channel => this.#sendAll(channel)));
    await this.#outbox.prune(this.#at(-KEPT_DAYS * DAY_SECONDS));
  }

  async #sendAll(name: string) {
    const channel = this.#channels.get(name);
    const waiting = await this.#outbox.waiting(name);
    if (!channel) {
      for (const each of waiting) {
        await this.#giveUp(each, name, 'it is configured no more');
      }
      return;
    }
    let failures = 0;
    for (const queue of byPlace(channel, waiting).values()) {
      if (channel.replaces) {
        await this.#outbox.withdraw(
          queue.splice(0, queue.length - 1).map(({ id }) => id),
        );
      }
      const isSent = await this.#sendQueue(channel, queue);
      failures = isSent ? 0 : failures + 1;
      if (failures === MOST_FAILURES) return;
    }
  }

  /** @returns false when an attempt failed. */
  async #sendQueue(
    channel: Channel,
    queue: WaitingMessage[],
  ): Promise<boolean> {
    for (const waiting of queue) {
      if (waiting.dueAt > this.#at(0)) return true;
      if (!(await this.#outbox.claim(waiting, this.#at(CLAIM_SECONDS)))) {
        return true;
      }
      const lost = await this.#outbox.lost(channel.channel);
      const delivery = await channel.send(waiting.message, lost);
      await this.#note(channel, waiting, delivery);
      if (delivery.outcome === 'failed') return false;
    }
    return true;
  }

  async #note(channel: Channel, waiting: WaitingMessage, delivery: Delivery) {
    if (delivery.outcome === 'sent') {
      await this.#outbox.noteSent(waiting.id, this.#at(0));
      return;
    }
    const { reason } = delivery;
    const pause = Math.max(
      delivery.outcome === 'failed' ? delivery.afterSeconds ?? 0 : 0,
      Math.min(
        LONGEST_PAUSE_SECONDS,
        FIRST_PAUSE_SECONDS * 2 ** waiting.attempts,
      ),
    );
    const next = this.#at(pause);
    if (
      delivery.outcome === 'refused' ||
      Date.parse(next) - Date.parse(waiting.createdAt) > DAY_SECONDS * 1_000
    ) {
      await this.#giveUp(waiting, channel.title, reason);
      return;
    }
    await this.#outbox.retry(waiting.id, next, reason);
    this.#logger.warn(
      `Message about ${waiting.message.workloadRef} to ${channel.title} is tried again at ${next}: ${reason}`,
    );
  }

  async #giveUp({ id, message }: WaitingMessage, title: string, why: string) {
    await this.#outbox.giveUp(id, why);
    this.#logger.error(
      `Message about ${message.workloadRef} to ${title} was given up: ${why}`,
    );
  }

  #at(seconds: number): string {
    return new Date(this.#now().getTime() + seconds * 1_000).toISOString();
  }
}

function byPlace(
  channel: Channel,
  waiting: WaitingMessage[],
): Map<string, WaitingMessage[]> {
  const queues = new Map<string, WaitingMessage[]>();
  for (const each of waiting) {
    const place = channel.placeOf(each.message);
    const queue = queues.get(place) ?? [];
    queue.push(each);
    queues.set(place, queue);
  }
  return queues;
}
