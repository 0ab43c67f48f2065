// @ts-check

/**
 * Health models, pushed signals, maintenance and alerts of workloads; why each
 * part is ill, ready to be read; and how the service map was.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('workloads', table => {
    table.text('incident').comment('JSON, the gravest that is open');
    table.double('incident_sort').comment('graver and older ones are smaller');
    table.string('shape_hash', 64).comment('of its last graph revision');
  });

  await knex.schema.alterTable('nodes', table => {
    table.text('causes').comment('JSON; null when healthy');
    table.text('silent').comment('JSON; null unless unknown');
    table.string('counts_as', 16).notNullable().defaultTo('standard');
    table.string('criticality', 16).notNullable().defaultTo('medium');
    table.text('alert').comment('JSON, pending or open');
  });

  await knex.schema.createTable('graph_revisions', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('at', 32).notNullable();
    table.text('graph').notNullable().comment('JSON, with user flows');
    table.primary(['workload_ref', 'at']);
    table.index(['at']);
  });

  await knex.schema.createTable('health_models', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('origin', 16).notNullable().comment('file or portal');
    table.text('location').comment('of a file: type:target');
    table.text('etag').comment('of a URL that was read');
    table.text('text').comment('the last one that can hold');
    table.text('model').comment('JSON, what the text says');
    table.string('revision', 64).notNullable().comment('of the text');
    table.text('problems').notNullable().comment('JSON, of a newer text');
    table.text('error').comment('why it was not read at the last attempt');
    table.string('error_at', 32);
    table.string('changed_at', 32);
    table.string('changed_by', 300);
    table.primary(['workload_ref', 'origin']);
  });

  await knex.schema.createTable('signal_reports', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('entity_ref', 300).notNullable();
    table.string('id', 250).notNullable();
    table.text('name').notNullable();
    table.string('state', 16);
    table.double('value');
    table.text('context');
    table.string('reported_at', 32).notNullable();
    table.string('expires_at', 32).notNullable().index();
    table.string('reported_by', 300).notNullable();
    table.primary(['workload_ref', 'entity_ref', 'id']);
  });

  await knex.schema.createTable('maintenance_windows', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('id', 63).notNullable();
    table.text('window').notNullable().comment('JSON');
    table.string('announced_by', 300).notNullable();
    table.string('announced_at', 32).notNullable();
    table.string('ends_at', 32).index().comment('null: repeats without end');
    table.primary(['workload_ref', 'id']);
  });

  await knex.schema.createTable('alert_boards', table => {
    table.string('workload_ref', 300).primary();
    table.text('board').comment('JSON; null while nothing is remembered');
    table
      .string('next_at', 32)
      .index()
      .comment('when to roll up again although nothing changes');
  });

  await knex.schema.alterTable('health_transitions', table => {
    table.index(['at']);
  });

  // A graph of another hash is stored anew and rolled up with the next refresh.
  await knex('workloads').update({ graph_hash: '' });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('health_transitions', table => {
    table.dropIndex(['at']);
  });
  for (const name of [
    'alert_boards',
    'maintenance_windows',
    'signal_reports',
    'health_models',
    'graph_revisions',
  ]) {
    await knex.schema.dropTable(name);
  }
  await knex.schema.alterTable('nodes', table => {
    table.dropColumns('causes', 'silent', 'counts_as', 'criticality', 'alert');
  });
  await knex.schema.alterTable('workloads', table => {
    table.dropColumns('incident', 'incident_sort', 'shape_hash');
  });
};
