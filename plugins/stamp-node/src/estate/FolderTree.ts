import { constants } from 'node:fs';
import { FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { EstateTree } from './EstateTree';
import { ignoreMissing } from './ignoreMissing';

const MAX_READ = 8 * 1024 * 1024;

/** Files of an estate in a folder of this machine. Links are never followed. */
export class FolderTree implements EstateTree {
  readonly root: string;

  constructor(directory: string) {
    this.root = resolve(directory);
  }

  async names(folder: string): Promise<{ name: string; isFolder: boolean }[]> {
    const path = await this.resolve(folder);
    const stats = await lstat(path).catch(ignoreMissing);
    if (!stats) return [];
    if (!stats.isDirectory()) throw notPlain(folder, 'folder');
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .map(entry => ({ name: entry.name, isFolder: entry.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async read(path: string): Promise<Buffer | undefined> {
    const absolute = await this.resolve(path);
    const stats = await lstat(absolute).catch(ignoreMissing);
    if (!stats) return undefined;
    if (!stats.isFile()) throw notPlain(path, 'file');
    if (stats.size > MAX_READ) {
      throw new NotAllowedError(`${path} in the estate is too large to read`);
    }
    let file: FileHandle | undefined;
    try {
      // What became a link since it was looked at is not followed either.
      file = await open(absolute, constants.O_RDONLY | constants.O_NOFOLLOW);
      return await file.readFile();
    } catch (error) {
      return ignoreMissing(error as NodeJS.ErrnoException);
    } finally {
      await file?.close();
    }
  }

  async holds(path: string, content: string): Promise<boolean> {
    return (await this.read(path))?.equals(Buffer.from(content)) ?? false;
  }

  /**
   * The absolute path of something in the estate, whether it is there or not.
   *
   * @throws NotAllowedError when it would lie outside, or a folder on the way
   * is a link or no folder.
   */
  async resolve(path: string): Promise<string> {
    const target = this.#child(path);
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length++) {
      const folder = parts.slice(0, length).join('/');
      const stats = await lstat(join(this.root, folder)).catch(ignoreMissing);
      if (!stats) break;
      if (!stats.isDirectory()) throw notPlain(folder, 'folder');
    }
    return target;
  }

  #child(path: string): string {
    try {
      return resolveSafeChildPath(this.root, path);
    } catch {
      throw new NotAllowedError(`${path} leads out of the estate`);
    }
  }
}

function notPlain(path: string, what: 'file' | 'folder'): NotAllowedError {
  return new NotAllowedError(
    `${path} in the estate is not a ${what === 'file' ? 'plain file' : what}`,
  );
}
