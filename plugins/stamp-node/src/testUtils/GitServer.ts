import { spawn } from 'node:child_process';
import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  BareRepository,
  FileChanges,
  cleanEnvironment,
} from './BareRepository';

const WRITES = ['POST', 'PATCH', 'PUT', 'DELETE'];

/** A request to a test server's interface, and what it answered. */
export interface Exchange {
  method: string;
  /** As sent, without the query. */
  path: string;
  params: URLSearchParams;
  sent?: any;
  status: number;
  body: any;
}

/** What a handler answers. */
export interface Answer {
  status: number;
  /** Sent as JSON, unless it is bytes. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** An answer that a test wants instead of the right one. */
export interface Fault {
  method?: string;
  path: RegExp;
  answer: Answer;
  /** How often; once when absent. */
  times?: number;
}

/** A pull request, or merge request, that a test server holds. */
export interface PullRecord {
  number: number;
  title: string;
  body: string;
  /** Name of the source branch. */
  branch: string;
  base: string;
  state: 'open' | 'closed' | 'merged';
  isOfFork?: boolean;
}

/** Where a test server listens, and who may ask. */
export interface GitServerOptions {
  /** Where its repository is made. */
  directory: string;
  /** First commit; a README when absent, an empty repository when there are none in it. */
  files?: FileChanges;
  /** A free one when absent. */
  port?: number;
}

/**
 * A Git host for tests: the part of a product's interface that the estate
 * uses, over a real bare repository that can also be cloned over HTTP. Nobody
 * should take it for the product: what it does not know it answers 404.
 */
export abstract class GitServer {
  /** What signs in. */
  readonly token = 'test-token-3f9c21d07a';
  readonly repository: BareRepository;
  readonly pulls: PullRecord[] = [];
  /** Everything that was asked of the interface, oldest first. */
  readonly exchanges: Exchange[] = [];
  /** Answers that are wrong on purpose. */
  readonly faults: Fault[] = [];
  /** The connection breaks off before or after this write, counted from 1, is carried out; once. */
  breakOff?: { write: number; when: 'before' | 'after' };
  /** Called before each write is carried out. */
  beforeWrite?: (method: string, path: string) => Promise<void>;
  /** Branches that nobody may set. */
  protectedBranches = /^main$/;
  #writes = 0;
  readonly #server: Server;

  protected constructor(repository: BareRepository) {
    this.repository = repository;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(error => {
        response.writeHead(500).end(JSON.stringify({ message: String(error) }));
      });
    });
  }

  /** Path of the repository, below the server's address. */
  abstract readonly repositoryPath: string;
  /** Address that goes into `stamp.estate.repository.url`. */
  get url(): string {
    return `${this.origin}${this.repositoryPath}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  get host(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  /** Config of an estate in it. */
  get config() {
    return {
      integrations: this.integrations,
      stamp: { estate: { repository: { url: this.url } } },
    };
  }

  /** Config of the integration with it. */
  abstract readonly integrations: object;

  /** Requests that changed something, such as `POST /git/trees`. */
  get writes(): Exchange[] {
    return this.exchanges.filter(({ method }) => WRITES.includes(method));
  }

  /** Forgets what was asked. */
  forget() {
    this.exchanges.length = 0;
    this.#writes = 0;
  }

  /** Address to clone from, with what signs in. */
  get cloneUrl(): string {
    return this.url.replace('://', `://git:${this.token}@`);
  }

  /** What a person does with the button of a pull request. */
  async merge(
    number: number,
    options: { isSquashed?: boolean; deletesBranch?: boolean } = {},
  ) {
    const pull = this.pulls.find(one => one.number === number)!;
    const { repository } = this;
    const [base, tip] = [
      (await repository.tip(pull.base))!,
      (await repository.tip(pull.branch))!,
    ];
    // Three-way, as hosts do; a conflict fails the test.
    const tree = await repository.git([
      'merge-tree',
      '--write-tree',
      base,
      tip,
    ]);
    const sha = await repository.writeCommit({
      tree: tree.split('\n')[0],
      parents: options.isSquashed ? [base] : [base, tip],
      message: `${pull.title} (${number})`,
      author: 'Reviewer',
    });
    await repository.setBranch(pull.base, sha, base);
    if (options.deletesBranch) {
      await repository.setBranch(pull.branch, undefined, tip);
    }
    pull.state = 'merged';
  }

  close(number: number) {
    this.pulls.find(one => one.number === number)!.state = 'closed';
  }

  async listen(port = 0) {
    await new Promise<void>(resolve =>
      this.#server.listen(port, '127.0.0.1', resolve),
    );
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** Whether a request signs in as this product wants it. */
  protected abstract isSignedIn(request: IncomingMessage): boolean;
  /** The path below that of the interface; `undefined` when it is not one of its requests. */
  protected abstract interfacePath(path: string): string | undefined;
  /** What the interface answers; `undefined` where it does not know the request. */
  protected abstract handle(
    method: string,
    path: string,
    params: URLSearchParams,
    sent: any,
    headers: IncomingMessage['headers'],
  ): Promise<Answer | undefined>;
  /** Answer to somebody who is not signed in. */
  protected readonly unauthorized: Answer = {
    status: 401,
    body: { message: 'Bad credentials' },
  };

  protected openPull(branch: string, base: string): PullRecord | undefined {
    return this.pulls.find(
      one =>
        one.state === 'open' &&
        one.branch === branch &&
        one.base === base &&
        !one.isOfFork,
    );
  }

  protected addPull(pull: Omit<PullRecord, 'number' | 'state'>): PullRecord {
    const record: PullRecord = {
      number: this.pulls.length + 1,
      state: 'open',
      ...pull,
    };
    this.pulls.push(record);
    return record;
  }

  async #serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', this.origin);
    const method = request.method ?? 'GET';
    const git = this.#gitPath(url.pathname);
    if (git) {
      this.#serveGit(git, url, request, response);
      return;
    }
    const path = this.interfacePath(url.pathname);
    if (path === undefined) {
      await this.#servePage(url.pathname, response);
      return;
    }
    const sent = await readJson(request);
    const isWrite = WRITES.includes(method);
    const write = isWrite ? ++this.#writes : 0;
    const breaks = (when: 'before' | 'after') => {
      if (!isWrite || this.breakOff?.write !== write) return false;
      if (this.breakOff.when !== when) return false;
      this.breakOff = undefined;
      request.socket.destroy();
      return true;
    };
    if (breaks('before')) return;
    if (isWrite) await this.beforeWrite?.(method, path);
    const answer =
      this.#faulty(method, path) ??
      (this.isSignedIn(request)
        ? await this.handle(
            method,
            path,
            url.searchParams,
            sent,
            request.headers,
          )
        : this.unauthorized) ??
      ({ status: 404, body: { message: 'Not Found' } } satisfies Answer);
    const { status, body, headers } = answer;
    this.exchanges.push({
      method,
      path,
      params: url.searchParams,
      sent,
      status,
      body,
    });
    if (breaks('after')) return;
    const isBytes = Buffer.isBuffer(body);
    response.writeHead(status, {
      'content-type': isBytes ? 'application/octet-stream' : 'application/json',
      ...headers,
    });
    const content = isBytes ? body : JSON.stringify(body ?? {});
    response.end(method === 'HEAD' ? undefined : content);
  }

  #faulty(method: string, path: string): Answer | undefined {
    const index = this.faults.findIndex(
      fault =>
        fault.path.test(path) && (!fault.method || fault.method === method),
    );
    if (index < 0) return undefined;
    const fault = this.faults[index];
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times === 0) this.faults.splice(index, 1);
    return fault.answer;
  }

  /** A page about a pull request, for a browser that follows a link. */
  async #servePage(path: string, response: ServerResponse) {
    const number = Number(
      /\/(?:pull|pullrequest|merge_requests)\/(\d+)$/.exec(path)?.[1],
    );
    const pull = this.pulls.find(one => one.number === number);
    if (!pull) {
      response.writeHead(404).end();
      return;
    }
    const lines = await this.repository.git([
      'diff',
      '--name-status',
      `${pull.base}...${pull.branch}`,
    ]);
    const text = `${pull.title}\n${pull.state}\n\n${pull.body}\n\n${lines}\n`;
    response
      .writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
      .end(text);
  }

  /** Path of a request that Git makes, below the repository. */
  #gitPath(path: string): string | undefined {
    const [, rest] =
      /^(?:\.git)?(\/(?:info\/refs|git-upload-pack|git-receive-pack))$/.exec(
        path.startsWith(this.repositoryPath)
          ? path.slice(this.repositoryPath.length)
          : '',
      ) ?? [];
    return rest;
  }

  #serveGit(
    path: string,
    url: URL,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const basic = `Basic ${Buffer.from(`git:${this.token}`).toString(
      'base64',
    )}`;
    if (request.headers.authorization !== basic) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm=git' }).end();
      return;
    }
    const child = spawn('git', ['http-backend'], {
      env: {
        ...cleanEnvironment(),
        GIT_PROJECT_ROOT: join(this.repository.directory),
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        REQUEST_METHOD: request.method ?? 'GET',
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        REMOTE_USER: 'git',
        REMOTE_ADDR: '127.0.0.1',
      },
    });
    request.pipe(child.stdin);
    const chunks: Buffer[] = [];
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.on('close', () => {
      const all = Buffer.concat(chunks);
      const end = all.indexOf('\r\n\r\n');
      let status = 200;
      for (const line of all.subarray(0, end).toString('utf8').split('\r\n')) {
        const colon = line.indexOf(':');
        const [name, value] = [
          line.slice(0, colon),
          line.slice(colon + 1).trim(),
        ];
        if (name === 'Status') status = Number.parseInt(value, 10);
        else if (name) response.setHeader(name, value);
      }
      response.writeHead(status).end(all.subarray(end + 4));
    });
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? JSON.parse(text) : undefined;
}
