import { ConflictError } from '@backstage/errors';
import {
  EstateChange,
  EstateFile,
  LOCK_FILE,
  StampLock,
  WORKLOAD_LOCK_FILE,
  fileHash,
  parseStampLock,
  parseWorkloadLock,
  planHash,
  retiredPath,
} from '@plumbline/plugin-stamp-common';
import type { EstateTree } from './EstateTree';

/** What may be replaced beside files that are as a standing lock says. */
export interface ReplaceOptions {
  /** Whether a file of this content may: one that an interrupted publish left. */
  isOurs?: (path: string, hash: string) => boolean;
  /** Whether a stamp that is to be added may take the place of another plan of it. */
  mayReplacePlan?: boolean;
  /** Whether the stamp may be another than the one that the change was planned from, as on the change's own branch. */
  mayHaveMoved?: boolean;
}

/** What a change still has to do to the files that stand. */
export interface Outstanding {
  files: EstateFile[];
  deletions: string[];
}

/** Whether it does nothing. */
export function isDone({ files, deletions }: Outstanding): boolean {
  return files.length === 0 && deletions.length === 0;
}

/** Paths of what it does, sorted. */
export function pathsOf({ files, deletions }: Outstanding): string[] {
  return [...files.map(({ path }) => path), ...deletions].sort();
}

/**
 * What a change still has to do. A file may be replaced or deleted only where
 * it is as a standing lock says; what nothing made by the estate's own code
 * says is a person's, and stays. Files that the change does not name are not
 * looked at.
 *
 * @param options - what else may be replaced.
 * @throws ConflictError when the number is another stamp's or a file was
 * changed by hand; NotAllowedError when a path is a link.
 */
export async function outstandingChange(
  change: EstateChange,
  tree: EstateTree,
  options: ReplaceOptions = {},
): Promise<Outstanding> {
  const { isOurs = () => false } = options;
  const standing = await standingHashes(change, tree, options);
  const mayReplace = async (path: string) => {
    const content = await tree.read(path);
    if (!content || isLock(path)) return;
    const hash = fileHash(content);
    if (standing.get(path) === hash || isOurs(path, hash)) return;
    throw new ConflictError(
      standing.has(path)
        ? `${path} was changed by hand since it was rendered. Take the change back, or keep it and leave this stamp as it is.`
        : `${path} is there with other content, and no lock file says that it was rendered. Move it away first.`,
    );
  };
  const files: EstateFile[] = [];
  for (const file of change.files) {
    if (await tree.holds(file.path, file.content)) continue;
    await mayReplace(file.path);
    files.push(file);
  }
  const deletions: string[] = [];
  for (const path of change.deletions) {
    if ((await tree.read(path)) === undefined) continue;
    await mayReplace(path);
    deletions.push(path);
  }
  return { files, deletions };
}

/** Whether a path is that of a lock file. */
export function isLock(path: string): boolean {
  const name = path.split('/').pop();
  return name === LOCK_FILE || name === WORKLOAD_LOCK_FILE;
}

/** What the locks that the change touches say of the files that stand, once it is known to be the same stamp's. */
async function standingHashes(
  change: EstateChange,
  tree: EstateTree,
  options: ReplaceOptions,
): Promise<Map<string, string>> {
  const { plan } = change;
  const hashes = new Map<string, string>();
  const lock = await standingLock(plan.stamp.folder, tree);
  await checkStamp(change, lock, tree, options);
  for (const [path, hash] of Object.entries(lock?.files ?? {})) {
    hashes.set(path, hash);
  }
  if (plan.kind === 'new-workload') {
    const { files } = await workloadLock(plan.workload.folder, tree);
    for (const [path, hash] of Object.entries(files)) hashes.set(path, hash);
  }
  return hashes;
}

async function checkStamp(
  { plan }: EstateChange,
  lock: StampLock | undefined,
  tree: EstateTree,
  { mayReplacePlan = false, mayHaveMoved = false }: ReplaceOptions,
) {
  const { kind, stamp } = plan;
  const isThis = lock && planHash(lock.plan) === planHash(stamp);
  const isNew = kind === 'add' || kind === 'new-workload';
  if (lock && lock.plan.stampRef !== stamp.stampRef) {
    throw new ConflictError(
      `${stamp.folder} holds another stamp, ${lock.plan.stampRef}.`,
    );
  }
  if (isNew && lock && !isThis && !mayReplacePlan) {
    throw new ConflictError(
      `${stamp.folder} holds ${stamp.name} with another plan. Run the template again to get a free number.`,
    );
  }
  if (isNew && !lock && (await tree.read(retiredPath(stamp)))) {
    throw new ConflictError(
      `${stamp.name} was retired; its number is never given again. Run the template again to get a free one.`,
    );
  }
  if (isNew && !lock && (await tree.names(stamp.folder)).length > 0) {
    throw new ConflictError(
      `${stamp.folder} holds files, but no ${LOCK_FILE} that says which stamp they are.`,
    );
  }
  if (kind !== 'change' && kind !== 'drain') return;
  if (!lock) {
    throw new ConflictError(
      `${stamp.folder} holds no ${LOCK_FILE}, so there is no stamp to change.`,
    );
  }
  const hasMoved = plan.basis && planHash(lock.plan) !== plan.basis;
  if (hasMoved && !isThis && !mayHaveMoved) {
    throw new ConflictError(
      `${stamp.name} was changed since this change was planned. Run the template again, so that nothing of it is lost.`,
    );
  }
}

async function standingLock(
  folder: string,
  tree: EstateTree,
): Promise<StampLock | undefined> {
  const text = await tree.read(`${folder}/${LOCK_FILE}`);
  if (!text) return undefined;
  const { lock, problems } = parseStampLock(text.toString('utf8'));
  if (lock) return lock;
  throw new ConflictError(
    `${folder}/${LOCK_FILE} cannot be read: ${problems.join('; ')}`,
  );
}

async function workloadLock(
  folder: string,
  tree: EstateTree,
): Promise<{ files: Record<string, string> }> {
  const path = `${folder}/${WORKLOAD_LOCK_FILE}`;
  const text = await tree.read(path);
  if (!text) return { files: {} };
  const { lock, problems } = parseWorkloadLock(text.toString('utf8'));
  if (lock) return lock;
  throw new ConflictError(`${path} cannot be read: ${problems.join('; ')}`);
}
