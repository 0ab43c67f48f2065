import { Knex } from 'knex';

/**
 * Waits until no other transaction, of this replica or another, writes stamps,
 * and keeps others waiting until this one ends. First thing of any transaction
 * that writes them: a row follows from what the catalog, the estate and a
 * pipeline say, each written by somebody else.
 */
export async function takeTurn(transaction: Knex): Promise<void> {
  // SQLite has one writer anyway, and Knex leaves the lock out there.
  await transaction('turns').where('id', 1).forUpdate().select('id');
}
