import { CredentialListItem } from '@plumbline/plugin-secret-expiry-common';
import { CredentialRow, toListItem } from '../rows';

/** A wide row, with its place and the acknowledgement that stands. */
export interface ItemRow extends CredentialRow {
  place_last_success: string | null;
  ack_by: string | null;
  ack_at: string | null;
  ack_reason: string | null;
}

/** What {@link toItem} needs of `credentials as c`, `places as p` and `acknowledgements as a`. */
export const ITEM_COLUMNS = [
  'c.*',
  'p.last_success as place_last_success',
  'a.by as ack_by',
  'a.at as ack_at',
  'a.reason as ack_reason',
];

/** A row as lists give it. */
export function toItem(row: ItemRow): CredentialListItem {
  const { ack_id: id, ack_kind: kind, ack_until: until, ack_by: by } = row;
  if (id === null || kind === null || until === null || by === null) {
    return toListItem(row);
  }
  return toListItem(row, {
    id,
    kind,
    by,
    at: row.ack_at!,
    reason: row.ack_reason!,
    until,
  });
}
