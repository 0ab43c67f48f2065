import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, isError } from '@backstage/errors';
import { EstateChange, EstateFile } from '@plumbline/plugin-stamp-common';

/**
 * Writes files into a task's workspace by their paths in the estate.
 *
 * @throws NotAllowedError where a path leads over a link or out of the workspace.
 */
export async function writeFiles(
  workspacePath: string,
  files: readonly EstateFile[],
): Promise<void> {
  for (const { path, content } of files) {
    await refuseLinks(workspacePath, path);
    const target = resolveSafeChildPath(workspacePath, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}

/**
 * Checks that what is in the workspace of a change is what rendering gives. A
 * task that was recovered elsewhere may have an empty workspace.
 *
 * @throws InputError naming the file that differs; NotAllowedError for a link.
 */
export async function checkFiles(
  workspacePath: string,
  { files }: EstateChange,
): Promise<void> {
  for (const { path, content } of files) {
    await refuseLinks(workspacePath, path);
    const found = await readFile(
      resolveSafeChildPath(workspacePath, path),
      'utf8',
    ).catch(undefinedWhereMissing);
    if (found !== undefined && found !== content) {
      throw new InputError(
        `${path} in the workspace is not what stamp:render makes of the plan; no other files are published`,
      );
    }
  }
}

async function refuseLinks(workspacePath: string, path: string) {
  const parts = path.split('/');
  for (let count = 1; count <= parts.length; count++) {
    const part = parts.slice(0, count).join('/');
    const found = await lstat(join(workspacePath, part)).catch(
      undefinedWhereMissing,
    );
    if (!found) return;
    if (found.isSymbolicLink()) {
      throw new NotAllowedError(`${part} in the workspace is a link`);
    }
  }
}

function undefinedWhereMissing(error: unknown): undefined {
  if (isError(error) && error.code === 'ENOENT') return undefined;
  throw error;
}
