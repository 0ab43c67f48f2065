import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError } from '@backstage/errors';

/** Folders of the definitions that hold texts to read. */
export const DOCUMENT_FOLDERS = ['runbooks', 'docs'];

/** Name of a text, without its `.md`. Has no dot or slash, so that none leads out of its folder. */
export const DOCUMENT_NAME = '^[a-z0-9-]{1,80}$';

/**
 * The Markdown of `<folder>/<name>.md` below the definitions.
 *
 * @throws NotFoundError when there is none.
 */
export async function readDocument(
  definitions: string,
  folder: string,
  name: string,
): Promise<string> {
  const missing = `The examples have no document '${folder}/${name}'`;
  if (
    !DOCUMENT_FOLDERS.includes(folder) ||
    !new RegExp(DOCUMENT_NAME).test(name)
  ) {
    throw new NotFoundError(missing);
  }
  try {
    return await readFile(join(definitions, folder, `${name}.md`), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new NotFoundError(missing);
  }
}
