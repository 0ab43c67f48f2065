// @ts-check

/**
 * Refs are full entity refs in lower case. Times are ISO 8601 in UTC, JSON is text: both read the same from SQLite and
 * PostgreSQL.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('models', table => {
    table.comment('Configured model files, with the last good version of each');
    table.string('file', 500).primary();
    table.string('model_id', 60).comment('Null until there was a good version');
    table.text('document').comment('The YAML that is in force');
    table.string('document_hash', 64);
    table.string('in_force_since', 30);
    table
      .text('problems')
      .notNullable()
      .comment('JSON, what is wrong with the file now');
    table.string('problems_at', 30);
  });

  await knex.schema.createTable('workloads', table => {
    table.string('workload_ref', 300).primary();
    table.string('owner_ref', 300);
  });

  await knex.schema.createTable('sources', table => {
    table.comment('How the newest collection of each source of facts went');
    table.string('source', 60).primary();
    table.text('error');
    table.string('error_at', 30);
  });

  await knex.schema.createTable('collections', table => {
    table.comment(
      'When the facts of a source were last seen: one row instead of a new time on every fact, so that a collection ' +
        'that finds nothing new writes little',
    );
    table.string('workload_ref', 300).notNullable();
    table.string('source', 60).notNullable();
    table.string('collected_at', 30).notNullable();
    table.primary(['workload_ref', 'source']);
  });

  await knex.schema.createTable('facts', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('name', 120).notNullable().comment('<source>.<name>');
    table.text('value').notNullable().comment('JSON');
    table
      .string('since', 30)
      .notNullable()
      .comment('When this value was first seen');
    table.primary(['workload_ref', 'name']);
  });

  await knex.schema.createTable('attestations', table => {
    table.comment(
      'Every answer that was given; the newest of each criterion counts',
    );
    table.string('workload_ref', 300).notNullable();
    table.string('criterion_id', 120).notNullable();
    table.string('attested_at', 30).notNullable();
    table.string('attested_by', 300).notNullable();
    table.string('answer', 10).notNullable();
    table.text('note');
    table.text('evidence_url');
    table.string('expires_at', 30).notNullable();
    table.primary(['workload_ref', 'criterion_id', 'attested_at']);
  });

  await knex.schema.createTable('results', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('criterion_id', 120).notNullable();
    table.string('model_id', 60).notNullable();
    table.string('state', 20).notNullable();
    table.text('reason').notNullable();
    table.text('evidence').notNullable().comment('JSON');
    table
      .string('observed_at', 30)
      .comment(
        'Of an attestation; null for a rule, whose facts are as old as their collection',
      );
    table
      .string('since', 30)
      .notNullable()
      .comment('When it came into this state');
    table.primary(['workload_ref', 'criterion_id']);
    table.index(['criterion_id', 'state'], 'results_criterion_state_idx');
  });

  await knex.schema.createTable('levels', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('model_id', 60).notNullable();
    table.integer('proven').notNullable();
    table.integer('possible').notNullable();
    table.text('counts').notNullable().comment('JSON');
    table.text('next').comment('JSON, null at the top');
    table
      .string('as_of', 30)
      .notNullable()
      .comment('When any of it last changed');
    table
      .integer('revision')
      .notNullable()
      .comment(
        'Number of the newest transition: of two writers at once, one finds it changed',
      );
    table.primary(['workload_ref', 'model_id']);
    table.index(['model_id', 'proven'], 'levels_model_proven_idx');
  });

  await knex.schema.createTable('level_transitions', table => {
    table.string('workload_ref', 300).notNullable();
    table.string('model_id', 60).notNullable();
    table.integer('revision').notNullable();
    table.string('at', 30).notNullable();
    table.integer('from_proven').comment('Null at the first evaluation');
    table.integer('to_proven').notNullable();
    table.integer('from_possible');
    table.integer('to_possible').notNullable();
    table.text('cause').notNullable();
    table.primary(['workload_ref', 'model_id', 'revision']);
    table.index(['at'], 'level_transitions_at_idx');
  });

  await knex.schema.createTable('summaries', table => {
    table.comment(
      'What this family says about each workload, for the workload back end',
    );
    table.string('workload_ref', 300).primary();
    table.text('summary').notNullable();
    table.string('content_hash', 64).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'summaries',
    'level_transitions',
    'levels',
    'results',
    'attestations',
    'facts',
    'collections',
    'sources',
    'workloads',
    'models',
  ]) {
    await knex.schema.dropTable(table);
  }
};
