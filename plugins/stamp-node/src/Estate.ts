import type {
  EstateChange,
  EstateFile,
  ExistingStamp,
  PullRequestLink,
  StampLock,
} from '@plumbline/plugin-stamp-common';

/** What a publish did, or would do. */
export interface PublishResult {
  /** `written`: files changed. `unchanged`: all was there already. */
  outcome: 'written' | 'unchanged';
  /** Paths that were, or would be, written or deleted; empty when unchanged. */
  paths: string[];
  /** Where the estate is a Git repository: the one that holds the change, unless its base holds all of it already. */
  pullRequest?: PullRequestLink & {
    /** Whether this publish opened it. */
    isNew: boolean;
  };
}

/** A stamp's lock as it stands in the estate. */
export interface StandingLock {
  /** Folder of the stamp below the estate's root. */
  folder: string;
  lock?: StampLock;
  /** What is wrong with the lock file, where it cannot be read. */
  problem?: string;
  /** The open pull request that brings it; absent where it is merged. */
  pullRequest?: PullRequestLink;
}

/**
 * Where the code of stamps lives: a folder of a laptop, or a Git repository
 * that is changed by pull requests only.
 */
export interface Estate {
  /** For messages: the folder's name or the repository's address. */
  readonly place: string;
  /** Whether a change is reviewed before it counts. */
  readonly isReviewed: boolean;
  /**
   * Stamps of a workload that planning must leave room for: those whose files
   * stand, those that open pull requests add, and those that were retired.
   */
  readStamps(workloadRef: string): Promise<ExistingStamp[]>;
  /** Locks of a workload's stamps, merged ones first, then those of open pull requests. */
  readLocks(workloadRef: string): Promise<StandingLock[]>;
  /** Files as they stand (merged), of these paths; a path that is not there is left out. */
  readFiles(paths: readonly string[]): Promise<EstateFile[]>;
  /** Open pull requests about these branches. */
  openPullRequests(branches: readonly string[]): Promise<PullRequestLink[]>;
  /** The estate as it stands now, for whoever looks at many workloads at once. */
  look(): Promise<EstateView>;
  /**
   * Makes the estate hold a change, or proposes it. Repeating it, also after
   * being killed at any point, ends in the same place: one branch, one pull
   * request, one set of files.
   *
   * @throws ConflictError when a file was changed by hand, when the branch
   * holds commits of somebody else, or when another stamp has taken the same
   * name or addresses meanwhile. NotAllowedError when a path would leave the
   * estate or is a link.
   */
  publish(
    change: EstateChange,
    context: PublishContext,
  ): Promise<PublishResult>;
  /** Whether {@link publish} would succeed now; throws what it would throw. Writes nothing. */
  check(change: EstateChange): Promise<PublishResult>;
}

/**
 * An estate as it stands at one moment. What was asked of a host for one
 * workload is not asked again for the next; it is not to be kept.
 */
export interface EstateView
  extends Pick<Estate, 'readLocks' | 'openPullRequests'> {
  /**
   * SHA-256 in hexadecimal of files as they stand (merged), by path. A path of
   * a folder gives every file below it; what is not there, or is no plain
   * file, is left out.
   */
  hashFiles(paths: readonly string[]): Promise<Map<string, string>>;
  /**
   * One word for all that stands of a workload's stamps, its open pull requests
   * included: the same word means that nothing changed. `undefined` where it
   * costs as much to tell as to look, such as for a folder.
   */
  revisionOf(workloadRef: string): Promise<string | undefined>;
}

/** Who publishes, for the commit and the pull request. */
export interface PublishContext {
  /** Full ref of the user, when one asked for it. */
  userRef?: string;
}
