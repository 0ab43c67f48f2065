import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  access,
  mkdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';

const NOTHING = '0'.repeat(40);

/** Something in a tree. */
export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** In bytes; of a blob. */
  size?: number;
  path: string;
}

/** A commit, as Git tells it. */
export interface CommitDetails {
  sha: string;
  tree: string;
  parents: string[];
  author: { name: string; email: string; date: string };
  committer: { name: string; email: string; date: string };
  message: string;
}

/** What somebody changes: the new content of files by path, `undefined` where one goes, or a link's target. */
export type FileChanges = Record<
  string,
  string | Buffer | { linkTo: string } | { commit: string } | undefined
>;

/** A bare Git repository on disk. What a test server's interface says is what Git says. */
export class BareRepository {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** Makes one with a first commit on `main`. */
  static async create(
    directory: string,
    files: FileChanges,
  ): Promise<BareRepository> {
    // What `git init` makes, without a process.
    for (const folder of ['objects', 'refs/heads']) {
      await mkdir(join(directory, folder), { recursive: true });
    }
    await writeFile(join(directory, 'HEAD'), 'ref: refs/heads/main\n');
    await writeFile(
      join(directory, 'config'),
      '[core]\n\trepositoryformatversion = 0\n\tbare = true\n[http]\n\treceivepack = true\n',
    );
    const repository = new BareRepository(directory);
    if (Object.keys(files).length > 0) {
      await repository.commitTo('main', { message: 'Start', files });
    }
    return repository;
  }

  /** Runs Git and gives what it says. */
  async git(
    args: string[],
    options: { input?: string; env?: Record<string, string> } = {},
  ): Promise<string> {
    return (await this.#run(args, options)).toString('utf8').trim();
  }

  /** Commit at the tip of a branch, or what any name stands for; `undefined` where there is none. */
  async resolve(name: string): Promise<string | undefined> {
    try {
      return await this.git(['rev-parse', '--verify', '--quiet', name]);
    } catch {
      return undefined;
    }
  }

  async tip(branch: string): Promise<string | undefined> {
    const ref = `refs/heads/${branch}`;
    try {
      return (await readFile(join(this.directory, ref), 'utf8')).trim();
    } catch {
      return this.resolve(ref);
    }
  }

  async branches(): Promise<{ name: string; sha: string }[]> {
    const text = await this.git([
      'for-each-ref',
      '--format=%(refname:short) %(objectname)',
      'refs/heads',
    ]);
    return text
      .split('\n')
      .filter(line => line)
      .map(line => {
        const [name, sha] = line.split(' ');
        return { name, sha };
      });
  }

  /** Sets a branch if it is where it is expected; `undefined` expects or makes none. Says whether it did. */
  async setBranch(
    branch: string,
    to: string | undefined,
    from: string | undefined,
  ): Promise<boolean> {
    try {
      const ref = `refs/heads/${branch}`;
      await this.git(
        to
          ? ['update-ref', ref, to, from ?? NOTHING]
          : ['update-ref', '-d', ref, from ?? NOTHING],
      );
      return true;
    } catch {
      return false;
    }
  }

  async isAncestor(ancestor: string, of: string): Promise<boolean> {
    return (await this.#count(`${of}..${ancestor}`)) === 0;
  }

  async mergeBase(a: string, b: string): Promise<string | undefined> {
    try {
      return await this.git(['merge-base', a, b]);
    } catch {
      return undefined;
    }
  }

  /** Commits of `to` that are none of `from`, oldest first. */
  async commitsBetween(from: string, to: string): Promise<CommitDetails[]> {
    return this.#log(['--reverse', `${from}..${to}`]);
  }

  async commit(sha: string): Promise<CommitDetails | undefined> {
    if (!(await this.resolve(`${sha}^{commit}`))) return undefined;
    const [found] = await this.#log(['-1', sha]);
    return found;
  }

  /** The commit that changed a file last, as of a commit. */
  async lastCommitOf(
    commit: string,
    path: string,
  ): Promise<string | undefined> {
    const sha = await this.git(['rev-list', '-1', commit, '--', path]);
    return sha || undefined;
  }

  /** Entries of a tree, or of a commit's; `undefined` where there is none. */
  async tree(
    treeish: string,
    isRecursive: boolean,
  ): Promise<TreeEntry[] | undefined> {
    const sha = await this.resolve(treeish);
    if (!sha || !(await this.resolve(`${sha}^{tree}`))) return undefined;
    const text = await this.git([
      'ls-tree',
      '-z',
      '-l',
      ...(isRecursive ? ['-r', '-t'] : []),
      sha,
    ]);
    return text
      .split('\0')
      .filter(line => line)
      .map(line => {
        const [about, path] = line.split('\t');
        const [mode, type, id, size] = about.split(/ +/);
        return {
          mode,
          type: type as TreeEntry['type'],
          sha: id,
          ...(size !== '-' && { size: Number(size) }),
          path,
        };
      });
  }

  async blob(sha: string): Promise<Buffer | undefined> {
    try {
      return await this.#run(['cat-file', 'blob', sha], {});
    } catch {
      return undefined;
    }
  }

  /** Every file of a commit with its content. */
  async files(commit: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const { type, sha, path } of (await this.tree(commit, true)) ?? []) {
      if (type === 'blob')
        found[path] = (await this.blob(sha))!.toString('utf8');
    }
    return found;
  }

  async writeBlob(content: Buffer): Promise<string> {
    return this.#writeObject('blob', content);
  }

  /**
   * Writes a tree: that of `base` with changes.
   *
   * @param entries - without an id a path goes.
   * @throws Error when a path goes that is not there.
   */
  async writeTree(
    base: string | undefined,
    entries: { path: string; mode: string; sha?: string }[],
  ): Promise<string> {
    const index = join(tmpdir(), `index-${randomUUID()}`);
    const env = { GIT_INDEX_FILE: index };
    try {
      await this.git(base ? ['read-tree', base] : ['read-tree', '--empty'], {
        env,
      });
      for (const { path, sha } of entries) {
        if (sha) continue;
        await this.git(['ls-files', '--error-unmatch', '--', path], { env });
      }
      await this.git(['update-index', '--index-info'], {
        env,
        input: entries
          .map(({ path, mode, sha }) =>
            sha ? `${mode} ${sha}\t${path}\n` : `0 ${NOTHING}\t${path}\n`,
          )
          .join(''),
      });
      return await this.git(['write-tree'], { env });
    } finally {
      await rm(index, { force: true });
    }
  }

  async writeCommit(commit: {
    tree: string;
    parents: readonly string[];
    message: string;
    author: string;
  }): Promise<string> {
    const email = commit.author.toLowerCase().replace(/\W+/g, '.');
    const seconds = Math.floor(Date.now() / 1000);
    const who = `${commit.author} <${email}@example.com> ${seconds} +0000`;
    const lines = [
      `tree ${commit.tree}`,
      ...commit.parents.map(parent => `parent ${parent}`),
      `author ${who}`,
      `committer ${who}`,
      '',
      commit.message,
    ];
    return this.#writeObject('commit', Buffer.from(lines.join('\n')));
  }

  /** Somebody's commit on top of a branch, which is made where it is not there. */
  async commitTo(
    branch: string,
    commit: { message: string; author?: string; files: FileChanges },
  ): Promise<string> {
    const tip = await this.tip(branch);
    const entries = await Promise.all(
      Object.entries(commit.files).map(async ([path, content]) => {
        if (content === undefined) return { path, mode: '0' };
        if (typeof content === 'string' || Buffer.isBuffer(content)) {
          const sha = await this.writeBlob(Buffer.from(content));
          return { path, mode: '100644', sha };
        }
        return 'linkTo' in content
          ? {
              path,
              mode: '120000',
              sha: await this.writeBlob(Buffer.from(content.linkTo)),
            }
          : { path, mode: '160000', sha: content.commit };
      }),
    );
    const sha = await this.writeCommit({
      tree: await this.writeTree(tip, entries),
      parents: tip ? [tip] : [],
      message: commit.message,
      author: commit.author ?? 'Test',
    });
    await this.setBranch(branch, sha, tip);
    return sha;
  }

  async #writeObject(type: string, content: Buffer): Promise<string> {
    const object = Buffer.concat([
      Buffer.from(`${type} ${content.length}\0`),
      content,
    ]);
    const sha = createHash('sha1').update(object).digest('hex');
    const path = join(this.directory, 'objects', sha.slice(0, 2), sha.slice(2));
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      await mkdir(dirname(path), { recursive: true });
      const written = `${path}.${randomUUID()}`;
      await writeFile(written, deflateSync(object));
      await rename(written, path);
    }
    return sha;
  }

  async #count(range: string): Promise<number> {
    return Number(await this.git(['rev-list', '--count', range]));
  }

  async #log(args: string[]): Promise<CommitDetails[]> {
    const format = [
      '%H',
      '%T',
      '%P',
      '%an',
      '%ae',
      '%aI',
      '%cn',
      '%ce',
      '%cI',
      '%B',
    ];
    const text = await this.git([
      'log',
      `--format=${format.join('%x00')}%x01`,
      ...args,
    ]);
    return text
      .split('\u0001')
      .map(entry => entry.replace(/^\n/, ''))
      .filter(entry => entry)
      .map(entry => {
        const [sha, tree, parents, an, ae, ad, cn, ce, cd, message] =
          entry.split('\0');
        return {
          sha,
          tree,
          parents: parents.split(' ').filter(parent => parent),
          author: { name: an, email: ae, date: ad },
          committer: { name: cn, email: ce, date: cd },
          message: message.replace(/\n+$/, ''),
        };
      });
  }

  #run(
    args: string[],
    { input, env }: { input?: string; env?: Record<string, string> },
  ): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const child = execFile(
        'git',
        ['-C', this.directory, ...args],
        {
          encoding: 'buffer',
          maxBuffer: 64 * 1024 * 1024,
          env: { ...cleanEnvironment(), ...env },
        },
        (error, stdout, stderr) =>
          error
            ? reject(new Error(`git ${args[0]}: ${stderr.toString('utf8')}`))
            : resolve(stdout),
      );
      child.stdin?.on('error', () => {});
      child.stdin?.end(input ?? '');
    });
  }
}

/** Git without what the machine's own settings change of it. */
export function cleanEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  };
}
