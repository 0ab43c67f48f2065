import {
  FactSourceSchema,
  FactValue,
  isFactValue,
} from '@plumbline/plugin-maturity-common';
import {
  FactAnswer,
  FactRequest,
  FactSource,
} from '@plumbline/plugin-maturity-node';

/**
 * What a source answers, with what does not fit its schema turned into an
 * error of that workload.
 *
 * @param options.timeoutMs - for all requests together; a source that takes
 * longer is told by the signal, and left behind if it does not listen.
 * @throws what the source threw, or that it took too long.
 */
export async function askSource(
  source: FactSource,
  requests: FactRequest[],
  options: { signal: AbortSignal; timeoutMs: number },
): Promise<FactAnswer[]> {
  const { signal, timeoutMs } = options;
  const late = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, late]);
  const ended = new Promise<never>((_, reject) => {
    either.addEventListener(
      'abort',
      () =>
        reject(
          new Error(
            late.aborted
              ? `did not answer within ${Math.round(timeoutMs / 1_000)} seconds`
              : 'was stopped',
          ),
        ),
      { once: true },
    );
  });
  either.throwIfAborted();
  const answers = await Promise.race([
    source.collect(requests, { signal: either }),
    ended,
  ]);
  return answers.map(answer => checked(answer, source.schema));
}

function checked(answer: FactAnswer, schema: FactSourceSchema): FactAnswer {
  if (!answer.facts) return answer;
  const facts: Record<string, FactValue> = {};
  for (const [name, value] of Object.entries(answer.facts)) {
    // Nothing said.
    if (value === undefined) continue;
    const definition = Object.hasOwn(schema.facts, name)
      ? schema.facts[name]
      : undefined;
    if (!definition) {
      return withError(answer, `the source names no fact '${name}'`);
    }
    if (!isFactValue(value, definition.type)) {
      return withError(
        answer,
        `the fact '${name}' came with another type than ${definition.type}`,
      );
    }
    facts[name] = value;
  }
  return { ...answer, facts };
}

function withError({ workloadRef }: FactAnswer, error: string): FactAnswer {
  return { workloadRef, error };
}
