import { Entity, parseEntityRef } from '@backstage/catalog-model';

/** One field of an entity that is not as it should be. */
export interface FieldProblem {
  /** Such as `spec.lifecycle` or `spec.dependsOn[2]`. */
  path: string;
  /** What is there, as JSON; `nothing` when the field is absent. */
  found: string;
  /** What should be there, in words. */
  expected: string;
}

/** A problem as one sentence. */
export function fieldProblemText({
  path,
  found,
  expected,
}: FieldProblem): string {
  return `${path}: found ${found}, expected ${expected}`;
}

const FOUND_MAX_LENGTH = 80;

/** What a field must be, and the words that say so. */
export interface Expectation {
  expected: string;
  holds: (value: unknown) => boolean;
}

/** An entity ref, with kind and namespace or without. */
export const entityRef: Expectation = {
  expected: 'an entity ref such as group:default/payments',
  holds: isRef,
};

/** An entity ref of a field for which the catalog assumes no kind. */
export const entityRefWithKind: Expectation = {
  expected: 'an entity ref with its kind such as resource:default/payments-kv',
  holds: isRefWithKind,
};

const list: Expectation = { expected: 'a list', holds: Array.isArray };

/** Collects what is wrong with the fields of one entity. */
export class FieldCheck {
  readonly problems: FieldProblem[] = [];
  readonly #entity: Entity;

  constructor(entity: Entity) {
    this.#entity = entity;
  }

  /** The field must be there and as expected. */
  require(path: string, expectation: Expectation) {
    this.#check(path, this.read(path), expectation);
  }

  /** The field must be as expected where it is there. */
  allow(path: string, expectation: Expectation) {
    const value = this.read(path);
    if (value !== undefined) this.#check(path, value, expectation);
  }

  /** The field must be a list of things as expected where it is there. */
  allowListOf(path: string, expectation: Expectation) {
    const value = this.read(path);
    if (value === undefined) return;
    if (!Array.isArray(value)) {
      this.#check(path, value, list);
      return;
    }
    value.forEach((item, i) => this.#check(`${path}[${i}]`, item, expectation));
  }

  /** An annotation must be as expected where it is there. */
  allowAnnotation(name: string, expectation: Expectation) {
    const value = this.#entity.metadata.annotations?.[name];
    if (value !== undefined) {
      this.#check(`metadata.annotations.${name}`, value, expectation);
    }
  }

  /** The value of a field of `spec`, by its path such as `spec.scaleUnit.maxUsers`. */
  read(path: string): unknown {
    return path
      .split('.')
      .reduce<any>(
        (value, key) =>
          typeof value === 'object' && value !== null ? value[key] : undefined,
        this.#entity,
      );
  }

  #check(path: string, value: unknown, { expected, holds }: Expectation) {
    if (!holds(value)) {
      this.problems.push({ path, found: describe(value), expected });
    }
  }
}

/** One of some words. */
export function oneOf(words: readonly string[]): Expectation {
  return {
    expected: `one of ${words.join(', ')}`,
    holds: value => typeof value === 'string' && words.includes(value),
  };
}

/** A number from `min` to `max`. */
export function numberBetween(
  min: number,
  max: number,
  unit: string,
): Expectation {
  return {
    expected: `a number from ${min} to ${max}, in ${unit}`,
    holds: value => typeof value === 'number' && value >= min && value <= max,
  };
}

/** A whole number from 1. */
export const countFromOne: Expectation = {
  expected: 'a whole number from 1',
  holds: value => Number.isInteger(value) && (value as number) >= 1,
};

/** Text that a pattern matches as a whole. */
export function textLike(pattern: RegExp, expected: string): Expectation {
  return {
    expected,
    holds: value => typeof value === 'string' && pattern.test(value),
  };
}

/** Whether the catalog can read a value as an entity ref when it assumes a kind. */
export function isRef(value: unknown): value is string {
  return canParse(value, 'any');
}

/** Whether the catalog can read a value as an entity ref on its own. */
export function isRefWithKind(value: unknown): value is string {
  return canParse(value, undefined);
}

function canParse(value: unknown, defaultKind: string | undefined): boolean {
  if (typeof value !== 'string' || value === '') return false;
  try {
    parseEntityRef(value, { defaultKind, defaultNamespace: 'default' });
    return true;
  } catch {
    return false;
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value);
  return json.length > FOUND_MAX_LENGTH
    ? `${json.slice(0, FOUND_MAX_LENGTH)}...`
    : json;
}
