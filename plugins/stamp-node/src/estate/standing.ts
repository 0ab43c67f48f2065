import {
  ExistingStamp,
  LOCK_FILE,
  RETIRED,
  existingStampOfLock,
  parseStampLock,
  retiredFolder,
  stampsFolder,
} from '@plumbline/plugin-stamp-common';
import type { StandingLock } from '../Estate';
import type { EstateTree } from './EstateTree';

/**
 * Locks of a workload's stamps, by folder. A folder without a lock is one with
 * a problem, unless its stamp was removed and only what tools left remains.
 */
export async function readStandingLocks(
  tree: EstateTree,
  workloadRef: string,
): Promise<StandingLock[]> {
  const base = stampsFolder(workloadRef);
  const retired = new Set(
    (await tree.names(retiredFolder(workloadRef))).map(({ name }) => name),
  );
  const found: StandingLock[] = [];
  for (const environment of await folders(tree, base)) {
    if (environment === RETIRED) continue;
    for (const slot of await folders(tree, `${base}/${environment}`)) {
      const folder = `${base}/${environment}/${slot}`;
      const text = await readLockText(tree, folder);
      if (typeof text === 'string') found.push({ folder, problem: text });
      else if (text) found.push({ folder, ...parsed(text) });
      else if (!retired.has(`${environment}-${slot}.json`)) {
        found.push({ folder, problem: `there is no ${LOCK_FILE}` });
      }
    }
  }
  return found;
}

/** Stamps of a workload that were removed: their files are gone, their numbers stay taken. */
export async function readRetiredStamps(
  tree: EstateTree,
  workloadRef: string,
): Promise<ExistingStamp[]> {
  const base = stampsFolder(workloadRef);
  const stamps: ExistingStamp[] = [];
  for (const { name, isFolder } of await tree.names(
    retiredFolder(workloadRef),
  )) {
    const [, environment, slot] =
      /^([a-z][a-z0-9]*)-([a-z0-9]+-\d{3})\.json$/.exec(name) ?? [];
    // The name says it all, so that a record that was edited cannot free a number.
    if (isFolder || !environment) continue;
    stamps.push({
      ...stampOfFolder(`${base}/${environment}/${slot}`),
      isRetired: true,
    });
  }
  return stamps;
}

/** What planning needs of a stamp: what its lock tells, else as much as its folder does. */
export function existingStampOfStanding({
  folder,
  lock,
}: StandingLock): ExistingStamp {
  return lock ? existingStampOfLock(lock) : stampOfFolder(folder);
}

/** What is in the lock file, or why it is not read. */
async function readLockText(
  tree: EstateTree,
  folder: string,
): Promise<Buffer | string | undefined> {
  try {
    return await tree.read(`${folder}/${LOCK_FILE}`);
  } catch (error) {
    if ((error as Error).name === 'NotAllowedError') {
      return (error as Error).message;
    }
    throw error;
  }
}

function parsed(text: Buffer): Pick<StandingLock, 'lock' | 'problem'> {
  const { lock, problems } = parseStampLock(text.toString('utf8'));
  return lock
    ? { lock }
    : { problem: `${LOCK_FILE} cannot be read: ${problems.join('; ')}` };
}

function stampOfFolder(folder: string): ExistingStamp {
  const [, workload, environment, slot] = folder.split('/');
  const [, region, number] = /^(.+)-(\d+)$/.exec(slot) ?? [];
  return {
    name: `${workload.split('~').pop()}-${environment}-${slot}`,
    environment,
    region: region ?? slot,
    ...(number && { instance: Number(number) }),
  };
}

async function folders(tree: EstateTree, path: string): Promise<string[]> {
  return (await tree.names(path))
    .filter(({ isFolder }) => isFolder)
    .map(({ name }) => name);
}
