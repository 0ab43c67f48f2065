import { createHash } from 'node:crypto';
import {
  CredentialsFilter,
  Feed,
} from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';
import { Scope } from './Scope';

/** How often a calendar's reading is noted at most. */
const NOTE_READS_EVERY_MS = 60_000;

/** A feed with what its owner was allowed to read when it was made. */
export interface StoredFeed extends Feed {
  ownerRef: string;
  scope: Scope;
}

interface FeedRow {
  id: string;
  token_hash: string;
  owner_ref: string;
  name: string;
  filter: string;
  scope: string;
  created_at: string;
  last_read_at: string | null;
}

/**
 * Calendars that people subscribed to. Of a token only its hash is stored, and
 * looking that up takes as long whatever of the token is right.
 */
export class FeedStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Adds a feed that answers to a token. */
  async add(feed: StoredFeed, token: string): Promise<void> {
    await this.#database<FeedRow>('feeds').insert({
      id: feed.id,
      token_hash: hashOfToken(token),
      owner_ref: feed.ownerRef,
      name: feed.name,
      filter: JSON.stringify(feed.filter),
      scope: JSON.stringify(feed.scope),
      created_at: feed.createdAt,
      last_read_at: null,
    });
  }

  /** Somebody's feeds, newest first. */
  async ofOwner(ownerRef: string): Promise<Feed[]> {
    const rows = await this.#database<FeedRow>('feeds')
      .where({ owner_ref: ownerRef })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
    return rows.map(toFeed);
  }

  /** The feed that answers to a token; noted as read now. */
  async read(token: string, now: Date): Promise<StoredFeed | undefined> {
    const row = await this.#database<FeedRow>('feeds')
      .where({ token_hash: hashOfToken(token) })
      .first();
    if (!row) return undefined;
    const noted = row.last_read_at === null ? 0 : Date.parse(row.last_read_at);
    if (now.getTime() - noted >= NOTE_READS_EVERY_MS) {
      await this.#database<FeedRow>('feeds')
        .where({ id: row.id })
        .update({ last_read_at: now.toISOString() });
    }
    return {
      ...toFeed(row),
      ownerRef: row.owner_ref,
      scope: JSON.parse(row.scope),
    };
  }

  /**
   * Ends a feed of somebody.
   *
   * @returns whether they had one of this id.
   */
  async remove(id: string, ownerRef: string): Promise<boolean> {
    const deleted = await this.#database<FeedRow>('feeds')
      .where({ id, owner_ref: ownerRef })
      .delete();
    return deleted > 0;
  }
}

function toFeed(row: FeedRow): Feed {
  return {
    id: row.id,
    name: row.name,
    filter: JSON.parse(row.filter) as CredentialsFilter,
    createdAt: row.created_at,
    lastReadAt: row.last_read_at ?? undefined,
  };
}

function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
