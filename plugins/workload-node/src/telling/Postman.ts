import { LoggerService } from '@backstage/backend-plugin-api';
import { Channel, Delivery } from './Channel';
import { OutboxStore, WaitingMessage } from './OutboxStore';
import { Message } from './Message';

const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
/** Longer than any attempt takes. */
const CLAIM_SECONDS = 300;
const KEPT_DAYS = 7;
/** Places that fail one after the other: then the whole channel is taken to be down. */
const MOST_FAILURES = 3;
/** More messages for the same people at once are one. */
const MOST_APART = 5;

/**
 * Sends what is in the outbox, in order for each place, once also with several
 * replicas: only one that stops between sending a message and noting it makes
 * another send it again. What fails is tried again after longer and longer
 * pauses, for a day.
 */
export class Postman {
  readonly #outbox: OutboxStore;
  readonly #channels: Map<string, Channel>;
  readonly #digest: (messages: Message[]) => Message;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #rounds: Promise<void> = Promise.resolve();

  constructor(options: {
    outbox: OutboxStore;
    channels: Channel[];
    /** Makes one of more messages than anybody reads one after the other. */
    digest: (messages: Message[]) => Message;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#outbox = options.outbox;
    this.#channels = new Map(
      options.channels.map(channel => [channel.channel, channel]),
    );
    this.#digest = options.digest;
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
    for (const queue of await this.#queues(channel, waiting)) {
      const isSent = await this.#sendQueue(channel, queue);
      failures = isSent ? 0 : failures + 1;
      if (failures === MOST_FAILURES) return;
    }
  }

  /** What is due, as it is to be sent: a queue for each place; all as one for whom there is too much. */
  async #queues(
    channel: Channel,
    waiting: WaitingMessage[],
  ): Promise<WaitingMessage[][][]> {
    const places = groups(waiting, ({ message }) => channel.placeOf(message));
    if (channel.replaces) {
      for (const place of places) {
        const needless = place.splice(0, place.length - 1);
        await this.#outbox.withdraw(needless.map(({ id }) => id));
      }
    }
    const now = this.#at(0);
    const due = places.filter(([first]) => first.dueAt <= now);
    return groups(due, ([{ message }]) => channel.listenerOf(message)).flatMap(
      ofListener => {
        const all = ofListener.flat();
        return all.length > MOST_APART
          ? [[all.sort((a, b) => a.id - b.id)]]
          : ofListener.map(place => place.map(each => [each]));
      },
    );
  }

  /** @returns false when an attempt failed. */
  async #sendQueue(
    channel: Channel,
    queue: WaitingMessage[][],
  ): Promise<boolean> {
    for (const together of queue) {
      const claimed: WaitingMessage[] = [];
      for (const each of together) {
        const isMine = await this.#outbox.claim(each, this.#at(CLAIM_SECONDS));
        if (isMine) claimed.push(each);
      }
      // Another replica is at it.
      if (claimed.length === 0) return true;
      const messages = claimed.map(({ message }) => message);
      const delivery = await channel.send(
        messages.length === 1 ? messages[0] : this.#digest(messages),
        await this.#outbox.lost(channel.channel),
      );
      for (const each of claimed) await this.#note(channel, each, delivery);
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
      `Message about ${waiting.message.aboutRef} to ${channel.title} is tried again at ${next}: ${reason}`,
    );
  }

  async #giveUp({ id, message }: WaitingMessage, title: string, why: string) {
    await this.#outbox.giveUp(id, why);
    this.#logger.error(
      `Message about ${message.aboutRef} to ${title} was given up: ${why}`,
    );
  }

  #at(seconds: number): string {
    return new Date(this.#now().getTime() + seconds * 1_000).toISOString();
  }
}

function groups<T>(items: T[], keyOf: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group) group.push(item);
    else found.set(keyOf(item), [item]);
  }
  return [...found.values()];
}
