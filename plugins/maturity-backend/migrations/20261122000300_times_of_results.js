// @ts-check

const AT_ONCE = 500;
const FIRST_NUMBER = '0'.charCodeAt(0);

/**
 * The number of each result's time is a character instead of an item of a list.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await rewrite(knex, numbers =>
    Array.isArray(numbers)
      ? String.fromCharCode(...numbers.map(number => FIRST_NUMBER + number))
      : numbers,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await rewrite(knex, numbers =>
    typeof numbers === 'string'
      ? Array.from(numbers, each => each.charCodeAt(0) - FIRST_NUMBER)
      : numbers,
  );
};

/**
 * @param {import('knex').Knex} knex
 * @param {(numbers: unknown) => unknown} change - of the numbers of one scorecard
 */
async function rewrite(knex, change) {
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
      .select('workload_ref', 'model_id', 'results')
      .whereIn('workload_ref', refs);
    for (const { results, ...key } of rows) {
      const [order, states, times, numbers] = JSON.parse(results);
      if (numbers === undefined) continue;
      await knex('scorecards')
        .where(key)
        .update({
          results: JSON.stringify([order, states, times, change(numbers)]),
        });
    }
  }
}
