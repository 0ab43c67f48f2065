import {
  fileHash,
  parseStampLock,
  parseWorkloadLock,
} from '@plumbline/plugin-stamp-common';
import type { CheckContext, FileCheck, FileFinding } from './FileCheck';
import { jsonProblems } from './checkJson';

/** A stamp's lock must be readable, and its hashes those of the files beside it. */
export const checkStampLock: FileCheck = ({ content }, context) => {
  const { lock, problems } = parseStampLock(content);
  return lock
    ? hashProblems(lock.files, context)
    : lockProblems(content, problems);
};

/** The same for a workload's. */
export const checkWorkloadLock: FileCheck = ({ content }, context) => {
  const { lock, problems } = parseWorkloadLock(content);
  return lock
    ? hashProblems(lock.files, context)
    : lockProblems(content, problems);
};

function lockProblems(
  content: string,
  problems: readonly string[],
): FileFinding[] {
  const notJson = jsonProblems(content);
  return notJson.length > 0 ? notJson : problems.map(message => ({ message }));
}

function hashProblems(
  hashes: Record<string, string>,
  { files }: CheckContext,
): FileFinding[] {
  return Object.entries(hashes).flatMap(([path, hash]) => {
    const file = files.get(path);
    if (file === undefined) {
      return [{ message: `${path} is in the lock and not in the change` }];
    }
    if (fileHash(file) === hash) return [];
    return [{ message: `${path} is not what the lock says` }];
  });
}
