import { randomBytes, randomUUID } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  CredentialListItem,
  CredentialsFilter,
  FeedInput,
  FeedList,
  NewFeed,
} from '@plumbline/plugin-secret-expiry-common';
import { CredentialListStore } from '../../store/CredentialListStore';
import { FeedStore, StoredFeed } from '../../store/FeedStore';
import { Scope } from '../../store/Scope';
import { Caller } from '../access/Caller';
import { filterOf } from '../access/readFilter';
import { FeedOwners } from './FeedOwners';
import { composeFeed } from './composeFeed';
import { scopeOf, shownFeed } from './feedLife';
import { endOf } from './feedNotices';

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
  readonly #owners: FeedOwners;
  readonly #list: CredentialListStore;
  readonly #appBaseUrl: string | undefined;
  readonly #apiBaseUrl: () => Promise<string>;
  readonly #now: () => Date;

  constructor(options: {
    store: FeedStore;
    owners: FeedOwners;
    list: CredentialListStore;
    /** Of the portal's pages, to which events link where it is known. */
    appBaseUrl?: string;
    /** Of this back end, as calendars reach it. */
    apiBaseUrl: () => Promise<string>;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#owners = options.owners;
    this.#list = options.list;
    this.#appBaseUrl = options.appBaseUrl?.replace(/\/$/, '');
    this.#apiBaseUrl = options.apiBaseUrl;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * A page of feeds, newest first: the caller's own, or everyone's.
   *
   * @throws NotAllowedError when they ask for everyone's and may not manage.
   */
  async page(
    caller: Caller,
    {
      everyone,
      ...paging
    }: { everyone: boolean; limit: number; offset: number },
  ): Promise<FeedList> {
    if (everyone) caller.checkManages();
    const { items, total } = await this.#store.page(
      everyone ? undefined : caller.ref,
      paging,
    );
    const now = this.#now();
    return { items: items.map(feed => shownFeed(feed, now)), total };
  }

  /**
   * Makes a feed of what fits a filter, frozen with what the caller may read now.
   *
   * @throws InputError; ConflictError when they have too many; NotAllowedError
   * for a service, whose rights nobody could follow.
   */
  async add(input: FeedInput, caller: Caller): Promise<NewFeed> {
    if (!caller.isUser) throw new NotAllowedError('Feeds are for people');
    const name = input.name.trim();
    if (name === '') throw new InputError('name: expected some words');
    const filter = filterOf({ ...input.filter });
    const { ref, scope } = caller;
    const { total } = await this.#store.page(ref, { limit: 1, offset: 0 });
    if (total >= MOST_FEEDS) {
      throw new ConflictError(
        `There are ${MOST_FEEDS} feeds of yours already: end one first`,
      );
    }
    const now = this.#now();
    const feed: StoredFeed = {
      id: randomUUID(),
      name,
      filter,
      ownerRef: ref,
      createdAt: now.toISOString(),
      scope,
      owner: {
        may: scope,
        seenAt: now.toISOString(),
        known: await this.#owners.refsOf(ref),
        isGone: false,
      },
    };
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await this.#store.add(feed, token);
    return {
      ...shownFeed(feed, now),
      url: `${await this.#apiBaseUrl()}/feeds/${token}.ics`,
    };
  }

  /**
   * Ends a feed: one of the caller, or of anybody for whoever may manage.
   *
   * @returns full ref of whose it was.
   * @throws NotFoundError when there is none that they may end.
   */
  async remove(id: string, caller: Caller): Promise<string> {
    const ownerRef = await this.#store.remove(
      id,
      caller.mayManage().allowed ? undefined : caller.ref,
    );
    if (!ownerRef)
      throw new NotFoundError(`There is no feed '${id}' that you may end`);
    return ownerRef;
  }

  /**
   * The calendar that a token opens: what its owner may still read, or that it
   * has stopped.
   *
   * @throws NotFoundError for any other token.
   */
  async calendar(token: string): Promise<string> {
    const now = this.#now();
    const stored = await this.#store.read(token, now);
    if (!stored) throw new NotFoundError('There is no such feed');
    const { feed, lost } = await this.#owners.followed(stored);
    const { stopped, until } = shownFeed(feed, now);
    return composeFeed(
      stopped
        ? []
        : await this.#credentials(feed.filter, scopeOf(feed, lost), now),
      {
        name: feed.name,
        baseUrl: this.#appBaseUrl,
        now,
        end: endOf({ id: feed.id, stopped, until }, now),
      },
    );
  }

  async #credentials(
    filter: CredentialsFilter,
    scope: Scope,
    now: Date,
  ): Promise<CredentialListItem[]> {
    const found: CredentialListItem[] = [];
    const pages = this.#list.items(
      shown(filter, now),
      'expires',
      scope,
      MOST_EVENTS,
    );
    for await (const page of pages) found.push(...page);
    return found;
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
