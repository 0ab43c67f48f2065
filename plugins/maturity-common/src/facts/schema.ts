/** Types a fact can have. `strings` is a list of strings. */
export const FACT_TYPES = ['boolean', 'number', 'string', 'strings'] as const;

/** One of {@link FACT_TYPES}. */
export type FactType = (typeof FACT_TYPES)[number];

/** What a fact holds, by its {@link FactType}. */
export type FactValue = boolean | number | string | string[];

/** What is known of a fact before any workload is looked at. */
export interface FactDefinition {
  type: FactType;
  /** Noun phrase that reads well before its value: `Owner is a: group`. */
  title: string;
  /** What it means and where it comes from, in one or two sentences. */
  description: string;
  /** When nothing can be said, so that the fact is absent; it is always there when this is absent. */
  absentWhen?: string;
}

/** The facts of one source. Rules read them as `<source>.<name>`. */
export interface FactSourceSchema {
  /** Id of the source, such as `catalog`: the first part of the name of each of its facts. */
  source: string;
  /** Hours after which a fact that was not observed again counts as missing. */
  staleAfterHours: number;
  /** By the second part of the name. */
  facts: Record<string, FactDefinition>;
}

/** What one source says of one workload. */
export interface SourceFacts {
  /** ISO 8601, when they were seen. */
  observedAt: string;
  /** By name, without the source. Absent means nothing is known. */
  values: Record<string, FactValue>;
  /** When those were seen that were not seen with the others, ISO 8601 by name. */
  observedAtOf?: Record<string, string>;
}

/** Facts of one workload by source. */
export type Facts = Record<string, SourceFacts>;

/** A value with the time at which it was seen. */
export interface Fact {
  value: FactValue;
  /** ISO 8601. */
  observedAt: string;
}

/**
 * One fact by its full name, such as `catalog.ownerKind`; `undefined` when
 * nothing is known.
 */
export function findFact(facts: Facts, fullName: string): Fact | undefined {
  const [source, name] = splitFactName(fullName);
  const of = facts[source];
  const value = of?.values[name];
  if (value === undefined) return undefined;
  return { value, observedAt: of.observedAtOf?.[name] ?? of.observedAt };
}

/** Source and name of a fact, from its full name. */
export function splitFactName(fullName: string): [string, string] {
  const dot = fullName.indexOf('.');
  return [fullName.slice(0, dot), fullName.slice(dot + 1)];
}

/** Whether a value is of a type. */
export function isFactValue(value: unknown, type: FactType): boolean {
  switch (type) {
    case 'strings':
      return (
        Array.isArray(value) && value.every(item => typeof item === 'string')
      );
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      return typeof value === type;
  }
}
