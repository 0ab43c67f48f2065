import { createHash } from 'node:crypto';
import {
  CredentialsFilter,
  Feed,
} from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';
import { Scope } from './Scope';

/** How often a calendar's reading is noted at most. */
const NOTE_READS_EVERY_MS = 60_000;
/** How often it is noted at most that an owner came, who may read what they might before. */
const NOTE_OWNER_EVERY_MS = 3_600_000;

/** What is known of the owner of a feed. */
export interface FeedOwner {
  /** What they might read when they were last seen; absent when that was nothing. */
  may?: Scope;
  /** ISO 8601, when that was. */
  seenAt: string;
  /** Full refs, their own and of their groups, that the catalog ever gave them. */
  known: string[];
  /** Whether the catalog had them, and has not any more. */
  isGone: boolean;
}

/** A feed with what its owner was allowed to read when it was made. */
export interface StoredFeed extends Omit<Feed, 'until' | 'stopped'> {
  scope: Scope;
  owner: FeedOwner;
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
  owner_may: string | null;
  owner_seen_at: string;
  owner_known: string;
  owner_gone: number;
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
    const { owner } = feed;
    await this.#feeds().insert({
      id: feed.id,
      token_hash: hashOfToken(token),
      owner_ref: feed.ownerRef,
      name: feed.name,
      filter: JSON.stringify(feed.filter),
      scope: JSON.stringify(feed.scope),
      created_at: feed.createdAt,
      last_read_at: null,
      owner_may: textOf(owner.may),
      owner_seen_at: owner.seenAt,
      owner_known: JSON.stringify(owner.known),
      owner_gone: Number(owner.isGone),
    });
  }

  /**
   * A page of feeds, newest first.
   *
   * @param ownerRef - only those of somebody; everybody's when absent.
   */
  async page(
    ownerRef: string | undefined,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ items: StoredFeed[]; total: number }> {
    const of = () =>
      this.#feeds().modify(query => {
        if (ownerRef !== undefined) query.where({ owner_ref: ownerRef });
      });
    const [counted] = await of().count({ total: '*' });
    const rows: FeedRow[] = await of()
      .select()
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return { items: rows.map(toFeed), total: Number(counted.total) };
  }

  /** The feed that answers to a token; noted as read now. */
  async read(token: string, now: Date): Promise<StoredFeed | undefined> {
    const row = await this.#feeds()
      .where({ token_hash: hashOfToken(token) })
      .first();
    if (!row) return undefined;
    const noted = row.last_read_at === null ? 0 : Date.parse(row.last_read_at);
    if (now.getTime() - noted >= NOTE_READS_EVERY_MS) {
      await this.#feeds()
        .where({ id: row.id })
        .update({ last_read_at: now.toISOString() });
    }
    return toFeed(row);
  }

  /**
   * Notes that somebody came, with what they may read now; for their feeds, if
   * they have any.
   *
   * @param may - absent for whoever may read nothing.
   */
  async noteOwner(
    ownerRef: string,
    may: Scope | undefined,
    now: Date,
  ): Promise<void> {
    const changes = {
      owner_may: textOf(may),
      owner_seen_at: now.toISOString(),
    };
    const since = new Date(now.getTime() - NOTE_OWNER_EVERY_MS).toISOString();
    const feeds = await this.#feeds()
      .where({ owner_ref: ownerRef })
      .select('owner_may', 'owner_seen_at');
    const isNoted = feeds.every(
      ({ owner_may, owner_seen_at }) =>
        owner_may === changes.owner_may && owner_seen_at > since,
    );
    if (isNoted) return;
    await this.#feeds().where({ owner_ref: ownerRef }).update(changes);
  }

  /** Notes what the catalog says of the owner of a feed. */
  async noteCatalog(
    id: string,
    { known, isGone }: Pick<FeedOwner, 'known' | 'isGone'>,
  ): Promise<void> {
    await this.#feeds()
      .where({ id })
      .update({
        owner_known: JSON.stringify(known),
        owner_gone: Number(isGone),
      });
  }

  /**
   * Ends a feed.
   *
   * @param ownerRef - only if it is theirs; whosever it is when absent.
   * @returns whose it was; `undefined` when there is none.
   */
  async remove(id: string, ownerRef?: string): Promise<string | undefined> {
    const which = {
      id,
      ...(ownerRef !== undefined && { owner_ref: ownerRef }),
    };
    const feed = await this.#feeds().where(which).first('owner_ref');
    const deleted = await this.#feeds().where(which).delete();
    return deleted > 0 ? feed?.owner_ref : undefined;
  }

  #feeds() {
    return this.#database<FeedRow>('feeds');
  }
}

function toFeed(row: FeedRow): StoredFeed {
  return {
    id: row.id,
    name: row.name,
    filter: JSON.parse(row.filter) as CredentialsFilter,
    ownerRef: row.owner_ref,
    createdAt: row.created_at,
    lastReadAt: row.last_read_at ?? undefined,
    scope: JSON.parse(row.scope),
    owner: {
      may: row.owner_may === null ? undefined : JSON.parse(row.owner_may),
      seenAt: row.owner_seen_at,
      known: JSON.parse(row.owner_known),
      isGone: row.owner_gone === 1,
    },
  };
}

/** Refs in one order, so that the same rights are the same text. */
function textOf(may: Scope | undefined): string | null {
  if (may === undefined) return null;
  return JSON.stringify(
    may === 'all' ? may : { ownerRefs: [...may.ownerRefs].sort() },
  );
}

function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
