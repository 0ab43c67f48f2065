import { DateTime } from 'luxon';
import { AlertSeverity } from './alerts/AlertRule';
import { ReportObjective } from './api/reports';
import {
  burnRate,
  compliance,
  errorBudget,
  remainingCalendarBudget,
  shareOfPeriod,
  tally,
} from './budget';
import { CompositeObjective, promiseOf, weightedMean } from './composite';
import { ObjectiveDefinition, SlaPromise } from './definition';
import { TimeSpan, excludedSeconds } from './exclusions';
import { MeasureContext, SpanMeasure, measureSpan } from './measure';
import { HourRollup, measuredSlices } from './rollup';

const DAY = 86_400;
const WORST_DAYS = 5;

/** Start and end of a month in UTC, epoch seconds. */
export function monthSpan(month: string): TimeSpan {
  const start = DateTime.fromISO(`${month}-01`, { zone: 'utc' });
  if (!start.isValid) throw new Error(`Not a month: ${month}`);
  return [start.toSeconds(), start.plus({ months: 1 }).toSeconds()];
}

/** The month (UTC) that a moment belongs to, as `2026-11`; a slice that ends at midnight belongs to the day before. */
export function monthOf(end: number): string {
  return new Date((end - 1) * 1_000).toISOString().slice(0, 7);
}

/**
 * One objective's part of the monthly report, from its day (or hour) rollups
 * of the month. A month that is not over is reported as far as it has gone; its
 * budget is that of the whole month.
 *
 * @param asOf - how far the data goes, epoch seconds; what follows is no gap yet.
 * @param alerts - how often alerts began to fire in the month, by severity.
 */
export function reportObjective(options: {
  definition: ObjectiveDefinition;
  month: string;
  rollups: readonly HourRollup[];
  asOf?: number;
  context?: MeasureContext;
  alerts?: Partial<Record<AlertSeverity, number>>;
}): ReportObjective {
  const { definition, month, rollups, context = {} } = options;
  const { method, target, sliceSeconds } = definition;
  const [start, end] = monthSpan(month);
  const to = Math.min(end, Math.max(start, options.asOf ?? start));
  const whole = measureSpan(definition, rollups, [start, to], context);
  const { counts, gaps, expectedSlices } = whole;
  const exclusions = context.exclusions ?? [];
  const periodSeconds =
    end - start - excludedSeconds([start, end], exclusions, sliceSeconds);
  const remaining = remainingCalendarBudget({
    counts,
    method,
    target,
    elapsedSeconds: to - start - whole.excludedSeconds,
    unmeasuredSeconds: whole.noDataSlices * sliceSeconds,
    periodSeconds,
    sliceSeconds,
    gaps,
  });
  const sli = compliance(counts, method, gaps) ?? null;
  const { good, bad } = tally(counts, method, gaps);
  return {
    id: definition.id,
    displayName: definition.displayName,
    entityRef: definition.entityRef,
    method,
    target,
    compliance: sli,
    spent: remaining === undefined ? null : 1 - remaining,
    met: reached(sli, target),
    good,
    bad,
    noDataSlices: whole.noDataSlices,
    slices: expectedSlices,
    coverage:
      expectedSlices > 0
        ? Math.min(1, measuredSlices(counts) / expectedSlices)
        : 0,
    excludedSeconds: whole.excludedSeconds,
    sla: keptOf(promiseOf(definition), sli),
    worstDays: worstDays(options, whole, [start, to], periodSeconds),
    alerts: options.alerts ?? {},
  };
}

/**
 * A composite's part of the monthly report, from those of its members: SLI and
 * target are their means by weight over the members with data, what was spent
 * is their mean by weight × budget. Its worst days are those of its members.
 */
export function reportComposite(
  { definition, members }: CompositeObjective,
  reports: readonly ReportObjective[],
  alerts: ReportObjective['alerts'] = {},
): ReportObjective {
  const parts = members.flatMap(({ id, weight = 0 }) => {
    const report = reports.find(each => each.id === id);
    return report ? [{ weight, report }] : [];
  });
  const live = parts.filter(({ report }) => report.compliance !== null);
  const mean = (of: typeof parts, value: (report: ReportObjective) => number) =>
    weightedMean(of.map(({ weight, report }) => [weight, value(report)]));
  const sum = (value: (report: ReportObjective) => number) =>
    parts.reduce((total, { report }) => total + value(report), 0);
  const sli = mean(live, report => report.compliance!) ?? null;
  const target = mean(live, report => report.target) ?? definition.target;
  return {
    id: definition.id,
    displayName: definition.displayName,
    entityRef: definition.entityRef,
    method: definition.method,
    target,
    compliance: sli,
    spent:
      weightedMean(
        live.map(({ weight, report }) => [
          weight * errorBudget(report.target),
          report.spent,
        ]),
      ) ?? null,
    met: reached(sli, target),
    good: sum(report => report.good),
    bad: sum(report => report.bad),
    noDataSlices: sum(report => report.noDataSlices),
    slices: sum(report => report.slices),
    coverage: mean(parts, report => report.coverage) ?? 0,
    excludedSeconds: Math.max(
      0,
      ...parts.map(({ report }) => report.excludedSeconds),
    ),
    sla: keptOf(promiseOf(definition), sli),
    worstDays: [],
    alerts,
  };
}

function keptOf(
  sla: SlaPromise | undefined,
  sli: number | null,
): ReportObjective['sla'] {
  return (
    sla && {
      name: sla.name,
      target: sla.target,
      met: reached(sli, sla.target),
      deviation: sli === null ? null : dust(sli - sla.target),
    }
  );
}

/**
 * Share of a budget that one stretch of time spent: what was bad in it over
 * what may be bad in the whole. Events: of all events of the whole, so far.
 * Slices of a calendar period: of all its slices; of a rolling window: of the
 * slices that say something. `undefined` where nothing was counted.
 *
 * @param periodSeconds - length of the calendar period without maintenance;
 *   absent for a rolling window.
 */
export function budgetSpentBy(
  definition: Pick<ObjectiveDefinition, 'method' | 'target' | 'sliceSeconds'>,
  part: SpanMeasure,
  whole: SpanMeasure,
  periodSeconds?: number,
): number | undefined {
  const { method, target, sliceSeconds } = definition;
  const { bad, all, unit } = tally(part.counts, method, part.gaps);
  const of = tally(whole.counts, method, whole.gaps).all;
  if (all <= 0 || of <= 0) return undefined;
  if (periodSeconds === undefined) return burnRate(bad / of, target);
  if (unit === 'slices') {
    return burnRate((bad * sliceSeconds) / periodSeconds, target);
  }
  const share = shareOfPeriod({
    elapsedSeconds: whole.to - whole.from - whole.excludedSeconds,
    unmeasuredSeconds: whole.noDataSlices * sliceSeconds,
    periodSeconds,
  });
  return burnRate((bad / of) * share, target);
}

function worstDays(
  { definition, rollups, context }: Parameters<typeof reportObjective>[0],
  whole: SpanMeasure,
  [start, to]: TimeSpan,
  periodSeconds: number,
): ReportObjective['worstDays'] {
  const days: ReportObjective['worstDays'] = [];
  for (let day = start; day < to; day += DAY) {
    const part = measureSpan(
      definition,
      rollups,
      [day, Math.min(day + DAY, to)],
      context,
    );
    const spent = budgetSpentBy(definition, part, whole, periodSeconds);
    if (spent !== undefined && spent > 0) {
      days.push({
        day: new Date(day * 1_000).toISOString().slice(0, 10),
        spent,
      });
    }
  }
  return days.sort((a, b) => b.spent - a.spent).slice(0, WORST_DAYS);
}

function reached(sli: number | null, target: number): boolean | null {
  return sli === null ? null : sli - target >= -1e-12;
}

function dust(difference: number): number {
  return Math.abs(difference) < 1e-12 ? 0 : difference;
}

/** How many promises of a report were kept, broken, or cannot be told. */
export function countPromises(objectives: readonly ReportObjective[]): {
  kept: number;
  broken: number;
  unknown: number;
} {
  const promises = objectives.flatMap(({ sla }) => (sla ? [sla.met] : []));
  const of = (met: boolean | null) =>
    promises.filter(each => each === met).length;
  return { kept: of(true), broken: of(false), unknown: of(null) };
}
