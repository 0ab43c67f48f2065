/** How often Prometheus scrapes unless told, in seconds. */
export const SCRAPE_SECONDS = 60;

// A metric name, label matchers, or both: what increase() takes as it is.
const MATCHERS = String.raw`\{(?:[^"'}]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\}`;
const SELECTOR = String.raw`(?:[a-zA-Z_:][\w:]*\s*(?:${MATCHERS})?|${MATCHERS})`;
const ONLY_SELECTOR = new RegExp(`^${SELECTOR}$`);
const SUM_OF_SELECTOR = new RegExp(String.raw`^sum\s*\(\s*(${SELECTOR})\s*\)$`);

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
 * A counter becomes its increase over the slice, summed over all its series. A
 * sum of counters becomes the sum of their increases: resets show only in each
 * counter, and in a sum one restart of many would count as if all had started
 * from nothing. Any other expression goes through a subquery, where resets are
 * seen only in its result, which is why selectors are the better choice.
 *
 * An increase takes two samples. A slice that is too short to hold them (range
 * selectors of Prometheus 3 leave out the sample at their start) has the rate
 * over two scrapes that end with it, times its length: no event is lost or
 * counted twice over several slices, but one at the edge is shared out.
 *
 * Counts and gauges are evaluated as they are at the end of each slice.
 */
export function sliceQuery(
  query: string,
  kind: 'count' | 'counter' | 'gauge',
  { step, scrapeSeconds }: CounterOptions,
): string {
  const trimmed = query.trim();
  if (kind !== 'counter') return trimmed;
  const selector = ONLY_SELECTOR.test(trimmed)
    ? trimmed
    : SUM_OF_SELECTOR.exec(trimmed)?.[1];
  const over = (seconds: number) =>
    selector === undefined
      ? `(${trimmed}\n)[${seconds}s:]`
      : `${selector}[${seconds}s]`;
  const needed = 2 * scrapeSeconds;
  return step >= needed
    ? `sum(increase(${over(step)}))`
    : `sum(rate(${over(needed)})) * ${step}`;
}
