import { DAY_MS } from '@plumbline/plugin-secret-expiry-common';
import {
  CredentialSource,
  ListedCredential,
  SourceItem,
} from '@plumbline/plugin-secret-expiry-node';

const START = Date.parse('2026-11-21T12:00:00.000Z');

/** One place of a {@link World}: its credentials by key. */
type Place = Map<string, ListedCredential>;

/**
 * Vaults and endpoints as they really are, which scans see at one moment or
 * another, in whole or in part.
 */
export class World {
  /** What was ever taken away: place and key. */
  readonly gone = new Set<string>();

  readonly #places = new Map<string, Place>();
  #time = START;
  #certificates = 0;

  /** A clock that is never twice at the same time. */
  readonly now = () => {
    this.#time += 1_000;
    return new Date(this.#time);
  };

  passDays(days: number) {
    this.#time += days * DAY_MS;
  }

  /** Makes a credential, or a new version of it. */
  rotate(place: string, key: string, lifetimeDays: number, manual: boolean) {
    const credentials = this.#places.get(place) ?? new Map();
    this.#places.set(place, credentials);
    const before: ListedCredential | undefined = credentials.get(key);
    const created = this.now().toISOString();
    const isCertificate = key.startsWith('certificate');
    this.#certificates += 1;
    credentials.set(key, {
      key,
      name: key,
      kind: isCertificate ? 'certificate' : 'secret',
      workloadRef: `system:default/${place}`,
      created,
      expires: new Date(this.#time + lifetimeDays * DAY_MS).toISOString(),
      rotation: manual ? 'manual' : 'automatic',
      thumbprint: isCertificate
        ? this.#certificates.toString(16).padStart(40, '0')
        : undefined,
      // As a vault lists it: all there were, newest first.
      previous: before
        ? [
            {
              created: before.created,
              expires: before.expires,
              replaced: created,
              thumbprint: before.thumbprint,
            },
            ...before.previous,
          ]
        : [],
    });
  }

  /** Shows the certificate of one place at another, as an endpoint does. */
  show(from: string, key: string, at: string) {
    const certificate = this.#places.get(from)?.get(key);
    if (!certificate?.thumbprint) return;
    const credentials = this.#places.get(at) ?? new Map();
    this.#places.set(at, credentials);
    credentials.set(`endpoint-${key}`, {
      ...certificate,
      key: `endpoint-${key}`,
      kind: 'tls-endpoint',
      rotation: 'manual',
      workloadRef: `system:default/${at}`,
      previous: [],
    });
  }

  remove(place: string, key: string) {
    this.gone.add(`${place} ${key}`);
    this.#places.get(place)?.delete(key);
  }

  close(place: string) {
    for (const key of this.#places.get(place)?.keys() ?? []) {
      this.gone.add(`${place} ${key}`);
    }
    this.#places.delete(place);
  }

  /** What a source lists that begins now, in small batches, places in turn. */
  listing(): SourceItem[] {
    const lists = [...this.#places].map(([place, credentials]) => {
      const items: SourceItem[] = [...credentials.values()].map(credential => ({
        type: 'credentials',
        place,
        credentials: [credential],
      }));
      items.push({ type: 'outcome', place, title: place, outcome: 'looked' });
      return items;
    });
    const listing: SourceItem[] = [];
    for (let i = 0; lists.some(list => list.length > i); i++) {
      listing.push(...lists.flatMap(list => list.slice(i, i + 1)));
    }
    return listing;
  }

  /** A source that sees the world as it is when its listing begins. */
  source(disturb: Disturbance = {}): CredentialSource {
    const { listing } = this;
    const items = listing.bind(this);
    return {
      id: 'vaults',
      async *list({ done, signal }) {
        let count = 0;
        for (const item of items()) {
          if (count === disturb.waitsAt) await disturb.wait?.();
          await new Promise(resolve => setImmediate(resolve));
          signal.throwIfAborted();
          if (count === disturb.failsAt) throw new Error('No route to host');
          if (count === disturb.killedAt) disturb.kill?.();
          count += 1;
          if (done.has(item.place)) {
            if (item.type === 'outcome') {
              yield { ...item, outcome: 'not-due' };
            }
          } else if (item.place !== disturb.unreadable) {
            yield item;
          } else if (item.type === 'outcome') {
            yield {
              ...item,
              outcome: 'could-not-look',
              reason: 'The vault answered 403',
            };
          }
        }
      },
    };
  }
}

/** What goes wrong with a listing. */
export interface Disturbance {
  /** Number of items after which the source fails. */
  failsAt?: number;
  /** Number of items after which the process is killed. */
  killedAt?: number;
  kill?: () => void;
  /** Number of items after which the source takes its time. */
  waitsAt?: number;
  wait?: () => Promise<void>;
  /** A place that cannot be looked at. */
  unreadable?: string;
}
