import { judgeCredential } from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';
import {
  CredentialRow,
  PlaceRow,
  ROWS_PER_STATEMENT,
  transition,
} from './rows';

/** What decides how far a place's credentials are confirmed. */
export type PlaceConfirmation = Pick<PlaceRow, 'outcome' | 'last_success'>;

/**
 * Judges rows anew and stores those that changed, with a transition where state
 * or stage did.
 *
 * @returns refs of the workloads concerned.
 */
export async function judgeRows(
  transaction: Knex,
  rows: CredentialRow[],
  placeOf: (row: CredentialRow) => PlaceConfirmation | undefined,
  now: Date,
): Promise<string[]> {
  const at = now.toISOString();
  const stored: CredentialRow[] = [];
  const judged: CredentialRow[] = [];
  for (const row of rows) {
    const judgement = judgeCredential(
      {
        created: row.created,
        notBefore: row.not_before ?? undefined,
        expires: row.expires ?? undefined,
        rotation: row.rotation,
        rotatesBefore: row.rotates_before ?? undefined,
      },
      now,
      unconfirmedSince(row, placeOf(row)),
    );
    const changed =
      row.state !== judgement.state || row.stage !== judgement.stage;
    const fresh: CredentialRow = {
      ...row,
      state: judgement.state,
      stage: judgement.stage,
      since: changed ? at : row.since,
      next_change_at: judgement.nextChangeAt ?? null,
    };
    if (changed) judged.push(fresh);
    if (changed || fresh.next_change_at !== row.next_change_at) {
      stored.push(fresh);
    }
  }
  await putRows(transaction, stored);
  await putTransitions(
    transaction,
    judged.map(row => transition(row, 'judged', at)),
  );
  return judged.map(row => row.workload_ref);
}

/** Since when a row's dates are not confirmed; `undefined` when they are. */
function unconfirmedSince(
  row: CredentialRow,
  place: PlaceConfirmation | undefined,
): Date | undefined {
  if (row.unlisted_since !== null) return new Date(row.unlisted_since);
  if (place?.outcome !== 'could-not-look') return undefined;
  return new Date(place.last_success ?? row.first_seen);
}

/** Inserts rows or replaces those with the same id. */
export async function putRows(transaction: Knex, rows: CredentialRow[]) {
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
    await transaction('credentials')
      .insert(rows.slice(i, i + ROWS_PER_STATEMENT))
      .onConflict('id')
      .merge();
  }
}

/** Appends transitions. */
export async function putTransitions(
  transaction: Knex,
  rows: ReturnType<typeof transition>[],
) {
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
    await transaction('transitions').insert(
      rows.slice(i, i + ROWS_PER_STATEMENT),
    );
  }
}
