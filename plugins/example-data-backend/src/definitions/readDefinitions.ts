import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Document, LineCounter, isNode, parseDocument } from 'yaml';
import { z } from 'zod';

/** Definitions of a folder, and what is wrong with those that cannot be used. */
export interface Definitions<T> {
  items: Array<{ file: string; definition: T }>;
  /** One sentence each: file, line, field and what was expected. */
  problems: string[];
}

/**
 * Reads one YAML file.
 *
 * @throws Error that names file, line, field and expected value.
 */
export async function readDefinition<T>(
  file: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const lines = new LineCounter();
  const document = parseDocument(await readFile(file, 'utf8'), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const [broken] = document.errors;
  if (broken) {
    const { line } = lines.linePos(broken.pos[0]);
    throw new Error(`${file}:${line}: ${broken.message}`);
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues
      .map(issue => {
        const line = lineOf(document, issue.path, lines);
        const field = z.core.toDotPath(issue.path) || 'document';
        return `${file}:${line}: ${field}: ${issue.message}`;
      })
      .join('; '),
  );
}

/** Reads every `*.yaml` of a folder in order of name. A missing folder is an empty one. */
export async function readDefinitions<T>(
  directory: string,
  schema: z.ZodType<T>,
): Promise<Definitions<T>> {
  const definitions: Definitions<T> = { items: [], problems: [] };
  for (const file of await yamlFilesIn(directory)) {
    try {
      const definition = await readDefinition(join(directory, file), schema);
      definitions.items.push({ file, definition });
    } catch (error) {
      definitions.problems.push((error as Error).message);
    }
  }
  return definitions;
}

/** Names of the `*.yaml` files of a folder, in order. */
export async function yamlFilesIn(directory: string): Promise<string[]> {
  try {
    const names = await readdir(directory);
    return names.filter(name => name.endsWith('.yaml')).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Line of the deepest part of the path that the document has. */
function lineOf(
  document: Document.Parsed,
  path: PropertyKey[],
  lines: LineCounter,
): number {
  for (let length = path.length; length >= 0; length--) {
    const node =
      length === 0
        ? document.contents
        : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
