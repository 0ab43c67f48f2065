// @ts-check

/**
 * What lists look at, for an index that answers them by itself: rows are long,
 * and to look through all of them costs four times as much.
 */
const LISTED = [
  'severity',
  'remaining',
  'objective_id',
  'workload_ref',
  'state',
  'method',
  'target',
  'compliance',
  'burn_rate',
  'exhaustion',
  'coverage',
  'alert',
  'agreement',
  'name',
  'words',
];

/**
 * What lists are filtered and sorted by, the workloads that the catalog has,
 * what happened to them, and what their dependencies allow them to promise.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('statuses', table => {
    table.text('name').comment('Display name in lower case');
    table.text('words').comment('What a search looks through, in lower case');
    table.string('method', 20);
    table.double('target');
    table.double('compliance');
    table.double('burn_rate').comment('Over the last hour');
    table
      .double('exhaustion')
      .comment('Seconds until the budget is gone; null when it lasts');
    table.double('coverage');
    table
      .integer('alert')
      .comment('Worst severity that fires, 0 is critical; null when none does');
    table
      .integer('agreement')
      .comment('SLO beside its SLA: 0 an error, 1 a warning; null when fine');
  });
  await knex.schema.alterTable('statuses', table => {
    table.index(LISTED, 'statuses_listed_index');
  });
  // What is there already gets its new columns with the next round.
  await knex('statuses').update({ definition_hash: '' });
  await knex.schema.createTable('workloads', table => {
    table.comment('Workloads as the catalog has them');
    table.string('workload_ref', 300).primary();
    table.string('title', 500).notNullable();
    table.string('owner_ref', 300).index();
    table.string('domain_ref', 300).index();
    table.string('lifecycle', 100);
    table.string('tier', 100);
    table.text('words').notNullable().comment('Title, then ref, in lower case');
    table.text('stamps').notNullable().comment('JSON: stamps as last seen');
    table
      .integer('stamps_version')
      .notNullable()
      .comment('Grows with each change of the stamps');
  });
  await knex.schema.createTable('timeline_events', table => {
    table.comment('What happened to workloads');
    table.string('teller', 300).notNullable().comment('Who told of it');
    table.string('id', 200).notNullable().comment('Unique for the teller');
    table.string('workload_ref', 300).notNullable();
    table.string('kind', 30).notNullable();
    table.string('at', 30).notNullable().comment('ISO 8601');
    table.string('until', 30).comment('ISO 8601; null for a moment');
    table.text('title').notNullable();
    table.string('entity_ref', 300);
    table.text('url');
    table.primary(['teller', 'id']);
    table.index(['workload_ref', 'at']);
  });
  await knex.schema.createTable('hot_paths', table => {
    table.comment('What dependencies allow each workload to promise');
    table.string('workload_ref', 300).primary();
    table.text('agreement').comment('JSON; null until the catalog was read');
    table.string('content_hash', 64);
    table.text('edit').comment('JSON: how people corrected the path');
    table.string('edited_by', 300);
    table.string('edited_at', 30).comment('ISO 8601');
  });
  await knex.schema.createTable('over_promises', table => {
    table.comment('Objectives whose SLA is above what dependencies allow');
    table.string('objective_id', 100).primary();
    table.string('workload_ref', 300).notNullable().index();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('over_promises');
  await knex.schema.dropTable('hot_paths');
  await knex.schema.dropTable('timeline_events');
  await knex.schema.dropTable('workloads');
  await knex.schema.alterTable('statuses', table => {
    table.dropIndex(LISTED, 'statuses_listed_index');
    table.dropColumns(
      'name',
      'words',
      'method',
      'target',
      'compliance',
      'burn_rate',
      'exhaustion',
      'coverage',
      'alert',
      'agreement',
    );
  });
};
