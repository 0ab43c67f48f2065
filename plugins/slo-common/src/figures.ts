import { errorBudget } from './budget';

/** Of a percentage; what lies beyond is the dust of binary fractions. */
const MOST_DIGITS = 10;

/**
 * A share in percent with as many digits as it needs to be told from 0% and
 * 100%: `94%`, `9.5%`, `99.95%`, `-12%`.
 */
export function formatShare(share: number): string {
  const percent = share * 100;
  const size = Math.abs(percent);
  for (const digits of size < 10 || (size > 99 && size < 100)
    ? [1, 2, 3]
    : [0, 1]) {
    const rounded = Number(percent.toFixed(digits));
    const honest =
      !(rounded === 0 && percent !== 0) && !(rounded === 100 && size < 100);
    if (honest) return `${rounded}%`;
  }
  return size < 1 ? `${percent < 0 ? '-' : ''}<0.001%` : '>99.9%';
}

/** A target or SLI in percent without a rounding that would change its meaning: `99.95%`. */
export function formatPercent(share: number): string {
  return `${Number((share * 100).toFixed(4))}%`;
}

/**
 * An availability in percent with at least four digits after the point where it
 * needs them: `99.6904%`, `99.99999984%`.
 */
export function formatAvailability(share: number): string {
  const failing = (1 - share) * 100;
  const digits =
    failing > 0
      ? Math.min(10, Math.max(4, 1 - Math.floor(Math.log10(failing))))
      : 4;
  return `${Number((share * 100).toFixed(digits))}%`;
}

/**
 * An SLI in percent, with one digit more than its error budget has, so that it
 * can be told from the target: `99.92%` of 99.9%. With more where a rounding
 * would make it what it is not: met, missed, or without anything bad.
 */
export function formatSli(sli: number, target: number): string {
  const budget = errorBudget(target) * 100;
  const fewest = Math.max(1, 1 + Math.ceil(-Math.log10(budget) - 1e-9));
  const bounds = [target * 100, 100];
  const percent = sli * 100;
  for (let digits = fewest; digits < MOST_DIGITS; digits++) {
    const rounded = Number(percent.toFixed(digits));
    if (bounds.every(bound => isHonest(percent, rounded, bound))) {
      return `${rounded}%`;
    }
  }
  return `${Number(percent.toFixed(MOST_DIGITS))}%`;
}

/** Whether a number that is not at a bound is not rounded to it. */
function isHonest(exact: number, rounded: number, bound: number): boolean {
  const isAt = (value: number) => Math.abs(value - bound) < 1e-10;
  return isAt(exact) || !isAt(rounded);
}

/** What is left of a budget, in words: `12% left`, `35% over`. */
export function formatRemaining(remaining: number): string {
  return remaining >= 0
    ? `${formatShare(remaining)} left`
    : `${formatShare(-remaining)} over`;
}

/** A burn rate with one digit, two where one would say nothing: `6.2x`, `0.04x`. */
export function formatBurnRate(rate: number): string {
  return `${Number(rate.toFixed(rate < 0.1 ? 2 : 1))}x`;
}

// Made once: making one takes longer than using it many times.
const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A count with separators and at most one digit after the point. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

const UNITS: [seconds: number, one: string, many: string][] = [
  [86_400, 'day', 'days'],
  [3_600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
];

/** A length of time in its two largest units: `3 days`, `7 hours 12 minutes`. */
export function formatSeconds(seconds: number): string {
  let minutes = Math.round(seconds / 60) * 60;
  if (minutes === 0) return 'less than a minute';
  const parts: string[] = [];
  for (const [size, one, many] of UNITS) {
    const amount = Math.floor(minutes / size);
    minutes -= amount * size;
    if (amount > 0) parts.push(`${amount} ${amount === 1 ? one : many}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(' ');
}
