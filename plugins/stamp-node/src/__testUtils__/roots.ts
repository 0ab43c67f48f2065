import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type {
  EstateFile,
  Infrastructure,
} from '@plumbline/plugin-stamp-common';
import type { RootName } from '../render/infrastructure/root';

/** Roots of infrastructure, in the order in which they are deployed. */
export const ROOTS: readonly RootName[] = [
  'global',
  'foundation',
  'release',
  'traffic',
];

/** Those of a change's files that are of one root. */
export function filesOfRoot(
  files: readonly EstateFile[],
  infrastructure: Infrastructure,
  root: RootName,
): EstateFile[] {
  return files.filter(({ path }) =>
    dirname(path).endsWith(`/${infrastructure}/${root}`),
  );
}

/** Puts files of one folder into a directory. */
export async function writeRoot(
  directory: string,
  files: readonly EstateFile[],
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const { path, content } of files) {
    await writeFile(join(directory, basename(path)), content);
  }
}
