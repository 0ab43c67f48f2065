import { fileHash, parseStampLock } from '@plumbline/plugin-stamp-common';
import type { FileCheck } from './FileCheck';
import { jsonProblems } from './checkJson';

/** A stamp's lock must be readable, and its hashes those of the files beside it. */
export const checkLock: FileCheck = ({ content }, { files }) => {
  const { lock, problems } = parseStampLock(content);
  if (problems) {
    const notJson = jsonProblems(content);
    if (notJson.length > 0) return notJson;
    return problems.map(message => ({ message }));
  }
  return Object.entries(lock.files).flatMap(([path, hash]) => {
    const file = files.get(path);
    if (file === undefined) {
      return [{ message: `${path} is in the lock and not in the change` }];
    }
    if (fileHash(file) === hash) return [];
    return [{ message: `${path} is not what the lock says` }];
  });
};
