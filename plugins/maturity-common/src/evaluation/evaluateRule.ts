import {
  FactDefinition,
  FactSourceSchema,
  FactValue,
  Facts,
} from '../facts/schema';
import { RuleCriterion } from '../model/MaturityModel';
import { CriterionResult, Evidence } from './results';

const HOUR_MS = 3_600_000;
const VALUES_IN_REASON = 5;

/**
 * State of a rule criterion at a time. A fact that is missing, or was not
 * observed for longer than its source allows, gives `unknown` wherever the
 * outcome depends on it.
 *
 * @param at - ISO 8601.
 */
export function evaluateRule(
  criterion: RuleCriterion,
  facts: Facts,
  sources: FactSourceSchema[],
  at: string,
): CriterionResult {
  const reads = criterion.rule.reads.map(name => {
    const fact = facts[name];
    const { definition, staleAfterHours } = describe(name, sources);
    const isStale =
      fact !== undefined &&
      Date.parse(at) - Date.parse(fact.observedAt) > staleAfterHours * HOUR_MS;
    return { name, fact, definition, staleAfterHours, isStale };
  });
  const usable = reads.filter(({ fact, isStale }) => fact && !isStale);
  const values = Object.fromEntries(
    usable.map(({ name, fact }) => [name, fact.value]),
  );
  const evidence = usable.map(
    ({ fact, definition }): Evidence => ({
      label: definition.title,
      values: valuesOf(fact.value),
    }),
  );
  const base = {
    criterionId: criterion.id,
    evidence,
    observedAt: usable.map(({ fact }) => fact.observedAt).sort()[0],
  };

  let holds: boolean | undefined;
  try {
    holds = criterion.rule.evaluate(values);
  } catch (error) {
    return {
      ...base,
      state: 'unknown',
      reason: `The rule could not be evaluated: ${(error as Error).message}.`,
    };
  }
  if (holds !== undefined) {
    return {
      ...base,
      state: holds ? 'met' : 'not-met',
      reason: `${evidence.map(inWords).join('; ')}.`,
    };
  }
  const missing = reads
    .filter(({ fact, isStale }) => !fact || isStale)
    .map(({ definition, isStale, staleAfterHours }) =>
      isStale
        ? `${definition.title} (not seen for more than ${staleAfterHours} hours)`
        : `${definition.title} (${
            definition.absentWhen ?? 'not collected yet'
          })`,
    );
  return {
    ...base,
    state: 'unknown',
    reason: `Not known: ${missing.join('; ')}.`,
  };
}

function describe(
  name: string,
  sources: FactSourceSchema[],
): { definition: FactDefinition; staleAfterHours: number } {
  const [sourceId, factName] = name.split('.');
  const source = sources.find(
    ({ source: candidate }) => candidate === sourceId,
  );
  const definition = source?.facts[factName];
  if (!source || !definition) {
    // The model's check lets no such rule through.
    throw new Error(`No such fact: ${name}`);
  }
  return { definition, staleAfterHours: source.staleAfterHours };
}

function valuesOf(value: FactValue): string[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return [String(value)];
}

function inWords({ label, values }: Evidence): string {
  if (values.length === 0) return `${label}: none`;
  const shown = values.slice(0, VALUES_IN_REASON).join(', ');
  const rest = values.length - VALUES_IN_REASON;
  return `${label}: ${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}
