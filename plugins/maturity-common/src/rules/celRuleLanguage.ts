import {
  ASTNode,
  Environment,
  EvaluationError,
  ParseError,
  TypeError as CelTypeError,
} from '@marcbachmann/cel-js';
import { FactSourceSchema, FactType } from '../facts/schema';
import { FactValues, RuleError, RuleLanguage } from './RuleLanguage';
import { compileCel } from './compileCel';

/** CEL's `int` does not accept JavaScript numbers, hence `double`. */
const CEL_TYPES: Record<FactType, string> = {
  boolean: 'bool',
  number: 'double',
  string: 'string',
  strings: 'list<string>',
};

/**
 * Functions that rules may call. Not `matches`, whose regular expressions can
 * take exponential time; not `has`, which would let a rule be met because a
 * fact is missing; not `dyn`, which would switch type checks off.
 */
const FUNCTIONS = [
  'all',
  'contains',
  'endsWith',
  'exists',
  'exists_one',
  'filter',
  'size',
  'startsWith',
];

/** Rules in CEL (https://cel.dev) over the facts of these sources. */
export function createCelRuleLanguage(
  sources: FactSourceSchema[],
): RuleLanguage {
  const environment = new Environment();
  for (const { source, facts } of sources) {
    environment.registerVariable({
      name: source,
      schema: Object.fromEntries(
        Object.entries(facts).map(([name, { type }]) => [
          name,
          CEL_TYPES[type],
        ]),
      ),
    });
  }
  const sourceIds = sources.map(({ source }) => source);

  return {
    compile(expression) {
      const run = parse(environment, expression, sources);
      return {
        reads: factsReadBy(run.ast, sourceIds),
        evaluate:
          compileCel(run.ast) ?? (facts => evaluate(run, facts, sources)),
      };
    },
  };
}

type Runnable = ReturnType<Environment['parse']>;

function parse(
  environment: Environment,
  expression: string,
  sources: FactSourceSchema[],
): Runnable {
  let run: Runnable;
  try {
    run = environment.parse(expression);
  } catch (error) {
    throw asRuleError(error, sources);
  }
  // Before the types, so that a forbidden function is named as such.
  forbidOtherFunctions(run.ast);
  const { valid, type, error } = run.check();
  if (!valid) throw asRuleError(error, sources);
  if (type !== 'bool') {
    throw new RuleError(`expected yes or no (bool), this gives ${type}`);
  }
  return run;
}

function asRuleError(error: unknown, sources: FactSourceSchema[]): RuleError {
  if (
    error instanceof ParseError ||
    error instanceof CelTypeError ||
    error instanceof EvaluationError
  ) {
    return new RuleError(
      `${error.summary}${expectation(error.summary, sources)}`,
      error.range?.start,
    );
  }
  return new RuleError(String(error));
}

/** What was expected, where the library says only what was found. */
function expectation(summary: string, sources: FactSourceSchema[]): string {
  if (/overload: double \W+ int|overload: int \W+ double/.test(summary)) {
    return ' (facts are decimal numbers: write 3.0, not 3)';
  }
  if (summary.startsWith('Unknown variable')) {
    return `; expected ${sources.map(({ source }) => source).join(', ')}`;
  }
  if (summary.startsWith('No such key')) {
    const facts = sources.flatMap(({ source, facts: declared }) =>
      Object.keys(declared).map(name => `${source}.${name}`),
    );
    return `; expected one of ${facts.sort().join(', ')}`;
  }
  return '';
}

function forbidOtherFunctions(node: ASTNode) {
  if (node.op === 'call' || node.op === 'rcall') {
    const name = node.args[0];
    if (!FUNCTIONS.includes(name)) {
      throw new RuleError(
        `'${name}' may not be used in rules; expected one of ${FUNCTIONS.join(
          ', ',
        )}`,
        node.start,
      );
    }
  }
  for (const child of childrenOf(node)) forbidOtherFunctions(child);
}

function factsReadBy(root: ASTNode, sourceIds: string[]): string[] {
  const reads = new Set<string>();
  const visit = (node: ASTNode) => {
    if (node.op === '.') {
      const [object, field] = node.args;
      if (object.op === 'id' && sourceIds.includes(object.args)) {
        reads.add(`${object.args}.${field}`);
        return;
      }
    }
    if (node.op === 'id' && sourceIds.includes(node.args)) {
      throw new RuleError(
        `expected a fact, such as '${node.args}.<name>'`,
        node.start,
      );
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(root);
  if (reads.size === 0) {
    throw new RuleError('expected at least one fact, this reads none');
  }
  return [...reads].sort();
}

function childrenOf(node: ASTNode): ASTNode[] {
  const children: ASTNode[] = [];
  const collect = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null && 'op' in value) {
      children.push(value as ASTNode);
    }
  };
  collect(node.args);
  return children;
}

function evaluate(
  run: Runnable,
  context: FactValues,
  sources: FactSourceSchema[],
): boolean | undefined {
  try {
    return run(context) === true;
  } catch (error) {
    if (error instanceof EvaluationError && error.code === 'no_such_key') {
      return undefined;
    }
    throw asRuleError(error, sources);
  }
}
