import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  EstateChange,
  EstateFile,
  ExistingStamp,
  LOCK_FILE,
  PullRequestLink,
  parseStampLock,
} from '@plumbline/plugin-stamp-common';
import type {
  Estate,
  PublishContext,
  PublishResult,
  StandingLock,
} from '../Estate';
import { BlobCache, RepositoryTree } from './RepositoryTree';
import { RepositoryView, linkOf } from './RepositoryView';
import { checkAddresses, checkIsHeld } from './checkAddresses';
import { checkPaths } from './checkPaths';
import {
  BranchMovedError,
  GitHost,
  HostCommit,
  HostPullRequest,
} from './hosts/GitHost';
import { Remembered } from './hosts/Remembered';
import {
  Outstanding,
  isDone,
  outstandingChange,
  pathsOf,
} from './outstandingChange';
import { commitMessage, isOurs, pullRequestText, saysChange } from './said';

/** How often a publish looks again when somebody else moves the same branch. */
const ATTEMPTS = 5;
const BLOB_ROOM = 64 * 1024 * 1024;
const TREES = 50;
const HASHES = 200_000;

/** What a publish has to do, once everything was looked at. */
interface Proposal {
  base: { branch: string; commit: string };
  /** What the change does to the base. */
  toBase: Outstanding;
  /** The open one of its branch. */
  pullRequest?: HostPullRequest;
  /** The commit to add; absent where the branch holds the change already. */
  commit?: {
    tip?: string;
    parents: [string] | [string, string];
    outstanding: Outstanding;
    /** The tree that it goes on top of. */
    onto: RepositoryTree;
  };
}

/** An estate in a Git repository, which is changed by pull requests only. */
export class RepositoryEstate implements Estate {
  readonly place: string;
  readonly isReviewed = true;
  readonly #host: GitHost;
  readonly #logger: LoggerService;
  readonly #baseName?: string;
  readonly #prefix: string;
  readonly #blobs: BlobCache = new Remembered(BLOB_ROOM, blob => blob.length);
  readonly #trees = new Remembered<RepositoryTree>(TREES);
  readonly #hashes = new Remembered<string>(HASHES);

  constructor(options: {
    host: GitHost;
    logger: LoggerService;
    /** Branch into which changes are to be merged; the repository's default when absent. */
    branch?: string;
    /** Folder of the estate in the repository; its root when absent. */
    directory?: string;
  }) {
    this.#host = options.host;
    this.#logger = options.logger;
    this.#baseName = options.branch;
    this.#prefix = options.directory ? `${options.directory}/` : '';
    this.place = [options.host.place, options.directory]
      .filter(part => part)
      .join(' ');
  }

  async readStamps(workloadRef: string): Promise<ExistingStamp[]> {
    return (await this.look()).readStamps(workloadRef);
  }

  async readLocks(workloadRef: string): Promise<StandingLock[]> {
    return (await this.look()).readLocks(workloadRef);
  }

  async readFiles(paths: readonly string[]): Promise<EstateFile[]> {
    const { commit } = await this.#base();
    const tree = await this.#tree(commit);
    const files: EstateFile[] = [];
    for (const path of paths) {
      const content = await tree.read(path);
      if (content) files.push({ path, content: content.toString('utf8') });
    }
    return files;
  }

  async openPullRequests(
    branches: readonly string[],
  ): Promise<PullRequestLink[]> {
    return (await this.look()).openPullRequests(branches);
  }

  async look(): Promise<RepositoryView> {
    const { branch, commit } = await this.#base();
    return this.#view(commit, await this.#host.openPullRequests(branch));
  }

  async check(change: EstateChange): Promise<PublishResult> {
    const { toBase, pullRequest, commit } = await this.#propose(change);
    if (isDone(toBase)) return { outcome: 'unchanged', paths: [] };
    const isUnchanged = pullRequest && !commit;
    return {
      outcome: isUnchanged ? 'unchanged' : 'written',
      paths: isUnchanged ? [] : pathsOf(toBase),
      ...(pullRequest && {
        pullRequest: { ...linkOf(pullRequest), isNew: false },
      }),
    };
  }

  async publish(
    change: EstateChange,
    context: PublishContext,
  ): Promise<PublishResult> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return await this.#publish(change, context);
      } catch (error) {
        if (!(error instanceof BranchMovedError)) throw error;
        this.#logger.info(`${error.message}; looking again`);
      }
    }
    throw new ServiceUnavailableError(
      `Branch ${change.branch} of ${this.place} keeps moving. Try again.`,
    );
  }

  async #publish(
    change: EstateChange,
    context: PublishContext,
  ): Promise<PublishResult> {
    const { base, toBase, pullRequest, commit } = await this.#propose(change);
    if (isDone(toBase)) return { outcome: 'unchanged', paths: [] };
    if (commit) await this.#commit(change, commit, context);
    const text = pullRequestText(change, context, this.#host.maxBody);
    const open = pullRequest
      ? { ...pullRequest, isNew: false }
      : await this.#host.openPullRequest(change.branch, base.branch, text);
    const isWritten = commit !== undefined || open.isNew;
    if (isWritten) await this.#checkIsFirst(change, open);
    if (!open.isNew && !saysChange(open.body, change)) {
      await this.#host.updatePullRequest(open.number, text);
    }
    return {
      outcome: isWritten ? 'written' : 'unchanged',
      paths: isWritten ? pathsOf(toBase) : [],
      pullRequest: { ...linkOf(open), isNew: open.isNew },
    };
  }

  /**
   * Publishes at the same moment see nothing of each other before they write.
   * Once each has its pull request, the newer one sees the older.
   *
   * @throws ConflictError that names both.
   */
  async #checkIsFirst(change: EstateChange, own: HostPullRequest) {
    const { kind, stamp } = change.plan;
    if (kind !== 'add' && kind !== 'new-workload') return;
    const { branch, commit } = await this.#base();
    const open = await this.#host.openPullRequests(branch);
    const locks = await this.#view(commit, upTo(own, open)).readLocks(
      stamp.workloadRef,
    );
    checkIsHeld(change, locks, own);
    checkAddresses(change, locks, own);
  }

  /** Looks at the base, the branch and the pull request, and decides what is to be done. Writes nothing. */
  async #propose(change: EstateChange): Promise<Proposal> {
    checkPaths(change);
    const { branch, plan } = change;
    const base = await this.#base();
    if (branch === base.branch) {
      throw new ConflictError(
        `${branch} is the branch that changes are merged into; a change needs a branch of its own.`,
      );
    }
    const baseTree = await this.#tree(base.commit);
    const toBase = await outstandingChange(change, baseTree);
    if (isDone(toBase)) return { base, toBase };
    const pullRequests = await this.#host.openPullRequests(base.branch);
    const pullRequest = pullRequests.find(one => one.branch === branch);
    checkAddresses(
      change,
      await this.#view(base.commit, upTo(pullRequest, pullRequests)).readLocks(
        plan.stamp.workloadRef,
      ),
      pullRequest,
    );
    const tip = await this.#host.branchTip(branch);
    const fresh = {
      parents: [base.commit] as [string],
      outstanding: toBase,
      onto: baseTree,
    };
    if (tip === undefined) return { base, toBase, commit: fresh };

    const ahead =
      tip === base.commit
        ? []
        : await this.#host.commitsAhead(base.commit, tip);
    // Nothing of its own, such as after it was merged: it goes on from the base.
    if (ahead.length === 0) {
      return { base, toBase, pullRequest, commit: { ...fresh, tip } };
    }
    const tipTree = await this.#tree(tip);
    const foreign = ahead.filter(one => !isOurs(one));
    if (foreign.length > 0) {
      if (await holdsAll(change, tipTree)) return { base, toBase, pullRequest };
      throw foreignConflict(change, foreign, pullRequest);
    }
    const outstanding = await this.#outstandingOnBranch(
      change,
      tipTree,
      baseTree,
      pullRequest !== undefined,
    );
    // A branch that was merged by squashing, or whose pull request was closed, can be far behind its base. A merge
    // brings it up to the base without losing a commit, so that the new pull request shows this change alone.
    const isStale =
      !pullRequest &&
      this.#host.canMerge &&
      (await this.#host.commitsAhead(tip, base.commit)).length > 0;
    if (isStale) {
      const parents: [string, string] = [tip, base.commit];
      return { base, toBase, commit: { ...fresh, tip, parents } };
    }
    if (isDone(outstanding)) return { base, toBase, pullRequest };
    return {
      base,
      toBase,
      pullRequest,
      commit: { tip, parents: [tip], outstanding, onto: tipTree },
    };
  }

  /** What the change still has to do on a branch that holds commits of ours alone. */
  async #outstandingOnBranch(
    change: EstateChange,
    tree: RepositoryTree,
    base: RepositoryTree,
    isOpen: boolean,
  ): Promise<Outstanding> {
    const outstanding = await outstandingChange(change, tree, {
      // Where nobody is asked to review it any more, its number is free for another plan.
      mayReplacePlan: !isOpen,
      mayHaveMoved: true,
    });
    const wanted = new Set([
      ...change.files.map(({ path }) => path),
      ...change.deletions,
    ]);
    // What an earlier version of the change brought, and this one does not.
    const strays: string[] = [];
    for (const path of await filesOfLock(change, tree)) {
      if (wanted.has(path)) continue;
      if ((await tree.read(path)) && !(await base.read(path)))
        strays.push(path);
    }
    return {
      ...outstanding,
      deletions: [...outstanding.deletions, ...strays],
    };
  }

  async #commit(
    change: EstateChange,
    { tip, parents, outstanding, onto }: NonNullable<Proposal['commit']>,
    context: PublishContext,
  ) {
    const files = await Promise.all(
      outstanding.files.map(async ({ path, content }) => ({
        path: `${this.#prefix}${path}`,
        content,
        isNew: (await onto.read(path)) === undefined,
      })),
    );
    await this.#host.commit({
      branch: change.branch,
      tip,
      parents,
      message: commitMessage(change, context),
      files,
      deletions: outstanding.deletions.map(path => `${this.#prefix}${path}`),
    });
  }

  #view(
    commit: string,
    pullRequests: readonly HostPullRequest[],
  ): RepositoryView {
    return new RepositoryView({
      place: this.place,
      commit,
      pullRequests,
      treeOf: one => this.#tree(one),
      hashes: this.#hashes,
      logger: this.#logger,
    });
  }

  async #base(): Promise<{ branch: string; commit: string }> {
    const branch = this.#baseName ?? (await this.#host.defaultBranch());
    const commit = await this.#host.branchTip(branch);
    if (commit) return { branch, commit };
    throw new ServiceUnavailableError(
      `There is no branch ${branch} in ${
        this.#host.place
      }, or the token in integrations may not read it. Make the branch, or correct stamp.estate.repository.`,
    );
  }

  #tree(commit: string): Promise<RepositoryTree> {
    return this.#trees.get(
      commit,
      async () =>
        new RepositoryTree({
          host: this.#host,
          commit,
          prefix: this.#prefix,
          blobs: this.#blobs,
        }),
    );
  }
}

/** A pull request and those that were open before it; all of them where there is none yet. */
function upTo(
  own: HostPullRequest | undefined,
  open: readonly HostPullRequest[],
): readonly HostPullRequest[] {
  return own ? open.filter(({ number }) => number <= own.number) : open;
}

async function holdsAll(
  { files, deletions }: EstateChange,
  tree: RepositoryTree,
): Promise<boolean> {
  for (const { path, content } of files) {
    if (!(await tree.holds(path, content))) return false;
  }
  for (const path of deletions) {
    if ((await tree.read(path)) !== undefined) return false;
  }
  return true;
}

async function filesOfLock(
  { plan: { stamp } }: EstateChange,
  tree: RepositoryTree,
): Promise<string[]> {
  const text = await tree.read(`${stamp.folder}/${LOCK_FILE}`);
  const { lock } = text ? parseStampLock(text.toString('utf8')) : {};
  return Object.keys(lock?.files ?? {});
}

function foreignConflict(
  { branch }: EstateChange,
  foreign: readonly HostCommit[],
  pullRequest: PullRequestLink | undefined,
): ConflictError {
  const { id, author, message } = foreign[foreign.length - 1];
  const [title] = message.split('\n');
  return new ConflictError(
    `Branch ${branch} holds commit ${id.slice(0, 7)} ${JSON.stringify(
      title.slice(0, 100),
    )} of ${author}, which is never overwritten, and its files are not those of this change. ${
      pullRequest
        ? `Merge or close pull request ${pullRequest.label} (${pullRequest.url}) and delete its branch, then ask again.`
        : 'Delete the branch, then ask again.'
    }`,
  );
}
