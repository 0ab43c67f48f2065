import { FactValue } from '../facts/schema';

/** Values of facts by source and name; those that nothing is known of are left out. */
export type FactValues = Record<string, Record<string, FactValue>>;

/**
 * The language in which a model's rules are written. Everything that knows
 * which one it is stays behind this interface.
 */
export interface RuleLanguage {
  /**
   * Checks an expression against the facts that exist and makes it ready to run.
   *
   * @throws RuleError when it is no expression, reads a fact that does not
   * exist, mixes types, is not yes or no, or uses a function that rules may not.
   */
  compile(expression: string): CompiledRule;
}

/** A rule that is ready to run. */
export interface CompiledRule {
  /** Full names of the facts that it reads, such as `catalog.ownerKind`, sorted. */
  reads: string[];
  /**
   * Whether the rule holds; `undefined` when that depends on a fact that is
   * missing. Once it is `true` or `false`, more facts never change it.
   *
   * @param facts - every source that a rule may read has an entry, if empty.
   * @throws RuleError when it cannot be evaluated for another reason.
   */
  evaluate(facts: FactValues): boolean | undefined;
}

/** What is wrong with an expression, and where. */
export class RuleError extends Error {
  /** Characters before the place that is wrong, from the start of the expression. */
  readonly offset: number;

  constructor(message: string, offset = 0) {
    super(message);
    this.name = 'RuleError';
    this.offset = offset;
  }
}
