// @ts-check

/**
 * Models have pillars, one workload's results on one model are one row, and
 * facts are one row for each source. What can be collected and evaluated again
 * is dropped; answers and the history of levels stay.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const table of [
    'results',
    'levels',
    'facts',
    'collections',
    'sources',
    'workloads',
    'models',
  ]) {
    await knex.schema.dropTable(table);
  }

  await knex.schema.createTable('models', table => {
    table.comment('Configured models, with the last good version of each');
    table.string('file', 500).primary();
    table.string('model_id', 60).comment('Null until there was a good version');
    table
      .text('documents')
      .comment('JSON, the YAML files that are in force: { text, pillars }');
    table.string('documents_hash', 64);
    table.string('in_force_since', 30);
    table
      .text('problems')
      .notNullable()
      .comment('JSON, what is wrong with the files now');
    table.string('problems_at', 30);
  });

  await knex.schema.createTable('workloads', table => {
    table.comment('Known workloads with what lists are filtered by');
    table.string('workload_ref', 300).primary();
    table.string('title', 300).notNullable();
    table.string('owner_ref', 300);
    table.string('domain_ref', 300);
    table.string('lifecycle', 60);
    table.string('tier', 60);
    table
      .text('words')
      .notNullable()
      .comment('Title, name and ref in lower case, for the search by words');
    table.index(['owner_ref'], 'workloads_owner_idx');
    table.index(['domain_ref'], 'workloads_domain_idx');
  });

  await knex.schema.createTable('sources', table => {
    table.comment('How the newest round of each source of facts went');
    table.string('source', 60).primary();
    table.string('last_success_at', 30);
    table.text('error');
    table.string('error_at', 30);
  });

  await knex.schema.createTable('facts', table => {
    table.comment('All facts of one source about one workload');
    table.string('workload_ref', 300).notNullable();
    table.string('source', 60).notNullable();
    table.text('facts').notNullable().comment('JSON, values by name');
    table
      .text('since')
      .notNullable()
      .comment('JSON, since when each value is so, by name');
    table
      .text('observed_at_of')
      .comment(
        'JSON, when those were seen that are not seen with the others, by name',
      );
    table
      .string('observed_at', 30)
      .comment('When all of them were last seen; null before the first time');
    table
      .text('state')
      .comment('JSON that the source gets back with its next request');
    table.text('error').comment('Why the newest look failed');
    table.string('error_at', 30);
    table.primary(['workload_ref', 'source']);
  });

  await knex.schema.createTable('scorecards', table => {
    table.comment('Results and overall level of one workload on one model');
    table.string('workload_ref', 300).notNullable();
    table.string('model_id', 60).notNullable();
    table
      .integer('revision')
      .notNullable()
      .comment(
        'One more with each change: of two writers at once, one finds it changed',
      );
    table
      .text('results')
      .notNullable()
      .comment('JSON: [[since, { state: criterion ids }], ...]');
    table
      .text('missed')
      .notNullable()
      .comment('Ids of strategies that are not met, between commas: `,a,b,`');
    table
      .text('open_strategies')
      .notNullable()
      .comment('The same of those that are unknown or in error');
    table.integer('proven').notNullable();
    table.integer('possible').notNullable();
    table.integer('met').notNullable();
    table.integer('not_met').notNullable();
    table.integer('unknown').notNullable();
    table.integer('exempt').notNullable();
    table.integer('not_applicable').notNullable();
    table.integer('error').notNullable();
    table.integer('contradictions').notNullable();
    table.integer('blockers').notNullable();
    table.text('standing').notNullable().comment('JSON, Standing');
    table
      .string('changed_at', 30)
      .notNullable()
      .comment('When a level last changed');
    table.string('evaluated_at', 30).notNullable();
    table
      .bigInteger('due_at')
      .comment(
        'Epoch milliseconds when time alone may change it; null when nothing ends',
      );
    table.primary(['workload_ref', 'model_id']);
    table.index(['due_at'], 'scorecards_due_idx');
  });
  await knex.schema.alterTable('scorecards', table => {
    // Lists look at the narrow columns of all rows of a model. PostgreSQL keeps
    // wide values apart by itself, and takes no entry as wide as `missed` may be.
    const narrow = knex.client.config.client.includes('sqlite')
      ? [
          'workload_ref',
          'proven',
          'possible',
          'blockers',
          'contradictions',
          'changed_at',
          'met',
          'not_met',
          'unknown',
          'exempt',
          'not_applicable',
          'error',
          'missed',
        ]
      : ['proven'];
    table.index(['model_id', ...narrow], 'scorecards_list_idx');
  });

  await knex.schema.createTable('criteria_orders', table => {
    table.comment('Ids of the criteria of a version of a model, in its order');
    table.string('id', 16).primary().comment('Hash of the ids');
    table.text('criteria').notNullable().comment('JSON, ids');
  });

  await knex.schema.createTable('pillar_levels', table => {
    table.comment('Level of one workload on one pillar, for lists');
    table.string('workload_ref', 300).notNullable();
    table.string('model_id', 60).notNullable();
    table.string('pillar_id', 60).notNullable();
    table.integer('proven').notNullable();
    table.integer('possible').notNullable();
    table.integer('met').notNullable();
    table.integer('not_met').notNullable();
    table.integer('unknown').notNullable();
    table.integer('exempt').notNullable();
    table.integer('not_applicable').notNullable();
    table.integer('error').notNullable();
    table.integer('blockers').notNullable();
    table.primary(['model_id', 'pillar_id', 'workload_ref']);
    table.index(['workload_ref'], 'pillar_levels_workload_idx');
  });

  await knex.schema.renameTable('level_transitions', 'old_level_transitions');
  // Their names go on with the table, and are the same in all of a schema.
  await knex.schema.alterTable('old_level_transitions', table => {
    table.dropIndex(['at'], 'level_transitions_at_idx');
  });
  await knex.schema.createTable('transitions', table => {
    table.comment('Every change of a level');
    table.string('workload_ref', 300).notNullable();
    table.string('model_id', 60).notNullable();
    table
      .string('pillar_id', 60)
      .notNullable()
      .comment('Empty for the overall level');
    table.integer('revision').notNullable().comment("The scorecard's");
    table.string('at', 30).notNullable();
    table.integer('from_proven').comment('Null at the first evaluation');
    table.integer('to_proven').notNullable();
    table.integer('from_possible');
    table.integer('to_possible').notNullable();
    table.text('cause').notNullable();
    table.primary(['workload_ref', 'model_id', 'pillar_id', 'revision']);
    table.index(['model_id', 'pillar_id', 'at'], 'transitions_model_at_idx');
  });
  // The model of one pillar lives on as a pillar.
  await knex('transitions').insert(
    /** @this {any} */ function fromOld() {
      this.from('old_level_transitions')
        .where({ model_id: 'operational-excellence' })
        .select({
          workload_ref: 'workload_ref',
          model_id: knex.raw("'azure-well-architected'"),
          pillar_id: 'model_id',
          revision: 'revision',
          at: 'at',
          from_proven: 'from_proven',
          to_proven: 'to_proven',
          from_possible: 'from_possible',
          to_possible: 'to_possible',
          cause: 'cause',
        });
    },
  );
  await knex.schema.dropTable('old_level_transitions');

  await knex.schema.createTable('exemptions', table => {
    table.string('id', 40).primary();
    table.string('workload_ref', 300).notNullable();
    table.string('criterion_id', 120).notNullable();
    table.string('state', 20).notNullable();
    table.text('reason').notNullable();
    table.string('requested_by', 300).notNullable();
    table.string('requested_at', 30).notNullable();
    table.string('expires_at', 30).notNullable();
    table.string('decided_by', 300);
    table.string('decided_at', 30);
    table.text('decision_note');
    table.index(['workload_ref', 'state'], 'exemptions_workload_idx');
    table.index(['state', 'expires_at'], 'exemptions_state_idx');
    table.index(['requested_at'], 'exemptions_requested_idx');
    // Of two who ask at once, one finds the other's request.
    table.unique(['workload_ref', 'criterion_id'], {
      indexName: 'exemptions_open_idx',
      predicate: knex.whereRaw("state = 'requested'"),
    });
  });

  // Both tables hold sums for `*`, so that every filter reads few rows.
  await knex.schema.createTable('strategy_counts', table => {
    table.comment(
      'How many workloads miss a strategy, for each combination of what lists are filtered by',
    );
    table.string('model_id', 60).notNullable();
    table
      .string('owner_ref', 300)
      .notNullable()
      .comment('Empty for none, `*` for all');
    table.string('domain_ref', 300).notNullable();
    table.string('lifecycle', 60).notNullable();
    table.string('strategy_id', 60).notNullable();
    table.integer('not_met').notNullable();
    table.integer('unknown').notNullable().comment('Unknown or in error');
    table.primary([
      'model_id',
      'owner_ref',
      'domain_ref',
      'lifecycle',
      'strategy_id',
    ]);
    table.index(
      ['model_id', 'domain_ref', 'lifecycle'],
      'strategy_counts_domain_idx',
    );
  });

  await knex.schema.createTable('strategy_counts_times', table => {
    table.comment('When the strategies of a model were last counted');
    table.string('model_id', 60).primary();
    table.string('counted_at', 30).notNullable();
  });

  await knex.schema.createTable('level_days', table => {
    table.comment(
      'How many more workloads stood on a level at the end of a day than the day before',
    );
    table.string('model_id', 60).notNullable();
    table.string('pillar_id', 60).notNullable().comment('Empty for overall');
    table
      .string('owner_ref', 300)
      .notNullable()
      .comment('Empty for none, `*` for all');
    table.string('domain_ref', 300).notNullable();
    table.string('lifecycle', 60).notNullable();
    table.string('day', 10).notNullable().comment('UTC');
    table.integer('proven').notNullable();
    table.integer('change').notNullable();
    table.primary([
      'model_id',
      'pillar_id',
      'owner_ref',
      'domain_ref',
      'lifecycle',
      'day',
      'proven',
    ]);
    table.index(['model_id', 'pillar_id', 'day'], 'level_days_day_idx');
  });

  await knex.schema.createTable('milestones', table => {
    table.string('id', 40).primary();
    table.string('model_id', 60).notNullable();
    table.string('title', 200).notNullable();
    table.text('note');
    table.string('created_by', 300).notNullable();
    table.string('at', 30).notNullable();
    table.integer('workloads').notNullable();
    table
      .integer('proven_sum')
      .notNullable()
      .comment('Sum of the overall levels, for their mean');
  });

  await knex.schema.createTable('milestone_levels', table => {
    table.comment('Levels as they were at a milestone');
    table.string('milestone_id', 40).notNullable();
    table.string('workload_ref', 300).notNullable();
    table
      .string('pillar_id', 60)
      .notNullable()
      .comment('Empty for the overall level');
    table.integer('proven').notNullable();
    table.integer('possible').notNullable();
    table.primary(['milestone_id', 'pillar_id', 'workload_ref']);
  });

  await knex.schema.createTable('campaigns', table => {
    table.string('id', 40).primary();
    table.string('title', 200).notNullable();
    table.text('description');
    table.text('goal').notNullable().comment('JSON, CampaignGoal');
    table.text('scope').notNullable().comment('JSON, CampaignScope');
    table.string('owner_ref', 300).notNullable();
    table.string('starts_at', 30).notNullable();
    table.string('deadline', 30).notNullable();
    table.text('remind_days_before').notNullable().comment('JSON, numbers');
    table.string('created_by', 300).notNullable();
    table.string('created_at', 30).notNullable();
    table.string('closed_at', 30);
    table
      .string('achieved_at', 30)
      .comment('When the last workload did it, if that was by the deadline');
    table
      .integer('workloads')
      .notNullable()
      .comment('Counted when they change');
    table.integer('done').notNullable();
    table.integer('not_started').notNullable();
    table.integer('owners_not_started').notNullable();
    table.index(['deadline'], 'campaigns_deadline_idx');
  });

  await knex.schema.createTable('campaign_workloads', table => {
    table.string('campaign_id', 40).notNullable();
    table.string('workload_ref', 300).notNullable();
    table
      .integer('revision')
      .notNullable()
      .comment('Of the scorecard that it was counted from');
    table.integer('done').notNullable().comment('0 or 1');
    table.string('since', 30).notNullable();
    table.integer('blockers').notNullable();
    table
      .integer('blockers_at_start')
      .notNullable()
      .comment('Less now: it has started');
    table.primary(['campaign_id', 'workload_ref']);
    table.index(['workload_ref'], 'campaign_workloads_workload_idx');
  });

  await knex.schema.createTable('dry_runs', table => {
    table.string('id', 40).primary();
    table.string('created_by', 300).notNullable();
    table.string('created_at', 30).notNullable();
    table.text('dry_run').notNullable().comment('JSON, DryRun');
  });

  await knex.schema.createTable('sent_notices', table => {
    table.comment('What people were told, so that nobody is told twice');
    table.string('notice_id', 400).primary();
    table.text('told').notNullable().comment('JSON, keys of what it says');
    table
      .integer('revision')
      .notNullable()
      .comment('One more with each claim: of two senders at once, one loses');
    table.string('claimed_at', 30).notNullable();
    table.string('sent_at', 30).comment('Null until it was sent');
    table.index(['sent_at'], 'sent_notices_sent_idx');
  });

  await knex.schema.createTable('digest_days', table => {
    table.comment('What the digest of a day tells of');
    table.string('day', 10).primary();
    table.string('events_from', 30).notNullable();
    table.string('dates_from', 30).notNullable();
    table.string('ends_at', 30).notNullable();
    table
      .string('events_until', 30)
      .notNullable()
      .comment('Up to when it has told of events; the next day goes on there');
    table.string('dates_until', 30).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Copied rather than renamed: PostgreSQL would keep the names of their keys.
  await knex.raw(
    'create table kept_attestations as select * from attestations',
  );
  await knex.raw(
    "create table kept_transitions as select * from transitions where pillar_id = 'operational-excellence'",
  );
  for (const table of [
    'digest_days',
    'sent_notices',
    'dry_runs',
    'campaign_workloads',
    'campaigns',
    'milestone_levels',
    'milestones',
    'level_days',
    'strategy_counts_times',
    'strategy_counts',
    'exemptions',
    'transitions',
    'pillar_levels',
    'criteria_orders',
    'scorecards',
    'facts',
    'sources',
    'workloads',
    'models',
    'summaries',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.dropTable('attestations');
  // The first migration makes all of its tables; what people said and saw is put back.
  const first = require('./20261121000000_init');
  await first.up(knex);
  await knex('attestations').insert(knex('kept_attestations').select());
  await knex('level_transitions').insert(
    knex('kept_transitions').select({
      workload_ref: 'workload_ref',
      model_id: 'pillar_id',
      revision: 'revision',
      at: 'at',
      from_proven: 'from_proven',
      to_proven: 'to_proven',
      from_possible: 'from_possible',
      to_possible: 'to_possible',
      cause: 'cause',
    }),
  );
  await knex.schema.dropTable('kept_attestations');
  await knex.schema.dropTable('kept_transitions');
};
