import { PlaceProblem } from '@plumbline/plugin-secret-expiry-common';
import {
  ListedCredential,
  PlaceOutcome,
} from '@plumbline/plugin-secret-expiry-node';
import { Knex } from 'knex';
import { judgeRows, putRows, putTransitions } from './judgeRows';
import { mergeListing } from './mergeListing';
import {
  CredentialRow,
  PlaceRow,
  PlaceWorkloadRow,
  ROWS_PER_STATEMENT,
  SourceRow,
  TransitionRow,
  credentialId,
  transition,
} from './rows';

const MOST_PROBLEMS = 50;
const DUE_PER_BATCH = 500;

/** A place within a source. */
export interface PlaceId {
  sourceId: string;
  place: string;
}

/** An outcome that says something new of its place. */
export type NewOutcome = Exclude<
  PlaceOutcome,
  { outcome: 'unchanged' } | { outcome: 'not-due' }
>;

/**
 * What a scan writes. Each method is one transaction or safe to repeat, and
 * returns the refs of the workloads of which something changed.
 */
export class ListingStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Stores listed credentials of a place. */
  async putBatch(
    place: PlaceId,
    listed: ListedCredential[],
    now: Date,
  ): Promise<string[]> {
    const concerned: string[] = [];
    for (let i = 0; i < listed.length; i += ROWS_PER_STATEMENT) {
      const chunk = listed.slice(i, i + ROWS_PER_STATEMENT);
      concerned.push(...(await this.#putChunk(place, chunk, now)));
    }
    return concerned;
  }

  async #putChunk(
    place: PlaceId,
    listed: ListedCredential[],
    now: Date,
  ): Promise<string[]> {
    return this.#database.transaction(async transaction => {
      const ids = listed.map(({ key }) =>
        credentialId(place.sourceId, place.place, key),
      );
      const stored = new Map(
        (
          await transaction<CredentialRow>('credentials').whereIn('id', ids)
        ).map(row => [row.id, row]),
      );
      const rows = new Map<string, CredentialRow>();
      const transitions: TransitionRow[] = [];
      const concerned: string[] = [];
      listed.forEach((credential, index) => {
        const before = stored.get(ids[index]);
        const merged = mergeListing(place, credential, before, now);
        if (!merged) return;
        rows.set(merged.row.id, merged.row);
        concerned.push(merged.row.workload_ref);
        // One that moved concerns the workload it left as well.
        if (before) concerned.push(before.workload_ref);
        for (const change of merged.changes) {
          transitions.push(transition(merged.row, change, now.toISOString()));
        }
      });
      await putRows(transaction, [...rows.values()]);
      await putTransitions(transaction, transitions);
      return concerned;
    });
  }

  /**
   * Stores how the look at a place ended and draws the conclusions: after a
   * full look what is no longer listed is removed, after one in part it is
   * unconfirmed, after none everything there is.
   *
   * @param seen - keys of the credentials that were listed.
   */
  async closePlace(
    place: PlaceId,
    outcome: NewOutcome,
    seen: ReadonlySet<string>,
    now: Date,
  ): Promise<string[]> {
    return this.#database.transaction(async transaction => {
      const at = now.toISOString();
      const before = await transaction<PlaceRow>('places')
        .where({ source_id: place.sourceId, place: place.place })
        .first();
      const coveredBefore = await coverage(transaction, place);
      const row = placeRow(place, outcome, before, at);
      const concerned: string[] = [];
      if (outcome.outcome !== 'could-not-look') {
        const missing = (await liveRows(transaction, place)).filter(
          ({ credential_key: key }) => !seen.has(key),
        );
        if (outcome.outcome === 'looked') {
          concerned.push(...(await removeRows(transaction, missing, at)));
        } else {
          await leaveUnconfirmed(transaction, missing, before, at);
        }
      }
      if (before?.outcome !== row.outcome || outcome.outcome === 'partly') {
        const rows = await liveRows(transaction, place);
        concerned.push(...(await judgeRows(transaction, rows, () => row, now)));
      }
      row.credential_count = (await liveRows(transaction, place)).length;
      await transaction<PlaceRow>('places')
        .insert(row)
        .onConflict(['source_id', 'place'])
        .merge();
      const covered = await this.#cover(transaction, place, outcome);
      if (
        before?.outcome !== row.outcome ||
        before.reason !== row.reason ||
        before.problems !== row.problems ||
        before.title !== row.title
      ) {
        concerned.push(...coveredBefore, ...covered);
      } else {
        concerned.push(...difference(coveredBefore, covered));
      }
      return concerned;
    });
  }

  /** Replaces what a place covers after a full look, and only adds to it otherwise. */
  async #cover(
    transaction: Knex,
    place: PlaceId,
    outcome: NewOutcome,
  ): Promise<string[]> {
    const where = { source_id: place.sourceId, place: place.place };
    if (outcome.outcome === 'could-not-look') {
      return coverage(transaction, place);
    }
    const refs = new Set(outcome.workloadRefs);
    for (const row of await liveRows(transaction, place)) {
      refs.add(row.workload_ref);
    }
    if (outcome.outcome === 'looked') {
      await transaction<PlaceWorkloadRow>('place_workloads')
        .where(where)
        .delete();
    }
    const rows = [...refs].map(ref => ({ ...where, workload_ref: ref }));
    for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
      await transaction('place_workloads')
        .insert(rows.slice(i, i + ROWS_PER_STATEMENT))
        .onConflict(['source_id', 'place', 'workload_ref'])
        .ignore();
    }
    return coverage(transaction, place);
  }

  /** Stores that places were looked at and are as they were. */
  async confirmPlaces(sourceId: string, places: string[], now: Date) {
    const at = now.toISOString();
    for (let i = 0; i < places.length; i += ROWS_PER_STATEMENT) {
      await this.#database<PlaceRow>('places')
        .where('source_id', sourceId)
        .whereIn('place', places.slice(i, i + ROWS_PER_STATEMENT))
        .update({ last_looked: at, last_success: at });
    }
  }

  /** Places of a source with the fingerprints of their last look. */
  async placesOf(sourceId: string): Promise<PlaceRow[]> {
    return this.#database<PlaceRow>('places').where('source_id', sourceId);
  }

  /** What the last look at a place left for the next. */
  async memoryOf(sourceId: string, place: string): Promise<string | null> {
    const row = await this.#database<PlaceRow>('places')
      .where({ source_id: sourceId, place })
      .first('memory');
    return row?.memory ?? null;
  }

  /** Removes a place that its source no longer has, and what was there. */
  async forgetPlace(place: PlaceId, now: Date): Promise<string[]> {
    return this.#database.transaction(async transaction => {
      const where = { source_id: place.sourceId, place: place.place };
      const covered = await coverage(transaction, place);
      const rows = await liveRows(transaction, place);
      const removed = await removeRows(transaction, rows, now.toISOString());
      await transaction('place_workloads').where(where).delete();
      await transaction('places').where(where).delete();
      return [...covered, ...removed];
    });
  }

  /** Ids of the sources that have been listed before. */
  async sourceIds(): Promise<string[]> {
    const rows = await this.#database<SourceRow>('sources').select('source_id');
    return rows.map(row => row.source_id);
  }

  /** Why the last listing of a source failed; `undefined` when it did not. */
  async failureOf(sourceId: string): Promise<string | undefined> {
    const row = await this.#database<SourceRow>('sources')
      .where('source_id', sourceId)
      .first('reason');
    return row?.reason ?? undefined;
  }

  /** Stores how the listing of a source ended; with a reason when it failed. */
  async closeSource(sourceId: string, now: Date, reason?: string) {
    const at = now.toISOString();
    const row = {
      source_id: sourceId,
      title: sourceId,
      last_looked: at,
      reason: reason ?? null,
      ...(reason === undefined && { last_success: at }),
    };
    await this.#database('sources').insert(row).onConflict('source_id').merge();
  }

  /** Removes the status of a source that is no longer installed. */
  async forgetSource(sourceId: string) {
    await this.#database<SourceRow>('sources')
      .where('source_id', sourceId)
      .delete();
  }

  /** Judges every credential anew whose state or stage was to change by now. */
  async judgeDue(now: Date): Promise<string[]> {
    const concerned: string[] = [];
    for (;;) {
      const judged = await this.#database.transaction(async transaction => {
        const rows = await transaction<CredentialRow>('credentials')
          .whereNull('removed_at')
          .where('next_change_at', '<=', now.toISOString())
          .orderBy('next_change_at')
          .limit(DUE_PER_BATCH);
        const places = await placesOfRows(transaction, rows);
        const placeOf = (row: CredentialRow) =>
          places.get(placeKey(row.source_id, row.place));
        concerned.push(...(await judgeRows(transaction, rows, placeOf, now)));
        return rows.length;
      });
      // Judging puts the next change after now, so that this ends.
      if (judged < DUE_PER_BATCH) return concerned;
    }
  }
}

function liveRows(transaction: Knex, place: PlaceId): Promise<CredentialRow[]> {
  return transaction<CredentialRow>('credentials')
    .where({ source_id: place.sourceId, place: place.place })
    .whereNull('removed_at');
}

async function removeRows(
  transaction: Knex,
  rows: CredentialRow[],
  at: string,
): Promise<string[]> {
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
    await transaction<CredentialRow>('credentials')
      .whereIn(
        'id',
        rows.slice(i, i + ROWS_PER_STATEMENT).map(row => row.id),
      )
      .update({ removed_at: at, next_change_at: null, leads: 0 });
  }
  await putTransitions(
    transaction,
    rows.map(row => transition(row, 'removed', at)),
  );
  return rows.map(row => row.workload_ref);
}

async function leaveUnconfirmed(
  transaction: Knex,
  rows: CredentialRow[],
  before: PlaceRow | undefined,
  at: string,
) {
  const listed = rows.filter(row => row.unlisted_since === null);
  for (let i = 0; i < listed.length; i += ROWS_PER_STATEMENT) {
    await transaction<CredentialRow>('credentials')
      .whereIn(
        'id',
        listed.slice(i, i + ROWS_PER_STATEMENT).map(row => row.id),
      )
      .update({ unlisted_since: before?.last_success ?? at });
  }
}

async function coverage(transaction: Knex, place: PlaceId): Promise<string[]> {
  const rows = await transaction<PlaceWorkloadRow>('place_workloads')
    .where({ source_id: place.sourceId, place: place.place })
    .select('workload_ref');
  return rows.map(row => row.workload_ref);
}

function difference(a: string[], b: string[]): string[] {
  const [left, right] = [new Set(a), new Set(b)];
  return [
    ...a.filter(ref => !right.has(ref)),
    ...b.filter(ref => !left.has(ref)),
  ];
}

function placeKey(sourceId: string, place: string): string {
  return JSON.stringify([sourceId, place]);
}

async function placesOfRows(transaction: Knex, rows: CredentialRow[]) {
  const places = new Map<string, PlaceRow>();
  const names = [...new Set(rows.map(row => row.place))];
  for (let i = 0; i < names.length; i += ROWS_PER_STATEMENT) {
    const found = await transaction<PlaceRow>('places').whereIn(
      'place',
      names.slice(i, i + ROWS_PER_STATEMENT),
    );
    for (const row of found) {
      places.set(placeKey(row.source_id, row.place), row);
    }
  }
  return places;
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
      credential_count: before?.credential_count ?? 0,
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
    credential_count: before?.credential_count ?? 0,
  };
}
