// @ts-check

const AT_ONCE = 500;
const FIRST = 0x100;

/**
 * Scorecards repeat no ids: a strategy that a workload misses is a letter, a criterion that blocks a level is its place in
 * the order of the results. They were half of a row, and most of the index that lists read.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('strategy_letters', table => {
    table.comment('The letter of each strategy, for good');
    table.string('strategy_id', 120).primary();
    table.string('letter', 2).notNullable().unique();
  });
  /** @type {Map<string, string>} */
  const letters = new Map();
  await rewrite(
    knex,
    list =>
      list
        .split(',')
        .filter(Boolean)
        .map(id => {
          if (!letters.has(id)) {
            letters.set(id, String.fromCharCode(FIRST + letters.size));
          }
          return letters.get(id);
        })
        .join(''),
    (id, criteria) => criteria.indexOf(String(id)),
  );
  for (const [strategy_id, letter] of letters) {
    await knex('strategy_letters').insert({ strategy_id, letter });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const rows = await knex('strategy_letters').select();
  const ids = new Map(rows.map(row => [row.letter, row.strategy_id]));
  await rewrite(
    knex,
    letters =>
      letters === ''
        ? ''
        : `,${Array.from(letters, letter => ids.get(letter)).join(',')},`,
    (position, criteria) => criteria[Number(position)],
  );
  await knex.schema.dropTable('strategy_letters');
};

/**
 * @param {import('knex').Knex} knex
 * @param {(list: string) => string} changeStrategies - that a scorecard lists
 * @param {(blocker: string | number, criteria: string[]) => string | number} changeBlocker - of a level, given the order of the results
 */
async function rewrite(knex, changeStrategies, changeBlocker) {
  /** @type {{ id: string, criteria: string }[]} */
  const stored = await knex('criteria_orders').select();
  const orders = new Map(
    stored.map(({ id, criteria }) => [id, JSON.parse(criteria)]),
  );
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
    const rows = await knex('scorecards')
      .select(
        'workload_ref',
        'model_id',
        'results',
        'standing',
        'missed',
        'open_strategies',
      )
      .whereIn('workload_ref', refs);
    for (const { results, standing, missed, open_strategies, ...key } of rows) {
      const criteria = orders.get(JSON.parse(results)[0]) ?? [];
      const pillars = JSON.parse(standing).map(
        (/** @type {any[]} */ pillar) => [
          ...pillar.slice(0, 5),
          pillar[5].map((/** @type {any} */ each) =>
            changeBlocker(each, criteria),
          ),
        ],
      );
      await knex('scorecards')
        .where(key)
        .update({
          standing: JSON.stringify(pillars),
          missed: changeStrategies(missed),
          open_strategies: changeStrategies(open_strategies),
        });
    }
  }
}
