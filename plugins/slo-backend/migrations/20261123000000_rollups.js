// @ts-check

/**
 * Sums of days with the sums of their hours, slices only of recent hours; how
 * far each series is collected, apart from what it is; alerts with their
 * history, exclusions, pushed samples and monthly reports.
 *
 * What was collected before is read again from its sources.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.dropTable('rollups');
  await knex.schema.alterTable('series', table => {
    table.dropColumns(
      'watermark',
      'newest_data',
      'gap_read_at',
      'error',
      'error_at',
    );
  });
  await knex.schema.createTable('series_progress', table => {
    table.comment('How far each series is collected');
    table.integer('series_id').primary();
    table
      .bigInteger('watermark')
      .comment('Epoch seconds up to which the source has answered');
    table
      .bigInteger('first_data')
      .comment('Epoch seconds, start of the first slice with data');
    table
      .bigInteger('newest_data')
      .comment('Epoch seconds, end of the newest slice with data');
    table
      .bigInteger('reread_at')
      .comment('Epoch seconds, when the last day was last asked for again');
    table.text('error').comment('Why the source last failed');
    table.bigInteger('error_at').comment('Epoch seconds, since when it fails');
    table
      .integer('revision')
      .notNullable()
      .comment('Counts writes, so that of two writers one notices');
  });
  await knex.schema.createTable('day_rollups', table => {
    table.comment('One row per series and UTC day with data');
    table.integer('series_id').notNullable();
    table.integer('day').notNullable().comment('Days since the epoch');
    table.double('good').notNullable();
    table.double('total').notNullable();
    table
      .double('ratio_sum')
      .notNullable()
      .comment('Sum of good/total over the slices with events');
    table.integer('good_slices').notNullable();
    table.integer('bad_slices').notNullable();
    table.integer('empty_slices').notNullable();
    table.text('hours').notNullable().comment('Packed sums of the 24 hours');
    table.primary(['series_id', 'day']);
  });
  await knex.schema.createTable('slice_hours', table => {
    table.comment('Slices of recent hours, and of those that windows cut');
    table.integer('series_id').notNullable();
    table.integer('hour').notNullable().comment('Hours since the epoch');
    table.text('slices').notNullable().comment('Packed good and total');
    table.primary(['series_id', 'hour']);
  });

  await knex.schema.alterTable('statuses', table => {
    // What lists filter and sort by is in the next migration.
    table.string('exclusions_key', 64).comment('Hash of what is taken out');
  });
  await knex.schema.alterTable('daily_budgets', table => {
    table.double('spent').comment('Share of the budget spent by this day');
  });

  await knex.schema.createTable('alerts', table => {
    table.comment('Where each alert stands that ever left inactive');
    table.string('objective_id', 100).notNullable();
    table.string('rule_id', 300).notNullable();
    table.string('state', 10).notNullable();
    table.string('since', 30).notNullable().comment('ISO 8601');
    table
      .string('clear_since', 30)
      .comment('ISO 8601, since when a firing alert is not met any more');
    table.string('severity', 10).notNullable();
    table.integer('revision').notNullable();
    table.primary(['objective_id', 'rule_id']);
  });
  await knex.schema.createTable('alert_transitions', table => {
    table.comment('Every change of state of an alert');
    table.increments('id');
    table.string('objective_id', 100).notNullable();
    table.string('workload_ref', 300).notNullable();
    table.string('rule_id', 300).notNullable();
    table.string('name', 300).notNullable();
    table.string('severity', 10).notNullable();
    table.string('at', 30).notNullable().index().comment('ISO 8601');
    table.string('from_state', 10).notNullable();
    table.string('to_state', 10).notNullable();
    table.double('value');
    table.text('reason').notNullable();
    table.index(['objective_id', 'id']);
    table.index(['workload_ref', 'id']);
  });

  await knex.schema.createTable('exclusions', table => {
    table.comment('Planned maintenance: times that count for nothing');
    table.increments('id');
    table.string('workload_ref', 300).notNullable().index();
    table.text('objective_ids').notNullable().comment('JSON; empty for all');
    table.bigInteger('from_at').notNullable().comment('Epoch seconds');
    table.bigInteger('to_at').notNullable().comment('Epoch seconds');
    table.text('reason').notNullable();
    table.string('created_by', 300).notNullable();
    table.string('created_at', 30).notNullable().comment('ISO 8601');
    table.string('revoked_by', 300);
    table.string('revoked_at', 30).comment('ISO 8601');
  });

  await knex.schema.createTable('sample_series', table => {
    table.comment('Names of series that are pushed');
    table.increments('id');
    table.string('name', 200).notNullable().unique();
  });
  await knex.schema.createTable('samples', table => {
    table.comment('What was pushed for the source `samples`');
    table.integer('series_id').notNullable();
    table.bigInteger('ends_at').notNullable().comment('Epoch seconds');
    table.double('value').notNullable();
    table.primary(['series_id', 'ends_at']);
  });

  await knex.schema.createTable('reports', table => {
    table.comment('Monthly reports of workloads');
    table.string('workload_ref', 300).notNullable();
    table.string('month', 7).notNullable();
    table.boolean('final').notNullable();
    table.string('as_of', 30).notNullable().comment('ISO 8601');
    table.text('report').notNullable().comment('JSON');
    table.primary(['workload_ref', 'month']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'reports',
    'samples',
    'sample_series',
    'exclusions',
    'alert_transitions',
    'alerts',
    'slice_hours',
    'day_rollups',
    'series_progress',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('daily_budgets', table => {
    table.dropColumns('spent');
  });
  await knex.schema.alterTable('statuses', table => {
    table.dropColumns('exclusions_key');
  });
  await knex.schema.alterTable('series', table => {
    table.bigInteger('watermark');
    table.bigInteger('newest_data');
    table.bigInteger('gap_read_at');
    table.text('error');
    table.bigInteger('error_at');
  });
  await knex.schema.createTable('rollups', table => {
    table.comment('One row per series and hour with data');
    table.integer('series_id').notNullable();
    table.integer('hour').notNullable();
    table.double('good').notNullable();
    table.double('total').notNullable();
    table.integer('good_slices').notNullable();
    table.integer('bad_slices').notNullable();
    table.integer('empty_slices').notNullable();
    table.text('slices').notNullable();
    table.primary(['series_id', 'hour']);
  });
};
