// @ts-check

/**
 * With what everything was last evaluated, so that a start that changes nothing
 * of it evaluates nothing.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('evaluated_with', table => {
    table.comment('One row');
    table.string('id', 10).primary().comment('`all`');
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('Hash of the models in force and of what facts there are');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('evaluated_with');
};
