import {
  Acknowledgement,
  CredentialListItem,
} from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';
import { Scope, narrowTo } from '../Scope';
import { CredentialRow, toListItem } from '../rows';

/** A wide row, with its place and the acknowledgement that stands. */
export interface ItemRow extends CredentialRow {
  place_last_success: string | null;
  ack_by: string | null;
  ack_at: string | null;
  ack_reason: string | null;
  /** How many places have it that the reader may see. */
  seen_places: number | string;
}

const COLUMNS = [
  'c.*',
  'p.last_success as place_last_success',
  'a.by as ack_by',
  'a.at as ack_at',
  'a.reason as ack_reason',
];

/**
 * What {@link toItem} needs of `credentials as c`, `places as p` and
 * `acknowledgements as a`. Places are counted that are in scope, since how many
 * others have a certificate is theirs to know.
 */
export function itemColumns(database: Knex, scope: Scope) {
  if (scope === 'all') return [...COLUMNS, 'c.place_count as seen_places'];
  const seen = database({ o: 'credentials' })
    .count('*')
    .leftJoin({ v: 'workloads' }, 'v.workload_ref', 'o.workload_ref')
    .whereRaw('o.identity = c.identity')
    .whereNull('o.removed_at')
    .modify(narrowTo(scope, database, { credentials: 'o', workloads: 'v' }));
  return [
    ...COLUMNS,
    // Of nearly all there is one place, which need not be looked for.
    database.raw('case when c.place_count > 1 then (?) else 1 end as ??', [
      seen,
      'seen_places',
    ]),
  ];
}

/** A row as lists give it. */
export function toItem(row: ItemRow): CredentialListItem {
  const item = toListItem(row, acknowledgementOf(row));
  return { ...item, placeCount: Number(row.seen_places) };
}

function acknowledgementOf(row: ItemRow): Acknowledgement | undefined {
  const { ack_id: id, ack_kind: kind, ack_until: until, ack_by: by } = row;
  if (id === null || kind === null || until === null || by === null) {
    return undefined;
  }
  return {
    id,
    kind,
    by,
    at: row.ack_at!,
    reason: row.ack_reason!,
    until,
  };
}
