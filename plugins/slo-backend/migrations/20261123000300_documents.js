// @ts-check

/**
 * OpenSLO files that catalog entities lead to, as they were last read.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('catalog_documents', table => {
    table.comment('OpenSLO files that catalog entities lead to');
    table.string('place', 1_000).notNullable().comment('URL or path, or glob');
    table.string('workload_ref', 300).notNullable();
    table.string('entity_ref', 300).notNullable();
    table.string('added_at', 30).notNullable().comment('ISO 8601');
    table.text('etag').comment('Of the last reading');
    table
      .text('files')
      .notNullable()
      .comment('JSON: name and text of each file when last read well');
    table
      .string('version', 64)
      .notNullable()
      .comment('Changes with the files and with the error');
    table.text('error').comment('Why the last reading failed');
    table.string('error_at', 30).comment('ISO 8601, since when it fails');
    table.primary(['place', 'workload_ref']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('catalog_documents');
};
