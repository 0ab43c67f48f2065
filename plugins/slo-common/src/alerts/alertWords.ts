import {
  formatBurnRate,
  formatCount,
  formatPercent,
  formatSeconds,
  formatShare,
} from '../figures';
import { AlertCondition, AlertReading, AlertSuppression } from './AlertRule';
import { wordsOf } from './cannotFire';

/** What must be so for an alert: `burn rate above 14.4x over 1 hour and over 5 minutes`. */
export function conditionInWords(condition: AlertCondition): string {
  const { op, threshold } = condition;
  switch (condition.kind) {
    case 'burn-rate': {
      const short = condition.shortSeconds
        ? ` and over ${formatSeconds(condition.shortSeconds)}`
        : '';
      return `burn rate ${wordsOf(op)} ${formatFactor(
        threshold,
      )} over ${formatSeconds(condition.longSeconds)}${short}`;
    }
    case 'error-rate':
      return `${wordsOf(op)} ${formatPercent(
        threshold,
      )} bad over ${formatSeconds(condition.longSeconds)}`;
    case 'error-count':
      return `${wordsOf(op)} ${formatCount(threshold)} bad over ${formatSeconds(
        condition.longSeconds,
      )}`;
    default:
      return `${wordsOf(op)} ${formatPercent(threshold)} of the budget left`;
  }
}

/** A factor with as many digits as tell it from others: `14.4x`, `0.93x`. */
export function formatFactor(factor: number): string {
  return factor < 2 ? `${Number(factor.toFixed(2))}x` : formatBurnRate(factor);
}

const SUPPRESSED: Record<AlertSuppression, string> = {
  'few-events': 'too few events to tell',
  'few-failures': 'too few failures to matter',
  maintenance: 'maintenance',
};

/** What was read, with numbers, and what would be alerted about: one sentence. */
export function readingInWords(
  reading: Pick<
    AlertReading,
    | 'condition'
    | 'value'
    | 'shortValue'
    | 'failures'
    | 'events'
    | 'suppressedBy'
    | 'noData'
  >,
): string {
  const { condition, value, shortValue, suppressedBy } = reading;
  const alert = `alerts at ${conditionInWords(condition)}`;
  const but = suppressedBy ? `; not counted: ${SUPPRESSED[suppressedBy]}` : '';
  if (reading.noData) return 'No new data; alerts when there is none.';
  if (value === null) return `No data; ${alert}${but}.`;
  switch (condition.kind) {
    case 'burn-rate': {
      let short = '';
      if (condition.shortSeconds) {
        const rate =
          shortValue === null ? 'no data' : formatBurnRate(shortValue);
        short = ` and ${rate} over ${formatSeconds(condition.shortSeconds)}`;
      }
      return `Burns ${formatBurnRate(value)} over ${formatSeconds(
        condition.longSeconds,
      )}${short}; ${alert}${but}.`;
    }
    case 'error-rate':
    case 'error-count':
      return `${formatCount(reading.failures)} of ${formatCount(
        reading.events,
      )} bad${
        condition.kind === 'error-rate' ? ` (${formatShare(value)})` : ''
      } over ${formatSeconds(condition.longSeconds)}; ${alert}${but}.`;
    default:
      return `${formatShare(value)} of the budget left; ${alert}${but}.`;
  }
}
