import { setImmediate } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CredentialSource,
  ListedCredential,
  SourceItem,
} from '@plumbline/plugin-secret-expiry-node';
import { ListingStore, NewOutcome } from '../store/ListingStore';
import { BegunScan, KnownPlace, ScanStore } from '../store/ScanStore';

/** Listed credentials of a place that are stored at once. */
const STORED_AT_ONCE = 500;

/** Places of which this many are looked at, or for this long, are stored together. */
const CLOSED_AT_ONCE = 100;
const CLOSED_WITHIN_MS = 5_000;
/** Credentials of a place that is worth a transaction of its own. */
const MANY = 20;

/** A failure of a source, as opposed to one of the store. */
class SourceFailure extends Error {}

/** A place that is being listed. */
interface OpenPlace {
  keys: Set<string>;
  /** Not stored yet. */
  listed: ListedCredential[];
}

/** A place that was looked at and is not stored yet. */
interface ClosedPlace extends OpenPlace {
  outcome: NewOutcome;
  closedAt: Date;
}

/**
 * Lists a source and stores what it finds. A place that fails is stored as such
 * and stops no other; a failure of the store is thrown. A scan that is stopped
 * is gone on with by the next one, here or in another replica.
 */
export class Scan {
  readonly #source: CredentialSource;
  readonly #listings: ListingStore;
  readonly #scans: ScanStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    source: CredentialSource;
    listings: ListingStore;
    scans: ScanStore;
    logger: LoggerService;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#source = options.source;
    this.#listings = options.listings;
    this.#scans = options.scans;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * @param concern - told of workloads of which something changed, also of
   * those that changed before a failure.
   */
  async run(
    signal: AbortSignal,
    concern: (workloadRefs: string[]) => void,
  ): Promise<void> {
    const { id } = this.#source;
    const began = this.#now();
    const scan = await this.#scans.begin(id, began);
    const open = new Map<string, OpenPlace>();
    const closed = new Set(scan.done);
    const closing: ClosedPlace[] = [];
    const unchanged: string[] = [];
    let reason: string | undefined;
    try {
      for await (const item of this.#items(scan, signal)) {
        // Between two places, so that a source that does not listen stops too.
        signal.throwIfAborted();
        // SQLite answers at once, so that nothing else would get its turn.
        if (item.type === 'outcome') await setImmediate();
        await this.#take(item, {
          scan,
          began,
          open,
          closed,
          closing,
          unchanged,
          concern,
        });
      }
    } catch (error) {
      // A scan that is stopped says nothing about its source.
      if (signal.aborted) concern(await this.#close(closing, began));
      if (signal.aborted || !(error instanceof SourceFailure)) throw error;
      reason = error.message;
    }
    concern(await this.#close(closing, began));
    await this.#confirm(unchanged);
    for (const place of new Set([...scan.known.keys(), ...open.keys()])) {
      if (closed.has(place)) continue;
      concern(
        reason === undefined && !open.has(place)
          ? await this.#listings.forgetPlace(
              { sourceId: id, place },
              this.#now(),
            )
          : await this.#leave(
              place,
              open.get(place),
              scan.known.get(place),
              began,
              reason,
            ),
      );
    }
    const before = await this.#scans.end(id, this.#now(), reason);
    // Once, not at every scan, as for places.
    if (reason !== undefined && reason !== before) {
      this.#logger.warn(`Source '${id}' could not be listed: ${reason}`);
    }
  }

  #items({ known, done }: BegunScan, signal: AbortSignal) {
    const fingerprints = new Map(
      [...known.values()].flatMap(({ place, fingerprint }) =>
        fingerprint === null ? [] : [[place, fingerprint] as const],
      ),
    );
    return guarded(
      this.#source.list({
        fingerprints,
        done,
        memoryOf: place => this.#scans.memoryOf(this.#source.id, place),
        signal,
      }),
      signal,
    );
  }

  async #take(
    item: SourceItem,
    {
      scan,
      began,
      open,
      closed,
      closing,
      unchanged,
      concern,
    }: {
      scan: BegunScan;
      began: Date;
      open: Map<string, OpenPlace>;
      closed: Set<string>;
      closing: ClosedPlace[];
      unchanged: string[];
      concern: (workloadRefs: string[]) => void;
    },
  ) {
    const place = { sourceId: this.#source.id, place: item.place };
    const known = open.get(item.place) ?? { keys: new Set(), listed: [] };
    const put = async () =>
      concern(
        await this.#listings.putBatch(
          place,
          known.listed.splice(0),
          this.#now(),
          began,
        ),
      );
    if (item.type === 'credentials') {
      open.set(item.place, known);
      for (const credential of item.credentials) {
        known.keys.add(credential.key);
        known.listed.push(credential);
      }
      if (known.listed.length >= STORED_AT_ONCE) await put();
      return;
    }
    open.delete(item.place);
    closed.add(item.place);
    if (item.outcome === 'not-due' || item.outcome === 'unchanged') {
      await put();
      if (item.outcome === 'not-due') return;
      unchanged.push(item.place);
      if (unchanged.length >= STORED_AT_ONCE) await this.#confirm(unchanged);
      return;
    }
    this.#warnOf(item, scan.known.get(item.place));
    closing.push({ ...known, outcome: item, closedAt: this.#now() });
    if (isTime(closing)) concern(await this.#close(closing, began));
  }

  /** Stores places that were looked at. */
  async #close(closing: ClosedPlace[], began: Date): Promise<string[]> {
    const places = closing.splice(0).map(({ outcome, keys, listed }) => ({
      place: { sourceId: this.#source.id, place: outcome.place },
      outcome,
      keys,
      listed,
    }));
    const concerned = await this.#listings.putPlaces(
      places,
      this.#now(),
      began,
    );
    for (const { place, outcome, keys } of places) {
      concerned.push(
        ...(await this.#listings.closePlace(
          place,
          outcome,
          keys,
          this.#now(),
          began,
        )),
      );
    }
    return concerned;
  }

  /** Stores that a place was not looked at to its end. */
  async #leave(
    place: string,
    open: OpenPlace | undefined,
    known: KnownPlace | undefined,
    began: Date,
    reason = 'The listing broke off',
  ): Promise<string[]> {
    const placeId = { sourceId: this.#source.id, place };
    const found = await this.#listings.putBatch(
      placeId,
      open?.listed ?? [],
      this.#now(),
      began,
    );
    const closed = await this.#listings.closePlace(
      placeId,
      {
        type: 'outcome',
        place,
        title: known?.title ?? place,
        outcome: 'could-not-look',
        reason,
      },
      open?.keys ?? new Set(),
      this.#now(),
      began,
    );
    return [...found, ...closed];
  }

  #confirm(unchanged: string[]) {
    return this.#listings.confirmPlaces(
      this.#source.id,
      unchanged.splice(0),
      this.#now(),
    );
  }

  /** Once for each new trouble, not at every scan. */
  #warnOf(outcome: NewOutcome, before: KnownPlace | undefined) {
    if (outcome.outcome === 'could-not-look') {
      if (before?.reason === outcome.reason) return;
      this.#logger.warn(`${outcome.title}: ${outcome.reason}`);
      return;
    }
    const [first, ...others] = outcome.problems ?? [];
    if (!first || isToldOf(first, before)) return;
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    const what =
      'sentence' in first
        ? first.sentence
        : `${first.file}:${first.line}:${first.column} ${first.field}: expected ${first.expected}`;
    this.#logger.warn(`${outcome.title}: ${what}${more}`);
  }
}

/** Whether places are to be stored now. */
function isTime(closing: ClosedPlace[]): boolean {
  const [first, last] = [closing[0], closing[closing.length - 1]];
  return (
    closing.length >= CLOSED_AT_ONCE ||
    last.keys.size >= MANY ||
    last.closedAt.getTime() - first.closedAt.getTime() >= CLOSED_WITHIN_MS
  );
}

function isToldOf(problem: unknown, before: KnownPlace | undefined): boolean {
  const [first] = before ? JSON.parse(before.problems) : [];
  return JSON.stringify(first) === JSON.stringify(problem);
}

/**
 * Marks what a source throws, so that it is not taken for a failure of the
 * store, and leaves one that does not answer when the scan is stopped: it would
 * never be looked at again otherwise.
 */
async function* guarded(
  items: AsyncIterable<SourceItem>,
  signal: AbortSignal,
): AsyncGenerator<SourceItem> {
  const iterator = items[Symbol.asyncIterator]();
  let finished = false;
  try {
    for (;;) {
      let next: IteratorResult<SourceItem>;
      try {
        next = await unlessStopped(iterator.next(), signal);
      } catch (error) {
        finished = true;
        if (signal.aborted) throw error;
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

/** What is promised, or the reason of the signal when that comes first. */
function unlessStopped<T>(
  promised: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promised
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The source failed';
}
