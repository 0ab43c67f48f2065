import { ASTNode } from '@marcbachmann/cel-js';
import { FactValues } from './RuleLanguage';

/**
 * A value while a rule runs; `undefined` while it depends on a fact that is
 * missing. CEL's integers are numbers here: rules count, they do no arithmetic
 * beyond 2^53.
 */
type Value = boolean | number | string | Value[] | undefined;

/** What runs for one node of an expression. `items` holds the items of the macros around it. */
type Run = (facts: FactValues, items: Value[]) => Value;

class NotHandled extends Error {}

/** The macros' variables around a node, outermost first. */
type Variables = string[];

/**
 * An expression that was checked, as functions: the library walks the tree and
 * throws where a fact is missing, which takes ten times as long. Logic is
 * three-valued, as in the CEL specification where errors are absorbed.
 *
 * @returns `undefined` for an expression with a part that is not handled here;
 * the library runs those.
 */
export function compileCel(
  ast: ASTNode,
): ((facts: FactValues) => boolean | undefined) | undefined {
  try {
    const run = compile(ast, []);
    // Each macro sets its item before it is read.
    const items: Value[] = [];
    return facts => run(facts, items) as boolean | undefined;
  } catch (error) {
    if (error instanceof NotHandled) return undefined;
    throw error;
  }
}

function compile(node: ASTNode, variables: Variables): Run {
  switch (node.op) {
    case 'value':
      return constant(node.args);
    case 'id':
      return variable(node.args as string, variables);
    case '.':
      return fact(node.args as [ASTNode, string]);
    case 'list':
      return list((node.args as ASTNode[]).map(n => compile(n, variables)));
    case '!_':
      return not(compile(node.args as ASTNode, variables));
    case '-_':
      return negative(compile(node.args as ASTNode, variables));
    case '?:':
      return choice(compileAll(node.args as ASTNode[], variables));
    case 'call':
      return call(node.args as [string, ASTNode[]], variables);
    case 'rcall':
      return method(node.args as [string, ASTNode, ASTNode[]], variables);
    default:
      return (
        factBesideConstant(node.op, node.args as ASTNode[]) ??
        binary(node.op, compileAll(node.args as ASTNode[], variables))
      );
  }
}

function compileAll(nodes: ASTNode[], variables: Variables): Run[] {
  return nodes.map(node => compile(node, variables));
}

function constant(value: unknown): Run {
  const known = constantOf(value);
  return () => known;
}

function constantOf(value: unknown): boolean | number | string {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new NotHandled();
    return number;
  }
  if (
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    typeof value === 'string'
  ) {
    return value;
  }
  throw new NotHandled();
}

function variable(name: string, variables: Variables): Run {
  const place = variables.lastIndexOf(name);
  if (place === -1) throw new NotHandled();
  return (_, items) => items[place];
}

function fact([source, name]: [ASTNode, string]): Run {
  if (source.op !== 'id') throw new NotHandled();
  const id = source.args as string;
  return facts => facts[id][name];
}

function list(elements: Run[]): Run {
  return (facts, items) => {
    const values = elements.map(run => run(facts, items));
    return values.includes(undefined) ? undefined : values;
  };
}

function not(operand: Run): Run {
  return (facts, items) => {
    const value = operand(facts, items);
    return value === undefined ? undefined : !value;
  };
}

function negative(operand: Run): Run {
  return (facts, items) => {
    const value = operand(facts, items) as number | undefined;
    return value === undefined ? undefined : -value;
  };
}

function choice([condition, then, otherwise]: Run[]): Run {
  return (facts, items) => {
    const value = condition(facts, items);
    if (value === undefined) return undefined;
    return value ? then(facts, items) : otherwise(facts, items);
  };
}

function binary(op: string, [left, right]: Run[]): Run {
  switch (op) {
    case '&&':
      return (facts, items) => {
        const a = left(facts, items);
        if (a === false) return false;
        const b = right(facts, items);
        if (b === false) return false;
        return a === undefined || b === undefined ? undefined : true;
      };
    case '||':
      return (facts, items) => {
        const a = left(facts, items);
        if (a === true) return true;
        const b = right(facts, items);
        if (b === true) return true;
        return a === undefined || b === undefined ? undefined : false;
      };
    case '==':
      return both(left, right, (a, b) => isEqual(a, b));
    case '!=':
      return both(left, right, (a, b) => !isEqual(a, b));
    case '<':
      return both(left, right, (a, b) => a < b);
    case '<=':
      return both(left, right, (a, b) => a <= b);
    case '>':
      return both(left, right, (a, b) => a > b);
    case '>=':
      return both(left, right, (a, b) => a >= b);
    case 'in':
      return both(left, right, (a, b) =>
        (b as Value[]).some(item => isEqual(a, item as never)),
      );
    default:
      throw new NotHandled();
  }
}

/**
 * A fact compared with a constant, as most rules do, takes half as long in one
 * function as in three.
 */
function factBesideConstant(
  op: string,
  [left, right]: ASTNode[],
): Run | undefined {
  if (left.op !== '.' || right?.op !== 'value') return undefined;
  const [source, name] = left.args as [ASTNode, string];
  if (source.op !== 'id') return undefined;
  const id = source.args as string;
  const limit = constantOf(right.args);
  switch (op) {
    case '==':
      return facts => {
        const value = facts[id][name];
        return value === undefined ? undefined : value === limit;
      };
    case '!=':
      return facts => {
        const value = facts[id][name];
        return value === undefined ? undefined : value !== limit;
      };
    case '<':
      return facts => {
        const value = facts[id][name];
        return value === undefined ? undefined : value < limit;
      };
    case '<=':
      return facts => {
        const value = facts[id][name];
        return value === undefined ? undefined : value <= limit;
      };
    case '>':
      return facts => {
        const value = facts[id][name];
        return value === undefined ? undefined : value > limit;
      };
    case '>=':
      return facts => {
        const value = facts[id][name];
        return value === undefined ? undefined : value >= limit;
      };
    default:
      return undefined;
  }
}

type Known = NonNullable<Value>;

function both(
  left: Run,
  right: Run,
  apply: (a: Known, b: Known) => boolean,
): Run {
  return (facts, items) => {
    const a = left(facts, items);
    if (a === undefined) return undefined;
    const b = right(facts, items);
    return b === undefined ? undefined : apply(a, b);
  };
}

function isEqual(a: Known, b: Known): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length &&
      a.every((item, index) => isEqual(item!, b[index]!))
    );
  }
  return a === b;
}

function call([name, args]: [string, ASTNode[]], variables: Variables): Run {
  if (name !== 'size' || args.length !== 1) throw new NotHandled();
  return size(compile(args[0], variables));
}

function size(operand: Run): Run {
  return (facts, items) => {
    const value = operand(facts, items) as string | Value[] | undefined;
    if (value === undefined) return undefined;
    // A text has as many characters as it has code points.
    return typeof value === 'string' ? [...value].length : value.length;
  };
}

function method(
  [name, receiver, args]: [string, ASTNode, ASTNode[]],
  variables: Variables,
): Run {
  const on = compile(receiver, variables);
  switch (name) {
    case 'size':
      return size(on);
    case 'contains':
      return text(on, args, variables, (a, b) => a.includes(b));
    case 'startsWith':
      return text(on, args, variables, (a, b) => a.startsWith(b));
    case 'endsWith':
      return text(on, args, variables, (a, b) => a.endsWith(b));
    case 'exists':
      return each(on, args, variables, found => {
        if (found.includes(true)) return true;
        return found.includes(undefined) ? undefined : false;
      });
    case 'all':
      return each(on, args, variables, found => {
        if (found.includes(false)) return false;
        return found.includes(undefined) ? undefined : true;
      });
    case 'exists_one':
      return each(on, args, variables, found =>
        found.includes(undefined)
          ? undefined
          : found.filter(Boolean).length === 1,
      );
    case 'filter':
      return each(on, args, variables, (found, values) =>
        found.includes(undefined)
          ? undefined
          : values.filter((_, index) => found[index]),
      );
    default:
      throw new NotHandled();
  }
}

function text(
  on: Run,
  args: ASTNode[],
  variables: Variables,
  apply: (a: string, b: string) => boolean,
): Run {
  return both(on, compile(args[0], variables), (a, b) =>
    apply(a as string, b as string),
  );
}

/** A macro: what a condition says of each item of a list, brought together. */
function each(
  on: Run,
  [name, condition]: ASTNode[],
  variables: Variables,
  together: (found: Value[], values: Value[]) => Value,
): Run {
  if (name.op !== 'id') throw new NotHandled();
  const place = variables.length;
  const run = compile(condition, [...variables, name.args as string]);
  return (facts, items) => {
    const values = on(facts, items) as Value[] | undefined;
    if (values === undefined) return undefined;
    const found = values.map(value => {
      items[place] = value;
      return run(facts, items);
    });
    return together(found, values);
  };
}
