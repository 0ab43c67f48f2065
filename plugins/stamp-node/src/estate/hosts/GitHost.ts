import type {
  EstateFile,
  PullRequestLink,
} from '@plumbline/plugin-stamp-common';

/** A commit of the estate's repository. */
export interface HostCommit {
  id: string;
  /** All of it, its trailers too. */
  message: string;
  /** Name of a person, or of a bot. */
  author: string;
  parents: string[];
}

/** Something in a commit's tree. */
export interface HostEntry {
  /** From the repository's root, with `/`. */
  path: string;
  kind: 'file' | 'folder' | 'link' | 'submodule';
  /** Of the Git object. */
  id: string;
}

/** An open pull request within the repository; those of forks are nobody's that the estate trusts. */
export interface HostPullRequest extends PullRequestLink {
  number: number;
  title: string;
  /** At least its beginning. */
  body: string;
  /** Tip of its branch. */
  commit: string;
}

/** A commit to be made. */
export interface NewCommit {
  branch: string;
  /** Tip that the branch must have still; absent: it must not be there. */
  tip?: string;
  /** What it goes on top of: one commit, or the tip and the base, which makes a merge where {@link GitHost.canMerge}. */
  parents: [string] | [string, string];
  message: string;
  files: (EstateFile & { isNew: boolean })[];
  deletions: string[];
}

/** What is to be said of a pull request. */
export interface PullRequestText {
  title: string;
  /** Markdown. */
  body: string;
}

/**
 * The part of a Git host that an estate needs: trees and commits are read by
 * their ids, branches move by comparing and setting, never by force.
 */
export interface GitHost {
  /** `GitHub`, `Azure DevOps` or `GitLab`. */
  readonly name: string;
  /** The repository's address, as a browser shows it. */
  readonly place: string;
  /** Whether a commit with two parents can be made. */
  readonly canMerge: boolean;
  /** Most characters of a pull request's body. */
  readonly maxBody: number;
  defaultBranch(): Promise<string>;
  /** Commit at the tip of a branch; `undefined` where there is no such branch. */
  branchTip(branch: string): Promise<string | undefined>;
  /**
   * Everything below a folder of a commit; `undefined` where the folder is not there.
   *
   * @throws NotAllowedError when it, or a folder on the way, is something else than a folder.
   */
  entries(commit: string, folder: string): Promise<HostEntry[] | undefined>;
  /** What a file holds. */
  blob(id: string): Promise<Buffer>;
  /** Commits that can be reached from `tip`, but not from `base`. */
  commitsAhead(base: string, tip: string): Promise<HostCommit[]>;
  /**
   * Adds a commit to a branch.
   *
   * @throws BranchMovedError when the branch is not where it was.
   */
  commit(commit: NewCommit): Promise<void>;
  /** Those into `base`, of branches of this repository. */
  openPullRequests(base: string): Promise<HostPullRequest[]>;
  /** Opens one; where one is open already that one is given, and is not new. */
  openPullRequest(
    branch: string,
    base: string,
    text: PullRequestText,
  ): Promise<HostPullRequest & { isNew: boolean }>;
  updatePullRequest(number: number, text: PullRequestText): Promise<void>;
}

/** A branch is not where it was when it was looked at: look again. */
export class BranchMovedError extends Error {
  constructor(branch: string) {
    super(`Branch ${branch} moved meanwhile`);
    this.name = 'BranchMovedError';
  }
}
