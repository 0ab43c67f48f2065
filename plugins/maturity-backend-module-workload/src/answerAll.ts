import {
  FactSourceSchema,
  FactValue,
  isFactValue,
} from '@plumbline/plugin-maturity-common';
import { FactAnswer, FactRequest } from '@plumbline/plugin-maturity-node';
import { PluginAbsentError } from '@plumbline/plugin-workload-node';

/** Facts as another back end gives them, by name. */
type GivenFacts = Record<string, FactValue | undefined>;

/**
 * An answer for every workload, from one question for all of them.
 *
 * @param options.read - facts by workload ref, of as many as there are.
 * @param options.missing - why a workload may be missing among them.
 * @throws what `read` throws, unless the plugin that it asks is not installed:
 * that is no failure, and each answer says so.
 */
export async function answerAll(
  requests: FactRequest[],
  schema: FactSourceSchema,
  options: {
    read: (
      workloadRefs: string[],
    ) => Promise<Map<string, GivenFacts | undefined>>;
    missing: string;
  },
): Promise<FactAnswer[]> {
  const refs = requests.map(({ workload }) => workload.workloadRef);
  try {
    const given = await options.read(refs);
    return refs.map(workloadRef => {
      const facts = given.get(workloadRef);
      return facts
        ? { workloadRef, ...fitting(facts, schema) }
        : { workloadRef, error: options.missing };
    });
  } catch (error) {
    if (!(error instanceof PluginAbsentError)) throw error;
    return refs.map(workloadRef => ({ workloadRef, error: error.message }));
  }
}

/**
 * The facts that the schema knows. Another back end may be of another version:
 * a fact of the wrong type spoils the answer, one that is not known is left out.
 */
function fitting(
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
