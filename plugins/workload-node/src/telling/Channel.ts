import { Message } from './Message';

/**
 * What came of a message: `sent`; `failed`, it may work later, at the earliest
 * after so many seconds when they are given; `refused`, it never will. Reasons
 * are shown and logged, so they hold no address or secret.
 */
export type Delivery =
  | { outcome: 'sent' }
  | { outcome: 'failed'; reason: string; afterSeconds?: number }
  | { outcome: 'refused'; reason: string };

/** A way to people. */
export interface Channel {
  /** As the outbox knows it. */
  readonly channel: string;
  /** For people. */
  readonly title: string;
  /**
   * What is said in one place one after the other: a message waits for those of
   * the same place that are older.
   */
  placeOf(message: Message): string;
  /** Who hears it: many messages for the same people are sent as one. */
  listenerOf(message: Message): string;
  /** Whether a newer message in the same place makes an older one needless. */
  readonly replaces: boolean;
  /** @param lost - how many messages since the last one that was sent could not be delivered. */
  send(message: Message, lost: number): Promise<Delivery>;
}
