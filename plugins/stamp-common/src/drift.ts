import type { StampDrift } from './api/stamps';
import { LOCK_FILE, StampLock, TEMPLATE_VERSION } from './lock';

/**
 * Whether a stamp's files are what its lock says.
 *
 * @param hashes - SHA-256 in hexadecimal of the files as they stand, by path
 * below the estate's root: those that the lock names, and everything in the
 * stamp's folder. Others are not looked at.
 * @param checkedAt - ISO 8601, when they were read.
 */
export function driftOf(
  { plan, files, templateVersion }: StampLock,
  hashes: ReadonlyMap<string, string>,
  checkedAt?: string,
): StampDrift {
  const found: StampDrift['files'] = [];
  for (const [path, hash] of Object.entries(files)) {
    const standing = hashes.get(path);
    if (standing === undefined) found.push({ path, problem: 'missing' });
    else if (standing !== hash) found.push({ path, problem: 'changed' });
  }
  const lockPath = `${plan.folder}/${LOCK_FILE}`;
  for (const path of hashes.keys()) {
    const isOurs = path === lockPath || Object.hasOwn(files, path);
    if (!isOurs && path.startsWith(`${plan.folder}/`)) {
      found.push({ path, problem: 'unexpected' });
    }
  }
  return {
    state: found.length > 0 ? 'changed' : 'in-step',
    files: found.sort((a, b) => (a.path < b.path ? -1 : 1)),
    templateVersion,
    newestTemplateVersion: TEMPLATE_VERSION,
    ...(checkedAt !== undefined && { checkedAt }),
  };
}
