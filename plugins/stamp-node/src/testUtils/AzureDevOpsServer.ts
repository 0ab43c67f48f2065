import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { BareRepository } from './BareRepository';
import { Answer, GitServer, GitServerOptions, PullRecord } from './GitServer';

const NOTHING = '0'.repeat(40);

interface Change {
  changeType: 'add' | 'edit' | 'delete';
  item: { path: string };
  newContent?: { content: string; contentType: 'rawText' | 'base64Encoded' };
}

/** Azure Repos for tests: repository `estate` of project `example/platform`, with pushes and pull requests. */
export class AzureDevOpsServer extends GitServer {
  readonly repositoryPath = '/example/platform/_git/estate';

  static async start(options: GitServerOptions): Promise<AzureDevOpsServer> {
    const repository = await BareRepository.create(
      join(options.directory, 'estate.git'),
      options.files ?? { 'README.md': '# Estate\n' },
    );
    const server = new AzureDevOpsServer(repository);
    await server.listen(options.port);
    return server;
  }

  get integrations() {
    return {
      azure: [
        {
          host: this.host,
          credentials: [{ personalAccessToken: this.token }],
        },
      ],
    };
  }

  protected isSignedIn({ headers }: IncomingMessage): boolean {
    const basic = Buffer.from(`:${this.token}`).toString('base64');
    return headers.authorization === `Basic ${basic}`;
  }

  protected interfacePath(path: string): string | undefined {
    const start = '/example/platform/_apis/git/repositories/estate';
    return path.startsWith(start) ? path.slice(start.length) : undefined;
  }

  protected async handle(
    method: string,
    path: string,
    params: URLSearchParams,
    sent: any,
  ): Promise<Answer | undefined> {
    if (!params.has('api-version')) {
      return problem(
        400,
        'No api-version was supplied.',
        'VssVersionNotSpecifiedException',
      );
    }
    const [, kind = '', id] = path.split('/');
    switch (`${method} ${kind}`) {
      case 'GET ':
        return {
          status: 200,
          body: { name: 'estate', defaultBranch: 'refs/heads/main' },
        };
      case 'GET refs':
        return this.#refs(params.get('filter') ?? '');
      case 'POST refs':
        return this.#updateRefs(sent);
      case 'GET commits':
        return this.#commit(id);
      case 'GET trees':
        return this.#tree(id, params.get('recursive') === 'true');
      case 'GET blobs': {
        const content = await this.repository.blob(id);
        return content && { status: 200, body: content };
      }
      case 'GET diffs':
        return this.#diff(
          params.get('baseVersion')!,
          params.get('targetVersion')!,
        );
      case 'POST pushes':
        return this.#push(sent);
      case 'GET pullrequests':
        return this.#listPulls(params);
      case 'POST pullrequests':
        return this.#openPull(sent);
      case 'PATCH pullrequests':
        return this.#editPull(Number(id), sent);
      default:
        return undefined;
    }
  }

  async #refs(filter: string): Promise<Answer> {
    const branches = await this.repository.branches();
    const value = branches
      .filter(({ name }) => `heads/${name}`.startsWith(filter))
      .map(({ name, sha }) => ({ name: `refs/heads/${name}`, objectId: sha }));
    return { status: 200, body: { value, count: value.length } };
  }

  async #updateRefs(
    updates: { name: string; oldObjectId: string; newObjectId: string }[],
  ): Promise<Answer> {
    const value = [];
    for (const { name, oldObjectId, newObjectId } of updates) {
      const branch = name.replace('refs/heads/', '');
      const isAllowed = !this.protectedBranches.test(branch);
      const success =
        isAllowed &&
        (await this.repository.setBranch(
          branch,
          newObjectId === NOTHING ? undefined : newObjectId,
          oldObjectId === NOTHING ? undefined : oldObjectId,
        ));
      const failure = isAllowed ? 'staleOldObjectId' : 'rejectedByPolicy';
      value.push({
        name,
        oldObjectId,
        newObjectId,
        success,
        updateStatus: success ? 'succeeded' : failure,
      });
    }
    return { status: 200, body: { value, count: value.length } };
  }

  async #commit(id: string): Promise<Answer | undefined> {
    const commit = await this.repository.commit(id);
    return (
      commit && {
        status: 200,
        body: {
          commitId: commit.sha,
          treeId: commit.tree,
          comment: commit.message,
          author: commit.author,
          committer: commit.committer,
          parents: commit.parents,
        },
      }
    );
  }

  async #tree(id: string, isRecursive: boolean): Promise<Answer | undefined> {
    const entries = await this.repository.tree(id, isRecursive);
    return (
      entries && {
        status: 200,
        body: {
          objectId: id,
          treeEntries: entries.map(({ path, mode, type, sha, size }) => ({
            relativePath: path,
            mode: mode.replace(/^0/, ''),
            gitObjectType: type,
            objectId: sha,
            size: size ?? 0,
          })),
        },
      }
    );
  }

  async #diff(base: string, target: string): Promise<Answer | undefined> {
    const { repository } = this;
    if (!(await repository.commit(base))) return undefined;
    if (!(await repository.commit(target))) return undefined;
    const ahead = await repository.commitsBetween(base, target);
    const behind = await repository.commitsBetween(target, base);
    return {
      status: 200,
      body: {
        aheadCount: ahead.length,
        behindCount: behind.length,
        commonCommit: await repository.mergeBase(base, target),
        baseCommit: base,
        targetCommit: target,
      },
    };
  }

  async #push(sent: {
    refUpdates: { name: string; oldObjectId: string }[];
    commits: { comment: string; changes: Change[] }[];
  }): Promise<Answer> {
    const [{ name, oldObjectId }] = sent.refUpdates;
    const [{ comment, changes }] = sent.commits;
    const branch = name.replace('refs/heads/', '');
    const tip = await this.repository.tip(branch);
    if (this.protectedBranches.test(branch)) {
      return problem(
        403,
        `TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.`,
        'GitRefUpdateRejectedByPolicyException',
      );
    }
    if ((tip ?? NOTHING) !== oldObjectId) {
      return problem(
        409,
        `TF401028: The reference '${name}' has already been updated by another client, so you cannot update it.`,
        'GitReferenceStaleException',
      );
    }
    for (const { changeType, item } of changes) {
      const path = item.path.slice(1);
      const isThere = await this.repository.resolve(`${tip}:${path}`);
      if (changeType === 'add' ? isThere : !isThere) {
        return problem(
          400,
          `TF401035: The path '${item.path}' cannot be changed by ${changeType}.`,
          'GitItemChangeException',
        );
      }
    }
    const tree = await this.repository.writeTree(
      tip,
      await Promise.all(
        changes.map(async ({ item, newContent }) => ({
          path: item.path.slice(1),
          mode: '100644',
          sha:
            newContent &&
            (await this.repository.writeBlob(
              Buffer.from(
                newContent.content,
                newContent.contentType === 'base64Encoded' ? 'base64' : 'utf8',
              ),
            )),
        })),
      ),
    );
    const sha = await this.repository.writeCommit({
      tree,
      parents: tip ? [tip] : [],
      message: comment,
      author: 'Estate bot',
    });
    await this.repository.setBranch(branch, sha, tip);
    return {
      status: 201,
      body: {
        pushId: this.writes.length + 1,
        commits: [{ commitId: sha, comment }],
        refUpdates: [{ name, oldObjectId, newObjectId: sha }],
      },
    };
  }

  async #listPulls(params: URLSearchParams): Promise<Answer> {
    const target = params.get('searchCriteria.targetRefName');
    const isActive = params.get('searchCriteria.status') === 'active';
    const all = this.pulls.filter(
      pull =>
        (!isActive || pull.state === 'open') &&
        (!target || target === `refs/heads/${pull.base}`),
    );
    const skip = Number(params.get('$skip') ?? 0);
    const top = Number(params.get('$top') ?? 101);
    const value = await Promise.all(
      all.slice(skip, skip + top).map(async pull => {
        const body = await this.#pull(pull);
        // Lists cut what is long.
        return { ...body, description: body.description.slice(0, 400) };
      }),
    );
    return { status: 200, body: { value, count: value.length } };
  }

  async #openPull(sent: any): Promise<Answer> {
    const branch = sent.sourceRefName.replace('refs/heads/', '');
    const base = sent.targetRefName.replace('refs/heads/', '');
    if (String(sent.description ?? '').length > 4000) {
      return problem(
        400,
        'A maximum of 4000 characters is allowed for the description.',
        'ArgumentException',
      );
    }
    if (this.openPull(branch, base)) {
      return problem(
        409,
        'TF401179: An active pull request for the source and target branch already exists.',
        'GitPullRequestExistsException',
      );
    }
    const record = this.addPull({
      branch,
      base,
      title: sent.title,
      body: sent.description ?? '',
    });
    return { status: 201, body: await this.#pull(record) };
  }

  async #editPull(number: number, sent: any): Promise<Answer | undefined> {
    const pull = this.pulls.find(one => one.number === number);
    if (!pull) return undefined;
    if (sent.title !== undefined) pull.title = sent.title;
    if (sent.description !== undefined) pull.body = sent.description;
    return { status: 200, body: await this.#pull(pull) };
  }

  async #pull(pull: PullRecord) {
    const states = { open: 'active', closed: 'abandoned', merged: 'completed' };
    return {
      pullRequestId: pull.number,
      status: states[pull.state],
      title: pull.title,
      description: pull.body,
      sourceRefName: `refs/heads/${pull.branch}`,
      targetRefName: `refs/heads/${pull.base}`,
      lastMergeSourceCommit: {
        commitId: (await this.repository.tip(pull.branch)) ?? NOTHING,
      },
      ...(pull.isOfFork && {
        forkSource: { name: `refs/heads/${pull.branch}` },
      }),
    };
  }
}

function problem(status: number, message: string, typeKey: string): Answer {
  return { status, body: { message, typeKey, errorCode: 0 } };
}
