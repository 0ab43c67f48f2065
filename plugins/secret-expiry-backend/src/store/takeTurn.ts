import { Knex } from 'knex';

/**
 * Waits until no other transaction, of this replica or another, writes
 * credentials, and keeps others waiting until this one ends. First thing of any
 * transaction that writes them: what a credential is called and who is told of
 * it depends on rows that other sources write, and two who look at the same
 * place must not both find what is new there.
 */
export async function takeTurn(transaction: Knex): Promise<void> {
  // SQLite has one writer anyway, and Knex leaves the lock out there.
  await transaction('turns').where('id', 1).forUpdate().select('id');
}
