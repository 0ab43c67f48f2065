import { FactSourceSchema } from '@plumbline/plugin-maturity-common';
import { FactAnswer, FactRequest } from '@plumbline/plugin-maturity-node';
import { PluginAbsentError } from '@plumbline/plugin-workload-node';
import { GivenFacts, fittingFacts } from './fittingFacts';

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
        ? { workloadRef, ...fittingFacts(facts, schema) }
        : { workloadRef, error: options.missing };
    });
  } catch (error) {
    if (!(error instanceof PluginAbsentError)) throw error;
    return refs.map(workloadRef => ({ workloadRef, error: error.message }));
  }
}
