// @ts-check

/**
 * Lists by workload, owner or holder go from spot to spot. SQLite follows
 * indexes there; PostgreSQL sorts, and its indexes have no room for long titles.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!knex.client.config.client.includes('sqlite')) return;
  await knex.schema.alterTable('list_spots', table => {
    table.index(['workload_words'], 'list_spots_workload_idx');
    table.index(['owner_ref'], 'list_spots_owner_idx');
    table.index(['entity_ref'], 'list_spots_entity_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  if (!knex.client.config.client.includes('sqlite')) return;
  await knex.schema.alterTable('list_spots', table => {
    table.dropIndex(['workload_words'], 'list_spots_workload_idx');
    table.dropIndex(['owner_ref'], 'list_spots_owner_idx');
    table.dropIndex(['entity_ref'], 'list_spots_entity_idx');
  });
};
