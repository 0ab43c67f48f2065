import { wordsOf } from './alerts/cannotFire';
import { errorBudget, tally } from './budget';
import { CompositeObjective } from './composite';
import { ObjectiveDefinition, queryText, seriesOf } from './definition';
import {
  formatBurnRate,
  formatCount,
  formatPercent,
  formatSeconds,
} from './figures';
import { WindowMeasure } from './measure';
import { measuredSlices } from './rollup';
import { Explanation, SloFigures } from './status';
import { windowSeconds } from './window';

/** What else an explanation may fill in. */
export interface ExplainOptions {
  /** The figures to explain; without them burn rates and forecast are left out. */
  figures?: SloFigures;
  /** How long the source takes to have new data. */
  delaySeconds?: number;
}

/** How the numbers of an objective came about, with the inputs of each formula filled in. */
export function explain(
  definition: ObjectiveDefinition,
  measure: WindowMeasure,
  options: ExplainOptions = {},
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
      ...complianceFormulas(definition, measure),
      ...budgetFormulas(definition, measure),
      ...burnFormulas(definition, options.figures),
      ...sliceFormulas(definition),
      ...coverageFormulas(definition, measure),
      ...delayFormulas(options.delaySeconds),
    ],
    estimated: measure.estimated,
  };
}

/** How the numbers of a composite came about, from its members and what explains them. */
export function explainComposite(
  { members }: CompositeObjective,
  figures: SloFigures,
  target: number,
  /** Of the members that were evaluated. */
  explanations: readonly Explanation[],
): Explanation {
  const parts = figures.members ?? [];
  const withData = parts.filter(part => part.compliance !== null);
  const out = parts.filter(part => part.compliance === null);
  const targetOf = (id: string) =>
    members.find(member => member.id === id)?.target ?? target;
  const weights = withData.map(({ weight }) => weight).join(' + ');
  const mean = (value: (part: (typeof withData)[number]) => number) =>
    `(${withData
      .map(part => `${part.weight} × ${formatPercent(value(part))}`)
      .join(' + ')}) ÷ (${weights})`;
  const formulas: string[] = [];
  if (figures.compliance === null) {
    formulas.push(
      'Compliance = Σ weight × compliance ÷ Σ weight over the members with data: none has any.',
    );
  } else {
    formulas.push(
      `Compliance = Σ weight × compliance ÷ Σ weight over the members with data = ${mean(
        part => part.compliance!,
      )} = ${formatPercent(figures.compliance)}.`,
      `Target = the same mean of their targets = ${mean(part =>
        targetOf(part.id),
      )} = ${formatPercent(target)}.`,
      `Error budget = 100% − target = ${formatPercent(errorBudget(target))}.`,
    );
  }
  if (figures.remainingBudget !== null && figures.compliance !== null) {
    const rest = formatPercent(figures.remainingBudget);
    formulas.push(
      figures.window.kind === 'rolling'
        ? `Remaining = 100% − (100% − compliance) ÷ error budget = 100% − ${formatPercent(
            1 - figures.compliance,
          )} ÷ ${formatPercent(errorBudget(target))} = ${rest}.`
        : `Remaining = mean of what remains of each budget, by weight × error budget (${withData
            .map(
              ({ id, weight }) =>
                `${weight} × ${formatPercent(errorBudget(targetOf(id)))}`,
            )
            .join(', ')}) = ${rest}.`,
    );
  }
  if (out.length > 0) {
    formulas.push(
      `Left out, since they have no current data: ${out
        .map(({ displayName }) => displayName)
        .join('; ')}.`,
    );
  }
  formulas.push(
    ...burnFormulas({ ...members[0], target }, figures),
    `Coverage = weighted mean of the coverage of all members, 0% where one is left out = ${formatPercent(
      figures.coverage,
    )}.`,
  );
  const [first] = explanations;
  return {
    sourceType:
      first?.sourceType ?? seriesOf(members[0].indicator)[0].source.type,
    dataSource: first?.dataSource,
    queries: explanations.flatMap(({ queries }) => queries),
    formulas,
    estimated: explanations.some(({ estimated }) => estimated),
  };
}

function sliceFormulas(definition: ObjectiveDefinition): string[] {
  const { indicator, method, sliceSeconds, sliceTarget } = definition;
  const length = formatSeconds(sliceSeconds);
  const formulas: string[] = [];
  if (indicator.kind === 'threshold') {
    formulas.push(
      `A value counts as good when it is ${wordsOf(indicator.op)} ${
        indicator.value
      }; one value for each slice of ${length}.`,
    );
  }
  if (indicator.kind === 'raw') {
    formulas.push(
      `The source gives the share of what ${
        indicator.rawType === 'success' ? 'succeeded' : 'failed'
      }; each slice of ${length} counts as one event that was good so far.`,
    );
  }
  if (method === 'Timeslices' && indicator.kind !== 'threshold') {
    formulas.push(
      `A slice of ${length} is good when at least ${formatPercent(
        sliceTarget,
      )} of its events are.`,
    );
  }
  return formulas;
}

function complianceFormulas(
  { method }: ObjectiveDefinition,
  measure: WindowMeasure,
): string[] {
  const { counts, gaps, compliance } = measure;
  const { good, all, unit } = tally(counts, method, gaps);
  const label =
    method === 'RatioTimeslices'
      ? 'sum over slices of good events ÷ events, ÷ slices'
      : `good ${unit} ÷ all ${unit}`;
  if (compliance === undefined) {
    return [`Compliance = ${label} = 0 ÷ 0: no number without data.`];
  }
  return [
    `Compliance = ${label} = ${formatCount(good)} ÷ ${formatCount(
      all,
    )} = ${formatPercent(compliance)}.`,
  ];
}

function budgetFormulas(
  { method, target, window, sliceSeconds }: ObjectiveDefinition,
  measure: WindowMeasure,
): string[] {
  const { remaining, span, periodSeconds, counts, gaps } = measure;
  if (remaining === undefined) return [];
  const budget = formatPercent(errorBudget(target));
  const rest = formatPercent(remaining);
  const formulas = [
    `Error budget = 100% − target = 100% − ${formatPercent(
      target,
    )} = ${budget}.`,
  ];
  if (window.kind === 'rolling') {
    formulas.push(
      `Remaining = 100% − (100% − compliance) ÷ error budget = 100% − ${formatPercent(
        measure.errorRatio ?? 0,
      )} ÷ ${budget} = ${rest}.`,
    );
    return formulas;
  }
  const { bad, all, unit } = tally(counts, method, gaps);
  const ofBad =
    method === 'RatioTimeslices' ? 'bad shares of slices' : `bad ${unit}`;
  if (unit === 'slices') {
    formulas.push(
      `Remaining = 100% − ${ofBad} ÷ (error budget × all slices of the whole period) = 100% − ${formatCount(
        bad,
      )} ÷ (${budget} × ${formatCount(
        periodSeconds / sliceSeconds,
      )}) = ${rest}.`,
    );
    return formulas;
  }
  const unmeasured = measure.noDataSlices * sliceSeconds;
  const measured = span.end - span.start - measure.excludedSeconds - unmeasured;
  const measurable = periodSeconds - unmeasured;
  const whole = (all * measurable) / measured;
  formulas.push(
    `Events of the whole period, estimated = ${formatCount(
      all,
    )} so far × ${formatSeconds(measurable)} ÷ ${formatSeconds(
      measured,
    )} = ${formatCount(whole)}${
      unmeasured > 0
        ? `; ${formatSeconds(unmeasured)} without a measurement are left out`
        : ''
    }.`,
    `Remaining = 100% − bad events ÷ (error budget × events of the whole period) = 100% − ${formatCount(
      bad,
    )} ÷ (${budget} × ${formatCount(whole)}) = ${rest}.`,
  );
  return formulas;
}

function burnFormulas(
  { target, window }: Pick<ObjectiveDefinition, 'target' | 'window'>,
  figures: SloFigures | undefined,
): string[] {
  if (!figures || figures.remainingBudget === null) return [];
  const budget = errorBudget(target);
  const formulas = figures.burnRates.map(({ seconds, rate }) =>
    rate === null
      ? `Burn rate over ${formatSeconds(seconds)}: no number without data.`
      : `Burn rate over ${formatSeconds(
          seconds,
        )} = bad share of that time ÷ error budget = ${formatPercent(
          rate * budget,
        )} ÷ ${formatPercent(budget)} = ${formatBurnRate(rate)}.`,
  );
  const { secondsToExhaustion: lasts, presentBurnRate, forecast } = figures;
  if (lasts !== null && lasts > 0 && presentBurnRate !== null) {
    formulas.push(
      `Budget gone in = remaining × period ÷ burn rate = ${formatPercent(
        figures.remainingBudget,
      )} × ${formatSeconds(windowSeconds(window))} ÷ ${formatBurnRate(
        presentBurnRate,
      )} = ${formatSeconds(lasts)}.`,
    );
  }
  if (forecast) {
    formulas.push(
      `Forecast for ${forecast.at
        .slice(0, 16)
        .replace('T', ' ')} UTC, if ${formatBurnRate(
        forecast.burnRate,
      )} as over the last 6 hours goes on: ${formatPercent(
        forecast.remainingBudget,
      )} remaining.`,
    );
  }
  return formulas;
}

function coverageFormulas(
  definition: ObjectiveDefinition,
  measure: WindowMeasure,
): string[] {
  const { method, noData = 'ignored', noEvents = 'ignored' } = definition;
  const { counts, expectedSlices, noDataSlices } = measure;
  const formulas = [
    `Coverage = measured slices ÷ slices of the window = ${formatCount(
      measuredSlices(counts),
    )} ÷ ${formatCount(expectedSlices)} = ${formatPercent(measure.coverage)}.`,
  ];
  const gap = (count: number, what: string, policy: string) => {
    if (count <= 0) return;
    const ignored = policy === 'ignored' || method === 'Occurrences';
    formulas.push(
      `${formatCount(count)} slices ${what}: ${
        ignored ? 'neither good nor bad' : `counted as ${policy}`
      }.`,
    );
  };
  gap(noDataSlices, 'without a measurement', noData);
  gap(counts.emptySlices, 'without events', noEvents);
  if (measure.excludedSeconds > 0) {
    formulas.push(
      `Maintenance takes ${formatSeconds(
        measure.excludedSeconds,
      )} out of the window; those slices count for nothing.`,
    );
  }
  if (measure.sharedOut) {
    formulas.push(
      'The slices of an hour that is cut are no longer kept; its sum is shared out by time, which is an estimate.',
    );
  }
  return formulas;
}

function delayFormulas(delaySeconds = 0): string[] {
  return delaySeconds > 0
    ? [
        `The source has its numbers ${formatSeconds(
          delaySeconds,
        )} late; they are asked for from then on.`,
      ]
    : [];
}
