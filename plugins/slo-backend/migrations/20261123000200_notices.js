// @ts-check

/**
 * What people were told: which changes of alerts, which alerts they know to
 * fire, which steps of budget policies, and what waits to be sent.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('alert_transitions', table => {
    table
      .string('told_at', 30)
      .comment('ISO 8601, when it was taken up; null while it waits');
  });
  // Nobody wants to be told of what happened before there was somebody to tell.
  await knex('alert_transitions').update({ told_at: knex.ref('at') });
  await knex.schema.alterTable('alert_transitions', table => {
    table.index(['id'], 'alert_transitions_untold_index', {
      predicate: knex.whereNull('told_at'),
    });
  });
  await knex.schema.createTable('told_alerts', table => {
    table.comment('Alerts that people know to fire');
    table.string('objective_id', 100).notNullable();
    table.string('rule_id', 300).notNullable();
    table.string('workload_ref', 300).notNullable().index();
    table.string('name', 300).notNullable();
    table.string('severity', 10).notNullable();
    table.string('since', 30).notNullable().comment('ISO 8601');
    table.text('webhooks').notNullable().comment('JSON: names of those told');
    table.primary(['objective_id', 'rule_id']);
  });
  await knex.schema.createTable('told_steps', table => {
    table.comment('Steps of budget policies that people know to be in force');
    table.string('objective_id', 100).primary();
    table.string('workload_ref', 300).notNullable().index();
    table.double('below').notNullable().comment('Share of the budget');
    table.text('step').notNullable().comment('JSON');
    table.string('told_at', 30).notNullable().comment('ISO 8601');
  });
  await knex.schema.createTable('outbox', table => {
    table.comment('Messages that are to be sent, or were lately');
    table.increments('id');
    table
      .string('channel', 200)
      .notNullable()
      .comment('`backstage`, or `webhook:` and its name');
    table.string('workload_ref', 300).notNullable();
    table.text('message').notNullable().comment('JSON');
    table.string('created_at', 30).notNullable().comment('ISO 8601');
    table
      .string('due_at', 30)
      .comment('ISO 8601, when it is tried next; null when it is settled');
    table.integer('attempts').notNullable();
    table.string('sent_at', 30).comment('ISO 8601');
    table.text('error').comment('Why it was last not sent');
    table.index(['due_at']);
    table.index(['workload_ref', 'created_at']);
    table.index(['created_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['outbox', 'told_steps', 'told_alerts']) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('alert_transitions', table => {
    table.dropIndex(['id'], 'alert_transitions_untold_index');
    table.dropColumns('told_at');
  });
};
