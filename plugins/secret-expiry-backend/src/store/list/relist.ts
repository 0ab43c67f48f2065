import { createHash } from 'node:crypto';
import {
  CredentialFinding,
  CredentialKind,
  CredentialState,
  Rotation,
} from '@plumbline/plugin-secret-expiry-common';
import { anyOf, bulkWrite } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { FINDING_BITS, KIND_CODES, STATE_CODES, dayNumber } from './codes';
import { numbersOfCredentials, numbersOfSpots } from './spots';

/** Columns of `credentials` that lists are filtered and sorted by. */
interface ListedColumns {
  id: string;
  identity: string;
  leads: number;
  place_count: number;
  kind: CredentialKind;
  state: CredentialState;
  stage: number;
  findings: string;
  rotation: Rotation;
  needs_someone: number;
  ack_id: string | null;
  urgency: number;
  act_by: string | null;
  expires: string | null;
  workload_ref: string;
  workload_title: string;
  responsible_ref: string | null;
  entity_ref: string | null;
  stamp_ref: string | null;
  source_id: string;
  place: string;
  name: string;
}

/** Brings the rows that lists read up to date with rows of `credentials` that are not gone. */
export async function relistRows(
  database: Knex,
  rows: ListedColumns[],
): Promise<void> {
  if (rows.length === 0) return;
  const numbers = await numbersOfCredentials(
    database,
    rows.map(({ id }) => id),
  );
  const spots = await numbersOfSpots(database, rows);
  await bulkWrite(
    database,
    'list_rows',
    rows.map((row, index) => ({
      n: numbers.get(row.id)!,
      leads: row.leads,
      spot: spots[index],
      kind: KIND_CODES[row.kind],
      state: STATE_CODES[row.state],
      stage: row.stage,
      findings: bitsOf(JSON.parse(row.findings)),
      needs_someone: row.needs_someone,
      acknowledged: Number(row.ack_id !== null),
      expires: timeMs(row.expires),
      urgency: row.urgency,
      act_by: timeMs(row.act_by),
      day: row.expires === null ? null : dayNumber(Date.parse(row.expires)),
      manual: Number(row.rotation === 'manual'),
      group_key: row.place_count > 1 ? groupKey(row.identity) : null,
      name: row.name.toLocaleLowerCase('en-US').slice(0, 255),
    })),
    { key: ['n'] },
  );
}

/** Takes what is gone out of the lists. */
export async function unlist(database: Knex, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await database('list_rows')
    .whereIn(
      'n',
      database('list_numbers')
        .select('n')
        .where(anyOf(database, 'credential_id', ids)),
    )
    .delete();
}

/** A whole number of 52 bits, so that JavaScript and databases agree on it. */
function groupKey(identity: string): number {
  const hash = createHash('sha256').update(identity).digest('hex');
  return Number.parseInt(hash.slice(0, 13), 16);
}

function bitsOf(findings: CredentialFinding[]): number {
  return findings.reduce((bits, { code }) => bits | FINDING_BITS[code], 0);
}

function timeMs(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}
