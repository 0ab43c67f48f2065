// @ts-check

/**
 * Who has a dry run going, and when it last gave a sign of life.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('dry_runs', table => {
    table
      .string('running_for', 300)
      .comment('Whose it is while it runs, null after: each has one at most');
    table.string('alive_at', 30).comment('When it was last heard of');
    table.unique(['running_for'], { indexName: 'dry_runs_running_idx' });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('dry_runs', table => {
    table.dropUnique(['running_for'], 'dry_runs_running_idx');
  });
  await knex.schema.alterTable('dry_runs', table => {
    table.dropColumn('running_for');
    table.dropColumn('alive_at');
  });
};
