import { FactValues } from '../rules/RuleLanguage';
import { FactSourceSchema, Facts } from './schema';

const HOUR_MS = 3_600_000;

/** Epoch milliseconds after which a fact counts as missing. */
export function endOfFreshness(
  observedAt: string,
  source: FactSourceSchema,
): number {
  return Date.parse(observedAt) + source.staleAfterHours * HOUR_MS;
}

/**
 * The values that rules may read at a time: those that were not observed for
 * longer than their source allows, and those of no known source, are left out.
 *
 * @param at - epoch milliseconds.
 */
export function usableValues(
  facts: Facts,
  sources: FactSourceSchema[],
  at: number,
): FactValues {
  const values: FactValues = {};
  const fresh = new Map<string, (observedAt: string) => boolean>();
  for (const schema of sources) {
    values[schema.source] = {};
    // Facts of one source mostly share their time.
    const known = new Map<string, boolean>();
    fresh.set(schema.source, observedAt => {
      let is = known.get(observedAt);
      if (is === undefined) {
        is = endOfFreshness(observedAt, schema) >= at;
        known.set(observedAt, is);
      }
      return is;
    });
  }
  for (const [fullName, fact] of Object.entries(facts)) {
    const dot = fullName.indexOf('.');
    const source = fullName.slice(0, dot);
    if (fresh.get(source)?.(fact.observedAt)) {
      values[source][fullName.slice(dot + 1)] = fact.value;
    }
  }
  return values;
}
