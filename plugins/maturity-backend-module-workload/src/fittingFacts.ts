import {
  FactSourceSchema,
  FactValue,
  isFactValue,
} from '@plumbline/plugin-maturity-common';
import { FactAnswer } from '@plumbline/plugin-maturity-node';

/** Facts by name, as families give them; what nothing can be said about is `undefined` or left out. */
export type GivenFacts = Record<string, FactValue | undefined>;

/**
 * The part of an answer that says the facts, without those about which nothing
 * is said. Another back end may be of another version: a fact of the wrong type
 * spoils the answer, one that is not known is left out.
 */
export function fittingFacts(
  given: GivenFacts,
  schema: FactSourceSchema,
): Pick<FactAnswer, 'facts' | 'error'> {
  const facts: Record<string, FactValue> = {};
  for (const [name, { type }] of Object.entries(schema.facts)) {
    const value = given[name];
    if (value === undefined) continue;
    if (!isFactValue(value, type)) {
      return {
        error: `the fact '${schema.source}.${name}' came with another type than expected (${type})`,
      };
    }
    facts[name] = value;
  }
  return { facts };
}
