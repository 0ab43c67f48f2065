// @ts-check

/**
 * Statuses say which change of their series they are up to, so that what was
 * stored before a restart and not evaluated is noticed afterwards.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('series_progress', table => {
    table
      .integer('changes')
      .notNullable()
      .defaultTo(0)
      .comment('Counts changes of numbers and of the error');
  });
  await knex.schema.alterTable('statuses', table => {
    table
      .integer('changes')
      .comment('Of its series, when it was evaluated; null for a composite');
    table.dropColumn('error_at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('statuses', table => {
    table.bigInteger('error_at').comment('Epoch seconds');
    table.dropColumn('changes');
  });
  await knex.schema.alterTable('series_progress', table => {
    table.dropColumn('changes');
  });
};
