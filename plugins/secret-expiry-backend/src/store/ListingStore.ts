import { setImmediate as othersTurn } from 'node:timers/promises';
import {
  ExpiryPolicy,
  PlaceProblem,
  PreviousVersion,
} from '@plumbline/plugin-secret-expiry-common';
import {
  ListedCredential,
  PlaceOutcome,
} from '@plumbline/plugin-secret-expiry-node';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { FreshRow, deriveRows } from './deriveRows';
import { unlist } from './list/relist';
import { ListingTimes, mergeListing } from './mergeListing';
import {
  CredentialRow,
  FormerThumbprintRow,
  PlaceRow,
  PlaceWorkloadRow,
  credentialId,
  transition,
} from './rows';
import { takeTurn } from './takeTurn';

const MOST_PROBLEMS = 50;
const DUE_PER_BATCH = 500;

/** A place within a source. */
export interface PlaceId {
  sourceId: string;
  place: string;
}

/** What a look found in a place. */
export interface ListedPlace {
  place: PlaceId;
  listed: ListedCredential[];
}

/** An outcome that says something new of its place. */
export type NewOutcome = Exclude<
  PlaceOutcome,
  { outcome: 'unchanged' } | { outcome: 'not-due' }
>;

/** What of a live row decides how a look at its place ends for it. */
type LiveRow = Pick<
  CredentialRow,
  | 'id'
  | 'credential_key'
  | 'workload_ref'
  | 'identity'
  | 'unlisted_since'
  | 'written_at'
>;

/**
 * What a scan writes of credentials and their places. Each method is one
 * transaction or safe to repeat, and returns the refs of the workloads of which
 * something changed. Two scans of the same place at once, in two replicas, come
 * to the same as one.
 */
export class ListingStore {
  readonly #database: Knex;
  readonly #policy: ExpiryPolicy;

  constructor(database: Knex, policy: ExpiryPolicy) {
    this.#database = database;
    this.#policy = policy;
  }

  /**
   * Stores listed credentials of a place.
   *
   * @param since - when the listing began; what another one has found since then
   * is newer.
   */
  async putBatch(
    place: PlaceId,
    listed: ListedCredential[],
    now: Date,
    since: Date = now,
  ): Promise<string[]> {
    return this.putPlaces([{ place, listed }], now, since);
  }

  /**
   * Stores listed credentials of several places together. What many of them have
   * is one credential, and each would have all its rows looked through.
   */
  async putPlaces(
    places: ListedPlace[],
    now: Date,
    since: Date = now,
  ): Promise<string[]> {
    const times = { at: now.toISOString(), since: since.toISOString() };
    const all = places.flatMap(({ place, listed }) =>
      listed.map(credential => ({ place, credential })),
    );
    const concerned: string[] = [];
    for (const slice of slices(all)) {
      concerned.push(
        ...(await this.#database.transaction(transaction =>
          this.#put(transaction, slice, times),
        )),
      );
    }
    return concerned;
  }

  async #put(
    transaction: Knex,
    listed: { place: PlaceId; credential: ListedCredential }[],
    times: ListingTimes,
  ): Promise<string[]> {
    await takeTurn(transaction);
    const idOf = ({ place, credential }: (typeof listed)[number]) =>
      credentialId(place.sourceId, place.place, credential.key);
    const stored = new Map(
      (
        await transaction<CredentialRow>('credentials').where(
          anyOf(transaction, 'id', listed.map(idOf)),
        )
      ).map(row => [row.id, row]),
    );
    const merged = new Map<string, FreshRow>();
    const identities = new Set<string>();
    const concerned: string[] = [];
    for (const each of listed) {
      const before = stored.get(idOf(each));
      const result = mergeListing(each.place, each.credential, before, times);
      if (!result) continue;
      merged.set(result.row.id, result);
      concerned.push(result.row.workload_ref);
      // One that moved concerns the workload it left as well.
      if (before) concerned.push(before.workload_ref);
      for (const row of [result.row, ...(before ? [before] : [])]) {
        identities.add(row.identity);
        // Another place may still have what was replaced here.
        for (const thumbprint of formerThumbprints(row)) {
          identities.add(`certificate:${thumbprint}`);
        }
      }
    }
    if (merged.size === 0) return [];
    await putFormerThumbprints(
      transaction,
      [...merged.values()].map(({ row }) => row),
      stored,
    );
    return [
      ...concerned,
      ...(await this.#derive(
        transaction,
        identities,
        new Date(times.at),
        merged,
      )),
    ];
  }

  #derive(
    transaction: Knex,
    identities: Iterable<string>,
    now: Date,
    fresh?: ReadonlyMap<string, FreshRow>,
  ) {
    return deriveRows(transaction, identities, {
      policy: this.#policy,
      now,
      fresh,
    });
  }

  /**
   * Stores how the look at a place ended and draws the conclusions: after a
   * full look what is no longer listed is removed, after any other it is
   * unconfirmed. What was listed before a look failed was seen then, and has to
   * be seen again like all else.
   *
   * @param seen - keys of the credentials that were listed.
   * @param since - when the listing began.
   */
  async closePlace(
    place: PlaceId,
    outcome: NewOutcome,
    seen: ReadonlySet<string>,
    now: Date,
    since: Date = now,
  ): Promise<string[]> {
    return this.#database.transaction(async transaction => {
      await takeTurn(transaction);
      const at = now.toISOString();
      const before = await transaction<PlaceRow>('places')
        .where(whereOf(place))
        .first();
      const coveredBefore = await coverage(transaction, place);

      const live = await liveRows(transaction, place);
      // Found by another listing while this one was under way.
      const isNewer = (row: LiveRow) =>
        (row.written_at ?? '') > since.toISOString();
      const [missing, left] = divided(
        live,
        row => !seen.has(row.credential_key) && !isNewer(row),
      );
      const concerned = await this.#conclude(
        transaction,
        { outcome: outcome.outcome, missing, left },
        before?.last_success ?? undefined,
        now,
      );

      const row = placeRow(place, outcome, before, at);
      const there = outcome.outcome === 'looked' ? left : live;
      row.credential_count = there.length;
      await bulkWrite(transaction, 'places', [row], {
        key: ['source_id', 'place'],
      });
      const covered = await cover(transaction, place, outcome, there);
      return [
        ...concerned,
        ...(saysTheSame(before, row)
          ? difference(coveredBefore, covered)
          : [...coveredBefore, ...covered]),
      ];
    });
  }

  /** @param lastSuccess - ISO 8601, when the place was last read before. */
  async #conclude(
    transaction: Knex,
    look: {
      outcome: NewOutcome['outcome'];
      missing: LiveRow[];
      left: LiveRow[];
    },
    lastSuccess: string | undefined,
    now: Date,
  ): Promise<string[]> {
    const { outcome, missing, left } = look;
    if (outcome === 'looked') return this.#remove(transaction, missing, now);
    const concerned = await this.#leaveUnconfirmed(
      transaction,
      missing,
      lastSuccess,
      now,
    );
    if (outcome === 'partly') return concerned;
    const seenAt = now.toISOString();
    return [
      ...concerned,
      ...(await this.#leaveUnconfirmed(transaction, left, seenAt, now)),
    ];
  }

  async #remove(
    transaction: Knex,
    rows: LiveRow[],
    now: Date,
  ): Promise<string[]> {
    if (rows.length === 0) return [];
    const at = now.toISOString();
    const identities = new Set<string>();
    for (const slice of slices(rows.map(row => row.id))) {
      const removed = await transaction<CredentialRow>('credentials').whereIn(
        'id',
        slice,
      );
      await transaction<CredentialRow>('credentials')
        .whereIn('id', slice)
        .update({
          removed_at: at,
          written_at: at,
          next_change_at: null,
          leads: 0,
          needs_someone: 0,
        });
      await unlist(transaction, slice);
      await bulkWrite(
        transaction,
        'transitions',
        removed.map(row => transition(row, 'removed', at)),
      );
      for (const row of removed) {
        identities.add(row.identity);
        for (const thumbprint of formerThumbprints(row)) {
          identities.add(`certificate:${thumbprint}`);
        }
      }
    }
    return [
      ...rows.map(row => row.workload_ref),
      ...(await this.#derive(transaction, identities, now)),
    ];
  }

  /** Keeps rows with when they were last confirmed. */
  async #leaveUnconfirmed(
    transaction: Knex,
    rows: LiveRow[],
    lastSuccess: string | undefined,
    now: Date,
  ): Promise<string[]> {
    const confirmed = rows.filter(row => row.unlisted_since === null);
    for (const slice of slices(confirmed.map(row => row.id))) {
      await transaction<CredentialRow>('credentials')
        .whereIn('id', slice)
        .update({
          unlisted_since: lastSuccess ?? transaction.ref('first_seen'),
        });
    }
    return this.#derive(
      transaction,
      confirmed.map(row => row.identity),
      now,
    );
  }

  /** Stores that places were looked at and are as they were. */
  async confirmPlaces(sourceId: string, places: string[], now: Date) {
    const at = now.toISOString();
    for (const slice of slices(places)) {
      await this.#database<PlaceRow>('places')
        .where('source_id', sourceId)
        .whereIn('place', slice)
        .update({ last_looked: at, last_success: at });
    }
  }

  /** Removes a place that its source no longer has, and what was there. */
  async forgetPlace(place: PlaceId, now: Date): Promise<string[]> {
    return this.#database.transaction(async transaction => {
      await takeTurn(transaction);
      const covered = await coverage(transaction, place);
      const rows = await liveRows(transaction, place);
      const removed = await this.#remove(transaction, rows, now);
      await transaction('place_workloads').where(whereOf(place)).delete();
      await transaction('places').where(whereOf(place)).delete();
      return [...covered, ...removed];
    });
  }

  /** Judges every credential anew of which something was to change by now. */
  async judgeDue(now: Date): Promise<string[]> {
    const concerned = new Set<string>();
    for (let isFull = true; isFull; ) {
      await othersTurn();
      const due = await this.#database<CredentialRow>('credentials')
        .whereNull('removed_at')
        .where('next_change_at', '<=', now.toISOString())
        .orderBy('next_change_at')
        .limit(DUE_PER_BATCH)
        .select('identity');
      const changed = await this.#deriveIn(due, now);
      for (const ref of changed) concerned.add(ref);
      // Judging puts the next change after now, so that this ends.
      isFull = due.length === DUE_PER_BATCH;
    }
    return [...concerned];
  }

  /** Brings what the catalog says of workloads into the rows of their credentials. */
  async followWorkloads(workloadRefs: string[], now: Date): Promise<void> {
    for (const refs of slices(workloadRefs)) {
      for (let after = '', isFull = true; isFull; ) {
        await othersTurn();
        const found: { identity: string }[] = await this.#database(
          'credentials',
        )
          .distinct('identity')
          .whereIn('workload_ref', refs)
          .whereNull('removed_at')
          .where('identity', '>', after)
          .orderBy('identity')
          .limit(DUE_PER_BATCH);
        await this.#deriveIn(found, now);
        isFull = found.length === DUE_PER_BATCH;
        after = found.at(-1)?.identity ?? after;
      }
    }
  }

  #deriveIn(rows: { identity: string }[], now: Date): Promise<string[]> {
    return this.#database.transaction(transaction =>
      this.#derive(
        transaction,
        rows.map(({ identity }) => identity),
        now,
      ),
    );
  }
}

function whereOf({ sourceId, place }: PlaceId) {
  return { source_id: sourceId, place };
}

function liveRows(transaction: Knex, place: PlaceId): Promise<LiveRow[]> {
  return transaction<CredentialRow>('credentials')
    .where(whereOf(place))
    .whereNull('removed_at')
    .select(
      'id',
      'credential_key',
      'workload_ref',
      'identity',
      'unlisted_since',
      'written_at',
    );
}

function formerThumbprints({ previous }: Pick<CredentialRow, 'previous'>) {
  return (JSON.parse(previous) as PreviousVersion[]).flatMap(
    ({ thumbprint }) => thumbprint ?? [],
  );
}

async function putFormerThumbprints(
  transaction: Knex,
  rows: CredentialRow[],
  stored: ReadonlyMap<string, CredentialRow>,
) {
  const changed = rows.filter(
    row => row.previous !== (stored.get(row.id)?.previous ?? '[]'),
  );
  for (const slice of slices(changed.map(row => row.id))) {
    await transaction<FormerThumbprintRow>('former_thumbprints')
      .whereIn('credential_id', slice)
      .delete();
  }
  await bulkWrite<FormerThumbprintRow>(
    transaction,
    'former_thumbprints',
    changed.flatMap(row =>
      [...new Set(formerThumbprints(row))].map(thumbprint => ({
        credential_id: row.id,
        thumbprint,
      })),
    ),
  );
}

/** Replaces what a place covers after a full look, and only adds to it otherwise. */
async function cover(
  transaction: Knex,
  place: PlaceId,
  outcome: NewOutcome,
  live: LiveRow[],
): Promise<string[]> {
  const refs = new Set(outcome.workloadRefs);
  for (const row of live) refs.add(row.workload_ref);
  if (outcome.outcome === 'looked') {
    await transaction<PlaceWorkloadRow>('place_workloads')
      .where(whereOf(place))
      .delete();
  }
  const rows = [...refs].map(ref => ({ ...whereOf(place), workload_ref: ref }));
  for (const slice of slices(rows)) {
    await transaction('place_workloads')
      .insert(slice)
      .onConflict(['source_id', 'place', 'workload_ref'])
      .ignore();
  }
  return coverage(transaction, place);
}

async function coverage(transaction: Knex, place: PlaceId): Promise<string[]> {
  const rows = await transaction<PlaceWorkloadRow>('place_workloads')
    .where(whereOf(place))
    .select('workload_ref');
  return rows.map(row => row.workload_ref);
}

function divided<T>(items: T[], goesFirst: (item: T) => boolean): [T[], T[]] {
  const first: T[] = [];
  const second: T[] = [];
  for (const item of items) (goesFirst(item) ? first : second).push(item);
  return [first, second];
}

function difference(a: string[], b: string[]): string[] {
  const [left, right] = [new Set(a), new Set(b)];
  return [
    ...a.filter(ref => !right.has(ref)),
    ...b.filter(ref => !left.has(ref)),
  ];
}

function saysTheSame(before: PlaceRow | undefined, row: PlaceRow): boolean {
  return (
    before?.outcome === row.outcome &&
    before.reason === row.reason &&
    before.problems === row.problems &&
    before.title === row.title
  );
}

function placeRow(
  place: PlaceId,
  outcome: NewOutcome,
  before: PlaceRow | undefined,
  at: string,
): PlaceRow {
  const base = {
    source_id: place.sourceId,
    place: place.place,
    title: outcome.title,
    outcome: outcome.outcome,
    last_looked: at,
    credential_count: 0,
  };
  if (outcome.outcome === 'could-not-look') {
    return {
      ...base,
      reason: outcome.reason,
      last_success: before?.last_success ?? null,
      problems: '[]',
      problem_count: 0,
      // So that the next look that succeeds lists everything.
      fingerprint: null,
      memory: before?.memory ?? null,
    };
  }
  const problems: PlaceProblem[] = outcome.problems ?? [];
  return {
    ...base,
    reason: null,
    last_success: at,
    problems: JSON.stringify(problems.slice(0, MOST_PROBLEMS)),
    problem_count: problems.length,
    fingerprint: outcome.fingerprint ?? null,
    memory: outcome.memory ?? null,
  };
}
