import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ExistingStamp,
  PullRequestLink,
  branchesOfStamp,
  fileHash,
  mayAddStampOf,
  stampKey,
  stampsFolder,
} from '@plumbline/plugin-stamp-common';
import type { EstateView, StandingLock } from '../Estate';
import type { RepositoryTree } from './RepositoryTree';
import type { HostPullRequest } from './hosts/GitHost';
import type { Remembered } from './hosts/Remembered';
import {
  existingStampOfStanding,
  readRetiredStamps,
  readStandingLocks,
} from './standing';

const WORKFLOWS = '.github/workflows';

/** An estate's repository at one commit, with the pull requests that were open then. */
export class RepositoryView implements EstateView {
  readonly #place: string;
  readonly #commit: string;
  readonly #pullRequests: readonly HostPullRequest[];
  readonly #treeOf: (commit: string) => Promise<RepositoryTree>;
  readonly #hashes: Remembered<string>;
  readonly #logger: LoggerService;

  constructor(options: {
    /** For messages. */
    place: string;
    commit: string;
    pullRequests: readonly HostPullRequest[];
    treeOf: (commit: string) => Promise<RepositoryTree>;
    /** SHA-256 of contents by the id of their Git object. */
    hashes: Remembered<string>;
    logger: LoggerService;
  }) {
    this.#place = options.place;
    this.#commit = options.commit;
    this.#pullRequests = options.pullRequests;
    this.#treeOf = options.treeOf;
    this.#hashes = options.hashes;
    this.#logger = options.logger;
  }

  /** As `Estate.readStamps`. */
  async readStamps(workloadRef: string): Promise<ExistingStamp[]> {
    const locks = await this.readLocks(workloadRef);
    const tree = await this.#treeOf(this.#commit);
    return [
      ...locks.map(existingStampOfStanding),
      ...(await readRetiredStamps(tree, workloadRef)),
    ];
  }

  async readLocks(workloadRef: string): Promise<StandingLock[]> {
    const tree = await this.#treeOf(this.#commit);
    const merged = await readStandingLocks(tree, workloadRef);
    const folders = new Set(merged.map(({ folder }) => folder));
    const locks = [...merged];
    for (const pullRequest of this.#pullRequests) {
      if (!mayAddStampOf(workloadRef, pullRequest.branch)) continue;
      for (const lock of await this.#locksOf(pullRequest, workloadRef)) {
        if (folders.has(lock.folder)) continue;
        folders.add(lock.folder);
        locks.push({ ...lock, pullRequest: linkOf(pullRequest) });
      }
    }
    return locks;
  }

  async openPullRequests(
    branches: readonly string[],
  ): Promise<PullRequestLink[]> {
    return this.#pullRequests
      .filter(({ branch }) => branches.includes(branch))
      .map(linkOf);
  }

  async hashFiles(paths: readonly string[]): Promise<Map<string, string>> {
    const tree = await this.#treeOf(this.#commit);
    const hashes = new Map<string, string>();
    for (const path of paths) {
      for (const file of await tree.filesAt(path)) {
        const hash = await this.#hashes.get(file.id, async () =>
          fileHash((await tree.read(file.path))!),
        );
        hashes.set(file.path, hash);
      }
    }
    return hashes;
  }

  /**
   * Of the ids of its files, those of its workflows by their name, and its pull
   * requests. Files of a workload whose name goes on after a hyphen are taken
   * for its own, too: it is looked at once too often then.
   */
  async revisionOf(workloadRef: string): Promise<string> {
    const tree = await this.#treeOf(this.#commit);
    const key = stampKey({ stampRef: workloadRef });
    const isOfWorkflow = (path: string) =>
      path.startsWith(`${WORKFLOWS}/${key}-`);
    const branches = branchesOfStamp({ stampRef: workloadRef });
    const isOfBranch = (branch: string) =>
      mayAddStampOf(workloadRef, branch) ||
      branches.some(start => branch.startsWith(`${start}-`));
    const files = [
      ...(await tree.filesAt(stampsFolder(workloadRef))),
      ...(await tree.filesAt(WORKFLOWS)).filter(({ path }) =>
        isOfWorkflow(path),
      ),
    ];
    const lines = [
      ...files.map(({ path, id }) => `${id} ${path}`),
      ...this.#pullRequests
        .filter(({ branch }) => isOfBranch(branch))
        .map(({ label, commit }) => `${commit} ${label}`),
    ];
    return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
  }

  async #locksOf(pullRequest: HostPullRequest, workloadRef: string) {
    try {
      const tree = await this.#treeOf(pullRequest.commit);
      return await readStandingLocks(tree, workloadRef);
    } catch (error) {
      if ((error as Error).name !== 'NotAllowedError') throw error;
      // What a pull request holds is nobody's word yet, so it does not stop the others.
      this.#logger.warn(
        `Pull request ${pullRequest.label} of ${this.#place} is left out: ${
          (error as Error).message
        }`,
      );
      return [];
    }
  }
}

/** What is told of a pull request. */
export function linkOf({
  label,
  url,
  branch,
}: PullRequestLink): PullRequestLink {
  return { label, url, branch };
}
