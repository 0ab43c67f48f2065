// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('workloads', table => {
    table.comment('Workloads that the catalog has');
    table.string('workload_ref', 300).primary();
    table.text('title').notNullable();
    table.string('owner_ref', 300).comment('Full ref');
  });

  await knex.schema.createTable('stamps', table => {
    table.comment('Stamps of the catalog and of the estate');
    table.string('stamp_ref', 300).primary();
    table.string('workload_ref', 300).notNullable().index();
    table.text('declared').comment('JSON: what the catalog says; absent there');
    table.text('locked').comment('JSON: what its lock says; no lock');
    table.text('drift_files').comment('JSON: paths with what is wrong');
    table.string('drift', 20).comment('in-step, changed or unknown; no lock');
    // What follows from these and from what was told, for lists.
    table.string('name', 100);
    table.text('title');
    table.string('environment', 40);
    table.string('region', 60);
    table.integer('instance');
    table.string('lifecycle', 20);
    table.integer('lifecycle_rank');
    table.string('lifecycle_since', 30).comment('ISO 8601');
    table.integer('traffic_weight');
    table.string('template_version', 40);
    table.text('words').comment('Lower case, for searches');
    table.index(['environment', 'region', 'instance']);
  });

  await knex.schema.createTable('statuses', table => {
    table.comment('What was told of each stamp last');
    table.string('stamp_ref', 300).primary();
    table.string('workload_ref', 300).notNullable();
    table.string('observed_at', 30).notNullable().comment('ISO 8601');
    table.string('received_at', 30).notNullable().comment('ISO 8601');
    table.string('reported_by', 300).notNullable();
    table.string('lifecycle', 20).notNullable();
    table.string('outcome', 20);
    table.text('run_url');
    // These stay until something else is told; each with when it was told.
    table.integer('traffic_weight');
    table.string('weight_at', 30);
    table.text('image');
    table.string('image_at', 30);
    table.string('unit', 10);
    table.string('unit_at', 30);
  });

  await knex.schema.createTable('reports', table => {
    table.comment('Everything that was told of stamps');
    table.string('stamp_ref', 300).notNullable();
    table.string('observed_at', 30).notNullable().comment('ISO 8601');
    table.string('reported_by', 300).notNullable();
    table.string('workload_ref', 300).notNullable();
    table.text('report').notNullable().comment('JSON, as StampStatus');
    table.primary(['stamp_ref', 'observed_at', 'reported_by']);
    table.index(['workload_ref', 'observed_at']);
    table.index('observed_at');
  });

  await knex.schema.createTable('pull_requests', table => {
    table.comment('Open pull requests about stamps');
    table.string('workload_ref', 300).notNullable();
    table.string('branch', 300).notNullable();
    table.string('stamp_name', 100).notNullable();
    table
      .string('kind', 20)
      .notNullable()
      .comment('add, change, drain, remove');
    table.string('label', 40).notNullable();
    table.text('url').notNullable();
    table.string('seen_at', 30).notNullable().comment('ISO 8601, first time');
    table.primary(['workload_ref', 'branch']);
  });

  await knex.schema.createTable('readings', table => {
    table.comment('When the estate was last read for each workload');
    table.string('workload_ref', 300).primary();
    table.string('read_at', 30).comment('ISO 8601; never well');
    table.text('revision').comment('Of the estate then');
    table.text('problem').comment('What could not be read, the rest could');
    table.text('error').comment('Why nothing could be read');
    table.string('error_since', 30).comment('ISO 8601');
  });

  await knex.schema.createTable('summaries', table => {
    table.string('workload_ref', 300).primary();
    table.text('summary').notNullable().comment('JSON');
    table.string('content_hash', 64).notNullable();
  });

  await knex.schema.createTable('turns', table => {
    table.comment('Whoever writes stamps holds the lock of its row');
    table.integer('id').primary();
  });
  await knex('turns').insert({ id: 1 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'turns',
    'summaries',
    'readings',
    'pull_requests',
    'reports',
    'statuses',
    'stamps',
    'workloads',
  ]) {
    await knex.schema.dropTable(table);
  }
};
