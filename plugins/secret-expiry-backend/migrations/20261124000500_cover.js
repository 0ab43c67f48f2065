// @ts-check

const COLUMNS = [
  'spot',
  'leads',
  'kind',
  'state',
  'group_key',
  'name',
  'stage',
  'findings',
  'needs_someone',
  'acknowledged',
  'expires',
  'urgency',
  'act_by',
  'day',
  'manual',
];

/**
 * Lists are read along one index that has all columns, spot by spot, what is
 * compared most first. So SQLite passes over spots that are not asked for, and
 * never looks rows up. PostgreSQL would pay for it with every write and not read
 * it; its index of spots alone stays.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!knex.client.config.client.includes('sqlite')) return;
  await knex.schema.alterTable('list_rows', table => {
    table.dropIndex(['spot'], 'list_rows_spot_idx');
    table.index(COLUMNS, 'list_rows_cover_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  if (!knex.client.config.client.includes('sqlite')) return;
  await knex.schema.alterTable('list_rows', table => {
    table.dropIndex(COLUMNS, 'list_rows_cover_idx');
    table.index(['spot'], 'list_rows_spot_idx');
  });
};
