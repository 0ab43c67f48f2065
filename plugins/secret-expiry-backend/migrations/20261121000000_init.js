/*
 * Credentials are metadata: no column here can hold a value. Times are ISO 8601
 * in UTC with milliseconds, which sort as text on every engine.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('credentials', table => {
    table.comment(
      'What expires; one row for each identity, over its rotations',
    );
    table
      .string('id', 64)
      .primary()
      .comment('SHA-256 of source, place and key, which may be long');
    table.string('source_id', 100).notNullable();
    table.string('place', 500).notNullable();
    table.string('credential_key', 500).notNullable();
    table.string('kind', 32).notNullable();
    table.string('name', 255).notNullable();
    table.string('workload_ref', 300).notNullable();
    table.string('entity_ref', 300).nullable();
    table.string('owner_ref', 300).nullable();
    table.string('created', 32).notNullable();
    table.string('not_before', 32).nullable();
    table.string('expires', 32).nullable();
    table.string('rotation', 16).notNullable();
    table.string('rotates_before', 64).nullable();
    table.text('runbook_url').nullable();
    table.text('portal_url').nullable();
    table
      .text('previous')
      .notNullable()
      .comment('JSON: replaced versions, listed and recognised, newest first');
    table
      .text('recognised')
      .notNullable()
      .comment('JSON: replaced versions that were recognised here');
    table.string('content_hash', 64).notNullable();
    table.string('state', 32).notNullable();
    table.integer('stage').notNullable();
    table.string('since', 32).notNullable().comment('Of state and stage');
    table
      .string('next_change_at', 32)
      .nullable()
      .comment('When state or stage change by themselves');
    table.string('first_seen', 32).notNullable();
    table
      .string('unlisted_since', 32)
      .nullable()
      .comment(
        'Last seen, for one that its place no longer lists though it was read only in part; otherwise it was last seen when the place was last read',
      );
    table
      .string('removed_at', 32)
      .nullable()
      .comment('When it was found gone; rows stay, for their history');
    table.index(['workload_ref', 'expires'], 'credentials_workload_idx');
    table.index(['expires'], 'credentials_expires_idx');
    table.index(['source_id', 'place'], 'credentials_place_idx');
    table.index(['next_change_at'], 'credentials_next_change_idx');
  });

  await knex.schema.createTable('transitions', table => {
    table.comment('What happened to credentials');
    table.increments('id');
    table.string('credential_id', 64).notNullable();
    table.string('at', 32).notNullable();
    table
      .string('change', 32)
      .notNullable()
      .comment('found, rotated, redated, judged, removed or returned');
    table.string('state', 32).notNullable().comment('After the change');
    table.integer('stage').notNullable();
    table
      .string('created', 32)
      .notNullable()
      .comment('With expires: the version that it is about');
    table.string('expires', 32).nullable();
    table.index(['credential_id', 'id'], 'transitions_credential_idx');
  });

  await knex.schema.createTable('sources', table => {
    table.comment('How the last listing of each source went');
    table.string('source_id', 100).primary();
    table.string('last_looked', 32).notNullable();
    table.string('last_success', 32).nullable();
    table.text('reason').nullable().comment('Why the last one failed');
  });

  await knex.schema.createTable('places', table => {
    table.comment('How the last look at each place went');
    table.string('source_id', 100).notNullable();
    table.string('place', 500).notNullable();
    table.string('title', 500).notNullable();
    table.string('outcome', 16).notNullable();
    table.text('reason').nullable();
    table.string('last_looked', 32).notNullable();
    table.string('last_success', 32).nullable();
    table.text('problems').notNullable().comment('JSON, the first 50');
    table.integer('problem_count').notNullable();
    table.string('fingerprint', 500).nullable();
    table.primary(['source_id', 'place']);
  });

  await knex.schema.createTable('place_workloads', table => {
    table.comment('Which workloads a place covers');
    table.string('source_id', 100).notNullable();
    table.string('place', 500).notNullable();
    table.string('workload_ref', 300).notNullable();
    table.primary(['source_id', 'place', 'workload_ref']);
    table.index(['workload_ref'], 'place_workloads_workload_idx');
  });

  await knex.schema.createTable('summaries', table => {
    table.comment('What this family says of each workload');
    table.string('workload_ref', 300).primary();
    table.text('summary').notNullable();
    table.string('content_hash', 64).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'summaries',
    'place_workloads',
    'places',
    'sources',
    'transitions',
    'credentials',
  ]) {
    await knex.schema.dropTable(table);
  }
};
