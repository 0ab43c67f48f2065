import { InputError, NotAllowedError } from '@backstage/errors';
import type { EstateChange } from '@plumbline/plugin-stamp-common';

/** Where files of stamps and workloads may be, below the estate's root. */
const ROOTS = /^(stamps|workloads|\.github\/workflows)\//;
/** No part can climb, hide from a listing's order or mean something to a shell; a dot leads only in names that hosts need. */
const PART = /^(?!\.{1,2}$)(?!\.git$)[A-Za-z0-9._~-]{1,128}$/i;
const MAX_PATH = 400;
const MAX_FILE = 1024 * 1024;
const MAX_CHANGE = 8 * MAX_FILE;
const MAX_FILES = 2000;

/**
 * Holds a change against what any change of the estate must be, whoever made
 * it: plain paths within the estate, no path twice, files of a sensible size.
 *
 * @throws NotAllowedError for a path, InputError for a size.
 */
export function checkPaths({ files, deletions, branch }: EstateChange) {
  if (
    !/^[a-z0-9][a-z0-9._-]{0,199}$/.test(branch) ||
    /\.\.|\.lock$|\.$/.test(branch)
  ) {
    throw new NotAllowedError(
      `${JSON.stringify(branch)} is no name for a branch of the estate`,
    );
  }
  const paths = [...files.map(({ path }) => path), ...deletions];
  if (paths.length > MAX_FILES) {
    throw new InputError(
      `A change of ${paths.length} files is too large; at most ${MAX_FILES} are expected`,
    );
  }
  const seen = new Set<string>();
  for (const path of paths) {
    checkPath(path);
    // Names that differ in case only are one file on some machines.
    const key = path.toLocaleLowerCase('en-US');
    if (seen.has(key)) throw new NotAllowedError(`${path} is named twice`);
    seen.add(key);
  }
  let total = 0;
  for (const { path, content } of files) {
    const size = Buffer.byteLength(content);
    total += size;
    if (size > MAX_FILE) {
      throw new InputError(
        `${path} has ${size} bytes; at most ${MAX_FILE} are expected`,
      );
    }
  }
  if (total > MAX_CHANGE) {
    throw new InputError(
      `The files of this change have ${total} bytes together; at most ${MAX_CHANGE} are expected`,
    );
  }
}

/** @throws NotAllowedError unless it is a plain path to a file where files of the estate may be. */
export function checkPath(path: string) {
  const isPlain =
    path.length <= MAX_PATH &&
    ROOTS.test(path) &&
    path.split('/').every(part => PART.test(part));
  if (!isPlain) {
    throw new NotAllowedError(
      `${JSON.stringify(path.slice(0, MAX_PATH))} is no path within the estate`,
    );
  }
}
