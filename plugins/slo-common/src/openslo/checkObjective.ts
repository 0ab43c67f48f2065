import { cannotFire } from '../alerts/cannotFire';
import { AlertRule } from '../alerts/AlertRule';
import { errorBudget } from '../budget';
import { ObjectiveDefinition } from '../definition';
import { durationSeconds, parseDuration } from '../duration';
import { formatPercent, formatSeconds } from '../figures';
import { windowSeconds } from '../window';

const DAY_SECONDS = 86_400;

/** What is known of the portal that will evaluate the documents. */
export interface ResolveOptions {
  /** Days for which what is collected is kept by configuration; not looked at when absent. */
  retentionDays?: number;
}

/** Something about a well-formed objective that is hardly meant so. */
export interface Remark {
  message: string;
  expected: string;
}

/** Whether the window asks for more than is kept, or for a part of a slice. */
export function checkWindow(
  {
    window,
    sliceSeconds,
  }: Pick<ObjectiveDefinition, 'window' | 'sliceSeconds'>,
  { retentionDays }: ResolveOptions,
): Remark[] {
  const seconds = windowSeconds(window);
  const parsed = parseDuration(window.duration);
  const declared = parsed ? durationSeconds(parsed) : seconds;
  if (declared > sliceSeconds && declared % sliceSeconds !== 0) {
    const slice = formatSeconds(sliceSeconds);
    return [
      {
        message: `${window.duration} is no whole number of slices of ${slice}: one at its edge counts as a whole`,
        expected: `a multiple of ${slice}`,
      },
    ];
  }
  if (retentionDays === undefined || seconds <= retentionDays * DAY_SECONDS) {
    return [];
  }
  return [
    {
      message: `${window.duration} is longer than the ${retentionDays} days for which measurements are kept by configuration: they are kept longer for it, and it is only as complete as its source reaches back`,
      expected: `a window of at most ${retentionDays} days`,
    },
  ];
}

/** Whether the target leaves a budget that can be spent and kept. */
export function checkTarget(
  definition: Pick<
    ObjectiveDefinition,
    'target' | 'method' | 'sliceSeconds' | 'window'
  >,
): Remark[] {
  const { target, method, sliceSeconds, window } = definition;
  if (target === 0) {
    return [
      {
        message: 'a target of 0% is met whatever happens',
        expected: 'a target above 0',
      },
    ];
  }
  const slices = (windowSeconds(window) / sliceSeconds) * errorBudget(target);
  if (method !== 'Timeslices' || slices >= 1) return [];
  return [
    {
      message: `${formatPercent(target)} of ${
        window.duration
      } leaves less than one slice of ${formatSeconds(
        sliceSeconds,
      )} as budget: the first bad one spends all of it`,
      expected: 'a lower target, shorter slices or a longer window',
    },
  ];
}

/** Whether a rule can fire for this objective, and looks at as much as it says. */
export function checkRule(
  rule: AlertRule,
  definition: ObjectiveDefinition,
): Remark[] {
  const never = cannotFire(rule, definition);
  if (never) {
    return [
      {
        message: `the alert '${rule.id}' can never fire. ${never}`,
        expected: 'a condition that can be met',
      },
    ];
  }
  const { condition } = rule;
  if (condition.kind === 'budget') return [];
  const { sliceSeconds } = definition;
  const shortest =
    condition.kind === 'burn-rate'
      ? condition.shortSeconds ?? condition.longSeconds
      : condition.longSeconds;
  if (shortest < sliceSeconds) {
    return [
      {
        message: `the alert '${rule.id}' looks at ${formatSeconds(
          shortest,
        )}, which is less than one slice: it is read over ${formatSeconds(
          sliceSeconds,
        )} (m is minutes, M months)`,
        expected: `a window of at least ${formatSeconds(sliceSeconds)}`,
      },
    ];
  }
  const period = windowSeconds(definition.window);
  if (condition.longSeconds <= period) return [];
  return [
    {
      message: `the alert '${rule.id}' looks back ${formatSeconds(
        condition.longSeconds,
      )}, longer than the SLO's own window`,
      expected: `a lookbackWindow of at most ${definition.window.duration}`,
    },
  ];
}
