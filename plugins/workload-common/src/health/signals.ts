import { HEALTH_STATES, HealthState, NodeSignal } from '../summary';

/** How a value compares with a threshold that it crosses. */
export const SIGNAL_OPERATORS = ['>=', '>', '<=', '<'] as const;

/** One of {@link SIGNAL_OPERATORS}. */
export type SignalOperator = (typeof SIGNAL_OPERATORS)[number];

/** What the values of a signal mean. */
export interface SignalDefinition {
  /** Of the signals that it judges; a `*` at the end stands for any ending. */
  id: string;
  /** What is measured, such as `Connections in use`. */
  name: string;
  /** Unit of the values, such as `%`, `ms`; empty for a bare number. */
  unit: string;
  /** `value operator threshold` is what is ill: `>=` and `<=` count a value that equals the threshold. */
  operator: SignalOperator;
  unhealthy: number;
  /** On the milder side of `unhealthy`. Without it the signal knows no middle state. */
  degraded?: number;
}

/**
 * The state of a value. The threshold for unhealthy is tested first, then the
 * one for degraded; what crosses neither is healthy. No value, and what is no
 * number, is unknown.
 */
export function judgeSignal(
  value: number | undefined,
  { operator, unhealthy, degraded }: SignalDefinition,
): HealthState {
  if (value === undefined || Number.isNaN(value)) return 'unknown';
  if (crosses(value, operator, unhealthy)) return 'unhealthy';
  return degraded !== undefined && crosses(value, operator, degraded)
    ? 'degraded'
    : 'healthy';
}

function crosses(
  value: number,
  operator: SignalOperator,
  threshold: number,
): boolean {
  switch (operator) {
    case '>=':
      return value >= threshold;
    case '>':
      return value > threshold;
    case '<=':
      return value <= threshold;
    default:
      return value < threshold;
  }
}

/** What is wrong with the thresholds of a definition; `undefined` when nothing is. */
export function thresholdProblem({
  operator,
  unhealthy,
  degraded,
}: Pick<SignalDefinition, 'operator' | 'unhealthy' | 'degraded'>):
  | string
  | undefined {
  if (degraded === undefined) return undefined;
  const rising = operator === '>=' || operator === '>';
  if (rising ? degraded < unhealthy : degraded > unhealthy) return undefined;
  return `a number ${
    rising ? 'below' : 'above'
  } ${unhealthy}, where unhealthy begins; otherwise no value would be degraded`;
}

/** Whether a signal id is one of those that a pattern names: the same, or any beginning so before a `*` at the end. */
export function matchesSignal(pattern: string, id: string): boolean {
  return pattern.endsWith('*')
    ? id.startsWith(pattern.slice(0, -1))
    : id === pattern;
}

/**
 * The most particular of the entries whose pattern fits: the whole id before
 * any pattern, then the longest pattern; of equals the first.
 */
export function mostParticular<T>(
  entries: T[],
  patternOf: (entry: T) => string,
  id: string,
): T | undefined {
  const weight = (entry: T) =>
    patternOf(entry) === id ? Infinity : patternOf(entry).length;
  return entries
    .filter(entry => matchesSignal(patternOf(entry), id))
    .reduce<T | undefined>(
      (best, entry) =>
        best === undefined || weight(entry) > weight(best) ? entry : best,
      undefined,
    );
}

/** Minutes that a report holds when it does not say. */
export const REPORT_MINUTES = 60;

/** Fewest and most minutes that a report may hold. */
export const REPORT_MINUTES_RANGE = { min: 1, max: 10_080 } as const;

/** Most characters of a report's context. */
export const REPORT_CONTEXT_MAX = 4_096;

/** What someone pushed about one node: a state, or a value that a definition judges. */
export interface SignalReport {
  /** Signal id; unique within the node, so that a newer report replaces the older. */
  id: string;
  /** The node that it is about. */
  entityRef: string;
  /** What is measured or looked at. */
  name: string;
  /** Counts before `value`. */
  state?: HealthState;
  value?: number;
  /** Free text, at most {@link REPORT_CONTEXT_MAX} characters. */
  context?: string;
  /** ISO 8601. */
  reportedAt: string;
  /** ISO 8601; from this moment on the report is gone. */
  expiresAt: string;
}

/** The reports that hold at a moment, as signals. */
export interface ReportedSignals {
  signals: NodeSignal[];
  /** ISO 8601, when the next of them expires; absent when none does. */
  nextAt?: string;
}

/**
 * Signals from reports. A report that has expired is no signal at all, as if
 * it had never come; the node falls back on what else is known of it.
 *
 * @param at - epoch milliseconds.
 */
export function reportedSignals(
  reports: SignalReport[],
  definitions: SignalDefinition[],
  at: number,
): ReportedSignals {
  const valid = reports.filter(({ expiresAt }) => Date.parse(expiresAt) > at);
  const ends = valid.map(({ expiresAt }) => Date.parse(expiresAt));
  return {
    signals: valid.map(report => toSignal(report, definitions)),
    nextAt:
      ends.length > 0
        ? new Date(
            ends.reduce((first, end) => Math.min(first, end)),
          ).toISOString()
        : undefined,
  };
}

function toSignal(
  report: SignalReport,
  definitions: SignalDefinition[],
): NodeSignal {
  const definition = mostParticular(definitions, ({ id }) => id, report.id);
  const judged =
    definition && report.value !== undefined
      ? judgeSignal(report.value, definition)
      : undefined;
  const state = report.state ?? judged ?? 'unknown';
  const said =
    report.value === undefined
      ? `reported as ${state}`
      : withUnit(report.value, definition?.unit ?? '');
  const limit =
    definition && report.state === undefined && isIll(state)
      ? `; ${state} ${definition.operator} ${withUnit(
          thresholdOf(definition, state),
          definition.unit,
        )}`
      : '';
  const undecided =
    report.state === undefined && !definition && report.value !== undefined
      ? '; no thresholds are set for it'
      : '';
  return {
    id: report.id,
    entityRef: report.entityRef,
    state,
    reason: `${definition?.name ?? report.name}: ${said}${limit}${undecided}`,
    observedAt: report.reportedAt,
  };
}

function isIll(state: HealthState): boolean {
  return HEALTH_STATES.indexOf(state) >= HEALTH_STATES.indexOf('degraded');
}

function thresholdOf(
  { unhealthy, degraded }: SignalDefinition,
  state: HealthState,
): number {
  return state === 'degraded' && degraded !== undefined ? degraded : unhealthy;
}

function withUnit(value: number, unit: string): string {
  if (unit === '') return String(value);
  return unit === '%' ? `${value}%` : `${value} ${unit}`;
}
