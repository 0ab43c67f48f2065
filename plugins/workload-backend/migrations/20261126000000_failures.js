// @ts-check

/**
 * What went wrong with single workloads while the others went on; gone once it
 * works again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('workload_failures', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('task', 16).notNullable().comment('health or incidents');
    table.text('message').notNullable();
    table.string('since', 32).notNullable();
    table.primary(['workload_ref', 'task']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('workload_failures');
};
