import type { Node } from 'web-tree-sitter';
import { bicepErrors, parseBicep } from '../validate/bicepSyntax';

/** A resource that a Bicep file declares. */
export interface BicepResource {
  symbol: string;
  /** In full, without the version, as `Microsoft.Storage/storageAccounts/queueServices/queues`. */
  type: string;
  /** Whether it is only looked up. */
  isExisting: boolean;
  isLoop: boolean;
  /** Literals as they are; expressions as their text. */
  body: Record<string, unknown>;
}

/** What a Bicep file declares, by its syntax tree. */
export interface BicepFile {
  resources: BicepResource[];
  /** Paths of modules that it uses, in order. */
  modules: string[];
  /** Names of parameters, and whether they have a default. */
  parameters: Map<string, { hasDefault: boolean }>;
  outputs: string[];
}

/** @throws Error when it is no Bicep. */
export async function readBicep(content: string): Promise<BicepFile> {
  const tree = await parseBicep(content);
  try {
    const [error] = bicepErrors(tree.rootNode);
    if (error) throw new Error(`line ${error.line}: ${error.text}`);
    const file: BicepFile = {
      resources: [],
      modules: [],
      parameters: new Map(),
      outputs: [],
    };
    visit(tree.rootNode, file, '');
    return file;
  } finally {
    tree.delete();
  }
}

function visit(node: Node, file: BicepFile, parentType: string): void {
  const [name, second] = children(node);
  let type = parentType;
  switch (node.type) {
    case 'resource_declaration': {
      const declared = literal(second).replace(/@.*$/, '');
      type = parentType ? `${parentType}/${declared}` : declared;
      file.resources.push({
        symbol: name.text,
        type,
        isExisting: node.children.some(child => child?.text === 'existing'),
        isLoop: children(node).some(child => child.type === 'for_statement'),
        body: bodyOf(node),
      });
      break;
    }
    case 'module_declaration':
      file.modules.push(literal(second));
      break;
    case 'parameter_declaration':
      file.parameters.set(name.text, {
        hasDefault: children(node).length > 2,
      });
      break;
    case 'output_declaration':
      file.outputs.push(name.text);
      break;
    default:
  }
  children(node).forEach(child => visit(child, file, type));
}

function bodyOf(node: Node): Record<string, unknown> {
  const body = children(node).find(child =>
    ['object', 'if_statement', 'for_statement'].includes(child.type),
  );
  if (!body) return {};
  if (body.type !== 'object') return bodyOf(body);
  return valueOf(body) as Record<string, unknown>;
}

function valueOf(node: Node): unknown {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(
        children(node)
          .filter(({ type }) => type === 'object_property')
          .map(property => children(property))
          .filter(([key]) => key.type !== 'resource_declaration')
          .map(([key, value]) => [
            key.type === 'string' ? literal(key) : key.text,
            value ? valueOf(value) : undefined,
          ]),
      );
    case 'array':
      return children(node)
        .filter(({ type }) => type !== 'comment')
        .map(valueOf);
    case 'boolean':
      return node.text === 'true';
    case 'number':
      return Number(node.text);
    case 'string':
      return literal(node);
    default:
      return node.text;
  }
}

function literal(node: Node): string {
  return node.text.replace(/^'|'$/g, '');
}

function children(node: Node): Node[] {
  return node.namedChildren.filter(
    (child): child is Node => child !== null && child.type !== 'comment',
  );
}
