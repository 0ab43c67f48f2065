// @ts-check

/**
 * What is known of the owner of a feed, so that it gives nothing that they may
 * no longer read. Those who have feeds already count as having come now.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('feeds', table => {
    table
      .text('owner_may')
      .nullable()
      .comment('JSON: what its owner might read when last seen; null: nothing');
    table
      .string('owner_seen_at', 32)
      .notNullable()
      .defaultTo('')
      .comment('ISO 8601');
    table
      .text('owner_known')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON: refs that the catalog ever gave its owner');
    table
      .integer('owner_gone')
      .notNullable()
      .defaultTo(0)
      .comment('1 if the catalog had its owner, and has not any more');
    table.index(['created_at', 'id'], 'feeds_created_idx');
  });
  await knex('feeds').update({
    owner_may: knex.ref('scope'),
    owner_seen_at: new Date().toISOString(),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('feeds', table => {
    table.dropIndex(['created_at', 'id'], 'feeds_created_idx');
  });
  await knex.schema.alterTable('feeds', table => {
    table.dropColumns(
      'owner_may',
      'owner_seen_at',
      'owner_known',
      'owner_gone',
    );
  });
};
