import { stringify } from 'yaml';
import { AlertOperator, AlertRule } from './alerts/AlertRule';
import { clearSeconds } from './alerts/alertState';
import { conditionInWords } from './alerts/alertWords';
import { cannotFire } from './alerts/cannotFire';
import { alertRulesOf, alertWindowsOf } from './alerts/defaultAlertRules';
import { errorBudget } from './budget';
import {
  ComparisonOperator,
  Indicator,
  MetricSource,
  ObjectiveDefinition,
  seriesOf,
} from './definition';
import { formatPercent } from './figures';
import { SCRAPE_SECONDS, sliceQuery } from './sliceQuery';

/** Recording and alerting rules of objectives. */
export interface PrometheusRules {
  /** A rule file, `undefined` when there is no objective that Prometheus can watch. */
  yaml?: string;
  /** Objectives without rules, and why: one sentence each. */
  leftOut: { id: string; reason: string }[];
}

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  for?: string;
  keep_firing_for?: string;
  labels: Record<string, string>;
  annotations?: Record<string, string>;
}

interface RuleGroup {
  name: string;
  interval: string;
  rules: Rule[];
}

/** Events are counted each so often where the length of slices does not matter; seconds. */
const EVENT_INTERVAL = 60;

const OPERATORS: Record<AlertOperator, string> = {
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

/** What is not good. */
const OPPOSITE: Record<ComparisonOperator, string> = {
  lt: '>=',
  lte: '>',
  gt: '<=',
  gte: '<',
};

/**
 * A rule file that makes Prometheus (2.42 or later) watch objectives by itself,
 * so that paging does not depend on the portal: the same counting, windows,
 * factors and guards as here. Pure.
 *
 * Each slice is counted once and recorded; windows add up what was recorded, so
 * that a long window costs as many samples as it has slices, however many
 * series the metric has, and events are never a mean of ratios.
 */
export function prometheusRules(
  objectives: ObjectiveDefinition[],
): PrometheusRules {
  const leftOut: PrometheusRules['leftOut'] = [];
  const groups: RuleGroup[] = [];
  const notes: string[] = [];
  for (const objective of objectives) {
    const reason = whyNot(objective);
    if (reason) {
      leftOut.push({ id: objective.id, reason });
    } else {
      groups.push(groupOf(objective));
      notes.push(...notesOf(objective));
    }
  }
  if (groups.length === 0) return { leftOut };
  const comments = [
    'Recording and alerting rules of service level objectives. Needs Prometheus 2.42 or later.',
    'Windows add up what these rules record: they fill from the moment the rules are loaded',
    '(or from the past, with promtool tsdb create-blocks-from rules).',
    'Maintenance that is entered in the portal is not known here.',
    ...notes,
    ...leftOut.map(({ id, reason }) => `Without rules: ${id}. ${reason}`),
  ];
  return {
    yaml: `${comments.map(line => `# ${oneLine(line)}\n`).join('')}${stringify(
      { groups },
      { lineWidth: 0 },
    )}`,
    leftOut,
  };
}

function whyNot({ indicator }: ObjectiveDefinition): string | undefined {
  const sources = seriesOf(indicator).map(({ source }) => source);
  const other = sources.find(({ type }) => type !== 'prometheus');
  if (other) return `Its numbers come from ${other.type}, not from Prometheus.`;
  if (sources.some(({ spec }) => typeof spec.query !== 'string')) {
    return 'A metric source of type prometheus needs spec.query.';
  }
  if (new Set(sources.map(({ dataSource }) => dataSource)).size > 1) {
    return 'Its series are on several servers.';
  }
  return undefined;
}

function notesOf(objective: ObjectiveDefinition): string[] {
  const { id, indicator, window } = objective;
  const [{ source }] = seriesOf(indicator);
  const notes: string[] = [];
  if (source.dataSource !== undefined) {
    notes.push(`${id}: for the server '${source.dataSource}'.`);
  }
  for (const rule of alertRulesOf(objective)) {
    const never = cannotFire(rule, objective);
    if (never) notes.push(`${id}: no rule '${rule.name}'. ${never}`);
    else if (needsPeriod(rule) && window.kind === 'calendar') {
      notes.push(
        `${id}: no rule '${rule.name}'. Rules look back from now and know no calendar.`,
      );
    }
  }
  return notes;
}

function needsPeriod({ condition }: AlertRule): boolean {
  return condition.kind === 'budget';
}

function groupOf(objective: ObjectiveDefinition): RuleGroup {
  return {
    name: `plumbline-slo-${objective.id}`,
    interval: lengthName(intervalOf(objective)),
    rules: [
      ...sliceRules(objective),
      ...windowRules(objective),
      ...alertRules(objective),
    ],
  };
}

/** Whether what is recorded is counts of events; otherwise the share of each slice that was bad. */
function countsEvents({ method, indicator }: ObjectiveDefinition): boolean {
  return method === 'Occurrences' && indicator.kind === 'ratio';
}

/** How often a slice is recorded. A count over a time of its own is recorded once in that time. */
function intervalOf({ method, indicator, sliceSeconds }: ObjectiveDefinition) {
  const free =
    method === 'Occurrences' &&
    (indicator.kind !== 'ratio' || indicator.counter);
  return free ? Math.min(EVENT_INTERVAL, sliceSeconds) : sliceSeconds;
}

const BAD = 'slo:slice_bad:sum';
const ALL = 'slo:slice_events:sum';

/** What is recorded of each slice: bad and all events, or which share of the slice was bad. */
function sliceRules(objective: ObjectiveDefinition): Rule[] {
  const { indicator } = objective;
  const labels = labelsOf(objective);
  const bad = { record: BAD, labels };
  if (indicator.kind !== 'ratio') {
    return [{ ...bad, expr: judged(objective, badShare(indicator)) }];
  }
  const query = (source: MetricSource) => seriesQuery(objective, source);
  const all = query(indicator.total);
  const events = indicator.good
    ? `${all}\n-\n${query(indicator.good)}`
    : query(indicator.bad!);
  if (!countsEvents(objective)) {
    const share = `(\n${indent(events)}\n)\n/\n(${all} > 0)`;
    return [{ ...bad, expr: judged(objective, share, all) }];
  }
  return [
    { ...bad, expr: events },
    {
      record: ALL,
      // A slice of which one of both counts is missing has no data.
      expr: `${all}\nand on()\n${recorded(BAD, objective)}`,
      labels,
    },
  ];
}

/** PromQL of one series, aggregated to one without labels. */
function seriesQuery(
  objective: ObjectiveDefinition,
  { spec }: MetricSource,
): string {
  const counter =
    objective.indicator.kind === 'ratio' && objective.indicator.counter;
  const query = sliceQuery(String(spec.query), counter ? 'counter' : 'gauge', {
    step: intervalOf(objective),
    scrapeSeconds: SCRAPE_SECONDS,
  });
  return counter ? `(${query})` : `sum(\n${indent(query)}\n)`;
}

/** Share of bad of an indicator that gives no counts. */
function badShare(indicator: Exclude<Indicator, { kind: 'ratio' }>): string {
  const value = `sum(\n${indent(
    String(indicator.metric.spec.query).trim(),
  )}\n)`;
  if (indicator.kind === 'raw') {
    const share = `(${value} >= 0 <= 1)`;
    return indicator.rawType === 'failure' ? share : `1 - ${share}`;
  }
  // NaN and infinity are no readings.
  return `(${value} > -Inf < +Inf) ${OPPOSITE[indicator.op]} bool ${
    indicator.value
  }`;
}

/** The share of bad of a slice as the budgeting method counts it, gaps by their policies. */
function judged(
  { method, sliceTarget, noData, noEvents }: ObjectiveDefinition,
  share: string,
  all?: string,
): string {
  if (method === 'Occurrences') return share;
  const slice =
    method === 'Timeslices'
      ? `(\n${indent(`1 - (\n${indent(share)}\n)`)}\n) < bool ${sliceTarget}`
      : share;
  const filled = [slice];
  const value = { good: 0, bad: 1 };
  if (all && noEvents && noEvents !== 'ignored') {
    filled.push(`(${all} == 0) * 0 + ${value[noEvents]}`);
  }
  if (noData && noData !== 'ignored') {
    filled.push(
      all
        ? `vector(${value[noData]}) unless on() ${all}`
        : `vector(${value[noData]})`,
    );
  }
  return filled.length === 1
    ? slice
    : filled.map(part => `(\n${indent(part)}\n)`).join('\nor on()\n');
}

/** Share of bad over each window that a rule looks at, and what is left of the budget. */
function windowRules(objective: ObjectiveDefinition): Rule[] {
  const { target, window } = objective;
  const labels = labelsOf(objective);
  const lengths = alertWindowsOf(objective);
  if (window.kind === 'rolling') lengths.push(window.seconds);
  const rules: Rule[] = [...new Set(lengths)]
    .sort((a, b) => a - b)
    .map(seconds => ({
      record: ratioName(seconds),
      expr: errorRatio(objective, seconds),
      labels,
    }));
  rules.push({
    record: 'slo:objective:ratio',
    expr: `vector(${target})`,
    labels,
  });
  if (window.kind === 'rolling') {
    rules.push({
      record: 'slo:budget_remaining:ratio',
      expr: `1 - ${ratio(objective, window.seconds)} / ${errorBudget(target)}`,
      labels,
    });
  }
  return rules;
}

function errorRatio(objective: ObjectiveDefinition, seconds: number): string {
  const bad = recorded(BAD, objective, seconds);
  if (!countsEvents(objective)) return `avg_over_time(${bad})`;
  const all = recorded(ALL, objective, seconds);
  return `sum_over_time(${bad})\n/\n(sum_over_time(${all}) > 0)`;
}

function alertRules(objective: ObjectiveDefinition): Rule[] {
  return alertRulesOf(objective).flatMap(rule => {
    const rules: Rule[] = [];
    const calendar = needsPeriod(rule) && objective.window.kind === 'calendar';
    const never = cannotFire(rule, objective);
    if (rule.notify.breaching && !calendar && !never) {
      rules.push(breachingRule(objective, rule));
    }
    if (rule.notify.noData) rules.push(noDataRule(objective, rule));
    return rules;
  });
}

const ALERT_NAMES: Record<AlertRule['condition']['kind'], string> = {
  'burn-rate': 'SloBurnRate',
  'error-rate': 'SloErrorRate',
  'error-count': 'SloErrorCount',
  budget: 'SloBudget',
};

function breachingRule(objective: ObjectiveDefinition, rule: AlertRule): Rule {
  const { condition } = rule;
  const keep = clearSeconds(rule, objective.sliceSeconds);
  return {
    alert: ALERT_NAMES[condition.kind],
    expr: [conditionOf(objective, rule), ...guardsOf(objective, rule)].join(
      '\nand\n',
    ),
    ...(rule.alertAfterSeconds > 0 && {
      for: lengthName(rule.alertAfterSeconds),
    }),
    keep_firing_for: lengthName(Math.round(keep)),
    labels: alertLabels(objective, rule),
    annotations: annotationsOf(
      objective,
      `${objective.displayName}: ${rule.name}`,
      `Objective ${formatPercent(
        objective.target,
      )}; alerts at ${conditionInWords(condition)}.`,
    ),
  };
}

function conditionOf(objective: ObjectiveDefinition, rule: AlertRule): string {
  const { condition } = rule;
  const { op, threshold } = condition;
  const compare = (value: string, limit: string | number) =>
    `${value} ${OPERATORS[op]} ${limit}`;
  switch (condition.kind) {
    case 'burn-rate': {
      const limit = `(${threshold} * ${errorBudget(objective.target)})`;
      return [condition.longSeconds, condition.shortSeconds ?? 0]
        .filter(seconds => seconds > 0)
        .map(seconds => compare(ratio(objective, seconds), limit))
        .join('\nand\n');
    }
    case 'error-rate':
      return compare(ratio(objective, condition.longSeconds), threshold);
    case 'error-count':
      return compare(
        badCount(objective, condition.longSeconds),
        atLeast(objective, op === 'gte' ? threshold : undefined) ?? threshold,
      );
    default:
      return compare(
        recorded('slo:budget_remaining:ratio', objective),
        threshold,
      );
  }
}

/** Minimum events and failures, as further conditions. */
function guardsOf(objective: ObjectiveDefinition, rule: AlertRule): string[] {
  const { condition, minEvents, minFailures } = rule;
  if (condition.kind === 'budget') return [];
  const guards: string[] = [];
  const { longSeconds } = condition;
  if (minEvents > 0) {
    const seconds = atLeastASlice(objective, longSeconds);
    const events = countsEvents(objective)
      ? `sum_over_time(${recorded(ALL, objective, seconds)})`
      : `count_over_time(${recorded(BAD, objective, seconds)})`;
    guards.push(`${events} >= ${atLeast(objective, minEvents)}`);
  }
  if (minFailures > 0) {
    guards.push(
      `${badCount(objective, longSeconds)} >= ${atLeast(
        objective,
        minFailures,
      )}`,
    );
  }
  return guards;
}

function badCount(objective: ObjectiveDefinition, seconds: number): string {
  const span = atLeastASlice(objective, seconds);
  return `sum_over_time(${recorded(BAD, objective, span)})`;
}

/** Counts of Prometheus are extrapolated: three failures may be 2.97. */
function atLeast(
  { indicator }: ObjectiveDefinition,
  count: number | undefined,
): number | undefined {
  if (count === undefined) return undefined;
  const extrapolated = indicator.kind === 'ratio' && indicator.counter;
  return extrapolated ? Math.max(0, count - 0.5) : count;
}

function noDataRule(objective: ObjectiveDefinition, rule: AlertRule): Rule {
  const { condition } = rule;
  const seconds = Math.max(
    condition.kind === 'budget' ? 3_600 : condition.longSeconds,
    2 * objective.sliceSeconds,
  );
  return {
    alert: 'SloNoData',
    expr: `absent_over_time(${recorded(BAD, objective, seconds)})`,
    labels: alertLabels(objective, rule),
    annotations: annotationsOf(
      objective,
      `${objective.displayName}: no data`,
      `Nothing was measured over ${lengthName(seconds)}.`,
    ),
  };
}

function annotationsOf(
  { runbookUrl }: ObjectiveDefinition,
  summary: string,
  description: string,
): Record<string, string> {
  return {
    summary: plain(summary),
    description: plain(description),
    ...(runbookUrl && { runbook_url: plain(runbookUrl) }),
  };
}

function labelsOf({ id, service, workloadRef }: ObjectiveDefinition) {
  return { slo: id, service, workload: workloadRef };
}

function alertLabels(objective: ObjectiveDefinition, rule: AlertRule) {
  const labels = { ...labelsOf(objective), rule: rule.id };
  return Object.fromEntries([
    ...Object.entries(labels).map(([name, value]) => [name, plain(value)]),
    ['severity', rule.severity],
  ]);
}

function ratioName(seconds: number): string {
  return `slo:error_ratio:${lengthName(seconds)}`;
}

function ratio(objective: ObjectiveDefinition, seconds: number): string {
  return recorded(ratioName(atLeastASlice(objective, seconds)), objective);
}

/** A window that is shorter than a slice holds none: it is read as one slice, and recorded so. */
function atLeastASlice(
  { sliceSeconds }: ObjectiveDefinition,
  seconds: number,
): number {
  return Math.max(seconds, sliceSeconds);
}

/**
 * What another rule recorded, now or over the last so many seconds: one less,
 * since range selectors of Prometheus 2 take in the sample at their start.
 */
function recorded(
  name: string,
  { id }: ObjectiveDefinition,
  seconds?: number,
): string {
  const range = seconds === undefined ? '' : `[${seconds - 1}s]`;
  return `${name}{slo=${JSON.stringify(id)}}${range}`;
}

/** A length as Prometheus writes it, in its largest unit: `1h`, `90s`. */
function lengthName(seconds: number): string {
  const units: [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'm'],
  ];
  const unit = units.find(([length]) => seconds % length === 0);
  return unit ? `${seconds / unit[0]}${unit[1]}` : `${seconds}s`;
}

/** Text that Prometheus does not take for a template. */
function plain(text: string): string {
  return text.replace(/\{\{/g, '{{ "{{" }}');
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}

// Some readers of YAML take control characters such as U+0085 for line breaks.
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ');
}
