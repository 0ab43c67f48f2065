import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Finding } from './Finding';

/** Where the estate's own code puts files; whatever else its repository holds is none of ours. */
const ROOTS = ['stamps', 'workloads', '.github/workflows'];
/** What tools leave behind, and what a publish is about to put in place. */
const NOT_OURS = new Set(['.git', '.terraform', '.staging', 'node_modules']);
const MAX_FILE_BYTES = 1024 * 1024;

/** What the folder of an estate holds. */
export interface EstateFiles {
  /** Content by path below the estate's root, in the order of the paths. */
  files: Map<string, string>;
  /** What is there and may not be. */
  findings: Finding[];
}

/**
 * Reads the files of an estate's folder.
 *
 * @throws Error that names the folder where it cannot be read.
 */
export async function readEstateFiles(directory: string): Promise<EstateFiles> {
  await directoryOrThrow(directory);
  const found: EstateFiles = { files: new Map(), findings: [] };
  for (const root of ROOTS) await read(directory, root, found);
  return found;
}

async function read(directory: string, folder: string, found: EstateFiles) {
  const entries = await readdir(join(directory, folder), {
    withFileTypes: true,
  }).catch(noneWhereMissing);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (NOT_OURS.has(entry.name)) continue;
    if (entry.isDirectory()) {
      await read(directory, path, found);
    } else if (!entry.isFile()) {
      found.findings.push({
        path,
        message: 'is a link or a device; expected a file',
      });
    } else {
      const content = await readFile(join(directory, path));
      if (content.length > MAX_FILE_BYTES) {
        found.findings.push({ path, message: 'is larger than 1 MB' });
      } else {
        found.files.set(path, content.toString('utf8'));
      }
    }
  }
}

async function directoryOrThrow(directory: string) {
  const stats = await stat(directory).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`'${directory}' cannot be read: ${error.code}`);
  });
  if (!stats.isDirectory()) throw new Error(`'${directory}' is no folder`);
}

function noneWhereMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw new Error(`'${error.path}' cannot be read: ${error.code}`);
}
