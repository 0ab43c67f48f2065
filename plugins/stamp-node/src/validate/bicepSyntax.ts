import { readFile } from 'node:fs/promises';
import type { Node, Parser } from 'web-tree-sitter';

let parser: Promise<Parser> | undefined;

/**
 * The syntax tree of a Bicep file. Only its syntax: no compiler of Bicep runs
 * here, so types, properties and names stay unchecked. To be freed by whoever
 * asks.
 */
export async function parseBicep(content: string) {
  parser ??= loadParser();
  const tree = (await parser).parse(content);
  if (!tree) throw new Error('The parser of Bicep gave nothing');
  return tree;
}

/** Places that are no Bicep, from the first line on. */
export function bicepErrors(root: Node): { line: number; text: string }[] {
  if (!root.hasError) return [];
  const errors: { line: number; text: string }[] = [];
  const visit = (node: Node) => {
    if (node.isError || node.isMissing) {
      errors.push({
        line: node.startPosition.row + 1,
        text: node.isMissing ? `missing ${node.type}` : firstLine(node.text),
      });
      return;
    }
    node.children.forEach(child => child && visit(child));
  };
  visit(root);
  return errors;
}

function firstLine(text: string): string {
  return `unexpected ${JSON.stringify(text.split('\n')[0].slice(0, 60))}`;
}

async function loadParser(): Promise<Parser> {
  // Loaded when the first file needs it.
  const treeSitter =
    require('web-tree-sitter') as typeof import('web-tree-sitter');
  await treeSitter.Parser.init();
  // By its content: given a path, it would load a module at run time, which not every host of code allows.
  const language = await treeSitter.Language.load(
    new Uint8Array(
      await readFile(
        require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'),
      ),
    ),
  );
  const loaded = new treeSitter.Parser();
  loaded.setLanguage(language);
  return loaded;
}
