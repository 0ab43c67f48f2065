import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { BareRepository, CommitDetails } from './BareRepository';
import { Answer, GitServer, GitServerOptions, PullRecord } from './GitServer';

const PROJECT = 'example/platform/estate';
const PROJECT_ID = 7;

interface Action {
  action: 'create' | 'update' | 'delete';
  file_path: string;
  content?: string;
  encoding?: 'text' | 'base64';
  last_commit_id?: string;
}

/** GitLab for tests: project `example/platform/estate` with commits and merge requests. */
export class GitLabServer extends GitServer {
  readonly repositoryPath = `/${PROJECT}`;

  static async start(options: GitServerOptions): Promise<GitLabServer> {
    const repository = await BareRepository.create(
      join(options.directory, 'estate.git'),
      options.files ?? { 'README.md': '# Estate\n' },
    );
    const server = new GitLabServer(repository);
    await server.listen(options.port);
    return server;
  }

  get integrations() {
    return {
      gitlab: [
        {
          host: this.host,
          baseUrl: this.origin,
          apiBaseUrl: `${this.origin}/api/v4`,
          token: this.token,
        },
      ],
    };
  }

  protected isSignedIn({ headers }: IncomingMessage): boolean {
    return headers['private-token'] === this.token;
  }

  protected interfacePath(path: string): string | undefined {
    return path.startsWith('/api/v4/')
      ? path.slice('/api/v4'.length)
      : undefined;
  }

  protected async handle(
    method: string,
    path: string,
    params: URLSearchParams,
    sent: any,
  ): Promise<Answer | undefined> {
    const project = `/projects/${encodeURIComponent(PROJECT)}`;
    if (!path.startsWith(project)) return undefined;
    const parts = path
      .slice(project.length + 1)
      .split('/')
      .map(decodeURIComponent);
    if (parts[0] === 'merge_requests') {
      if (method === 'GET') return this.#listMergeRequests(params);
      if (method === 'POST') return this.#openMergeRequest(sent);
      if (method === 'PUT') return this.#edit(Number(parts[1]), sent);
      return undefined;
    }
    if (parts[0] === '') {
      return {
        status: 200,
        body: {
          id: PROJECT_ID,
          path_with_namespace: PROJECT,
          default_branch: 'main',
        },
      };
    }
    if (parts[0] !== 'repository') return undefined;
    switch (`${method} ${parts[1]}`) {
      case 'GET branches':
        return this.#branch(parts[2]);
      case 'GET tree':
        return this.#tree(params);
      case 'GET blobs': {
        const content = await this.repository.blob(parts[2]);
        return content && { status: 200, body: content };
      }
      case 'GET compare':
        return this.#compare(params);
      case 'HEAD files': {
        const ref = params.get('ref')!;
        const blob = await this.repository.resolve(`${ref}:${parts[2]}`);
        const last = await this.repository.lastCommitOf(ref, parts[2]);
        if (!blob || !last) return undefined;
        return {
          status: 200,
          headers: {
            'x-gitlab-blob-id': blob,
            'x-gitlab-last-commit-id': last,
          },
        };
      }
      case 'POST commits':
        return this.#commit(sent);
      default:
        return undefined;
    }
  }

  async #branch(name: string): Promise<Answer | undefined> {
    const sha = await this.repository.tip(name);
    if (!sha) return { status: 404, body: { message: '404 Branch Not Found' } };
    const commit = (await this.repository.commit(sha))!;
    return {
      status: 200,
      body: {
        name,
        merged: false,
        protected: this.protectedBranches.test(name),
        default: name === 'main',
        commit: commitBody(commit),
      },
    };
  }

  async #tree(params: URLSearchParams): Promise<Answer> {
    const ref = params.get('ref') ?? 'main';
    const folder = params.get('path') ?? '';
    const isRecursive = params.get('recursive') === 'true';
    const entries = await this.repository.tree(
      folder ? `${ref}:${folder}` : ref,
      isRecursive,
    );
    if (!entries) {
      return { status: 404, body: { message: '404 Tree Not Found' } };
    }
    const perPage = Number(params.get('per_page') ?? 20);
    const token = params.get('page_token');
    const start = token
      ? entries.findIndex(entry => entry.sha === token) + 1
      : 0;
    const shown = entries.slice(start, start + perPage);
    const next = new URLSearchParams(params);
    next.set('page_token', shown[shown.length - 1]?.sha ?? '');
    const address = `${this.origin}/api/v4/projects/${PROJECT_ID}/repository/tree?${next}`;
    return {
      status: 200,
      headers:
        start + perPage < entries.length
          ? { link: `<${address}>; rel="next"` }
          : undefined,
      body: shown.map(({ sha, type, mode, path }) => ({
        id: sha,
        name: path.split('/').pop(),
        type,
        path: folder ? `${folder}/${path}` : path,
        mode,
      })),
    };
  }

  async #compare(params: URLSearchParams): Promise<Answer | undefined> {
    const [from, to] = [params.get('from')!, params.get('to')!];
    if (!(await this.repository.commit(from))) return undefined;
    if (!(await this.repository.commit(to))) return undefined;
    const commits = await this.repository.commitsBetween(from, to);
    return {
      status: 200,
      body: {
        commits: commits.map(commitBody),
        compare_timeout: false,
        compare_same_ref: from === to,
      },
    };
  }

  async #commit(sent: {
    branch: string;
    start_sha?: string;
    commit_message: string;
    actions: Action[];
  }): Promise<Answer> {
    const { branch, start_sha: start, commit_message: message, actions } = sent;
    const tip = await this.repository.tip(branch);
    if (this.protectedBranches.test(branch)) {
      return refused('You are not allowed to push into this branch');
    }
    if (start && tip) {
      return refused(
        `A branch called '${branch}' already exists. Switch to that branch in order to make changes`,
      );
    }
    const onto = start ?? tip;
    if (!onto)
      return refused(
        'You can only create or edit files when you are on a branch',
      );
    for (const action of actions) {
      const problem = await this.#problemOf(action, onto);
      if (problem) return refused(problem);
    }
    const tree = await this.repository.writeTree(
      onto,
      await Promise.all(
        actions.map(async ({ action, file_path: path, content, encoding }) => ({
          path,
          mode: '100644',
          sha:
            action === 'delete'
              ? undefined
              : await this.repository.writeBlob(
                  Buffer.from(
                    content ?? '',
                    encoding === 'base64' ? 'base64' : 'utf8',
                  ),
                ),
        })),
      ),
    );
    const sha = await this.repository.writeCommit({
      tree,
      parents: [onto],
      message,
      author: 'Estate bot',
    });
    const isDone = await this.repository.setBranch(branch, sha, tip);
    if (!isDone) return refused('Could not update the branch');
    const made = (await this.repository.commit(sha))!;
    return { status: 201, body: commitBody(made) };
  }

  async #problemOf(
    { action, file_path: path, last_commit_id: last }: Action,
    onto: string,
  ): Promise<string | undefined> {
    const isThere = await this.repository.resolve(`${onto}:${path}`);
    if (action === 'create') {
      return isThere ? 'A file with this name already exists' : undefined;
    }
    if (!isThere) return "A file with this name doesn't exist";
    const changed = await this.repository.lastCommitOf(onto, path);
    return last && last !== changed
      ? 'You are attempting to update a file that has changed since you started editing it.'
      : undefined;
  }

  async #listMergeRequests(params: URLSearchParams): Promise<Answer> {
    const isOpen = params.get('state') === 'opened';
    const all = this.pulls.filter(
      pull =>
        (!isOpen || pull.state === 'open') &&
        (!params.has('target_branch') ||
          pull.base === params.get('target_branch')),
    );
    const perPage = Number(params.get('per_page') ?? 20);
    const page = Number(params.get('page') ?? 1);
    const next = new URLSearchParams(params);
    next.set('page', String(page + 1));
    const address = `${this.origin}/api/v4/projects/${PROJECT_ID}/merge_requests?${next}`;
    const shown = all.slice((page - 1) * perPage, page * perPage);
    return {
      status: 200,
      headers:
        page * perPage < all.length
          ? { link: `<${address}>; rel="next"` }
          : undefined,
      body: await Promise.all(shown.map(pull => this.#mergeRequest(pull))),
    };
  }

  async #openMergeRequest(sent: any): Promise<Answer> {
    const { source_branch: branch, target_branch: base } = sent;
    const open = this.openPull(branch, base);
    if (open) {
      return {
        status: 409,
        body: {
          message: [
            `Another open merge request already exists for this source branch: !${open.number}`,
          ],
        },
      };
    }
    const record = this.addPull({
      branch,
      base,
      title: sent.title,
      body: sent.description ?? '',
    });
    return { status: 201, body: await this.#mergeRequest(record) };
  }

  async #edit(number: number, sent: any): Promise<Answer | undefined> {
    const pull = this.pulls.find(one => one.number === number);
    if (!pull) return undefined;
    if (sent.title !== undefined) pull.title = sent.title;
    if (sent.description !== undefined) pull.body = sent.description;
    return { status: 200, body: await this.#mergeRequest(pull) };
  }

  async #mergeRequest(pull: PullRecord) {
    return {
      id: 1000 + pull.number,
      iid: pull.number,
      project_id: PROJECT_ID,
      title: pull.title,
      description: pull.body,
      state: pull.state === 'open' ? 'opened' : pull.state,
      source_branch: pull.branch,
      target_branch: pull.base,
      source_project_id: pull.isOfFork ? 99 : PROJECT_ID,
      target_project_id: PROJECT_ID,
      sha: (await this.repository.tip(pull.branch)) ?? null,
      web_url: `${this.url}/-/merge_requests/${pull.number}`,
    };
  }
}

function commitBody(commit: CommitDetails) {
  return {
    id: commit.sha,
    short_id: commit.sha.slice(0, 8),
    parent_ids: commit.parents,
    title: commit.message.split('\n')[0],
    message: commit.message,
    author_name: commit.author.name,
    author_email: commit.author.email,
    authored_date: commit.author.date,
    committer_name: commit.committer.name,
    committer_email: commit.committer.email,
    committed_date: commit.committer.date,
  };
}

function refused(message: string): Answer {
  return { status: 400, body: { message } };
}
