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

/** A value with the time at which it was seen. */
export interface Fact {
  value: FactValue;
  /** ISO 8601. */
  observedAt: string;
}

/** Facts of one workload by full name, such as `catalog.ownerKind`. Absent means nothing is known. */
export type Facts = Record<string, Fact>;

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
