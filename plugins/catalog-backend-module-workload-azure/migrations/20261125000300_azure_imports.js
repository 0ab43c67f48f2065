// @ts-check

/**
 * What the imports from Azure found and keep in mind, beside the catalog's own
 * tables.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('plumbline_azure_imports', table => {
    table.comment('What each import last did, or would have done');
    table.string('import_id').primary();
    table.text('report').notNullable().comment('JSON: ImportReport');
    table
      .string('complete_at')
      .comment('ISO 8601: when all of Azure was last listed');
  });
  await knex.schema.createTable('plumbline_azure_telemetry', table => {
    table.comment(
      'Diagnostic settings of resources, which are read one by one',
    );
    table.string('import_id').notNullable();
    table.text('resource_id').notNullable().comment('In lower case');
    table.string('read_at').notNullable().comment('ISO 8601');
    table
      .text('targets')
      .notNullable()
      .comment('JSON: ids of what telemetry is sent to');
    table.primary(['import_id', 'resource_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('plumbline_azure_telemetry');
  await knex.schema.dropTable('plumbline_azure_imports');
};
