import { lstat, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  LOCK_FILE,
  StampLock,
  StampPlan,
  parseStampLock,
} from '@plumbline/plugin-stamp-common';
import { StampFile, fileHash } from '../render/renderStamp';
import { ignoreMissing } from './ignoreMissing';

/**
 * The files that still must be written into a stamp's folder, the lock last:
 * until it stands, the old one tells which of the others may be replaced, so
 * that an interrupted publish can be repeated.
 *
 * Only paths that the stamp itself uses are looked at; what tools leave beside
 * them, such as `.terraform`, stays.
 *
 * @throws ConflictError when the folder is another stamp's or a file in it was
 * changed by hand; NotAllowedError when one of the paths is a link.
 */
export async function changedFiles(
  target: string,
  plan: StampPlan,
  files: readonly StampFile[],
): Promise<StampFile[]> {
  const lock = await standingLock(target, plan);
  const changed: StampFile[] = [];
  for (const file of files) {
    const content = await readPlainFile(target, file.path);
    if (content?.equals(Buffer.from(file.content))) continue;
    const mayReplace =
      content === undefined ||
      file.path === LOCK_FILE ||
      lock?.files[`${lock.plan.folder}/${file.path}`] === fileHash(content);
    if (!mayReplace) {
      throw new ConflictError(
        `${plan.folder}/${file.path} was changed by hand since it was rendered. Take the change back, or move the file out of the folder.`,
      );
    }
    changed.push(file);
  }
  const isLock = ({ path }: StampFile) => Number(path === LOCK_FILE);
  return changed.sort((a, b) => isLock(a) - isLock(b));
}

/** The lock that stands in the folder, once it is known to be the same stamp's. */
async function standingLock(
  target: string,
  plan: StampPlan,
): Promise<StampLock | undefined> {
  const names = await readdir(target).catch(ignoreMissing);
  if (!names?.length) return undefined;
  const text = await readPlainFile(target, LOCK_FILE);
  if (!text) {
    throw new ConflictError(
      `${plan.folder} holds files, but no ${LOCK_FILE} that says which stamp they are.`,
    );
  }
  const { lock, problems } = parseStampLock(text.toString('utf8'));
  if (!lock) {
    throw new ConflictError(
      `${plan.folder}/${LOCK_FILE} cannot be read: ${problems.join('; ')}`,
    );
  }
  if (planText(lock.plan) !== planText(plan)) {
    throw new ConflictError(
      `${plan.folder} holds ${lock.plan.name} with another plan. Run the template again to get a free number.`,
    );
  }
  return lock;
}

async function readPlainFile(
  target: string,
  path: string,
): Promise<Buffer | undefined> {
  const absolute = join(target, path);
  const folder = await lstat(dirname(absolute)).catch(ignoreMissing);
  const file = await lstat(absolute).catch(ignoreMissing);
  if (!folder || !file) return undefined;
  if (!folder.isDirectory() || !file.isFile()) {
    throw new NotAllowedError(
      `${path} in the stamp's folder is not a plain file`,
    );
  }
  return readFile(absolute);
}

/** What makes two plans the same: everything but the notes, which only say what to know. */
function planText({ notes, ...plan }: StampPlan): string {
  return JSON.stringify(plan, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
}
