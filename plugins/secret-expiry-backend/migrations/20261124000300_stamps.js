// @ts-check

/**
 * Which stamp a credential serves, where its source does not say: that of the
 * vault or other entity that holds it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('workloads', table => {
    table
      .text('stamps')
      .nullable()
      .comment('JSON: the stamp of each entity that serves one only');
  });
  await knex.schema.alterTable('credentials', table => {
    table
      .string('own_stamp_ref', 300)
      .nullable()
      .comment('What the source says; stamp_ref may be by the catalog');
  });
  await knex('credentials').update({ own_stamp_ref: knex.ref('stamp_ref') });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('credentials', table => {
    table.dropColumn('own_stamp_ref');
  });
  await knex.schema.alterTable('workloads', table => {
    table.dropColumn('stamps');
  });
};
