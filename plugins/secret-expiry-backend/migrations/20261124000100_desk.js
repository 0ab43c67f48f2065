/*
 * What lists of credentials are filtered and sorted by once more, as numbers in
 * narrow rows: any filter and any order of 200,000 credentials is one pass over
 * a few megabytes, without an index for each. And calendar feeds.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('list_spots', table => {
    table.comment('Where credentials are and whom they concern, each once');
    table.increments('n');
    table.string('key', 64).notNullable().unique().comment('SHA-256 of it all');
    table.string('workload_ref', 300).notNullable();
    table.string('owner_ref', 300).nullable();
    table.string('entity_ref', 300).nullable();
    table.string('stamp_ref', 300).nullable();
    table.string('source_id', 100).notNullable();
    table.string('place', 500).notNullable();
    table
      .text('workload_words')
      .notNullable()
      .comment('Lower case: title, then ref');
    table
      .text('words')
      .notNullable()
      .comment('Lower case: workload, owner, holder, place');
  });

  await knex.schema.createTable('list_numbers', table => {
    table.comment('Numbers that stand for credentials');
    table.increments('n');
    table.string('credential_id', 64).notNullable().unique();
  });

  await knex.schema.createTable('list_rows', table => {
    table.comment('Each live row of credentials, in numbers');
    table.integer('n').primary().comment('See list_numbers');
    table.integer('leads').notNullable();
    table.integer('spot').notNullable().comment('See list_spots');
    table.integer('kind').notNullable();
    table.integer('state').notNullable();
    table.integer('stage').notNullable();
    table.integer('findings').notNullable().comment('A bit for each code');
    table.integer('needs_someone').notNullable();
    table.integer('acknowledged').notNullable();
    table.bigInteger('expires').nullable().comment('Epoch milliseconds');
    table.integer('urgency').notNullable();
    table.bigInteger('act_by').nullable().comment('Epoch milliseconds');
    table.integer('day').nullable().comment('Of expires, days since 1970');
    table.integer('manual').notNullable().comment('1 if a person renews it');
    table
      .bigInteger('group_key')
      .nullable()
      .comment('Stands for the identity, where several places share it');
    table.string('name', 255).notNullable().comment('Lower case');
    table.index(['spot'], 'list_rows_spot_idx');
    table.index(['group_key'], 'list_rows_group_idx');
  });

  await knex.schema.alterTable('acknowledgements', table => {
    table
      .string('credential_id', 64)
      .nullable()
      .comment('The row it was said of: identities of certificates change');
    table.index(['credential_id'], 'acknowledgements_credential_idx');
  });

  await knex.schema.createTable('feeds', table => {
    table.comment('Calendars that people subscribed to');
    table.string('id', 36).primary();
    table
      .string('token_hash', 64)
      .notNullable()
      .unique()
      .comment('SHA-256; the token itself is nowhere');
    table.string('owner_ref', 300).notNullable();
    table.string('name', 100).notNullable();
    table.text('filter').notNullable().comment('JSON');
    table
      .text('scope')
      .notNullable()
      .comment('JSON: what its owner was allowed to read when it was made');
    table.string('created_at', 32).notNullable();
    table.string('last_read_at', 32).nullable();
    table.index(['owner_ref', 'created_at'], 'feeds_owner_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('feeds');
  await knex.schema.alterTable('acknowledgements', table => {
    table.dropIndex(['credential_id'], 'acknowledgements_credential_idx');
  });
  await knex.schema.alterTable('acknowledgements', table => {
    table.dropColumn('credential_id');
  });
  await knex.schema.dropTable('list_rows');
  await knex.schema.dropTable('list_numbers');
  await knex.schema.dropTable('list_spots');
};
