import { SeriesKind } from '@plumbline/plugin-slo-node';

// A metric name, label matchers, or both: what increase() takes as it is.
const SELECTOR =
  /^(?:[a-zA-Z_:][\w:]*\s*(?:\{(?:[^"'}]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\})?|\{(?:[^"'}]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\})$/;

/**
 * PromQL that gives one value for each slice, at the slice's end.
 *
 * A counter becomes its increase over the slice, summed over all its series.
 * An expression that is no plain selector goes through a subquery; resets are
 * then seen only in its result, which is why selectors are the better choice.
 * Anything else is evaluated as it is at the end of each slice.
 */
export function sliceQuery(
  query: string,
  kind: SeriesKind,
  step: number,
): string {
  const trimmed = query.trim();
  if (kind !== 'counter') return trimmed;
  return SELECTOR.test(trimmed)
    ? `sum(increase(${trimmed}[${step}s]))`
    : `sum(increase((${trimmed})[${step}s:]))`;
}
