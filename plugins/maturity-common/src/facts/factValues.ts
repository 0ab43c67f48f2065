import { FactValues } from '../rules/RuleLanguage';
import { FactSourceSchema, Facts, SourceFacts } from './schema';

const HOUR_MS = 3_600_000;
const NONE: SourceFacts['values'] = Object.freeze({});

/** Epoch milliseconds after which a fact counts as missing. */
export function endOfFreshness(
  observedAt: string,
  source: FactSourceSchema,
): number {
  return Date.parse(observedAt) + source.staleAfterHours * HOUR_MS;
}

/** What rules may read at a time, and until when that stays so by itself. */
export interface UsableFacts {
  values: FactValues;
  /** Epoch milliseconds at which the first of the values counts no longer; `undefined` without values. */
  until?: number;
}

/**
 * The values that rules may read at a time: those that were not observed for
 * longer than their source allows, and those of no known source, are left out.
 *
 * @param at - epoch milliseconds.
 */
export function usableFacts(
  facts: Facts,
  sources: FactSourceSchema[],
  at: number,
): UsableFacts {
  const values: FactValues = {};
  let until = Infinity;
  for (const schema of sources) {
    const of = facts[schema.source];
    if (!of) {
      values[schema.source] = NONE;
    } else if (of.observedAtOf) {
      values[schema.source] = {};
      for (const [name, value] of Object.entries(of.values)) {
        const seen = of.observedAtOf[name] ?? of.observedAt;
        const end = endOfFreshness(seen, schema);
        if (end < at) continue;
        values[schema.source][name] = value;
        until = Math.min(until, end + 1);
      }
    } else {
      const end = endOfFreshness(of.observedAt, schema);
      const isUsable = end >= at;
      values[schema.source] = isUsable ? of.values : NONE;
      if (isUsable) until = Math.min(until, end + 1);
    }
  }
  return { values, until: until === Infinity ? undefined : until };
}
