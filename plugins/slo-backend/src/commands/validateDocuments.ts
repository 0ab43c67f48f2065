import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DocumentError,
  DocumentOwner,
  ObjectiveDefinition,
  ResolveOptions,
  parseOpenSlo,
  validateOpenSlo,
} from '@plumbline/plugin-slo-common';
import { DOCUMENT_FILE } from '../documents/DocumentLoader';

/** What {@link validateDocuments} gives. */
export interface Validation {
  /** How many files were read. */
  files: number;
  /** The objectives they declare that can be evaluated. */
  objectives: ObjectiveDefinition[];
  /** By file, line and column. */
  findings: DocumentError[];
}

/**
 * Checks files, and every `*.yaml` and `*.yml` of directories, together as the
 * back end does before it puts them in force.
 *
 * @param foundBy - the entity that will lead to them, where that is the catalog.
 * @throws Error that names a path that cannot be read.
 */
export async function validateDocuments(
  paths: string[],
  options: ResolveOptions & { foundBy?: DocumentOwner } = {},
): Promise<Validation> {
  const { foundBy, ...known } = options;
  const names = new Set((await Promise.all(paths.map(filesAt))).flat());
  const files = await Promise.all(
    [...names].map(async name =>
      parseOpenSlo(name, await readable(name, readFile(name, 'utf8')), foundBy),
    ),
  );
  const { objectives, findings } = validateOpenSlo(files, known);
  return { files: files.length, objectives, findings };
}

async function filesAt(path: string): Promise<string[]> {
  const found = await readable(path, stat(path));
  if (!found.isDirectory()) return [path];
  const names = await readable(path, readdir(path));
  return names
    .filter(name => DOCUMENT_FILE.test(name))
    .sort()
    .map(name => join(path, name));
}

async function readable<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`'${path}' cannot be read: ${code ?? 'unknown reason'}`);
  }
}
