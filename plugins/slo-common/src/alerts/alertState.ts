import { AlertReading, AlertState, AlertTransition } from './AlertRule';
import { readingInWords } from './alertWords';
import { BareAlertReading } from './readAlerts';

/** What is remembered of an alert between two looks at it. */
export type AlertStanding = Pick<
  AlertReading,
  'state' | 'since' | 'clearSince'
>;

/** A change of state that is not stored yet. */
export type NewTransition = Omit<AlertTransition, 'id' | 'objectiveId'>;

/** How long a remaining budget must be back before its alert resolves; seconds. */
const BUDGET_CLEAR_SECONDS = 3_600;

/**
 * The state machine of one alert; pure.
 *
 * inactive: when the condition is met, pending, or firing at once where the
 * rule does not wait. pending: firing once it has been met for
 * `alertAfterSeconds`; inactive as soon as it is not. firing: inactive once the
 * condition has not been met for as long as the rule's short window, so that
 * an alert does not flap; at once when maintenance begins.
 *
 * Looking twice at the same moment changes nothing.
 *
 * @param previous - as it was returned last; absent at first.
 * @param at - moment of the data that was read, epoch seconds. A moment before
 *   the state began changes nothing.
 */
export function alertState(
  previous: AlertStanding | undefined,
  reading: BareAlertReading,
  at: number,
  options: { alertAfterSeconds: number; sliceSeconds: number },
): { standing: AlertStanding; transition?: NewTransition } {
  const moment = new Date(at * 1_000).toISOString();
  const before = previous ?? { state: 'inactive', since: moment };
  const since = secondsOf(before.since);
  if (at < since) return { standing: before };

  const to = (state: AlertState) => ({
    standing: { state, since: moment },
    transition: {
      ruleId: reading.ruleId,
      name: reading.name,
      severity: reading.severity,
      at: moment,
      from: before.state,
      to: state,
      value: reading.value,
      reason: readingInWords(reading),
    },
  });
  const stay = { standing: { state: before.state, since: before.since } };

  if (before.state === 'inactive') {
    if (!reading.met) return stay;
    return to(options.alertAfterSeconds > 0 ? 'pending' : 'firing');
  }
  if (before.state === 'pending') {
    if (!reading.met) return to('inactive');
    return at - since >= options.alertAfterSeconds ? to('firing') : stay;
  }
  if (reading.met) return stay;
  if (reading.suppressedBy === 'maintenance') return to('inactive');
  const clearSince = before.clearSince ?? moment;
  const clearFor = at - secondsOf(clearSince);
  if (clearFor >= clearSeconds(reading, options.sliceSeconds)) {
    return to('inactive');
  }
  return { standing: { ...stay.standing, clearSince } };
}

/**
 * How long a condition must not be met before its alert resolves, in seconds:
 * the short window of a burn rate; a twelfth of other windows, as the workbook
 * relates them; an hour for a budget. At least one slice.
 */
export function clearSeconds(
  { condition }: Pick<AlertReading, 'condition'>,
  sliceSeconds: number,
): number {
  if (condition.kind === 'budget') return BUDGET_CLEAR_SECONDS;
  const short =
    (condition.kind === 'burn-rate' ? condition.shortSeconds : undefined) ??
    condition.longSeconds / 12;
  return Math.max(sliceSeconds, short);
}

function secondsOf(iso: string): number {
  return Date.parse(iso) / 1_000;
}
