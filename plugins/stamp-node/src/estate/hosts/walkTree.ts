import { NotAllowedError } from '@backstage/errors';
import type { HostEntry } from './GitHost';

/**
 * Finds a folder of a tree one part after another, so that nothing but folders
 * is on the way, and lists what is below it.
 *
 * @param list - entries right in a folder, or everything below it; told the
 * folder by its path and, but for the root, its entry.
 */
export async function walkTree(
  folder: string,
  list: (
    path: string,
    entry: HostEntry | undefined,
    isDeep: boolean,
  ) => Promise<HostEntry[]>,
): Promise<HostEntry[] | undefined> {
  let entry: HostEntry | undefined;
  let path = '';
  for (const part of folder.split('/')) {
    const inside = await list(path, entry, false);
    const next: string = path ? `${path}/${part}` : part;
    entry = inside.find(one => one.path === next);
    path = next;
    if (!entry) return undefined;
    if (entry.kind !== 'folder') {
      throw new NotAllowedError(
        `${path} in the estate's repository is a ${entry.kind}, not a folder`,
      );
    }
  }
  return list(path, entry, true);
}

/** What a Git object is, by its mode in a tree. */
export function kindOfMode(mode: string): HostEntry['kind'] {
  // Some hosts drop the leading zero of a folder's mode.
  if (/^0?40000$/.test(mode)) return 'folder';
  if (mode === '120000') return 'link';
  if (mode === '160000') return 'submodule';
  return 'file';
}
