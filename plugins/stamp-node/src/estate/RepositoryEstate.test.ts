import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { EstateChange } from '@plumbline/plugin-stamp-common';
import { fileHash } from '@plumbline/plugin-stamp-common';
import { exampleChange } from '../__testUtils__/changes';
import { examplePlan } from '../__testUtils__/plans';
import { AzureDevOpsServer } from '../testUtils/AzureDevOpsServer';
import { FileChanges, cleanEnvironment } from '../testUtils/BareRepository';
import { GitHubServer } from '../testUtils/GitHubServer';
import { GitLabServer } from '../testUtils/GitLabServer';
import type { GitServer } from '../testUtils/GitServer';
import type { Estate } from '../Estate';
import { createEstate } from './createEstate';

const run = promisify(execFile);
const PLAN = examplePlan();
const ADD = exampleChange(PLAN);
const LARGER = exampleChange(PLAN, {
  kind: 'change',
  contents: { 'terraform/foundation/stamp.auto.tfvars.json': '{"n":9}\n' },
});
const LARGEST = exampleChange(PLAN, {
  kind: 'change',
  contents: { 'terraform/foundation/stamp.auto.tfvars.json': '{"n":99}\n' },
});
const WORKLOAD = 'system:default/deal-fraud-model';
const REQUEST = { userRef: 'user:default/ada' };
const TFVARS = `${PLAN.folder}/terraform/foundation/stamp.auto.tfvars.json`;

/** Each host with how many writes a publish takes. */
const SERVERS = [
  // A tree, a commit, a branch, a pull request.
  ['GitHub', GitHubServer, 4],
  // A commit with its branch, a merge request.
  ['GitLab', GitLabServer, 2],
  // A branch, a push, a pull request.
  ['Azure DevOps', AzureDevOpsServer, 3],
] as const;

// Every answer of a server is that of a process.
jest.setTimeout(60_000);

describe.each(SERVERS)('RepositoryEstate on %s', (name, Host, writes) => {
  const directory = createMockDirectory();
  const logger = mockServices.logger.mock();
  let server: GitServer;
  let estate: Estate;

  beforeEach(async () => {
    directory.clear();
    jest.clearAllMocks();
    await start();
  });

  afterEach(() => server.stop());

  async function start(files?: FileChanges) {
    server = await Host.start({
      directory: directory.resolve(randomUUID()),
      files,
    });
    estate = open();
  }

  function open(repository: object = {}): Estate {
    const { integrations, stamp } = server.config;
    const data = {
      integrations,
      stamp: {
        estate: { repository: { ...stamp.estate.repository, ...repository } },
      },
    };
    return createEstate({ config: new ConfigReader(data as any), logger })!;
  }

  /** Files of a branch, as somebody gets them who clones it. */
  async function clone(branch: string): Promise<Record<string, string>> {
    const target = directory.resolve(`clone-${randomUUID()}`);
    const env = cleanEnvironment();
    await run('git', ['clone', '-q', '-b', branch, server.cloneUrl, target], {
      env,
    });
    const { stdout } = await run('git', ['-C', target, 'ls-files', '-z'], {
      env,
    });
    const paths = stdout.split('\0').filter(path => path);
    return Object.fromEntries(
      await Promise.all(
        paths.map(async path => [
          path,
          await readFile(join(target, path), 'utf8'),
        ]),
      ),
    );
  }

  function filesOf(...changes: EstateChange[]) {
    return {
      'README.md': '# Estate\n',
      ...Object.fromEntries(
        changes.flatMap(({ files }) =>
          files.map(({ path, content }) => [path, content]),
        ),
      ),
    };
  }

  async function filesOn(branch: string) {
    return server.repository.files((await server.repository.tip(branch))!);
  }

  async function commitsOn(branch: string) {
    return server.repository.commitsBetween('main', branch);
  }

  const branches = async () =>
    (await server.repository.branches()).map(one => one.name);

  /** Publishes and merges, so that the stamp stands. */
  async function stand(change = ADD) {
    await estate.publish(change, REQUEST);
    await server.merge(server.pulls.length, { deletesBranch: true });
  }

  it('proposes a stamp as a pull request whose branch holds its files', async () => {
    const result = await estate.publish(ADD, REQUEST);
    expect(result).toEqual({
      outcome: 'written',
      paths: ADD.files.map(({ path }) => path),
      pullRequest: {
        label: expect.stringMatching(/^[#!]1$/),
        url: expect.stringContaining(server.url),
        branch: ADD.branch,
        isNew: true,
      },
    });
    await expect(clone(ADD.branch)).resolves.toEqual(filesOf(ADD));
    await expect(clone('main')).resolves.toEqual({
      'README.md': '# Estate\n',
    });
    const [commit] = await commitsOn(ADD.branch);
    expect(commit.message).toMatch(
      /^add deal-fraud-model-prod-japaneast-001\n\nRequested-by: user:default\/ada\nPlumbline-Change: [0-9a-f]{64}$/,
    );
    expect(server.pulls).toEqual([
      expect.objectContaining({
        title: ADD.title,
        branch: ADD.branch,
        base: 'main',
        body: expect.stringMatching(
          /^<!-- Plumbline-Change: [0-9a-f]{64} -->\nWhat .* is\.\n\nRequested by `user:default\/ada`\.$/,
        ),
      }),
    ]);
  });

  it('writes nothing when the same is asked for again', async () => {
    await estate.publish(ADD, REQUEST);
    server.forget();
    await expect(open().publish(ADD, REQUEST)).resolves.toEqual({
      outcome: 'unchanged',
      paths: [],
      pullRequest: expect.objectContaining({
        isNew: false,
        branch: ADD.branch,
      }),
    });
    expect(server.writes).toEqual([]);
  });

  it('opens no pull request for what is merged already', async () => {
    await stand();
    server.forget();
    await expect(estate.publish(ADD, REQUEST)).resolves.toEqual({
      outcome: 'unchanged',
      paths: [],
    });
    expect(server.writes).toEqual([]);
  });

  it('checks without writing', async () => {
    server.forget();
    await expect(estate.check(ADD)).resolves.toEqual({
      outcome: 'written',
      paths: ADD.files.map(({ path }) => path),
    });
    expect(server.writes).toEqual([]);
    await estate.publish(ADD, REQUEST);
    await expect(estate.check(ADD)).resolves.toMatchObject({
      outcome: 'unchanged',
      pullRequest: { branch: ADD.branch },
    });
  });

  it('adds a commit to the open pull request when the change is another, and says so in it', async () => {
    await stand();
    await estate.publish(LARGER, REQUEST);
    const { body } = server.pulls[1];
    await expect(estate.publish(LARGEST, REQUEST)).resolves.toMatchObject({
      outcome: 'written',
      pullRequest: { isNew: false },
    });
    expect(await commitsOn(LARGER.branch)).toHaveLength(2);
    expect(server.pulls).toHaveLength(2);
    expect(server.pulls[1].body).not.toBe(body);
    await expect(filesOn(LARGER.branch)).resolves.toEqual(filesOf(LARGEST));
  });

  it('leaves what people wrote into a pull request', async () => {
    await estate.publish(ADD, REQUEST);
    server.pulls[0].title = 'Better';
    server.pulls[0].body += '\n- [x] looked at';
    await estate.publish(ADD, REQUEST);
    expect(server.pulls[0]).toMatchObject({
      title: 'Better',
      body: expect.stringContaining('looked at'),
    });
  });

  it('takes files out of the branch that an earlier version of the change brought', async () => {
    await estate.publish(ADD, REQUEST);
    const slimmer = exampleChange(PLAN, { outside: {} });
    await estate.publish(slimmer, REQUEST);
    await expect(filesOn(ADD.branch)).resolves.toEqual(filesOf(slimmer));
  });

  it("opens another pull request when a person closed the first, and keeps the branch's commits", async () => {
    await estate.publish(ADD, REQUEST);
    server.close(1);
    const tip = await server.repository.tip(ADD.branch);
    await expect(estate.publish(ADD, REQUEST)).resolves.toMatchObject({
      outcome: 'written',
      pullRequest: { label: expect.stringMatching(/2$/), isNew: true },
    });
    await expect(server.repository.tip(ADD.branch)).resolves.toBe(tip);
  });

  it('gives the number to another plan when a person closed the first', async () => {
    await estate.publish(ADD, REQUEST);
    const other = exampleChange(examplePlan({ expectedUsers: 10 }));
    await expect(estate.publish(other, REQUEST)).rejects.toThrow(
      'with another plan. Run the template again',
    );
    server.close(1);
    await estate.publish(other, REQUEST);
    await expect(filesOn(ADD.branch)).resolves.toEqual(filesOf(other));
  });

  it("keeps a reviewer's commit, and has nothing to do when our files are the same", async () => {
    await estate.publish(ADD, REQUEST);
    await server.repository.commitTo(ADD.branch, {
      author: 'Grace Hopper',
      message: 'A note',
      files: { 'notes.md': 'seen\n' },
    });
    server.forget();
    await expect(estate.publish(ADD, REQUEST)).resolves.toMatchObject({
      outcome: 'unchanged',
    });
    expect(server.writes).toEqual([]);
  });

  it("never overwrites a reviewer's commit", async () => {
    await stand();
    await estate.publish(LARGER, REQUEST);
    const sha = await server.repository.commitTo(LARGER.branch, {
      author: 'Grace Hopper',
      message: 'Fewer will do\n\nReally.',
      files: { [TFVARS]: '{"n":3}\n' },
    });
    for (const change of [LARGER, LARGEST]) {
      await expect(estate.publish(change, REQUEST)).rejects.toThrow(
        `holds commit ${sha.slice(0, 7)} "Fewer will do" of Grace Hopper`,
      );
      await expect(estate.check(change)).rejects.toThrow('Grace Hopper');
    }
    await expect(server.repository.tip(LARGER.branch)).resolves.toBe(sha);
  });

  it('never overwrites a commit that somebody edited and left under our name', async () => {
    await stand();
    await estate.publish(LARGER, REQUEST);
    const [{ message }] = await commitsOn(LARGER.branch);
    const sha = await server.repository.commitTo(LARGER.branch, {
      message,
      files: { [TFVARS]: '{"n":3}\n' },
    });
    await expect(estate.publish(LARGEST, REQUEST)).rejects.toThrow(
      `${TFVARS} was changed by hand`,
    );
    await expect(server.repository.tip(LARGER.branch)).resolves.toBe(sha);
  });

  it('goes on after a reviewer brought the branch up to its base', async () => {
    await stand();
    await estate.publish(LARGER, REQUEST);
    await server.repository.commitTo('main', {
      message: 'Elsewhere',
      files: { 'other.md': 'x\n' },
    });
    const { repository } = server;
    const [main, tip] = [
      (await repository.tip('main'))!,
      (await repository.tip(LARGER.branch))!,
    ];
    const merged = await repository.writeCommit({
      tree: await repository.git(['merge-tree', '--write-tree', main, tip]),
      parents: [tip, main],
      message: 'Merge branch main',
      author: 'Grace Hopper',
    });
    await repository.setBranch(LARGER.branch, merged, tip);
    await estate.publish(LARGEST, REQUEST);
    await expect(repository.isAncestor(merged, LARGER.branch)).resolves.toBe(
      true,
    );
    await expect(filesOn(LARGER.branch)).resolves.toEqual({
      ...filesOf(LARGEST),
      'other.md': 'x\n',
    });
  });

  it('keeps a commit that comes in between looking and writing', async () => {
    await stand();
    await estate.publish(LARGER, REQUEST);
    let sha = '';
    server.beforeWrite = async () => {
      server.beforeWrite = undefined;
      sha = await server.repository.commitTo(LARGER.branch, {
        author: 'Grace Hopper',
        message: 'Meanwhile',
        files: { [TFVARS]: '{"n":3}\n' },
      });
    };
    await expect(estate.publish(LARGEST, REQUEST)).rejects.toThrow(
      '"Meanwhile" of Grace Hopper',
    );
    await expect(server.repository.tip(LARGER.branch)).resolves.toBe(sha);
  });

  it('refuses what was changed by hand on the base', async () => {
    await stand();
    await server.repository.commitTo('main', {
      message: 'By hand',
      files: { [TFVARS]: '{"n":3}\n' },
    });
    await expect(estate.publish(LARGER, REQUEST)).rejects.toThrow(
      `${TFVARS} was changed by hand`,
    );
    await expect(branches()).resolves.toEqual(['main']);
  });

  it('refuses to replace a file that no lock knows', async () => {
    const path = '.github/workflows/plumbline-stamp-terraform-v2.yml';
    await server.repository.commitTo('main', {
      message: 'By hand',
      files: { [path]: 'on: push\n' },
    });
    await expect(estate.publish(ADD, REQUEST)).rejects.toThrow(
      `${path} is there with other content`,
    );
  });

  it('goes on from the base where a merged branch was left behind', async () => {
    await estate.publish(ADD, REQUEST);
    await server.merge(1);
    await estate.publish(LARGER, REQUEST);
    await server.merge(2);
    await estate.publish(LARGEST, REQUEST);
    await server.merge(3);
    await expect(filesOn('main')).resolves.toEqual(filesOf(LARGEST));
  });

  it('has a retired stamp drain, go and leave a record', async () => {
    await stand();
    const drained = {
      ...PLAN,
      lifecycle: 'draining' as const,
      trafficWeight: 0,
    };
    await stand(exampleChange(drained, { kind: 'drain' }));
    const remove = exampleChange(drained, { kind: 'remove' });
    await stand(remove);
    await expect(filesOn('main')).resolves.toEqual({
      'README.md': '# Estate\n',
      '.github/workflows/plumbline-stamp-terraform-v2.yml':
        'on: workflow_call\n',
      [remove.files[0].path]: remove.files[0].content,
    });
    await expect(estate.readStamps(WORKLOAD)).resolves.toEqual([
      {
        name: PLAN.name,
        environment: 'prod',
        region: 'japaneast',
        instance: 1,
        isRetired: true,
      },
    ]);
    await expect(estate.readLocks(WORKLOAD)).resolves.toEqual([]);
    await expect(estate.publish(remove, REQUEST)).resolves.toEqual({
      outcome: 'unchanged',
      paths: [],
    });
    await expect(estate.publish(ADD, REQUEST)).rejects.toThrow('was retired');
  });

  describe.each([
    ['a new stamp', undefined, ADD],
    ['a stamp that stands', ADD, LARGER],
  ])('killed while it publishes %s', (_what, standing, change) => {
    const breaks = Array.from(
      { length: writes },
      (_, index) => index + 1,
    ).flatMap(write => [
      { write, when: 'before' as const },
      { write, when: 'after' as const },
    ]);

    it.each(breaks)(
      '$when write $write, ends in the same place',
      async breakOff => {
        if (standing) await stand(standing);
        server.forget();
        server.breakOff = breakOff;
        await expect(estate.publish(change, REQUEST)).rejects.toThrow(
          'could not be reached',
        );
        expect(server.breakOff).toBeUndefined();
        await open().publish(change, REQUEST);
        await expect(branches()).resolves.toEqual(['main', change.branch]);
        await expect(filesOn(change.branch)).resolves.toEqual(
          filesOf(...(standing ? [standing] : []), change),
        );
        expect(server.pulls.filter(one => one.state === 'open')).toHaveLength(
          1,
        );
        expect(await commitsOn(change.branch)).toHaveLength(1);
      },
    );
  });

  it('ends in one pull request when several ask at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 4 }, () => open().publish(ADD, REQUEST)),
    );
    expect(server.pulls).toHaveLength(1);
    await expect(branches()).resolves.toEqual(['main', ADD.branch]);
    await expect(filesOn(ADD.branch)).resolves.toEqual(filesOf(ADD));
    expect(await commitsOn(ADD.branch)).toHaveLength(1);
    expect(
      results.filter(({ pullRequest }) => pullRequest?.isNew),
    ).toHaveLength(1);
  });

  it('reads what stands and what open pull requests add, but nothing of forks', async () => {
    await stand();
    const second = examplePlan({
      region: 'eastus2',
      addressRange: '10.80.16.0/20',
    });
    const other = exampleChange(second);
    await estate.publish(other, REQUEST);
    await server.repository.commitTo('stamp-add-deal-fraud-model-prod-x-001', {
      message: 'From elsewhere',
      files: { 'stamps/deal-fraud-model/prod/x-001/stamp.lock.json': '{' },
    });
    server.pulls.push({
      number: 9,
      title: '',
      body: '',
      branch: 'stamp-add-deal-fraud-model-prod-x-001',
      base: 'main',
      state: 'open',
      isOfFork: true,
    });
    await expect(estate.readStamps(WORKLOAD)).resolves.toEqual([
      expect.objectContaining({
        name: PLAN.name,
        addressRange: '10.80.0.0/20',
      }),
      expect.objectContaining({
        name: second.name,
        addressRange: '10.80.16.0/20',
      }),
    ]);
    const [merged, proposed] = await estate.readLocks(WORKLOAD);
    expect(merged).toMatchObject({ folder: PLAN.folder });
    expect(merged.pullRequest).toBeUndefined();
    expect(proposed).toMatchObject({
      folder: second.folder,
      lock: { plan: { name: second.name } },
      pullRequest: { branch: other.branch },
    });
    await expect(estate.readStamps('system:default/other')).resolves.toEqual(
      [],
    );
    await expect(
      estate.openPullRequests([other.branch, 'stamp-add-other']),
    ).resolves.toEqual([proposed.pullRequest]);
  });

  it('refuses addresses that an open pull request has taken', async () => {
    await estate.publish(ADD, REQUEST);
    const other = exampleChange(examplePlan({ region: 'eastus2' }));
    await expect(estate.publish(other, REQUEST)).rejects.toThrow(
      /japaneast-001 of pull request [#!]1 has taken the addresses 10\.80\.0\.0\/20/,
    );
  });

  /** Lets nothing be written before as many publishes as this have looked. */
  function writeTogether(publishes: number) {
    let waiting = 0;
    let letGo = () => {};
    const together = new Promise<void>(resolve => {
      letGo = resolve;
    });
    server.beforeWrite = async () => {
      waiting += 1;
      if (waiting === publishes) letGo();
      await together;
    };
  }

  it('leaves addresses that two took at the same moment to the older pull request', async () => {
    const changes = [ADD, exampleChange(examplePlan({ region: 'eastus2' }))];
    writeTogether(changes.length);
    const results = await Promise.allSettled(
      changes.map(change => open().publish(change, REQUEST)),
    );
    expect(server.pulls).toHaveLength(2);
    const [first, second] = [...changes].sort(
      (a, b) =>
        server.pulls.findIndex(({ branch }) => branch === a.branch) -
        server.pulls.findIndex(({ branch }) => branch === b.branch),
    );
    expect(results[changes.indexOf(first)].status).toBe('fulfilled');
    const words = new RegExp(
      `${first.plan.stamp.name} of pull request [#!]1 has taken the addresses 10\\.80\\.0\\.0/20 meanwhile\\. Close pull request [#!]2 \\(http.*\\), which asks for them for ${second.plan.stamp.name}`,
    );
    expect(results[changes.indexOf(second)]).toMatchObject({
      status: 'rejected',
      reason: {
        name: 'ConflictError',
        message: expect.stringMatching(words),
      },
    });
    // Tasks that are run again end in the same place.
    await expect(open().publish(first, REQUEST)).resolves.toMatchObject({
      outcome: 'unchanged',
    });
    await expect(open().publish(second, REQUEST)).rejects.toThrow(words);
  });

  it('says so when somebody took its number before its pull request was open', async () => {
    const other = exampleChange(examplePlan({ expectedUsers: 20 }));
    server.beforeWrite = async (_, path) => {
      if (!/pull|merge_requests/.test(path)) return;
      server.beforeWrite = undefined;
      await open().publish(other, REQUEST);
    };
    await expect(estate.publish(ADD, REQUEST)).rejects.toThrow(
      /Pull request [#!]1 \(http.*\) asks for .*-japaneast-001 as somebody else wants it/,
    );
    expect(server.pulls).toMatchObject([{ number: 1 }]);
    expect(server.pulls[0].body).toContain(other.body.slice(0, 200));
    await expect(filesOn(ADD.branch)).resolves.toEqual(filesOf(other));
  });

  it('tells hashes of files and folders, and reads each content once', async () => {
    await stand();
    const paths = [
      PLAN.folder,
      `.github/workflows/${PLAN.name}.yml`,
      'stamps/x',
    ];
    const hashes = await (await estate.look()).hashFiles(paths);
    const known = ADD.files.filter(({ path }) => !path.includes('plumbline'));
    expect(Object.fromEntries(hashes)).toEqual(
      Object.fromEntries(
        known.map(({ path, content }) => [path, fileHash(content)]),
      ),
    );
    server.forget();
    await (await estate.look()).hashFiles(paths);
    expect(
      server.exchanges.filter(({ path }) => path.includes('blobs')),
    ).toEqual([]);
    await expect(estate.readFiles([TFVARS, 'stamps/missing'])).resolves.toEqual(
      [ADD.files.find(({ path }) => path === TFVARS)],
    );
  });

  it('has a revision of a workload that changes with its files and its pull requests', async () => {
    const revision = async () => (await estate.look()).revisionOf(WORKLOAD);
    const seen = [await revision()];
    expect(await revision()).toBe(seen[0]);
    await estate.publish(ADD, REQUEST);
    seen.push(await revision());
    await server.merge(1);
    seen.push(await revision());
    await server.repository.commitTo('main', {
      message: 'By hand',
      files: { [`.github/workflows/${PLAN.name}.yml`]: 'name: Mine\n' },
    });
    seen.push(await revision());
    expect(new Set(seen).size).toBe(4);

    await server.repository.commitTo('main', {
      message: 'Of others',
      files: {
        'stamps/other/prod/westeurope-001/main.tf': '# other\n',
        '.github/workflows/other-prod-westeurope-001.yml': 'name: other\n',
      },
    });
    expect(await revision()).toBe(seen[3]);

    // As after a restart: it is told without reading a file.
    estate = open();
    server.forget();
    expect(await revision()).toBe(seen[3]);
    expect(
      server.exchanges.filter(({ path }) => path.includes('blobs')),
    ).toEqual([]);
  });

  it('asks the host for a look once, however many workloads are looked at', async () => {
    const workloads = ['a', 'b', 'c', 'd'].map(
      part => `system:default/${part}`,
    );
    await server.repository.commitTo('main', {
      message: 'Some workloads',
      files: Object.fromEntries(
        ['a', 'b', 'c', 'd'].map(part => [
          `stamps/${part}/prod/westeurope-001/main.tf`,
          `# ${part}\n`,
        ]),
      ),
    });
    const lookAtAll = async () => {
      const view = await estate.look();
      for (const workload of workloads) {
        await view.revisionOf(workload);
        await view.readLocks(workload);
        await view.openPullRequests(['stamp-add-a-prod-westeurope-001']);
      }
    };
    await lookAtAll();
    server.forget();
    await estate.look();
    const once = server.exchanges.length;
    server.forget();
    await lookAtAll();
    expect(server.exchanges).toHaveLength(once);
  });

  it('keeps to its folder of the repository, and to its branch', async () => {
    await server.repository.commitTo('live', {
      message: 'Start',
      files: { 'platform/README.md': 'x' },
    });
    estate = open({ directory: '/platform/estate/', branch: 'live' });
    await estate.publish(ADD, REQUEST);
    expect(server.pulls[0].base).toBe('live');
    await expect(filesOn(ADD.branch)).resolves.toEqual({
      'platform/README.md': 'x',
      ...Object.fromEntries(
        ADD.files.map(({ path, content }) => [
          `platform/estate/${path}`,
          content,
        ]),
      ),
    });
    await server.merge(1);
    await expect(estate.readStamps(WORKLOAD)).resolves.toHaveLength(1);
  });

  it.each([
    ['the folder of all stamps', 'stamps', 'link'],
    ['the folder of a workload', 'stamps/deal-fraud-model', 'link'],
    ['the folder of the stamp', PLAN.folder, 'link'],
    ['a file of it', TFVARS, 'link'],
    ['the folder of workflows', '.github', 'link'],
    ['the folder of the stamp', PLAN.folder, 'submodule'],
  ])('does not write through %s, %s, that is a %s', async (_, path, kind) => {
    const main = (await server.repository.tip('main'))!;
    await server.repository.commitTo('main', {
      message: 'A link',
      files: {
        [path]: kind === 'link' ? { linkTo: '/etc' } : { commit: main },
      },
    });
    await expect(estate.publish(ADD, REQUEST)).rejects.toMatchObject({
      name: expect.stringMatching(/NotAllowedError|ConflictError/),
    });
    await expect(branches()).resolves.toEqual(['main']);
  });

  it.each([
    ['../outside'],
    ['/etc/passwd'],
    ['stamps/../../x'],
    ['stamps/.git/config'],
    ['stamps//x'],
    ['stamps/a\\b'],
    ['stamps/a\nb'],
    ['stamps/аdmin'],
    ['README.md'],
    ['.github/CODEOWNERS'],
  ])('refuses the path %j', async path => {
    for (const change of [
      { ...ADD, files: [{ path, content: 'x' }] },
      { ...ADD, deletions: [path] },
    ]) {
      await expect(estate.publish(change, REQUEST)).rejects.toThrow(
        'is no path within the estate',
      );
    }
    expect(server.exchanges).toEqual([]);
  });

  it('refuses a file of 10 MB, and a name that is no branch', async () => {
    const content = 'x'.repeat(10 * 1024 * 1024);
    const large = { ...ADD, files: [{ path: TFVARS, content }] };
    await expect(estate.publish(large, REQUEST)).rejects.toThrow(
      'has 10485760 bytes; at most 1048576 are expected',
    );
    for (const branch of ['--force', 'a..b', 'x.lock', 'a b', 'refs/heads/x']) {
      await expect(estate.publish({ ...ADD, branch }, REQUEST)).rejects.toThrow(
        'is no name for a branch',
      );
    }
    await expect(
      estate.publish({ ...ADD, branch: 'main' }, REQUEST),
    ).rejects.toThrow('needs a branch of its own');
  });

  it('says what to do when the host refuses', async () => {
    const cases: [number, RegExp][] = [
      [401, /is wrong or has expired: renew it/],
      [403, /must .*(read and|have the scope)/],
      [404, /is wrong, or the token|There is no branch|may not/],
      [302, /has moved. Put its new address/],
    ];
    for (const [status, message] of cases) {
      server.faults.push({
        path: /./,
        times: Infinity,
        answer: {
          status,
          headers: { location: 'http://169.254.169.254/' },
          // As a host would that says back what it was sent.
          body: { message: `Refused ${server.token} to you` },
        },
      });
      const error = await open()
        .publish(ADD, REQUEST)
        .catch(thrown => thrown);
      server.faults.length = 0;
      expect(error.message).toMatch(message);
      expect(error.stack + JSON.stringify(error)).not.toContain(server.token);
    }
    const logged = Object.values(logger).flatMap(
      method => (method as jest.Mock).mock?.calls ?? [],
    );
    expect(JSON.stringify(logged)).not.toContain(server.token);
  });

  it('says so when the branch may not be set', async () => {
    server.protectedBranches = /./;
    await expect(estate.publish(ADD, REQUEST)).rejects.toThrow(
      new RegExp(
        `${name} refused to set branch ${ADD.branch}: .*Let the account`,
        's',
      ),
    );
    expect(server.pulls).toEqual([]);
  });

  it('says so when the base is not there', async () => {
    await expect(
      open({ branch: 'missing' }).publish(ADD, REQUEST),
    ).rejects.toThrow('There is no branch missing in');
  });

  it('comes again to a host that is away for a moment, or asks for a wait', async () => {
    server.faults.push(
      { path: /./, method: 'GET', answer: { status: 502 } },
      {
        path: /./,
        method: 'POST',
        answer: { status: 429, headers: { 'retry-after': '0' } },
      },
    );
    await expect(estate.publish(ADD, REQUEST)).resolves.toMatchObject({
      outcome: 'written',
    });
  });

  it('says when to come again where the wait is long', async () => {
    server.faults.push({
      path: /./,
      answer: { status: 429, headers: { 'retry-after': '600' } },
    });
    await expect(estate.publish(ADD, REQUEST)).rejects.toThrow(
      `${name} asks for fewer requests. Try again in 10 min.`,
    );
  });
});
