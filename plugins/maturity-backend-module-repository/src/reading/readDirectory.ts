import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, realpath, lstat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import {
  FileCollection,
  Reading,
  ReadingOptions,
  RepositoryProblem,
} from './Reading';
import { counts } from './wantedFiles';

const MAX_DEPTH = 30;

interface FoundFile {
  path: string;
  size: number;
  modifiedMs: number;
}

/**
 * Reads a directory beneath one of the configured ones. Symbolic links in it
 * are never followed. The etag stands for the names, sizes and times of its
 * files.
 *
 * @param name - as written in the catalog.
 * @param roots - the configured directories.
 * @throws RepositoryProblem when there is no such directory beneath them.
 */
export async function readDirectory(
  name: string,
  roots: string[],
  { etag, limits, signal }: ReadingOptions,
): Promise<Reading> {
  const directory = await findDirectory(name, roots);
  const found: FoundFile[] = [];
  const collection = new FileCollection(limits);
  const wanted: FoundFile[] = [];

  const walk = async (folder: string, depth: number) => {
    signal.throwIfAborted();
    const entries = await readdir(join(directory, folder), {
      withFileTypes: true,
    });
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (counts(`${path}/x`) && depth < MAX_DEPTH) {
          await walk(path, depth + 1);
        }
      } else if (entry.isFile()) {
        const { size, mtimeMs } = await lstat(join(directory, path));
        const file = { path, size, modifiedMs: mtimeMs };
        found.push(file);
        if (collection.note(path, size)) wanted.push(file);
      }
    }
    collection.check(name);
  };
  await walk('', 0);

  const seen = etagOf(found);
  if (seen === etag) return { unchanged: true };
  for (const { path } of wanted) {
    signal.throwIfAborted();
    collection.add(path, await readPlainFile(join(directory, path)), true);
  }
  return { unchanged: false, etag: seen, files: collection.files(name) };
}

async function findDirectory(name: string, roots: string[]): Promise<string> {
  if (roots.length === 0) {
    throw new RepositoryProblem(
      `The directory ${name} cannot be read: no directory is configured in maturity.repository.directories`,
    );
  }
  for (const root of roots) {
    try {
      const realRoot = await realpath(root);
      const real = await realpath(join(realRoot, name));
      if (isBeneath(realRoot, real) && (await lstat(real)).isDirectory()) {
        return real;
      }
    } catch {
      // Not beneath this one.
    }
  }
  throw new RepositoryProblem(
    `There is no directory ${name} beneath those of maturity.repository.directories`,
  );
}

function isBeneath(root: string, path: string): boolean {
  const way = relative(root, path);
  return (
    way !== '' &&
    way !== '..' &&
    !way.startsWith(`..${sep}`) &&
    !isAbsolute(way)
  );
}

async function readPlainFile(path: string): Promise<Buffer> {
  // Should the file have become a link meanwhile, opening it fails.
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function etagOf(files: FoundFile[]): string {
  const hash = createHash('sha256');
  for (const { path, size, modifiedMs } of files
    .slice()
    .sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${path}\0${size}\0${modifiedMs}\n`);
  }
  return hash.digest('hex');
}
