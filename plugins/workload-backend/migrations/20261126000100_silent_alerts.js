// @ts-check

/**
 * Alerts that are open close after a long time without data: each is looked at
 * once, so that its time is known.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex('alert_boards')
    .whereNotNull('board')
    .update({ next_at: new Date().toISOString() });
};

exports.down = async function down() {};
