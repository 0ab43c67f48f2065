import { randomBytes, randomUUID } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  CredentialListItem,
  CredentialsFilter,
  Feed,
  FeedInput,
  NewFeed,
} from '@plumbline/plugin-secret-expiry-common';
import { CredentialListStore } from '../../store/CredentialListStore';
import { FeedStore } from '../../store/FeedStore';
import { Caller } from '../access/Caller';
import { filterOf } from '../access/readFilter';
import { composeFeed } from './composeFeed';

const TOKEN_BYTES = 32;
const MOST_FEEDS = 20;
const MOST_EVENTS = 2_000;
const DAY_MS = 86_400_000;
/** What a calendar shows: what is past its date since lately, and a year ahead and some. */
const DAYS_BACK = 30;
const DAYS_AHEAD = 400;

/** Makes, shows and ends calendar feeds. */
export class FeedDesk {
  readonly #store: FeedStore;
  readonly #list: CredentialListStore;
  readonly #appBaseUrl: string | undefined;
  readonly #apiBaseUrl: () => Promise<string>;
  readonly #now: () => Date;

  constructor(options: {
    store: FeedStore;
    list: CredentialListStore;
    /** Of the portal's pages, to which events link where it is known. */
    appBaseUrl?: string;
    /** Of this back end, as calendars reach it. */
    apiBaseUrl: () => Promise<string>;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#list = options.list;
    this.#appBaseUrl = options.appBaseUrl?.replace(/\/$/, '');
    this.#apiBaseUrl = options.apiBaseUrl;
    this.#now = options.now ?? (() => new Date());
  }

  /** The caller's own feeds, newest first. */
  async own(caller: Caller): Promise<Feed[]> {
    return this.#store.ofOwner(caller.ref);
  }

  /**
   * Makes a feed of what fits a filter, frozen with what the caller may read now.
   *
   * @throws InputError; ConflictError when they have too many.
   */
  async add(input: FeedInput, caller: Caller): Promise<NewFeed> {
    const name = input.name.trim();
    if (name === '') throw new InputError('name: expected some words');
    const filter = filterOf({ ...input.filter });
    if ((await this.own(caller)).length >= MOST_FEEDS) {
      throw new ConflictError(
        `There are ${MOST_FEEDS} feeds of yours already: end one first`,
      );
    }
    const feed: Feed = {
      id: randomUUID(),
      name,
      filter,
      createdAt: this.#now().toISOString(),
    };
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await this.#store.add(
      { ...feed, ownerRef: caller.ref, scope: caller.scope },
      token,
    );
    return { ...feed, url: `${await this.#apiBaseUrl()}/feeds/${token}.ics` };
  }

  /** @throws NotFoundError when the caller has no such feed. */
  async remove(id: string, caller: Caller): Promise<void> {
    if (!(await this.#store.remove(id, caller.ref))) {
      throw new NotFoundError(`You have no feed '${id}'`);
    }
  }

  /**
   * The calendar that a token opens.
   *
   * @throws NotFoundError for any other token.
   */
  async calendar(token: string): Promise<string> {
    const now = this.#now();
    const feed = await this.#store.read(token, now);
    if (!feed) throw new NotFoundError('There is no such feed');
    const credentials: CredentialListItem[] = [];
    const pages = this.#list.items(
      shown(feed.filter, now),
      'expires',
      feed.scope,
      MOST_EVENTS,
    );
    for await (const page of pages) credentials.push(...page);
    return composeFeed(credentials, {
      name: feed.name,
      baseUrl: this.#appBaseUrl,
      now,
    });
  }
}

/** The same filter, narrowed to what a calendar shows. */
function shown(filter: CredentialsFilter, now: Date): CredentialsFilter {
  const from = daysFrom(now, -DAYS_BACK);
  const before = daysFrom(now, DAYS_AHEAD);
  const { expiresFrom = from, expiresBefore = before } = filter;
  return {
    ...filter,
    expiresFrom: expiresFrom > from ? expiresFrom : from,
    expiresBefore: expiresBefore < before ? expiresBefore : before,
  };
}

function daysFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString();
}
