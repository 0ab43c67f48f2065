import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  BranchMovedError,
  GitHost,
  HostCommit,
  HostEntry,
  HostPullRequest,
  NewCommit,
  PullRequestText,
} from './GitHost';
import { Remembered } from './Remembered';
import { RestClient, RestRequest } from './RestClient';
import { kindOfMode, walkTree } from './walkTree';

const VERSION = { 'api-version': '7.0' };
const PAGE = 100;
/** A branch with more commits than this is none that the estate made. */
const MAX_AHEAD = 250;
/** What a ref that is not there is said to be. */
const NOTHING = '0'.repeat(40);

interface Commit {
  commitId: string;
  treeId: string;
  comment: string;
  author?: { name?: string };
  parents?: string[];
}

interface Pull {
  pullRequestId: number;
  title: string;
  description?: string;
  sourceRefName: string;
  lastMergeSourceCommit?: { commitId: string };
  forkSource?: unknown;
}

/** Azure DevOps Services and Server, by the REST interface of Azure Repos. */
export class AzureDevOpsHost implements GitHost {
  readonly name = 'Azure DevOps';
  readonly place: string;
  readonly canMerge = false;
  readonly maxBody = 3900;
  readonly #client: RestClient;
  readonly #trees = new Remembered<HostEntry[]>(100_000, one => one.length + 1);
  readonly #commits = new Remembered<Commit>(1000);

  /** @param client - whose base address is that of the repository in the API. */
  constructor(options: { client: RestClient; place: string }) {
    this.#client = options.client;
    this.place = options.place;
  }

  async defaultBranch(): Promise<string> {
    const { defaultBranch } = await this.#read<{ defaultBranch?: string }>('', {
      what: 'reading the repository',
    });
    if (defaultBranch) return defaultBranch.replace('refs/heads/', '');
    throw new ServiceUnavailableError(
      `${this.place} is empty. Make a first commit, such as a README.`,
    );
  }

  async branchTip(branch: string): Promise<string | undefined> {
    const { value } = await this.#read<{
      value: { name: string; objectId: string }[];
    }>('/refs', {
      what: `reading branch ${branch}`,
      query: { filter: `heads/${branch}` },
    });
    // The filter is the beginning of a name.
    return value.find(({ name }) => name === `refs/heads/${branch}`)?.objectId;
  }

  async entries(
    commit: string,
    folder: string,
  ): Promise<HostEntry[] | undefined> {
    const { treeId } = await this.#commitOf(commit);
    return walkTree(folder, (path, entry, isDeep) =>
      this.#list(entry?.id ?? treeId, path, isDeep),
    );
  }

  async blob(id: string): Promise<Buffer> {
    const answer = await this.#client.get(`/blobs/${id}`, {
      what: 'reading a file',
      accept: 'application/octet-stream',
      query: { ...VERSION, $format: 'octetstream' },
    });
    return answer.content;
  }

  async commitsAhead(base: string, tip: string): Promise<HostCommit[]> {
    const { aheadCount, commonCommit } = await this.#read<{
      aheadCount: number;
      commonCommit?: string;
    }>('/diffs/commits', {
      what: 'comparing a branch with its base',
      query: {
        baseVersion: base,
        baseVersionType: 'commit',
        targetVersion: tip,
        targetVersionType: 'commit',
        $top: 1,
      },
    });
    const found: HostCommit[] = [];
    const next = [tip];
    const seen = new Set([commonCommit]);
    // First parents first: other parents are what was merged into the branch.
    while (found.length < Math.min(aheadCount, MAX_AHEAD) && next.length > 0) {
      const id = next.shift()!;
      if (seen.has(id)) continue;
      seen.add(id);
      const { comment, author, parents = [] } = await this.#commitOf(id);
      found.push({
        id,
        message: comment,
        author: author?.name ?? 'somebody',
        parents,
      });
      next.push(...parents);
    }
    return found.reverse();
  }

  async commit({
    branch,
    tip,
    parents: [parent],
    message,
    files,
    deletions,
  }: NewCommit): Promise<void> {
    // A push goes on top of what the branch holds, so the branch goes there first.
    if (tip !== parent) await this.#setBranch(branch, tip ?? NOTHING, parent);
    const answer = await this.#client.post('/pushes', {
      what: `writing to branch ${branch}`,
      query: VERSION,
      body: {
        refUpdates: [{ name: `refs/heads/${branch}`, oldObjectId: parent }],
        commits: [
          {
            comment: message,
            changes: [
              ...files.map(({ path, content, isNew }) => ({
                changeType: isNew ? 'add' : 'edit',
                item: { path: `/${path}` },
                newContent: {
                  content: Buffer.from(content).toString('base64'),
                  contentType: 'base64Encoded',
                },
              })),
              ...deletions.map(path => ({
                changeType: 'delete',
                item: { path: `/${path}` },
              })),
            ],
          },
        ],
      },
      expected: [400, 403, 409],
    });
    if (answer.status < 400) return;
    if ((await this.branchTip(branch)) !== parent) {
      throw new BranchMovedError(branch);
    }
    throw this.#refusal(branch, answer.message());
  }

  async openPullRequests(base: string): Promise<HostPullRequest[]> {
    const pulls = await this.#client.getPages<Pull>(
      '/pullrequests',
      {
        what: 'reading pull requests',
        query: {
          ...VERSION,
          'searchCriteria.status': 'active',
          'searchCriteria.targetRefName': `refs/heads/${base}`,
          $top: PAGE,
        },
      },
      (answer, page) =>
        answer.json<{ value: Pull[] }>().value.length === PAGE
          ? { $skip: page * PAGE }
          : undefined,
      answer => answer.json<{ value: Pull[] }>().value,
    );
    return pulls
      .filter(pull => !pull.forkSource && pull.lastMergeSourceCommit)
      .map(pull => this.#pullRequest(pull));
  }

  async openPullRequest(
    branch: string,
    base: string,
    { title, body }: PullRequestText,
  ): Promise<HostPullRequest & { isNew: boolean }> {
    const answer = await this.#client.post('/pullrequests', {
      what: `opening a pull request of branch ${branch}`,
      query: VERSION,
      body: {
        sourceRefName: `refs/heads/${branch}`,
        targetRefName: `refs/heads/${base}`,
        title,
        description: body,
      },
      expected: [400, 409],
    });
    if (answer.status < 400) {
      return { ...this.#pullRequest(answer.json<Pull>()), isNew: true };
    }
    const open = (await this.openPullRequests(base)).find(
      one => one.branch === branch,
    );
    if (open) return { ...open, isNew: false };
    throw new NotAllowedError(
      `Azure DevOps refused a pull request of branch ${branch}: ${answer.message()}`,
    );
  }

  async updatePullRequest(number: number, { title, body }: PullRequestText) {
    await this.#client.patch(`/pullrequests/${number}`, {
      what: `describing pull request !${number}`,
      query: VERSION,
      body: { title, description: body },
    });
  }

  async #setBranch(branch: string, from: string, to: string) {
    const answer = await this.#client.post('/refs', {
      what: `setting branch ${branch}`,
      query: VERSION,
      body: [
        { name: `refs/heads/${branch}`, oldObjectId: from, newObjectId: to },
      ],
    });
    const [result] = answer.json<{
      value: {
        success: boolean;
        updateStatus: string;
        customMessage?: string;
      }[];
    }>().value;
    if (result.success) return;
    const tip = await this.branchTip(branch);
    if ((tip ?? NOTHING) !== from) throw new BranchMovedError(branch);
    throw this.#refusal(branch, result.customMessage ?? result.updateStatus);
  }

  #refusal(branch: string, why: string): Error {
    return new NotAllowedError(
      `Azure DevOps refused to set branch ${branch}: ${why}. Let the account of integrations.azure create, and contribute to, branches that start with stamp- and workload-.`,
    );
  }

  #commitOf(id: string): Promise<Commit> {
    return this.#commits.get(id, () =>
      this.#read<Commit>(`/commits/${id}`, { what: 'reading a commit' }),
    );
  }

  #list(id: string, path: string, isDeep: boolean): Promise<HostEntry[]> {
    return this.#trees.get(`${id} ${path} ${isDeep}`, async () => {
      const { treeEntries } = await this.#read<{
        treeEntries: { relativePath: string; mode: string; objectId: string }[];
      }>(`/trees/${id}`, {
        what: 'reading the files of a commit',
        query: { recursive: isDeep },
      });
      return treeEntries.map(({ relativePath, mode, objectId }) => ({
        path: path ? `${path}/${relativePath}` : relativePath,
        kind: kindOfMode(mode),
        id: objectId,
      }));
    });
  }

  async #read<T>(path: string, request: RestRequest): Promise<T> {
    const answer = await this.#client.get(path, {
      ...request,
      query: { ...VERSION, ...request.query },
    });
    return answer.json<T>();
  }

  #pullRequest(pull: Pull): HostPullRequest {
    return {
      number: pull.pullRequestId,
      label: `!${pull.pullRequestId}`,
      url: `${this.place}/pullrequest/${pull.pullRequestId}`,
      branch: pull.sourceRefName.replace('refs/heads/', ''),
      title: pull.title,
      body: pull.description ?? '',
      commit: pull.lastMergeSourceCommit?.commitId ?? '',
    };
  }
}
