/** How often Prometheus scrapes unless told, in seconds. */
export const SCRAPE_SECONDS = 60;

// A metric name, label matchers, or both: what increase() takes as it is.
const MATCHERS = String.raw`\{(?:[^"'}]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\}`;
const SELECTOR = String.raw`(?:[a-zA-Z_:][\w:]*\s*(?:${MATCHERS})?|${MATCHERS})`;
const ONLY_SELECTOR = new RegExp(`^${SELECTOR}$`);
const SUM_OF_SELECTOR = new RegExp(String.raw`^sum\s*\(\s*(${SELECTOR})\s*\)$`);

/** What is written after a counter that is absent until it counts. */
const OR_NONE = /^(.+?)\s+or\s+vector\(\s*0\s*\)$/s;

/** How a counter is counted. */
export interface CounterOptions {
  /** Length of a slice in seconds. */
  step: number;
  /** Seconds between the samples of a counter. */
  scrapeSeconds: number;
}

/**
 * PromQL that gives one value for each slice, at the slice's end.
 *
 * A counter is counted exactly, see {@link exactCount}, and summed over all its
 * series; a sum of counters is the sum of their counts, since resets show only
 * in each of them. Any other expression goes through a subquery, where counts
 * are extrapolated and resets are seen only in its result, which is why
 * selectors are the better choice. `or vector(0)` after a counter is kept: a
 * slice without it has none.
 *
 * Counts and gauges are evaluated as they are at the end of each slice.
 */
export function sliceQuery(
  query: string,
  kind: 'count' | 'counter' | 'gauge',
  options: CounterOptions,
): string {
  const trimmed = query.trim();
  if (kind !== 'counter') return trimmed;
  const counter = OR_NONE.exec(trimmed)?.[1] ?? trimmed;
  const selector = ONLY_SELECTOR.test(counter)
    ? counter
    : SUM_OF_SELECTOR.exec(counter)?.[1].trim();
  return selector === undefined
    ? `sum(${extrapolated(seconds => `(${trimmed}\n)[${seconds}s:]`, options)})`
    : `sum(${exactCount(selector, options)})${
        counter === trimmed ? '' : ' or vector(0)'
      }`;
}

/**
 * What a counter's value at the end of a slice is above its value at the start.
 * Each is the newest sample by then, so that slices in a row count every event
 * once, whole, and wherever scrapes lie within them: nothing is extrapolated,
 * and it is the same in Prometheus 2 and 3, whose range selectors differ in
 * whether they take in their start.
 *
 * Where that does not work it is the increase over the slice: the counter
 * started anew in it or is there for the first time. A slice without a sample of
 * its own has no data, although Prometheus takes one that is up to five minutes
 * old for the present one.
 */
function exactCount(selector: string, options: CounterOptions): string {
  const { step, scrapeSeconds } = options;
  const over = (seconds: number) => `${selector}[${seconds}s]`;
  const difference = `(${selector} - ${selector} offset ${step}s) >= 0`;
  const count = `(${difference} unless resets(${over(
    step + scrapeSeconds,
  )}) > 0) or ${extrapolated(over, options)}`;
  // One second less, for range selectors of Prometheus 2 take in their start.
  return `(${count}) and count_over_time(${over(step - 1)})`;
}

/** An increase takes two samples: over a slice that is too short to hold them, the rate over two scrapes times its length. */
function extrapolated(
  over: (seconds: number) => string,
  { step, scrapeSeconds }: CounterOptions,
): string {
  const needed = 2 * scrapeSeconds;
  return step >= needed
    ? `increase(${over(step)})`
    : `rate(${over(needed)}) * ${step}`;
}
