/*
 * Who was told of which warning, and what waits to be sent. Names and dates of
 * credentials only: no column here can hold a value.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('audiences', table => {
    table.comment(
      'Who hears of credentials, each told by one replica at a time',
    );
    table
      .string('audience', 300)
      .primary()
      .comment('Full ref, or `webhook:` and its name; `*` stands for all');
    table
      .integer('revision')
      .notNullable()
      .comment('Counts what was told, so that of two replicas one tells');
    table.string('told_at', 32).nullable().comment('When last');
    table
      .string('week', 10)
      .nullable()
      .comment('Monday of the last weekly digest');
    table
      .text('findings')
      .nullable()
      .comment('JSON: what it said of findings, numbers by code');
  });

  await knex.schema.createTable('told', table => {
    table.comment('Warnings that were told, a row for each of those who heard');
    table.increments('id');
    table.string('identity', 100).notNullable();
    table.string('version', 64).notNullable();
    table
      .string('warning', 16)
      .notNullable()
      .comment('expiring, overdue or superseded');
    table
      .integer('step')
      .notNullable()
      .comment('Stage 1 to 6; 7 once it is past its date');
    table.string('audience', 300).notNullable();
    table
      .string('credential_id', 64)
      .notNullable()
      .comment('The row that led, which stays when the credential is renewed');
    table
      .string('at', 32)
      .notNullable()
      .comment('When it was decided that they hear of it');
    table
      .string('told_at', 32)
      .nullable()
      .comment(
        'When they were told; null while it waits for their next digest',
      );
    table
      .string('over_at', 32)
      .nullable()
      .comment('When they were told that it is over');
    table.unique(['identity', 'version', 'warning', 'step', 'audience'], {
      indexName: 'told_once_idx',
    });
    table.index(['credential_id'], 'told_credential_idx');
    table.index(['audience', 'over_at', 'told_at'], 'told_audience_idx');
    table.index(['over_at', 'told_at'], 'told_open_idx');
  });

  await knex.schema.createTable('outbox', table => {
    table.comment('Messages that are to be sent, or were lately');
    table.increments('id');
    table
      .string('channel', 200)
      .notNullable()
      .comment('`backstage`, or `webhook:` and its name');
    table.text('message').notNullable().comment('JSON');
    table.string('created_at', 32).notNullable();
    table
      .string('due_at', 32)
      .nullable()
      .comment('When it is tried next; null when it is settled');
    table.integer('attempts').notNullable();
    table.string('sent_at', 32).nullable();
    table.text('error').nullable().comment('Why it was last not sent');
    table.index(['due_at'], 'outbox_due_idx');
    table.index(['created_at'], 'outbox_created_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['outbox', 'told', 'audiences']) {
    await knex.schema.dropTable(table);
  }
};
