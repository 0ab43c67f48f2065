// @ts-check

/**
 * Which parts of a workload have a health signal, and which are ill, for other
 * back ends to read.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('workloads', table => {
    table.text('health_parts').comment('JSON; null until health is rolled up');
  });
  // A graph of another hash is stored anew and rolled up with the next refresh.
  await knex('workloads').update({ graph_hash: '' });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('workloads', table => {
    table.dropColumn('health_parts');
  });
};
