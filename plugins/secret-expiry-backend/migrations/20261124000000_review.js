/*
 * What the list of credentials is filtered and sorted by, kept in the rows so
 * that reading computes nothing. Metadata only: no column here can hold a value.
 *
 * A row is one credential in one place for one workload. Rows of one identity
 * are one credential; one of them leads, and lists show that one.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('credentials', table => {
    table.string('status', 16).notNullable().defaultTo('active');
    table.string('stamp_ref', 300).nullable();
    table
      .string('thumbprint', 64)
      .nullable()
      .comment('SHA-1 of a certificate, the only one that Azure lists');
    table.string('fingerprint', 64).nullable().comment('SHA-256');
    table.string('issuer', 255).nullable();
    table.string('chain_place', 16).nullable();
    table.string('renews_at', 32).nullable();
    table.string('replaceable_by', 255).nullable();
    table
      .string('identity', 100)
      .notNullable()
      .defaultTo('')
      .comment('Placements of one credential share it');
    table
      .string('version', 64)
      .notNullable()
      .defaultTo('')
      .comment('Hash of dates and thumbprint; a rotation changes it');
    table
      .integer('leads')
      .notNullable()
      .defaultTo(1)
      .comment('1 for the live row that lists show for its identity');
    table.integer('place_count').notNullable().defaultTo(1);
    table
      .string('own_rotation', 16)
      .notNullable()
      .defaultTo('manual')
      .comment(
        'With the next two: what this place itself says; `rotation` and so on hold for all its places',
      );
    table.string('own_rotates_before', 64).nullable();
    table.string('own_renews_at', 32).nullable();
    table
      .string('written_at', 32)
      .nullable()
      .comment('When a listing last changed it');
    table.text('findings').notNullable().defaultTo('[]').comment('JSON');
    table
      .string('finding_codes', 255)
      .notNullable()
      .defaultTo(',')
      .comment('Each between commas, such as `,no-expiry,no-rotation,`');
    table.string('workload_title', 300).notNullable().defaultTo('');
    table
      .string('responsible_ref', 300)
      .nullable()
      .comment('Own owner, else that of the workload');
    table.integer('needs_someone').notNullable().defaultTo(0);
    table.string('act_by', 32).nullable();
    table
      .integer('urgency')
      .notNullable()
      .defaultTo(0)
      .comment('Lowest first, then by `act_by`');
    table
      .string('ack_id', 64)
      .nullable()
      .comment('The acknowledgement that stands, with kind and end');
    table.string('ack_kind', 16).nullable();
    table.string('ack_until', 32).nullable();
  });
  // Rows of an earlier version are judged and derived anew at once.
  await knex('credentials').update({
    identity: knex.ref('id'),
    own_rotation: knex.ref('rotation'),
    own_rotates_before: knex.ref('rotates_before'),
    written_at: knex.ref('first_seen'),
  });
  await knex('credentials')
    .whereNull('removed_at')
    .update({ next_change_at: knex.ref('first_seen') });
  await knex('credentials').whereNotNull('removed_at').update({ leads: 0 });
  await knex.schema.alterTable('credentials', table => {
    table.index(['identity'], 'credentials_identity_idx');
    table.index(['leads', 'needs_someone', 'id'], 'credentials_needs_idx');
    // Lists are sorted in narrow rows.
    table.dropIndex(['expires'], 'credentials_expires_idx');
  });

  await knex.schema.alterTable('places', table => {
    table
      .text('memory')
      .nullable()
      .comment('What its source wants to be told again at the next look');
    table.integer('credential_count').notNullable().defaultTo(0);
  });
  await knex.schema.alterTable('places', table => {
    table.index(['outcome', 'title'], 'places_outcome_idx');
    table.index(['title'], 'places_title_idx');
    table.index(['last_looked'], 'places_last_looked_idx');
    table.index(['credential_count'], 'places_credential_count_idx');
  });

  // Made anew, because one that was never listed has no `last_looked` yet.
  const sources = await knex('sources').select();
  await knex.schema.dropTable('sources');
  await knex.schema.createTable('sources', table => {
    table.comment('How the last listing of each source went');
    table.string('source_id', 100).primary();
    table.string('title', 300).notNullable();
    table
      .string('started_at', 32)
      .nullable()
      .comment('Of the listing that has not ended');
    table.string('last_looked', 32).nullable();
    table.string('last_success', 32).nullable();
    table.text('reason').nullable().comment('Why the last one failed');
  });
  for (const row of sources) {
    await knex('sources').insert({ ...row, title: row.source_id });
  }

  await knex.schema.createTable('former_thumbprints', table => {
    table.comment(
      'Certificates that a credential had before, to tell old ones',
    );
    table.string('credential_id', 64).notNullable();
    table.string('thumbprint', 64).notNullable();
    table.primary(['credential_id', 'thumbprint']);
    table.index(['thumbprint'], 'former_thumbprints_thumbprint_idx');
  });

  await knex.schema.createTable('turns', table => {
    table.comment('One row, locked by whoever writes credentials');
    table.integer('id').primary();
  });
  await knex('turns').insert({ id: 1 });

  await knex.schema.createTable('workloads', table => {
    table.comment('What the catalog says of workloads');
    table.string('workload_ref', 300).primary();
    table.string('title', 300).notNullable();
    table.string('owner_ref', 300).nullable();
    table
      .text('vault_findings')
      .notNullable()
      .comment('JSON: what is wrong with its vaults');
    table.index(['owner_ref'], 'workloads_owner_idx');
  });

  await knex.schema.createTable('acknowledgements', table => {
    table.comment('Who said of which version that its warning is known');
    table.string('id', 64).primary();
    table.string('identity', 100).notNullable();
    table.string('version', 64).notNullable();
    table.string('kind', 16).notNullable();
    table.string('by', 300).notNullable();
    table.string('at', 32).notNullable();
    table.text('reason').notNullable();
    table.string('until', 32).notNullable();
    table.string('revoked_at', 32).nullable();
    table.string('revoked_by', 300).nullable();
    table.string('voided_at', 32).nullable().comment('By a rotation');
    table.index(['identity', 'at'], 'acknowledgements_identity_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('acknowledgements');
  await knex.schema.dropTable('workloads');
  await knex.schema.dropTable('turns');
  await knex.schema.dropTable('former_thumbprints');
  const sources = await knex('sources')
    .whereNotNull('last_looked')
    .select('source_id', 'last_looked', 'last_success', 'reason');
  await knex.schema.dropTable('sources');
  await knex.schema.createTable('sources', table => {
    table.string('source_id', 100).primary();
    table.string('last_looked', 32).notNullable();
    table.string('last_success', 32).nullable();
    table.text('reason').nullable();
  });
  for (const row of sources) await knex('sources').insert(row);
  await knex.schema.alterTable('places', table => {
    table.dropIndex(['outcome', 'title'], 'places_outcome_idx');
    table.dropIndex(['title'], 'places_title_idx');
    table.dropIndex(['last_looked'], 'places_last_looked_idx');
    table.dropIndex(['credential_count'], 'places_credential_count_idx');
  });
  await knex.schema.alterTable('places', table => {
    table.dropColumns('memory', 'credential_count');
  });
  await knex.schema.alterTable('credentials', table => {
    table.dropIndex(['identity'], 'credentials_identity_idx');
    table.dropIndex(['leads', 'needs_someone', 'id'], 'credentials_needs_idx');
    table.index(['expires'], 'credentials_expires_idx');
  });
  await knex.schema.alterTable('credentials', table => {
    table.dropColumns(
      'status',
      'stamp_ref',
      'thumbprint',
      'fingerprint',
      'issuer',
      'chain_place',
      'renews_at',
      'replaceable_by',
      'identity',
      'version',
      'leads',
      'place_count',
      'own_rotation',
      'own_rotates_before',
      'own_renews_at',
      'written_at',
      'findings',
      'finding_codes',
      'workload_title',
      'responsible_ref',
      'needs_someone',
      'act_by',
      'urgency',
      'ack_id',
      'ack_kind',
      'ack_until',
    );
  });
};
