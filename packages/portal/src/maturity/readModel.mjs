import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../failure.mjs';

/**
 * A model's file and those of its pillars, as `POST /dry-runs` takes them.
 *
 * Nothing that reads YAML is installed yet, so pillars are found by how they
 * are named: `file: <path>`. The portal parses and checks everything.
 *
 * @param {string} file
 * @returns {Promise<{ file: string, text: string, pillars: Record<string, string> }>}
 * @throws {Failure} naming the file that cannot be read
 */
export async function readModel(file) {
  const text = await read(file);
  const pillars = {};
  for (const name of pillarFilesOf(text)) {
    pillars[name] = await read(path.join(path.dirname(file), name));
  }
  return { file, text, pillars };
}

function pillarFilesOf(text) {
  const names = new Set();
  for (const line of text.split('\n')) {
    if (/^\s*#/.test(line)) continue;
    const named = /\bfile:\s*["']?([A-Za-z0-9][A-Za-z0-9._/-]*\.ya?ml)\b/.exec(
      line,
    );
    if (named && !named[1].split('/').includes('..')) names.add(named[1]);
  }
  return [...names];
}

async function read(file) {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(`'${file}' cannot be read: ${error.code}`);
  }
}
