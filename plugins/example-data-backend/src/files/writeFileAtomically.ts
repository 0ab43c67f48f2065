import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Text of a file, `undefined` where there is none. */
export async function readFileIfExists(
  file: string,
): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Writes a file so that a reader sees the old text or the new, never half of
 * it. Makes missing folders. Leaves a file alone that has this text already.
 *
 * @returns whether it wrote.
 */
export async function writeFileAtomically(
  file: string,
  text: string,
): Promise<boolean> {
  if ((await readFileIfExists(file)) === text) return false;
  await mkdir(dirname(file), { recursive: true });
  // The name starts with a dot and ends in neither .csv nor .yaml, so that a
  // reader of the folder passes it by.
  const draft = `${dirname(file)}/.${process.pid}.draft`;
  await writeFile(draft, text);
  await rename(draft, file);
  return true;
}
