// @ts-check

const SINGLE = [
  'owner_ref',
  'domain_ref',
  'health_rank',
  'maturity_sort',
  'slo_sort',
  'secret_expiry_sort',
  'stamp_count',
  'urgency',
];

/** Everything by which workloads are filtered, sorted and grouped. */
const NARROW = [
  'health_rank',
  'health',
  'urgency',
  'incident_sort',
  'maturity_sort',
  'slo_sort',
  'secret_expiry_sort',
  'stamp_count',
  'region_count',
  'regions',
  'owner_ref',
  'domain_ref',
  'tier',
  'workload_ref',
  'search_text',
];

/**
 * Lists of workloads by any filter and in any order, and the filters that
 * people keep.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isSqlite = knex.client.config.client.includes('sqlite');

  await knex.schema.alterTable('workloads', table => {
    table.integer('region_count').notNullable().defaultTo(0);
    // One index for each column helps no combination of them, and costs at every write.
    for (const column of SINGLE) table.dropIndex([column]);
  });
  if (isSqlite) {
    // A pass over the narrow columns alone. PostgreSQL keeps wide values apart
    // by itself, and takes no entry as wide as the words may be.
    await knex.schema.alterTable('workloads', table => {
      table.index(NARROW, 'workloads_list_idx');
    });
  }
  // A graph of another hash is stored anew and rolled up with the next refresh.
  await knex('workloads').update({ graph_hash: '' });

  await knex.schema.createTable('saved_views', table => {
    table.comment('Filters, order and columns of the portfolio under a name');
    table.string('id', 36).primary();
    table.string('owner_ref', 300).notNullable();
    table.string('name', 100).notNullable();
    table
      .string('name_key', 100)
      .notNullable()
      .comment('The name in lower case');
    table.text('query').notNullable().comment("Of the page's address");
    table.integer('shared').notNullable().comment('1 when everyone sees it');
    table.string('created_at', 32).notNullable();
    table.string('updated_at', 32).notNullable();
    table.unique(['owner_ref', 'name_key'], {
      indexName: 'saved_views_name_idx',
    });
    table.index(['shared'], 'saved_views_shared_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('saved_views');
  await knex.schema.alterTable('workloads', table => {
    if (knex.client.config.client.includes('sqlite')) {
      table.dropIndex(NARROW, 'workloads_list_idx');
    }
    for (const column of SINGLE) table.index([column]);
  });
  await knex.schema.alterTable('workloads', table => {
    table.dropColumn('region_count');
  });
};
