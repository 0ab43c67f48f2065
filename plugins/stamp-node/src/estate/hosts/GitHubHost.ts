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
import { RestAnswer, RestClient } from './RestClient';
import { kindOfMode, walkTree } from './walkTree';

const PAGE = 100;
/** A branch with more commits than this is none that the estate made. */
const MAX_AHEAD = 250;

interface Tree {
  sha: string;
  truncated?: boolean;
  tree: { path: string; mode: string; sha: string }[];
}

interface Commit {
  sha: string;
  commit: { message: string; author: { name?: string } | null };
  author: { login?: string } | null;
  parents: { sha: string }[];
}

interface Pull {
  number: number;
  html_url: string;
  title: string;
  body: string | null;
  head: { ref: string; sha: string; repo: { full_name: string } | null };
}

/** GitHub and GitHub Enterprise, by the Git data API. */
export class GitHubHost implements GitHost {
  readonly name = 'GitHub';
  readonly place: string;
  readonly canMerge = true;
  readonly maxBody = 60_000;
  readonly #client: RestClient;
  readonly #repository: string;
  readonly #trees = new Remembered<HostEntry[]>(100_000, one => one.length + 1);

  /** @param repository - `<owner>/<name>`. */
  constructor(options: {
    client: RestClient;
    place: string;
    repository: string;
  }) {
    this.#client = options.client;
    this.place = options.place;
    this.#repository = options.repository;
  }

  async defaultBranch(): Promise<string> {
    const answer = await this.#client.get(this.#path(), {
      what: 'reading the repository',
    });
    return answer.json<{ default_branch: string }>().default_branch;
  }

  async branchTip(branch: string): Promise<string | undefined> {
    const answer = await this.#client.get(
      this.#path(
        `/git/ref/heads/${branch.split('/').map(encodeURIComponent).join('/')}`,
      ),
      { what: `reading branch ${branch}`, expected: [404, 409] },
    );
    if (answer.status === 409) {
      throw new ServiceUnavailableError(
        `${this.place} is empty. Make a first commit, such as a README.`,
      );
    }
    if (answer.status === 404) return undefined;
    return answer.json<{ object: { sha: string } }>().object.sha;
  }

  async entries(
    commit: string,
    folder: string,
  ): Promise<HostEntry[] | undefined> {
    return walkTree(folder, (path, entry, isDeep) =>
      this.#list(entry?.id ?? commit, path, isDeep),
    );
  }

  async blob(id: string): Promise<Buffer> {
    const answer = await this.#client.get(this.#path(`/git/blobs/${id}`), {
      what: 'reading a file',
      accept: 'application/vnd.github.raw+json',
    });
    return answer.content;
  }

  async commitsAhead(base: string, tip: string): Promise<HostCommit[]> {
    const commits = await this.#client.getPages<Commit>(
      this.#path(`/compare/${base}...${tip}`),
      { what: 'comparing a branch with its base', query: { per_page: PAGE } },
      (answer, page) => {
        const { total_commits: total } = answer.json<{
          total_commits: number;
        }>();
        return total > page * PAGE && total <= MAX_AHEAD
          ? { page: page + 1 }
          : undefined;
      },
      answer => answer.json<{ commits: Commit[] }>().commits,
    );
    return commits.map(one => ({
      id: one.sha,
      message: one.commit.message,
      author: one.author?.login ?? one.commit.author?.name ?? 'somebody',
      parents: one.parents.map(({ sha }) => sha),
    }));
  }

  async commit(commit: NewCommit): Promise<void> {
    const { branch, tip, parents, message, files, deletions } = commit;
    const what = `writing to branch ${branch}${
      files.some(({ path }) => path.startsWith('.github/workflows/'))
        ? ' with workflows'
        : ''
    }`;
    // What a merge holds is what its last parent holds, with the change.
    const onto = parents[parents.length - 1];
    const { tree: base } = (
      await this.#client.get(this.#path(`/git/commits/${onto}`), {
        what: 'reading a commit',
      })
    ).json<{ tree: { sha: string } }>();
    const tree = await this.#client.post(this.#path('/git/trees'), {
      what,
      body: {
        base_tree: base.sha,
        tree: [
          ...files.map(({ path, content }) => ({
            path,
            mode: '100644',
            type: 'blob',
            content,
          })),
          ...deletions.map(path => ({
            path,
            mode: '100644',
            type: 'blob',
            sha: null,
          })),
        ],
      },
    });
    const made = await this.#client.post(this.#path('/git/commits'), {
      what,
      body: { message, tree: tree.json<Tree>().sha, parents },
    });
    const { sha } = made.json<{ sha: string }>();
    const answer =
      tip === undefined
        ? await this.#client.post(this.#path('/git/refs'), {
            what,
            body: { ref: `refs/heads/${branch}`, sha },
            expected: [409, 422],
          })
        : await this.#client.patch(
            this.#path(`/git/refs/heads/${encodeURIComponent(branch)}`),
            { what, body: { sha, force: false }, expected: [409, 422] },
          );
    if (answer.status >= 400) await this.#refused(commit, answer);
  }

  async openPullRequests(base: string): Promise<HostPullRequest[]> {
    return this.#pulls({ base });
  }

  async openPullRequest(
    branch: string,
    base: string,
    text: PullRequestText,
  ): Promise<HostPullRequest & { isNew: boolean }> {
    const answer = await this.#client.post(this.#path('/pulls'), {
      what: `opening a pull request of branch ${branch}`,
      body: { ...text, head: branch, base },
      expected: [422],
    });
    if (answer.status !== 422) {
      return { ...pullRequest(answer.json<Pull>()), isNew: true };
    }
    const owner = this.#repository.split('/')[0];
    const [open] = await this.#pulls({ base, head: `${owner}:${branch}` });
    if (open) return { ...open, isNew: false };
    throw new NotAllowedError(
      `GitHub refused a pull request of branch ${branch}: ${answer.message()}`,
    );
  }

  async updatePullRequest(number: number, text: PullRequestText) {
    await this.#client.patch(this.#path(`/pulls/${number}`), {
      what: `describing pull request #${number}`,
      body: { ...text },
    });
  }

  async #pulls(query: { base: string; head?: string }) {
    const pulls = await this.#client.getPages<Pull>(
      this.#path('/pulls'),
      {
        what: 'reading pull requests',
        query: { state: 'open', per_page: PAGE, ...query },
      },
      (answer, page) =>
        /rel="next"/.test(answer.headers.get('link') ?? '')
          ? { page: page + 1 }
          : undefined,
    );
    const here = this.#repository.toLocaleLowerCase('en-US');
    return pulls
      .filter(
        ({ head }) =>
          head.repo?.full_name.toLocaleLowerCase('en-US') === here &&
          (!query.head || query.head.endsWith(`:${head.ref}`)),
      )
      .map(pullRequest);
  }

  async #list(id: string, path: string, isDeep: boolean): Promise<HostEntry[]> {
    return this.#trees.get(`${id} ${path} ${isDeep}`, async () => {
      const answer = await this.#client.get(this.#path(`/git/trees/${id}`), {
        what: 'reading the files of a commit',
        query: { recursive: isDeep ? 1 : undefined },
      });
      const { tree, truncated } = answer.json<Tree>();
      // Too much for one answer: folder by folder then.
      const isWhole = !truncated || !isDeep;
      const shown = isWhole ? tree : (await this.#shallow(id)).tree;
      const entries = shown.map(one => ({
        path: path ? `${path}/${one.path}` : one.path,
        kind: kindOfMode(one.mode),
        id: one.sha,
      }));
      if (isWhole) return entries;
      const below = await Promise.all(
        entries
          .filter(({ kind }) => kind === 'folder')
          .map(folder => this.#list(folder.id, folder.path, true)),
      );
      return [...entries, ...below.flat()];
    });
  }

  async #shallow(id: string): Promise<Tree> {
    const answer = await this.#client.get(this.#path(`/git/trees/${id}`), {
      what: 'reading the files of a commit',
    });
    return answer.json<Tree>();
  }

  /** Why a branch could not be set: it moved, or rules of the repository forbid it. */
  async #refused({ branch, tip }: NewCommit, answer: RestAnswer) {
    if ((await this.branchTip(branch)) !== tip) {
      throw new BranchMovedError(branch);
    }
    throw new NotAllowedError(
      `GitHub refused to set branch ${branch}: ${answer.message()}. Let the account of integrations.github push branches that start with stamp- and workload-.`,
    );
  }

  #path(rest = ''): string {
    return `/repos/${this.#repository}${rest}`;
  }
}

function pullRequest(pull: Pull): HostPullRequest {
  return {
    number: pull.number,
    label: `#${pull.number}`,
    url: pull.html_url,
    branch: pull.head.ref,
    title: pull.title,
    body: pull.body ?? '',
    commit: pull.head.sha,
  };
}
