// @ts-check

/**
 * Everything that pages of workloads read, ready to be read: one row per
 * workload, its service map, what needs someone, and how health went.
 *
 * JSON and sentences are `text`, times ISO 8601 strings in UTC.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('workloads', table => {
    table.string('workload_ref', 300).primary();
    table.string('namespace', 63).notNullable();
    table.string('name', 63).notNullable();
    table.text('title').notNullable();
    table.text('description');
    table.string('owner_ref', 300).index();
    table.string('domain_ref', 300).index();
    table.string('tier', 63);
    table.text('search_text').notNullable().comment('lower case');
    table.string('graph_hash', 64).notNullable();
    table.string('graph_as_of', 32).notNullable();
    table.string('health', 16).notNullable();
    table.integer('health_rank').notNullable().index().comment('0 = worst');
    table.string('health_since', 32).notNullable();
    table.text('health_reason').notNullable();
    table.text('families').notNullable().comment('JSON, cell by family');
    table.text('tiles').notNullable().comment('JSON');
    table.double('maturity_sort').index();
    table.double('slo_sort').index();
    table.double('secret_expiry_sort').index();
    table.text('stamps').notNullable().comment('JSON');
    table.integer('stamp_count').notNullable().index();
    table.text('regions').notNullable().comment('names, separated by spaces');
    table.integer('attention_count').notNullable();
    table.integer('urgency').notNullable().index();
    table.string('updated_at', 32).notNullable();
  });

  await knex.schema.createTable('nodes', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('entity_ref', 300).notNullable().index();
    table.string('kind', 63).notNullable();
    table.text('type');
    table.text('title').notNullable();
    table.string('scope', 16).notNullable();
    table.string('stamp_ref', 300);
    table.string('region', 63);
    table.text('details').notNullable().comment('JSON, the rest of the node');
    table.string('own_state', 16).notNullable();
    table.string('state', 16).notNullable();
    table.string('state_since', 32).notNullable();
    table.text('signals').notNullable().comment('JSON');
    table.text('cause').comment('JSON');
    table.primary(['workload_ref', 'entity_ref']);
  });

  await knex.schema.createTable('edges', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('source_ref', 300).notNullable();
    table.string('target_ref', 300).notNullable();
    table.string('kind', 16).notNullable();
    table.primary(['workload_ref', 'source_ref', 'target_ref', 'kind']);
  });

  await knex.schema.createTable('attention', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('family', 63).notNullable();
    table.string('id', 300).notNullable();
    table.string('tone', 16).notNullable();
    table.double('urgency').notNullable();
    table.text('title').notNullable();
    table.text('next_step').notNullable();
    table.string('due_at', 32);
    table.string('owner_ref', 300);
    table.string('tab', 63).notNullable();
    table.text('runbook_url');
    table.string('entity_ref', 300);
    table.primary(['workload_ref', 'family', 'id']);
  });

  await knex.schema.createTable('family_summaries', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('family', 63).notNullable();
    table.text('summary').notNullable().comment('JSON');
    table.string('received_at', 32).notNullable();
    table.primary(['workload_ref', 'family']);
  });

  await knex.schema.createTable('family_status', table => {
    table.string('family', 63).primary();
    table.boolean('installed').notNullable();
    table.string('last_success_at', 32);
    table.text('last_error');
    table.string('last_error_at', 32);
  });

  await knex.schema.createTable('health_transitions', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('entity_ref', 300).notNullable();
    table
      .string('from_since', 32)
      .notNullable()
      .comment('when the state began that ends here: it can end only once');
    table.string('from_state', 16).notNullable();
    table.string('to_state', 16).notNullable();
    table.text('cause').comment('JSON');
    table.string('at', 32).notNullable();
    table.primary(['workload_ref', 'entity_ref', 'from_since']);
    table.index(['workload_ref', 'at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of [
    'health_transitions',
    'family_status',
    'family_summaries',
    'attention',
    'edges',
    'nodes',
    'workloads',
  ]) {
    await knex.schema.dropTable(name);
  }
};
