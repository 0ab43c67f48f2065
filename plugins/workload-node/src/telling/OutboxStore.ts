import { Knex } from 'knex';
import { bulkWrite } from '../bulkWrite';
import { Message } from './Message';

const AT_ONCE = 500;

/** A message that waits. */
export interface WaitingMessage {
  id: number;
  channel: string;
  message: Message;
  /** ISO 8601. */
  createdAt: string;
  dueAt: string;
  /** How often it was tried. */
  attempts: number;
}

interface OutboxRow {
  id: number;
  channel: string;
  message: string;
  created_at: string;
  due_at: string | null;
  attempts: number;
  sent_at: string | null;
  error: string | null;
}

/**
 * Puts messages in the outbox, to be sent at once. In the transaction that notes
 * why they are sent, so that none is lost or told twice.
 *
 * @param messages - `columns` are those that the plugin added to the table.
 * @param at - ISO 8601.
 */
export async function putInOutbox(
  transaction: Knex.Transaction,
  messages: {
    channel: string;
    message: Message;
    columns?: Record<string, string>;
  }[],
  at: string,
): Promise<void> {
  await bulkWrite(
    transaction,
    'outbox',
    messages.map(({ channel, message, columns }) => ({
      ...columns,
      channel,
      message: JSON.stringify(message),
      created_at: at,
      due_at: at,
      attempts: 0,
    })),
  );
}

/**
 * Messages that wait to be sent, and what became of them. A plugin's migrations
 * make the table `outbox`, with an index on `due_at` and one on `created_at`:
 *
 * - `id`: increments;
 * - `channel`: string(200), not null, `backstage`, or `webhook:` and its name;
 * - `message`: text, not null, JSON;
 * - `created_at`: string(30), not null, ISO 8601;
 * - `due_at`: string(30), ISO 8601, when it is tried next, null when it is settled;
 * - `attempts`: integer, not null;
 * - `sent_at`: string(30), ISO 8601;
 * - `error`: text, why it was last not sent;
 * - and what else the plugin wants to know of its messages.
 */
export class OutboxStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Channels that something waits for. */
  async channels(): Promise<string[]> {
    const rows: { channel: string }[] = await this.#database('outbox')
      .distinct('channel')
      .whereNotNull('due_at');
    return rows.map(({ channel }) => channel);
  }

  /** What waits for a channel, oldest first. */
  async waiting(channel: string): Promise<WaitingMessage[]> {
    const rows = await this.#database<OutboxRow>('outbox')
      .select()
      .where({ channel })
      .whereNotNull('due_at')
      .orderBy('id')
      .limit(AT_ONCE);
    return rows.map(row => ({
      id: row.id,
      channel: row.channel,
      message: JSON.parse(row.message),
      createdAt: row.created_at,
      dueAt: row.due_at!,
      attempts: row.attempts,
    }));
  }

  /**
   * Claims a message for one attempt. Of two that claim it, one gets it.
   *
   * @param until - ISO 8601; whoever has not said by then what came of it never will.
   */
  async claim(
    { id, attempts, dueAt }: WaitingMessage,
    until: string,
  ): Promise<boolean> {
    const count = await this.#database<OutboxRow>('outbox')
      .where({ id, attempts, due_at: dueAt })
      .update({ attempts: attempts + 1, due_at: until });
    return count === 1;
  }

  /** Notes that a message was sent. */
  async noteSent(id: number, at: string): Promise<void> {
    await this.#settle([id], { sent_at: at, error: null });
  }

  /** Has a message tried again at a time (ISO 8601). */
  async retry(id: number, dueAt: string, reason: string): Promise<void> {
    await this.#database<OutboxRow>('outbox')
      .where({ id })
      .update({ due_at: dueAt, error: reason });
  }

  /** Gives a message up. */
  async giveUp(id: number, reason: string): Promise<void> {
    await this.#settle([id], { error: reason });
  }

  /** Takes messages back that newer ones make needless. */
  async withdraw(ids: number[]): Promise<void> {
    if (ids.length > 0) await this.#settle(ids, { error: null });
  }

  /** How many messages of a channel were given up since the last one that was sent. */
  async lost(channel: string): Promise<number> {
    const last = await this.#database<OutboxRow>('outbox')
      .where({ channel })
      .whereNotNull('sent_at')
      .max({ id: 'id' })
      .first();
    const row = await this.#database<OutboxRow>('outbox')
      .where({ channel })
      .where('id', '>', Number(last?.id ?? 0))
      .whereNull('due_at')
      .whereNull('sent_at')
      .whereNotNull('error')
      .count({ count: 'id' })
      .first();
    return Number(row?.count ?? 0);
  }

  /** Forgets what was settled before a time (ISO 8601). */
  async prune(before: string): Promise<void> {
    await this.#database('outbox')
      .where('created_at', '<', before)
      .whereNull('due_at')
      .delete();
  }

  async #settle(ids: number[], fields: Partial<OutboxRow>) {
    await this.#database<OutboxRow>('outbox')
      .whereIn('id', ids)
      .update({ ...fields, due_at: null });
  }
}
