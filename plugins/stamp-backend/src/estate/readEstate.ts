import {
  EstateFile,
  PullRequestLink,
  StampLock,
  branchesOfStamp,
  driftOf,
} from '@plumbline/plugin-stamp-common';
import type { EstateView, StandingLock } from '@plumbline/plugin-stamp-node';
import { EstateReading, StampPullRequest } from '../store/StampStore';
import type { BranchKind, LockedStamp } from '../store/rows';

const BRANCH_PATTERN = /^stamp-(add|change|drain|remove)-/;

/** What reading needs of an estate. */
type ReadableView = Omit<EstateView, 'revisionOf'>;

/**
 * Reads the stamps of a workload in the estate and compares their files to
 * their locks. A lock that cannot be read, or speaks for another workload, is
 * told as a problem and stops no other.
 *
 * @param known - stamps whose locks were read before.
 * @throws what the estate throws.
 */
export async function readEstate(
  workloadRef: string,
  known: readonly LockedStamp[],
  estate: ReadableView,
): Promise<EstateReading> {
  const standing = await estate.readLocks(workloadRef);
  const problems: string[] = [];
  const merged: StampLock[] = [];
  const unreadFolders = new Set<string>();
  for (const { folder, lock, problem, pullRequest } of standing) {
    if (pullRequest) continue;
    const wrong = problem ?? wrongPlace(folder, workloadRef, lock);
    if (wrong) {
      problems.push(`${folder}: ${wrong}`);
      unreadFolders.add(folder);
    } else if (lock) merged.push(lock);
  }
  const unread = known.filter(({ folder }) => unreadFolders.has(folder));
  const stamps = [...merged.map(({ plan }) => plan), ...unread];
  const [hashes, pullRequests] = await Promise.all([
    merged.length > 0
      ? estate.hashFiles([
          ...merged.map(({ plan }) => plan.folder),
          ...merged.flatMap(lock => filesElsewhere(lock)),
        ])
      : new Map<string, string>(),
    stamps.length > 0
      ? estate.openPullRequests(stamps.flatMap(branchesOfStamp))
      : [],
  ]);
  return {
    workloadRef,
    stamps: merged.map(lock => {
      const { state, files } = driftOf(lock, hashes);
      return { locked: lockedStamp(lock), drift: state, files };
    }),
    unread: unread.map(({ stampRef }) => stampRef),
    pullRequests: aboutStamps(standing, stamps, pullRequests),
    problem:
      problems.length > 0 ? problems.join('; ').slice(0, 2_000) : undefined,
  };
}

function wrongPlace(
  folder: string,
  workloadRef: string,
  lock: StampLock | undefined,
): string | undefined {
  if (!lock) return 'its lock cannot be read';
  if (lock.plan.workloadRef !== workloadRef || lock.plan.folder !== folder) {
    return `its lock is that of ${lock.plan.folder} of ${lock.plan.workloadRef}`;
  }
  return undefined;
}

function filesElsewhere({ plan, files }: StampLock): EstateFile['path'][] {
  return Object.keys(files).filter(path => !path.startsWith(`${plan.folder}/`));
}

function lockedStamp({ plan, templateVersion }: StampLock): LockedStamp {
  return {
    stampRef: plan.stampRef,
    name: plan.name,
    folder: plan.folder,
    environment: plan.environment,
    region: plan.region,
    instance: plan.instance,
    lifecycle: plan.lifecycle,
    trafficWeight: plan.trafficWeight,
    maxUsers: plan.maxUsers,
    templateVersion,
    infrastructure: plan.infrastructure,
    pipeline: plan.pipeline,
    image: plan.image,
    expectedUsers: plan.size.expectedUsers,
  };
}

function aboutStamps(
  standing: readonly StandingLock[],
  stamps: readonly { stampRef: string; name: string }[],
  pullRequests: readonly PullRequestLink[],
): StampPullRequest[] {
  const found = new Map<string, StampPullRequest>();
  for (const { lock, pullRequest } of standing) {
    if (pullRequest && lock) add(lock.plan.name, pullRequest);
  }
  const stampOfBranch = new Map(
    stamps.flatMap(stamp =>
      branchesOfStamp(stamp).map(branch => [branch, stamp.name]),
    ),
  );
  for (const pullRequest of pullRequests) {
    const name = stampOfBranch.get(pullRequest.branch);
    if (name) add(name, pullRequest);
  }
  return [...found.values()];

  function add(stampName: string, { branch, label, url }: PullRequestLink) {
    found.set(branch, {
      branch,
      label,
      url,
      stampName,
      kind: (BRANCH_PATTERN.exec(branch)?.[1] ?? 'add') as BranchKind,
    });
  }
}
