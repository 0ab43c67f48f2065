import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CredentialSource,
  SourceItem,
} from '@plumbline/plugin-secret-expiry-node';
import { ListingStore, NewOutcome } from '../store/ListingStore';
import { PlaceRow } from '../store/rows';

/** A failure of a source, as opposed to one of the store. */
class SourceFailure extends Error {}

/**
 * Lists every source, stores what it finds and judges what is due. A source or
 * place that fails is stored as such and stops no other; a failure of the store
 * is thrown once all sources have had their turn.
 */
export class Scan {
  readonly #sources: CredentialSource[];
  readonly #store: ListingStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    sources: CredentialSource[];
    store: ListingStore;
    logger: LoggerService;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#sources = options.sources;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /** @returns refs of the workloads of which something changed, each once. */
  async run(signal: AbortSignal): Promise<string[]> {
    const concerned = new Set<string>();
    const results = await Promise.allSettled([
      this.#forgetUninstalled(concerned),
      ...this.#sources.map(source => this.#list(source, signal, concerned)),
    ]);
    addAll(concerned, await this.#store.judgeDue(this.#now()));
    const failed = results.find(result => result.status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
    return [...concerned].sort();
  }

  async #list(
    source: CredentialSource,
    signal: AbortSignal,
    concerned: Set<string>,
  ) {
    const known = await this.#store.placesOf(source.id);
    const before = new Map(known.map(row => [row.place, row]));
    const fingerprints = new Map(
      known.flatMap(({ place, fingerprint }) =>
        fingerprint === null ? [] : [[place, fingerprint] as const],
      ),
    );
    const seen = new Map<string, Set<string>>();
    const unchanged: string[] = [];
    const closed = new Set<string>();
    let reason: string | undefined;
    try {
      const items = guarded(
        source.list({
          fingerprints,
          done: new Set(),
          memoryOf: async place =>
            (await this.#store.memoryOf(source.id, place)) ?? undefined,
          signal,
        }),
      );
      for await (const item of items) {
        const place = { sourceId: source.id, place: item.place };
        if (item.type === 'credentials') {
          const keys = seen.get(item.place) ?? new Set();
          seen.set(item.place, keys);
          for (const { key } of item.credentials) keys.add(key);
          const now = this.#now();
          addAll(
            concerned,
            await this.#store.putBatch(place, item.credentials, now),
          );
          continue;
        }
        closed.add(item.place);
        if (item.outcome === 'not-due') continue;
        if (item.outcome === 'unchanged') {
          unchanged.push(item.place);
          continue;
        }
        const keys = seen.get(item.place) ?? new Set<string>();
        seen.delete(item.place);
        this.#warnOf(item, before.get(item.place));
        await this.#close(place, item, keys, concerned);
      }
    } catch (error) {
      // A scan that is stopped says nothing about its sources.
      if (signal.aborted || !(error instanceof SourceFailure)) throw error;
      reason = error.message;
    }
    await this.#store.confirmPlaces(source.id, unchanged, this.#now());

    const open = new Set([...before.keys(), ...seen.keys()]);
    for (const name of open) {
      if (closed.has(name)) continue;
      const place = { sourceId: source.id, place: name };
      if (reason === undefined && !seen.has(name)) {
        addAll(concerned, await this.#store.forgetPlace(place, this.#now()));
        continue;
      }
      const outcome: NewOutcome = {
        type: 'outcome',
        place: name,
        title: before.get(name)?.title ?? name,
        outcome: 'could-not-look',
        reason: reason ?? 'The listing broke off',
      };
      await this.#close(place, outcome, new Set(), concerned);
    }
    await this.#closeSource(source.id, reason);
  }

  async #close(
    place: { sourceId: string; place: string },
    outcome: NewOutcome,
    seen: ReadonlySet<string>,
    concerned: Set<string>,
  ) {
    addAll(
      concerned,
      await this.#store.closePlace(place, outcome, seen, this.#now()),
    );
  }

  /** Once for each new trouble, not at every scan. */
  #warnOf(outcome: NewOutcome, before: PlaceRow | undefined) {
    if (outcome.outcome === 'could-not-look') {
      if (before?.reason === outcome.reason) return;
      this.#logger.warn(`${outcome.title}: ${outcome.reason}`);
      return;
    }
    const [first, ...others] = outcome.problems ?? [];
    if (!first) return;
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    const what =
      'sentence' in first
        ? first.sentence
        : `${first.file}:${first.line}:${first.column} ${first.field}: expected ${first.expected}`;
    this.#logger.warn(`${outcome.title}: ${what}${more}`);
  }

  async #closeSource(sourceId: string, reason: string | undefined) {
    const before = await this.#store.failureOf(sourceId);
    await this.#store.closeSource(sourceId, this.#now(), reason);
    // Once, not at every scan, as for places.
    if (reason !== undefined && reason !== before) {
      this.#logger.warn(`Source '${sourceId}' could not be listed: ${reason}`);
    }
  }

  async #forgetUninstalled(concerned: Set<string>) {
    const installed = new Set(this.#sources.map(({ id }) => id));
    for (const sourceId of await this.#store.sourceIds()) {
      if (installed.has(sourceId)) continue;
      for (const { place } of await this.#store.placesOf(sourceId)) {
        addAll(
          concerned,
          await this.#store.forgetPlace({ sourceId, place }, this.#now()),
        );
      }
      await this.#store.forgetSource(sourceId);
    }
  }
}

/** Marks what a source throws, so that it is not taken for a failure of the store. */
async function* guarded(
  items: AsyncIterable<SourceItem>,
): AsyncGenerator<SourceItem> {
  const iterator = items[Symbol.asyncIterator]();
  let finished = false;
  try {
    for (;;) {
      let next: IteratorResult<SourceItem>;
      try {
        next = await iterator.next();
      } catch (error) {
        finished = true;
        throw new SourceFailure(messageOf(error));
      }
      if (next.done) {
        finished = true;
        return;
      }
      yield next.value;
    }
  } finally {
    if (!finished) await iterator.return?.();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The source failed';
}

function addAll(set: Set<string>, values: string[]) {
  for (const value of values) set.add(value);
}
