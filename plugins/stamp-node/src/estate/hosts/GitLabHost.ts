import { NotAllowedError } from '@backstage/errors';
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
import { RestAnswer, RestClient } from './RestClient';
import { kindOfMode, walkTree } from './walkTree';

const PAGE = 100;
/** Requests at once where one is needed for each file. */
const AT_ONCE = 8;

interface Commit {
  id: string;
  message: string;
  author_name: string;
  parent_ids: string[];
}

interface MergeRequest {
  iid: number;
  web_url: string;
  title: string;
  description: string | null;
  source_branch: string;
  source_project_id: number;
  target_project_id: number;
  sha: string | null;
}

/** GitLab, by the commits interface. */
export class GitLabHost implements GitHost {
  readonly name = 'GitLab';
  readonly place: string;
  readonly canMerge = false;
  readonly maxBody = 100_000;
  readonly #client: RestClient;
  readonly #project: string;
  readonly #trees = new Remembered<HostEntry[]>(100_000, one => one.length + 1);

  /** @param project - with its groups, such as `platform/estate`. */
  constructor(options: { client: RestClient; place: string; project: string }) {
    this.#client = options.client;
    this.place = options.place;
    this.#project = `/projects/${encodeURIComponent(options.project)}`;
  }

  async defaultBranch(): Promise<string> {
    const answer = await this.#client.get(this.#project, {
      what: 'reading the project',
    });
    return (
      answer.json<{ default_branch: string | null }>().default_branch ?? 'main'
    );
  }

  async branchTip(branch: string): Promise<string | undefined> {
    const answer = await this.#client.get(
      `${this.#project}/repository/branches/${encodeURIComponent(branch)}`,
      { what: `reading branch ${branch}`, expected: [404] },
    );
    if (answer.status === 404) return undefined;
    return answer.json<{ commit: { id: string } }>().commit.id;
  }

  async entries(
    commit: string,
    folder: string,
  ): Promise<HostEntry[] | undefined> {
    return walkTree(folder, (path, _, isDeep) =>
      this.#list(commit, path, isDeep),
    );
  }

  async blob(id: string): Promise<Buffer> {
    const answer = await this.#client.get(
      `${this.#project}/repository/blobs/${id}/raw`,
      { what: 'reading a file', accept: '*/*' },
    );
    return answer.content;
  }

  async commitsAhead(base: string, tip: string): Promise<HostCommit[]> {
    const answer = await this.#client.get(
      `${this.#project}/repository/compare`,
      {
        what: 'comparing a branch with its base',
        query: { from: base, to: tip, straight: false },
      },
    );
    return answer.json<{ commits: Commit[] }>().commits.map(one => ({
      id: one.id,
      message: one.message,
      author: one.author_name,
      parents: one.parent_ids,
    }));
  }

  async commit(commit: NewCommit): Promise<void> {
    const { branch, tip, parents, message, files, deletions } = commit;
    const answer = await this.#client.post(
      `${this.#project}/repository/commits`,
      {
        what: `writing to branch ${branch}`,
        body: {
          branch,
          commit_message: message,
          // Makes the branch, and fails where it is there.
          ...(tip === undefined && { start_sha: parents[0] }),
          actions: await this.#actions(tip, files, deletions),
        },
        expected: [400, 403, 409],
      },
    );
    if (answer.status >= 400) await this.#refused(commit, answer);
  }

  async openPullRequests(base: string): Promise<HostPullRequest[]> {
    const found = await this.#client.getPages<MergeRequest>(
      `${this.#project}/merge_requests`,
      {
        what: 'reading merge requests',
        query: { state: 'opened', target_branch: base, per_page: PAGE },
      },
      nextPage,
    );
    return found
      .filter(one => one.source_project_id === one.target_project_id && one.sha)
      .map(mergeRequest);
  }

  async openPullRequest(
    branch: string,
    base: string,
    { title, body }: PullRequestText,
  ): Promise<HostPullRequest & { isNew: boolean }> {
    const answer = await this.#client.post(`${this.#project}/merge_requests`, {
      what: `opening a merge request of branch ${branch}`,
      body: {
        source_branch: branch,
        target_branch: base,
        title,
        description: body,
        remove_source_branch: true,
      },
      expected: [400, 409],
    });
    if (answer.status < 400) {
      return { ...mergeRequest(answer.json<MergeRequest>()), isNew: true };
    }
    const open = (await this.openPullRequests(base)).find(
      one => one.branch === branch,
    );
    if (open) return { ...open, isNew: false };
    throw new NotAllowedError(
      `GitLab refused a merge request of branch ${branch}: ${answer.message()}`,
    );
  }

  async updatePullRequest(number: number, { title, body }: PullRequestText) {
    await this.#client.put(`${this.#project}/merge_requests/${number}`, {
      what: `describing merge request !${number}`,
      body: { title, description: body },
    });
  }

  /**
   * GitLab puts a commit on top of whatever the branch holds by then. So each
   * file is compared and set: it must be new, or be as this tip has it.
   */
  async #actions(
    tip: string | undefined,
    files: NewCommit['files'],
    deletions: string[],
  ) {
    const changed = [
      ...files.filter(({ isNew }) => !isNew).map(({ path }) => path),
      ...deletions,
    ];
    const last = tip ? await this.#lastCommits(tip, changed) : new Map();
    const unchanged = (path: string) =>
      last.has(path) ? { last_commit_id: last.get(path) } : {};
    return [
      ...files.map(({ path, content, isNew }) => ({
        action: isNew ? 'create' : 'update',
        file_path: path,
        content: Buffer.from(content).toString('base64'),
        encoding: 'base64',
        ...unchanged(path),
      })),
      ...deletions.map(path => ({
        action: 'delete',
        file_path: path,
        ...unchanged(path),
      })),
    ];
  }

  /** The commit that changed each file last, as of a commit. */
  async #lastCommits(
    commit: string,
    paths: readonly string[],
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const left = [...paths];
    const work = async () => {
      for (let path = left.pop(); path; path = left.pop()) {
        const answer = await this.#client.head(
          `${this.#project}/repository/files/${encodeURIComponent(path)}`,
          { what: `reading ${path}`, query: { ref: commit } },
        );
        const id = answer.headers.get('x-gitlab-last-commit-id');
        if (id) found.set(path, id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }

  #list(commit: string, path: string, isDeep: boolean): Promise<HostEntry[]> {
    return this.#trees.get(`${commit} ${path} ${isDeep}`, async () => {
      const found = await this.#client.getPages<{
        id: string;
        path: string;
        mode: string;
      }>(
        `${this.#project}/repository/tree`,
        {
          what: 'reading the files of a commit',
          query: {
            ref: commit,
            path: path || undefined,
            recursive: isDeep,
            per_page: PAGE,
            pagination: 'keyset',
          },
        },
        nextPage,
      );
      return found.map(one => ({
        path: one.path,
        kind: kindOfMode(one.mode),
        id: one.id,
      }));
    });
  }

  /** Why a commit could not be made: the branch moved, or rules of the project forbid it. */
  async #refused({ branch, tip }: NewCommit, answer: RestAnswer) {
    if ((await this.branchTip(branch)) !== tip) {
      throw new BranchMovedError(branch);
    }
    throw new NotAllowedError(
      `GitLab refused to set branch ${branch}: ${answer.message()}. Let the account of integrations.gitlab push branches that start with stamp- and workload-.`,
    );
  }
}

/** Of a list of any kind of paging: what is in the address of the next page. */
function nextPage(answer: RestAnswer): Record<string, string> | undefined {
  const [, next] =
    /<([^<>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '') ?? [];
  // Only its query is taken, so that no answer leads to another host.
  return next && URL.canParse(next)
    ? Object.fromEntries(new URL(next).searchParams)
    : undefined;
}

function mergeRequest(one: MergeRequest): HostPullRequest {
  return {
    number: one.iid,
    label: `!${one.iid}`,
    url: one.web_url,
    branch: one.source_branch,
    title: one.title,
    body: one.description ?? '',
    commit: one.sha ?? '',
  };
}
