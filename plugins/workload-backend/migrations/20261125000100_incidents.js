// @ts-check

/**
 * Incidents of workloads: what they are, the alerts that belong to them, what
 * happened in them; what waits to be said about lesser alerts; and messages that
 * wait to be sent.
 *
 * JSON and sentences are `text`, times ISO 8601 strings in UTC.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('incidents', table => {
    table.increments('number');
    table.string('workload_ref', 300).notNullable();
    table.text('workload_title').notNullable();
    table.string('owner_ref', 300).index();
    table.text('title').notNullable();
    table.text('search_text').notNullable().comment('lower case');
    table.string('severity', 8).notNullable();
    table.string('state', 16).notNullable();
    table.string('opened_at', 32).notNullable().index();
    table.string('closed_at', 32);
    table.integer('alert_count').notNullable();
    table.text('entity_ref').notNullable().comment('of the gravest alert');
    table.text('cause').comment('JSON, of the gravest alert');
    table.text('user_flows').notNullable().comment('JSON, most critical first');
    table.text('titles').notNullable().comment('JSON, by ref');
    table.text('runbook_url');
    table.text('on_call');
    table.text('escalation').notNullable().comment('JSON, steps in order');
    table.string('next_call_at', 32).index();
    table.text('webhooks').notNullable().comment('JSON, names of those told');
    table.text('acknowledgement').comment('JSON');
    table.integer('state_events').notNullable().comment('in the timeline');
    table.text('impact').comment('JSON, when it is over');
    table.string('review_due_at', 32);
    table.string('review_published_at', 32);
    table.string('review_reminded_at', 32);
    table.text('review').comment('JSON, as it was last saved');
    table.index(['workload_ref', 'opened_at']);
    table.index(['state', 'opened_at']);
  });
  // A workload has one at a time.
  await knex.raw(
    'create unique index incidents_open_idx on incidents (workload_ref) where closed_at is null',
  );
  await knex.raw(
    'create index incidents_reminder_idx on incidents (review_due_at) where review_published_at is null and review_reminded_at is null',
  );

  await knex.schema.createTable('incident_alerts', table => {
    table.integer('number').notNullable();
    table.string('entity_ref', 300).notNullable();
    table.string('opened_at', 32).notNullable();
    table.string('closed_at', 32);
    table.text('title').notNullable();
    table.string('severity', 8).notNullable();
    table.text('causes').notNullable().comment('JSON');
    table.primary(['number', 'entity_ref', 'opened_at']);
  });

  await knex.schema.createTable('incident_events', table => {
    table.increments('id');
    table.integer('number').notNullable();
    table.string('at', 32).notNullable();
    table.string('kind', 16).notNullable();
    table.text('title').notNullable();
    table.string('entity_ref', 300);
    table.string('by_ref', 300);
    table.index(['number', 'at', 'id']);
  });

  await knex.schema.createTable('alert_notes', table => {
    table.string('workload_ref', 300).primary();
    table.text('message').comment('JSON, null when nothing is to be said');
    table.string('due_at', 32).index();
    table.string('told_at', 32);
  });

  await knex.schema.createTable('outbox', table => {
    table.increments('id');
    table.string('channel', 200).notNullable();
    table.text('message').notNullable().comment('JSON');
    table.string('created_at', 30).notNullable().index();
    table.string('due_at', 30).index();
    table.integer('attempts').notNullable();
    table.string('sent_at', 30);
    table.text('error');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of [
    'outbox',
    'alert_notes',
    'incident_events',
    'incident_alerts',
    'incidents',
  ]) {
    await knex.schema.dropTable(name);
  }
};
