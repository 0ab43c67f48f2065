import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  ModelFile,
  ModelFiles,
  pillarFilesOf,
} from '@plumbline/plugin-maturity-common';

const MAX_FILE_BYTES = 2_000_000;

/** Model files as they are now, with what tells whether they changed. */
export interface ReadModel {
  files: ModelFiles;
  /** Changes whenever one of the files may have changed. */
  stamp: string;
}

/**
 * Reads a model and its pillars from the disk. A pillar that cannot be read is
 * left out: the model's check names it.
 *
 * @param lastStamp - `undefined` is returned when nothing changed since.
 * @throws when the model's own file cannot be read.
 */
export async function readModelFiles(
  file: string,
  last?: ReadModel,
): Promise<ReadModel | undefined> {
  const paths = last
    ? [file, ...Object.values(last.files.pillars ?? {}).map(p => p.file)]
    : [];
  if (last && last.stamp === (await stampOf(paths))) return undefined;

  const text = await readText(file);
  const pillars: Record<string, ModelFile> = {};
  for (const name of pillarFilesOf(text)) {
    const path = join(dirname(file), name);
    try {
      pillars[name] = { file: path, text: await readText(path) };
    } catch {
      // Named by the model's check.
    }
  }
  const files = { file, text, pillars };
  const read = [file, ...Object.values(pillars).map(pillar => pillar.file)];
  return { files, stamp: await stampOf(read) };
}

async function stampOf(paths: string[]): Promise<string> {
  const stamps = await Promise.all(
    paths.map(async path => {
      try {
        const { mtimeMs, size } = await stat(path);
        return `${path} ${mtimeMs} ${size}`;
      } catch {
        return `${path} unreadable`;
      }
    }),
  );
  return stamps.join('\n');
}

async function readText(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MAX_FILE_BYTES) {
    throw new Error(`expected at most ${MAX_FILE_BYTES} bytes`);
  }
  return readFile(path, 'utf8');
}
