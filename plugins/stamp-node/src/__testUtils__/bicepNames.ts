import type { Node } from 'web-tree-sitter';
import { parseBicep } from '../validate/bicepSyntax';

/** Functions of Bicep that our code calls. */
const FUNCTIONS = new Set([
  ...['concat', 'empty', 'endsWith', 'environment', 'guid', 'items', 'length'],
  ...['loadJsonContent', 'max', 'resourceGroup', 'string', 'subscription'],
  ...['subscriptionResourceId', 'tenant', 'toObject', 'union'],
]);

/** A module as it is used. */
export interface ModuleUse {
  symbol: string;
  path: string;
  parameters: string[];
  /** Outputs that are read of it. */
  outputs: string[];
}

/** Who is called by name in a Bicep file. */
export interface BicepNames {
  /** Names that nothing in the file declares, with their lines. */
  unknown: string[];
  /** Parameters, variables and resources that nothing uses. */
  unused: string[];
  modules: ModuleUse[];
}

/**
 * Resolves the names of a Bicep file: as much of a compiler as a syntax tree
 * allows. It knows no types and no properties of Azure's resources.
 */
export async function resolveNames(content: string): Promise<BicepNames> {
  const tree = await parseBicep(content);
  try {
    return resolve(tree.rootNode);
  } finally {
    tree.delete();
  }
}

function resolve(root: Node): BicepNames {
  const declared = new Map<string, string>();
  const modules: ModuleUse[] = [];
  walk(root, node => {
    const name = node.namedChildren[0];
    if (!name) return;
    if (
      /^(parameter|variable|resource|module|type)_declaration$/.test(node.type)
    ) {
      declared.set(name.text, node.type);
    }
    if (node.type === 'module_declaration') {
      modules.push({
        symbol: name.text,
        path: node.namedChildren[1]!.text.replace(/'/g, ''),
        parameters: moduleParameters(node),
        outputs: [],
      });
    }
  });

  const used = new Set<string>();
  const unknown: string[] = [];
  visit(root, new Set(), (node, local) => {
    const { text } = node;
    if (local.has(text)) return;
    if (isCall(node) ? FUNCTIONS.has(text) : declared.has(text)) {
      used.add(text);
      return;
    }
    unknown.push(`${node.startPosition.row + 1}: ${text}`);
  });
  walk(root, node => {
    const match = /^(\w+)\.outputs\.(\w+)$/.exec(node.text);
    if (node.type !== 'member_expression' || !match) return;
    modules.find(({ symbol }) => symbol === match[1])?.outputs.push(match[2]);
  });
  return {
    unknown,
    unused: [...declared]
      .filter(
        ([name, type]) =>
          /^(parameter|variable)_/.test(type) && !used.has(name),
      )
      .map(([name]) => name),
    modules,
  };
}

/** Calls back for every identifier that stands for a value. */
function visit(
  node: Node,
  local: ReadonlySet<string>,
  use: (node: Node, local: ReadonlySet<string>) => void,
): void {
  let names = local;
  const children = node.namedChildren.filter(child => child !== null);
  let inner = children;
  switch (node.type) {
    case 'identifier':
      use(node, local);
      return;
    case 'comment':
    case 'property_identifier':
    case 'type':
    case 'decorator':
    case 'decorators':
      return;
    case 'parameter_declaration':
    case 'variable_declaration':
    case 'resource_declaration':
    case 'module_declaration':
    case 'output_declaration':
      inner = children.slice(1);
      break;
    case 'object_property':
      // The name of a property; a nested resource stands alone.
      if (children[0].type === 'identifier') inner = children.slice(1);
      break;
    case 'resource_expression':
      // `vault::secret`: the second name is that of a nested resource.
      inner = children.slice(0, 1);
      break;
    case 'for_statement':
    case 'lambda_expression':
      names = new Set([...local, ...loopNames(node)]);
      break;
    case 'for_loop_parameters':
      return;
    default:
  }
  inner.forEach(child => visit(child, names, use));
}

function loopNames(node: Node): string[] {
  const [first] = node.namedChildren;
  if (!first) return [];
  return first.type === 'for_loop_parameters'
    ? first.namedChildren.map(child => child!.text)
    : [first.text];
}

function isCall(node: Node): boolean {
  return (
    node.parent?.type === 'call_expression' &&
    node.parent.childForFieldName('function')?.id === node.id
  );
}

function moduleParameters(module: Node): string[] {
  const found: string[] = [];
  walk(module, node => {
    if (node.type !== 'object_property') return;
    const [key, value] = node.namedChildren;
    if (key?.text !== 'params' || value?.type !== 'object') return;
    for (const property of value.namedChildren) {
      const name = property?.namedChildren[0];
      if (property?.type === 'object_property' && name) found.push(name.text);
    }
  });
  return found;
}

function walk(node: Node, visitor: (node: Node) => void): void {
  visitor(node);
  node.namedChildren.forEach(child => child && walk(child, visitor));
}
