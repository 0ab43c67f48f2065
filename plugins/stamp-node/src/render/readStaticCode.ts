import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** Files that are the same in every estate: content by path below `code/`, with `/`. */
export type StaticCode = ReadonlyMap<string, string>;

/** Where this package keeps the code that goes into estates as it is. */
export function staticCodeDirectory(): string {
  return resolvePackagePath('@plumbline/plugin-stamp-node', 'code');
}

/** Everything below `code/`, in the order of its paths. Read once when a back end starts. */
export async function readStaticCode(): Promise<StaticCode> {
  const directory = staticCodeDirectory();
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  const files = await Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(
        async (file): Promise<[string, string]> => [
          relative(directory, file).split(sep).join('/'),
          await readFile(file, 'utf8'),
        ],
      ),
  );
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The files of one folder of the static code, by path below it. */
export function codeBelow(
  code: StaticCode,
  folder: string,
): { path: string; content: string }[] {
  return [...code]
    .filter(([path]) => path.startsWith(`${folder}/`))
    .map(([path, content]) => ({
      path: path.slice(folder.length + 1),
      content,
    }));
}
