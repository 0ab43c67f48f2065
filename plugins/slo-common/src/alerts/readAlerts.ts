import { burnRate, tally } from '../budget';
import { ObjectiveDefinition } from '../definition';
import { SpanMeasure } from '../measure';
import { AlertReading, AlertRule } from './AlertRule';
import { cannotFire, compares } from './cannotFire';

/** A rule as it stands, before its history is looked at. */
export type BareAlertReading = Omit<
  AlertReading,
  'state' | 'since' | 'clearSince'
>;

/** What rules are read from. */
export interface AlertInput {
  definition: ObjectiveDefinition;
  /** In the order in which they are returned. */
  rules: readonly AlertRule[];
  /** What was counted over the last so many seconds; `undefined` without data. */
  recent: (seconds: number) => SpanMeasure | undefined;
  /** Share of the budget that is left; absent without data. */
  remaining?: number;
  /** Whether maintenance goes on at the moment looked from. */
  maintenance: boolean;
}

/**
 * Reads the rules of an objective. Numbers are compared unrounded. A window
 * shorter than a slice holds none, so it is read as one slice.
 *
 * A condition that is met counts for nothing while maintenance goes on, and
 * where there are fewer events or failures than the rule wants: of ten requests
 * an hour one failure burns 100x at 99.9% and says nothing.
 */
export function readAlerts(input: AlertInput): BareAlertReading[] {
  return input.rules.map(rule => readAlert(rule, input));
}

function readAlert(rule: AlertRule, input: AlertInput): BareAlertReading {
  const { definition, recent, remaining, maintenance } = input;
  const { condition } = rule;
  const reading: BareAlertReading = {
    ruleId: rule.id,
    name: rule.name,
    severity: rule.severity,
    condition,
    value: null,
    shortValue: null,
    events: 0,
    failures: 0,
    met: false,
    cannotFire: cannotFire(rule, definition),
  };
  const holds = (value: number | null) =>
    value !== null && compares(value, condition.op, condition.threshold);
  if (condition.kind === 'budget') {
    reading.value = remaining ?? null;
    reading.met = holds(reading.value);
  } else {
    const over = (seconds: number) =>
      recent(Math.max(seconds, definition.sliceSeconds));
    const long = over(condition.longSeconds);
    const { events, failures } = eventsOf(long, definition);
    reading.events = events;
    reading.failures = failures;
    reading.value = valueOf(condition.kind, long, definition);
    reading.met = holds(reading.value);
    if (condition.kind === 'burn-rate' && condition.shortSeconds) {
      const short = over(condition.shortSeconds);
      reading.shortValue = valueOf(condition.kind, short, definition);
      reading.met = reading.met && holds(reading.shortValue);
    }
  }
  if (!reading.met) return reading;
  if (maintenance) reading.suppressedBy = 'maintenance';
  else if (condition.kind !== 'budget') {
    if (reading.events < rule.minEvents) reading.suppressedBy = 'few-events';
    else if (reading.failures < rule.minFailures) {
      reading.suppressedBy = 'few-failures';
    }
  }
  reading.met = reading.suppressedBy === undefined;
  return reading;
}

function valueOf(
  kind: 'burn-rate' | 'error-rate' | 'error-count',
  measure: SpanMeasure | undefined,
  definition: ObjectiveDefinition,
): number | null {
  const ratio = measure?.errorRatio;
  if (ratio === undefined) return null;
  if (kind === 'burn-rate') return burnRate(ratio, definition.target);
  return kind === 'error-rate' ? ratio : eventsOf(measure, definition).failures;
}

/** Events, or slices that say something, and how many of them were bad. */
function eventsOf(
  measure: SpanMeasure | undefined,
  { method }: ObjectiveDefinition,
): { events: number; failures: number } {
  if (!measure) return { events: 0, failures: 0 };
  // A slice of RatioTimeslices counts as failed when it misses its slice target.
  const counted = method === 'RatioTimeslices' ? 'Timeslices' : method;
  const { all, bad } = tally(measure.counts, counted, measure.gaps);
  return { events: all, failures: bad };
}
