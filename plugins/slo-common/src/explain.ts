import { errorBudget } from './budget';
import { ObjectiveDefinition, queryText, seriesOf } from './definition';
import { WindowMeasure } from './measure';
import { formatCount, formatPercent, formatSeconds } from './figures';
import { Explanation } from './status';

const OPERATOR_WORDS = {
  lt: 'below',
  lte: 'at most',
  gt: 'above',
  gte: 'at least',
};

/** How the numbers of an objective came about, with the inputs of each formula filled in. */
export function explain(
  definition: ObjectiveDefinition,
  measure: WindowMeasure,
): Explanation {
  const series = seriesOf(definition.indicator);
  return {
    sourceType: series[0].source.type,
    dataSource: series[0].source.dataSource,
    queries: series.map(({ role, source }) => ({
      role,
      text: queryText(source),
    })),
    formulas: [
      ...sliceFormulas(definition),
      ...budgetFormulas(definition, measure),
      'Burn rate over 1 h, 6 h and 3 days = bad share of that time ÷ error budget. At 1x the budget lasts exactly its period.',
    ],
    estimated: measure.estimated,
  };
}

function sliceFormulas(definition: ObjectiveDefinition): string[] {
  const { indicator, method, sliceSeconds, sliceTarget } = definition;
  const length = formatSeconds(sliceSeconds);
  const formulas: string[] = [];
  if (indicator.kind === 'threshold') {
    formulas.push(
      `A value counts as good when it is ${OPERATOR_WORDS[indicator.op]} ${
        indicator.value
      }; one value for each slice of ${length}.`,
    );
  }
  if (method === 'Timeslices' && indicator.kind === 'ratio') {
    formulas.push(
      `A slice of ${length} is good when at least ${formatPercent(
        sliceTarget,
      )} of its events are; a slice without events is neither good nor bad.`,
    );
  }
  return formulas;
}

function budgetFormulas(
  definition: ObjectiveDefinition,
  measure: WindowMeasure,
): string[] {
  const { method, target, window } = definition;
  const { counts, remaining, compliance } = measure;
  const budget = errorBudget(target);
  const [good, all, unit] =
    method === 'Occurrences'
      ? [counts.good, counts.total, 'events']
      : [counts.goodSlices, counts.goodSlices + counts.badSlices, 'slices'];
  const formulas: string[] = [];
  if (compliance === undefined || remaining === undefined) {
    formulas.push(
      `Compliance = good ${unit} ÷ all ${unit} = 0 ÷ 0: no number without data.`,
    );
    return formulas;
  }
  formulas.push(
    `Compliance = good ${unit} ÷ all ${unit} = ${formatCount(
      good,
    )} ÷ ${formatCount(all)} = ${formatPercent(compliance)}.`,
    `Error budget = 100% − target = 100% − ${formatPercent(
      target,
    )} = ${formatPercent(budget)}.`,
  );
  if (window.kind === 'rolling') {
    formulas.push(
      `Remaining = 100% − (100% − compliance) ÷ error budget = ${formatPercent(
        remaining,
      )}.`,
    );
  } else {
    formulas.push(
      method === 'Timeslices'
        ? `Remaining = 100% − bad slices ÷ (error budget × all slices of the whole period) = ${formatPercent(
            remaining,
          )}.`
        : `Remaining = 100% − bad events ÷ (error budget × events of the whole period, estimated from those so far) = ${formatPercent(
            remaining,
          )}.`,
    );
  }
  return formulas;
}
