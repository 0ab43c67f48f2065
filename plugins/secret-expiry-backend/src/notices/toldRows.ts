import { CredentialState } from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';

/** States in which a warning goes on; what cannot be looked at is not known to be over. */
const WARNED: CredentialState[] = [
  'expired',
  'expiring',
  'rotation-overdue',
  'unknown',
];

/** The row that leads what a row of `told` is about, as long as it is the same version. */
export function sameVersion(database: Knex): Knex.QueryBuilder {
  return database('credentials')
    .select(database.raw('1'))
    .where('credentials.leads', 1)
    .where('credentials.identity', database.ref('told.identity'))
    .where('credentials.version', database.ref('told.version'));
}

/** Narrows rows of `told` to those whose audience was told, and not yet that it is over. */
export function isOver(query: Knex.QueryBuilder, database: Knex) {
  query
    .whereNull('told.over_at')
    .whereNotNull('told.told_at')
    .whereNotExists(
      sameVersion(database).where(warned =>
        warned
          .whereIn('credentials.state', WARNED)
          .orWhere('credentials.finding_codes', 'like', '%,superseded,%'),
      ),
    );
}
