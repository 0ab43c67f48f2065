// @ts-check

/**
 * Objectives with their series, hourly rollups of those series, and what was
 * evaluated from them. Rollups belong to a series and not to an objective, so
 * that a changed target or name keeps the history.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('series', table => {
    table.comment('What is asked of sources, once per question');
    table.increments('id');
    table
      .string('key', 64)
      .notNullable()
      .unique()
      .comment('Hash of the indicator and of how slices are cut and judged');
    table.string('source_type', 100).notNullable();
    table
      .bigInteger('watermark')
      .comment('Epoch seconds up to which the source has answered');
    table
      .bigInteger('newest_data')
      .comment('Epoch seconds, end of the newest slice with data');
    table
      .bigInteger('gap_read_at')
      .comment(
        'Epoch seconds, when a missing tail was last asked for as a whole',
      );
    table.text('error').comment('Why the source last failed');
    table.bigInteger('error_at').comment('Epoch seconds, since when it fails');
  });
  await knex.schema.createTable('rollups', table => {
    table.comment('One row per series and hour with data');
    table.integer('series_id').notNullable();
    table.integer('hour').notNullable().comment('Hours since the epoch');
    table.double('good').notNullable();
    table.double('total').notNullable();
    table.integer('good_slices').notNullable();
    table.integer('bad_slices').notNullable();
    table.integer('empty_slices').notNullable();
    table
      .text('slices')
      .notNullable()
      .comment('JSON: [good, total] of each slice, null without data');
    table.primary(['series_id', 'hour']);
  });
  await knex.schema.createTable('objectives', table => {
    table.comment('Objectives of the documents, references filled in');
    table.string('id', 100).primary();
    table.string('workload_ref', 300).notNullable().index();
    table.string('file', 1000).notNullable();
    table.integer('series_id').notNullable().index();
    table.text('definition').notNullable().comment('JSON');
    table.string('definition_hash', 64).notNullable();
  });
  await knex.schema.createTable('document_errors', table => {
    table.comment('What is wrong with documents, once per workload concerned');
    table.increments('id');
    table
      .string('workload_ref', 300)
      .index()
      .comment('Null when the file names no workload');
    table.text('error').notNullable().comment('JSON');
    table.string('reported_at', 30).notNullable().comment('ISO 8601');
  });
  await knex.schema.createTable('statuses', table => {
    table.comment('Where each objective stands; what pages read');
    table.string('objective_id', 100).primary();
    table.string('workload_ref', 300).notNullable().index();
    table.string('state', 20).notNullable();
    table.integer('severity').notNullable().comment('0 is the worst state');
    table.double('remaining').comment('Remaining budget, 1 is all');
    table.text('status').notNullable().comment('JSON');
    table.string('definition_hash', 64).notNullable();
    table.bigInteger('error_at').comment('Of the series when evaluated');
  });
  await knex.schema.createTable('daily_budgets', table => {
    table.comment('Where each objective stood at the end of each UTC day');
    table.string('objective_id', 100).notNullable();
    table.string('day', 10).notNullable();
    table.double('remaining');
    table.double('compliance');
    table.double('coverage').notNullable();
    table.primary(['objective_id', 'day']);
  });
  await knex.schema.createTable('summaries', table => {
    table.comment('What this family says about each workload');
    table.string('workload_ref', 300).primary();
    table.text('summary').notNullable().comment('JSON');
    table.string('content_hash', 64).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'summaries',
    'daily_budgets',
    'statuses',
    'document_errors',
    'objectives',
    'rollups',
    'series',
  ]) {
    await knex.schema.dropTable(table);
  }
};
