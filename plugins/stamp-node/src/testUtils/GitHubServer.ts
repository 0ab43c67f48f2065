import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { BareRepository, CommitDetails } from './BareRepository';
import { Answer, GitServer, GitServerOptions, PullRecord } from './GitServer';

const OWNER = 'example';
const NAME = 'estate';

/**
 * GitHub for tests: repository `example/estate` with the Git data API and
 * pull requests, as GitHub Enterprise serves them below `/api/v3`.
 *
 * @example
 * ```ts
 * const server = await GitHubServer.start({ directory });
 * const estate = createEstate({ config: new ConfigReader(server.config), logger });
 * ```
 */
export class GitHubServer extends GitServer {
  readonly repositoryPath = `/${OWNER}/${NAME}`;
  /** Recursive trees with more entries are cut, as GitHub's are beyond 100,000. */
  treeLimit = 100_000;

  static async start(options: GitServerOptions): Promise<GitHubServer> {
    const repository = await BareRepository.create(
      join(options.directory, `${NAME}.git`),
      options.files ?? { 'README.md': '# Estate\n' },
    );
    const server = new GitHubServer(repository);
    await server.listen(options.port);
    return server;
  }

  get integrations() {
    return {
      github: [
        {
          host: this.host,
          apiBaseUrl: `${this.origin}/api/v3`,
          token: this.token,
        },
      ],
    };
  }

  protected isSignedIn({ headers }: IncomingMessage): boolean {
    return [`Bearer ${this.token}`, `token ${this.token}`].includes(
      headers.authorization ?? '',
    );
  }

  protected interfacePath(path: string): string | undefined {
    return path.startsWith('/api/v3/')
      ? path.slice('/api/v3'.length)
      : undefined;
  }

  protected async handle(
    method: string,
    path: string,
    params: URLSearchParams,
    sent: any,
    headers: IncomingMessage['headers'],
  ): Promise<Answer | undefined> {
    const [, rest] =
      new RegExp(`^/repos/${OWNER}/${NAME}(/.*)?$`, 'i').exec(path) ?? [];
    if (rest === undefined && !path.endsWith(NAME)) return undefined;
    const [kind, ...parts] = (rest ?? '').split('/').slice(1);
    switch (`${method} ${kind ?? ''}`) {
      case 'GET ':
        return { status: 200, body: { default_branch: 'main' } };
      case 'GET compare':
        return this.#compare(decodeURIComponent(parts[0]), params);
      case 'GET pulls':
        return this.#listPulls(params);
      case 'POST pulls':
        return this.#openPull(sent);
      case 'PATCH pulls':
        return this.#editPull(Number(parts[0]), sent);
      default:
        return kind === 'git'
          ? this.#git(method, parts, params, sent, headers)
          : undefined;
    }
  }

  async #git(
    method: string,
    [kind, ...parts]: string[],
    params: URLSearchParams,
    sent: any,
    headers: IncomingMessage['headers'],
  ): Promise<Answer | undefined> {
    const name = decodeURIComponent(parts.join('/'));
    const branch = name.replace(/^heads\//, '');
    switch (`${method} ${kind}`) {
      case 'GET ref':
        return this.#ref(branch);
      case 'POST refs':
        return this.#createRef(sent);
      case 'PATCH refs':
        return this.#updateRef(branch, sent);
      case 'GET trees':
        return this.#tree(name, params.has('recursive'));
      case 'POST trees':
        return this.#createTree(sent);
      case 'GET commits': {
        const commit = await this.repository.commit(name);
        return commit && { status: 200, body: gitCommit(commit) };
      }
      case 'POST commits': {
        const sha = await this.repository.writeCommit({
          ...sent,
          author: 'Estate bot',
        });
        const commit = await this.repository.commit(sha);
        return { status: 201, body: gitCommit(commit!) };
      }
      case 'GET blobs': {
        const content = await this.repository.blob(name);
        if (!content) return undefined;
        if (/\braw\b/.test(headers.accept ?? '')) {
          return { status: 200, body: content };
        }
        return {
          status: 200,
          body: {
            sha: name,
            size: content.length,
            encoding: 'base64',
            content: content.toString('base64'),
          },
        };
      }
      default:
        return undefined;
    }
  }

  async #ref(branch: string): Promise<Answer | undefined> {
    if ((await this.repository.branches()).length === 0) {
      return { status: 409, body: { message: 'Git Repository is empty.' } };
    }
    const sha = await this.repository.tip(branch);
    return sha ? { status: 200, body: ref(branch, sha) } : undefined;
  }

  async #createRef(sent: { ref: string; sha: string }): Promise<Answer> {
    const branch = sent.ref.replace(/^refs\/heads\//, '');
    if (this.protectedBranches.test(branch)) return ruled();
    const isDone = await this.repository.setBranch(branch, sent.sha, undefined);
    return isDone
      ? { status: 201, body: ref(branch, sent.sha) }
      : refused('Reference already exists');
  }

  async #updateRef(
    branch: string,
    { sha, force }: { sha: string; force?: boolean },
  ): Promise<Answer> {
    const tip = await this.repository.tip(branch);
    if (!tip) return refused('Reference does not exist');
    if (this.protectedBranches.test(branch)) return ruled();
    const isForward = await this.repository.isAncestor(tip, sha);
    if (!isForward && !force) return refused('Update is not a fast forward');
    await this.repository.setBranch(branch, sha, tip);
    return { status: 200, body: ref(branch, sha) };
  }

  async #tree(name: string, isRecursive: boolean): Promise<Answer | undefined> {
    const all = await this.repository.tree(name, isRecursive);
    if (!all) return undefined;
    const truncated = isRecursive && all.length > this.treeLimit;
    return {
      status: 200,
      body: {
        sha: await this.repository.resolve(`${name}^{tree}`),
        tree: truncated ? all.slice(0, this.treeLimit) : all,
        truncated,
      },
    };
  }

  async #createTree(sent: {
    base_tree?: string;
    tree: {
      path: string;
      mode: string;
      type: string;
      sha?: string | null;
      content?: string;
    }[];
  }): Promise<Answer> {
    try {
      const entries = await Promise.all(
        sent.tree.map(async ({ path, mode, sha, content }) => ({
          path,
          mode,
          sha:
            content === undefined
              ? sha ?? undefined
              : await this.repository.writeBlob(Buffer.from(content)),
        })),
      );
      const sha = await this.repository.writeTree(sent.base_tree, entries);
      const tree = await this.repository.tree(sha, false);
      return { status: 201, body: { sha, tree, truncated: false } };
    } catch {
      return refused('GitRPC::BadObjectState');
    }
  }

  async #compare(
    range: string,
    params: URLSearchParams,
  ): Promise<Answer | undefined> {
    const [base, head] = range.split('...');
    const [from, to] = [
      await this.repository.commit(base),
      await this.repository.commit(head),
    ];
    if (!from || !to) return undefined;
    const ahead = await this.repository.commitsBetween(from.sha, to.sha);
    const behind = await this.repository.commitsBetween(to.sha, from.sha);
    const perPage = Number(params.get('per_page') ?? 250);
    const start = (Number(params.get('page') ?? 1) - 1) * perPage;
    const states = { '00': 'identical', '10': 'ahead', '01': 'behind' };
    const key = `${Number(ahead.length > 0)}${Number(behind.length > 0)}`;
    return {
      status: 200,
      body: {
        status: states[key as keyof typeof states] ?? 'diverged',
        ahead_by: ahead.length,
        behind_by: behind.length,
        total_commits: ahead.length,
        commits: ahead.slice(start, start + perPage).map(commit => ({
          sha: commit.sha,
          commit: {
            message: commit.message,
            author: commit.author,
            committer: commit.committer,
            tree: { sha: commit.tree },
          },
          // As for an author whose address belongs to no account.
          author: null,
          parents: commit.parents.map(sha => ({ sha })),
        })),
      },
    };
  }

  async #listPulls(params: URLSearchParams): Promise<Answer> {
    const state = params.get('state') ?? 'open';
    const [, head] = (params.get('head') ?? '').split(':');
    const all = this.pulls.filter(
      pull =>
        (state === 'all' || (pull.state === 'open') === (state === 'open')) &&
        (!params.has('base') || pull.base === params.get('base')) &&
        (!head || pull.branch === head),
    );
    const perPage = Number(params.get('per_page') ?? 30);
    const page = Number(params.get('page') ?? 1);
    const shown = all.slice((page - 1) * perPage, page * perPage);
    const next = `${this.origin}/api/v3/repositories/1/pulls?page=${page + 1}`;
    return {
      status: 200,
      headers:
        page * perPage < all.length
          ? { link: `<${next}>; rel="next"` }
          : undefined,
      body: await Promise.all(shown.map(pull => this.#pull(pull))),
    };
  }

  async #openPull(sent: {
    head: string;
    base: string;
    title: string;
    body?: string;
  }): Promise<Answer> {
    const { head: branch, base, title, body = '' } = sent;
    const tip = await this.repository.tip(branch);
    const onto = await this.repository.tip(base);
    if (!tip || !onto) {
      return invalid('PullRequest', {
        field: tip ? 'base' : 'head',
        code: 'invalid',
      });
    }
    if (this.openPull(branch, base)) {
      return invalid('PullRequest', {
        code: 'custom',
        message: `A pull request already exists for ${OWNER}:${branch}.`,
      });
    }
    if ((await this.repository.commitsBetween(onto, tip)).length === 0) {
      return invalid('PullRequest', {
        code: 'custom',
        message: `No commits between ${base} and ${branch}`,
      });
    }
    const record = this.addPull({ branch, base, title, body });
    return { status: 201, body: await this.#pull(record) };
  }

  async #editPull(number: number, sent: any): Promise<Answer | undefined> {
    const pull = this.pulls.find(one => one.number === number);
    if (!pull) return undefined;
    Object.assign(pull, {
      ...(sent.title !== undefined && { title: sent.title }),
      ...(sent.body !== undefined && { body: sent.body }),
      ...(sent.state !== undefined && { state: sent.state }),
    });
    return { status: 200, body: await this.#pull(pull) };
  }

  async #pull(pull: PullRecord) {
    const repo = {
      full_name: `${pull.isOfFork ? 'stranger' : OWNER}/${NAME}`,
    };
    return {
      number: pull.number,
      state: pull.state === 'open' ? 'open' : 'closed',
      title: pull.title,
      body: pull.body || null,
      html_url: `${this.url}/pull/${pull.number}`,
      head: {
        ref: pull.branch,
        sha: (await this.repository.tip(pull.branch)) ?? '0'.repeat(40),
        repo,
      },
      base: {
        ref: pull.base,
        sha: await this.repository.tip(pull.base),
        repo: { full_name: `${OWNER}/${NAME}` },
      },
    };
  }
}

function gitCommit({
  sha,
  tree,
  parents,
  author,
  committer,
  message,
}: CommitDetails) {
  return {
    sha,
    author,
    committer,
    message,
    tree: { sha: tree },
    parents: parents.map(parent => ({ sha: parent })),
  };
}

function ref(branch: string, sha: string) {
  return { ref: `refs/heads/${branch}`, object: { type: 'commit', sha } };
}

function refused(message: string): Answer {
  return { status: 422, body: { message } };
}

function ruled(): Answer {
  return refused(
    'Repository rule violations found\n\nCannot create ref due to creations being restricted.',
  );
}

function invalid(resource: string, error: object): Answer {
  return {
    status: 422,
    body: { message: 'Validation Failed', errors: [{ resource, ...error }] },
  };
}
