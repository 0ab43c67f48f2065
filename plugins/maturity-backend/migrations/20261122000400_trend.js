// @ts-check

const AT_ONCE = 500;
const LENGTH = 30;

/**
 * The overall levels so far are kept with the scorecard: ranking the
 * history to find the newest of each workload took several times as long as
 * reading the scorecards.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('scorecards', table => {
    table
      .text('trend')
      .notNullable()
      .defaultTo('[]')
      .comment(`JSON, overall proven levels so far, the newest ${LENGTH}`);
  });
  let after = '';
  for (;;) {
    const refs = await knex('scorecards')
      .distinct('workload_ref')
      .where('workload_ref', '>', after)
      .orderBy('workload_ref')
      .limit(AT_ONCE)
      .pluck('workload_ref');
    if (refs.length === 0) return;
    after = refs[refs.length - 1];
    const rows = await knex('transitions')
      .select('workload_ref', 'model_id', 'to_proven')
      .where({ pillar_id: '' })
      .whereIn('workload_ref', refs)
      .orderBy(['workload_ref', 'model_id', 'at', 'revision']);
    /** @type {Map<string, { key: object, levels: number[] }>} */
    const trends = new Map();
    for (const { to_proven: level, ...key } of rows) {
      const name = `${key.workload_ref}\n${key.model_id}`;
      const known = trends.get(name);
      if (known) known.levels.push(level);
      else trends.set(name, { key, levels: [level] });
    }
    for (const { key, levels } of trends.values()) {
      await knex('scorecards')
        .where(key)
        .update({ trend: JSON.stringify(levels.slice(-LENGTH)) });
    }
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('alter table scorecards drop column trend');
};
