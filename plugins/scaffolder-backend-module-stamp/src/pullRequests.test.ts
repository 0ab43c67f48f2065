import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  EstatePlan,
  StampLock,
  StampStatus,
  WorkloadLock,
} from '@plumbline/plugin-stamp-common';
import { readStaticCode, renderChange } from '@plumbline/plugin-stamp-node';
import { GitHubServer } from '@plumbline/plugin-stamp-node/testUtils';
import { ENTITIES } from './__testUtils__/entities';
import { Portal } from './__testUtils__/Portal';
import { TEMPLATE_NAMES, templateNamed } from './__testUtils__/templates';

const STAMP = 'deal-fraud-model-prod-japaneast-002';
const STAMP_REF = `resource:default/${STAMP}`;
const FOLDER = 'stamps/deal-fraud-model/prod/japaneast-002';
const ADD = {
  workload: 'system:default/deal-fraud-model',
  environment: 'prod',
  region: 'japaneast',
  expectedUsers: 500,
  infrastructure: 'terraform',
  pipeline: 'github-actions',
  monthlyCost: 2400,
  currency: 'EUR',
  plan: STAMP,
};
const RETIRE = { stamp: STAMP_REF, plan: STAMP, confirm: STAMP };

jest.setTimeout(300_000);

describe('tasks against a Git host', () => {
  const directory = createMockDirectory();
  let server: GitHubServer;
  let portal: Portal;

  beforeEach(async () => {
    directory.setContent({ work: {}, estate: {}, git: {}, clones: {} });
    server = await GitHubServer.start({ directory: directory.resolve('git') });
    portal = new Portal({
      directory: directory.path,
      config: {
        ...server.config,
        app: { baseUrl: 'http://localhost' },
        backend: {
          workingDirectory: directory.resolve('work'),
          database: {
            client: 'better-sqlite3',
            connection: { directory: directory.resolve('db') },
          },
        },
        scaffolder: { taskRecovery: { enabled: true } },
      },
      entities: [...ENTITIES, ...TEMPLATE_NAMES.map(templateNamed)],
      owners: ['group:default/deal-fraud'],
    });
  });
  afterEach(async () => {
    await portal.kill();
    await server.stop();
  });

  /** Runs a template to its end; gives what it put out. */
  async function run(template: string, values: object): Promise<any> {
    const task = await portal.submit(templateNamed(template), values);
    await portal.completed(task);
    return portal.output(task);
  }

  /**
   * Runs a template in a portal that is killed at its first write to the host,
   * then at its second, and so on, until it comes to its end; each time once
   * before the host carries the write out, and once after.
   */
  async function runKilled(template: string, values: object): Promise<number> {
    let task: string | undefined;
    let kills = 0;
    while (!(await runUntilWrite(kills, onTask))) kills += 1;
    return kills;

    async function onTask(): Promise<string> {
      task ??= await portal.submit(templateNamed(template), values);
      return task;
    }
  }

  /** @returns whether the task came to its end before. */
  async function runUntilWrite(
    kill: number,
    onTask: () => Promise<string>,
  ): Promise<boolean> {
    const target = Math.floor(kill / 2) + 1;
    const isCarriedOut = kill % 2 === 1;
    let writes = 0;
    const killed = new Promise<void>(resolve => {
      server.beforeWrite = async () => {
        writes += 1;
        if (writes !== target) return;
        await portal.kill();
        resolve();
        if (!isCarriedOut) throw new Error('lost');
      };
    });
    for (const left of readdirSync(directory.resolve('work'))) {
      rmSync(directory.resolve('work', left), { recursive: true });
    }
    await portal.start();
    const task = await onTask();
    return Promise.race([
      killed.then(() => false),
      // Whoever is killed does not answer any more.
      portal.completed(task).then(
        () => true,
        async error => {
          if (writes < target) throw error;
          await killed;
          return false;
        },
      ),
    ]);
  }

  /** Files of a branch as somebody gets them who clones it. */
  async function cloned(branch: string): Promise<Record<string, string>> {
    const target = directory.resolve('clones', `${branch}-${Date.now()}`);
    await promisify(execFile)('git', [
      'clone',
      '--quiet',
      '--branch',
      branch,
      server.cloneUrl,
      target,
    ]);
    const paths = readdirSync(target, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(target.length + 1))
      .filter(path => !path.startsWith('.git/'));
    return Object.fromEntries(
      paths
        .sort()
        .map(path => [path, readFileSync(join(target, path), 'utf8')]),
    );
  }

  /** What a person does, and what the catalog then reads. */
  async function merge(number: number) {
    await server.merge(number, { deletesBranch: true });
    rmSync(directory.resolve('estate'), { recursive: true });
    const files = await server.repository.files('main');
    for (const [path, content] of Object.entries(files)) {
      directory.addContent({ [`estate/${path}`]: content });
    }
  }

  /** Every file that rendering a plan gives, by path. */
  async function rendered(plan: EstatePlan): Promise<Record<string, string>> {
    const { files } = renderChange(plan, { code: await readStaticCode() });
    return Object.fromEntries(
      files.map(({ path, content }) => [path, content]),
    );
  }

  const branches = async () =>
    (await server.repository.branches()).map(({ name }) => name).sort();

  function lockIn<Lock = StampLock>(
    files: Record<string, string>,
    path: string,
  ): Lock {
    return JSON.parse(files[path]);
  }

  it('killed at any write end in one branch, one pull request, one set of files', async () => {
    const kills = await runKilled('add-stamp', ADD);
    expect(kills).toBeGreaterThan(5);
    const branch = `stamp-add-${STAMP}`;
    expect(await branches()).toEqual(['main', branch]);
    expect(server.pulls).toEqual([
      expect.objectContaining({ branch, base: 'main', state: 'open' }),
    ]);
    const { 'README.md': _, ...files } = await cloned(branch);
    const { plan } = lockIn(files, `${FOLDER}/stamp.lock.json`);
    expect(plan.name).toBe(STAMP);
    expect(files).toEqual(await rendered({ kind: 'add', stamp: plan }));
  });

  it('start a workload in one pull request', async () => {
    await portal.start();
    await run('new-workload', {
      name: 'loan-desk',
      title: 'Loan desk: "quoted", <b>, $(x)',
      description: 'Where advisers enter loans',
      owner: 'group:default/deal-fraud',
      tier: 'business-critical',
      addressRange: '10.96.0.0/16',
      homeRegion: 'westeurope',
      image: 'crloandesk.azurecr.io/loan-desk:1.0.0',
      infrastructure: 'bicep',
      pipeline: 'azure-devops',
      environment: 'prod',
      region: 'westeurope',
      expectedUsers: 300,
      plan: 'loan-desk-prod-westeurope-001',
    });
    expect(await branches()).toEqual(['main', 'workload-add-loan-desk']);
    expect(server.pulls).toHaveLength(1);
    const { 'README.md': _, ...files } = await cloned('workload-add-loan-desk');
    const stamp = lockIn(
      files,
      'stamps/loan-desk/prod/westeurope-001/stamp.lock.json',
    ).plan;
    const workload = lockIn<WorkloadLock>(
      files,
      'workloads/loan-desk/workload.lock.json',
    ).plan;
    expect(files).toEqual(
      await rendered({ kind: 'new-workload', workload, stamp }),
    );
  });

  it('lead a stamp through its life by pull requests', async () => {
    await portal.start();
    const added = await run('add-stamp', ADD);
    expect(added.links).toEqual([
      { title: 'Open the pull request #1', url: `${server.url}/pull/1` },
      expect.objectContaining({ title: 'Open the service map' }),
    ]);
    expect(added.text[0].content).toContain('After the merge');
    // Asked for once more, by another task: the same plan, the same pull request.
    const again = await run('add-stamp', ADD);
    expect(again.links).toEqual(added.links);
    expect(server.pulls).toHaveLength(1);
    await merge(1);

    await run('change-stamp', {
      stamp: STAMP_REF,
      trafficWeight: 25,
      plan: STAMP,
    });
    const changed = await cloned(`stamp-change-${STAMP}`);
    expect(lockIn(changed, `${FOLDER}/stamp.lock.json`).plan).toMatchObject({
      trafficWeight: 25,
    });
    await merge(2);

    await run('retire-stamp', RETIRE);
    const drained = await cloned(`stamp-drain-${STAMP}`);
    expect(lockIn(drained, `${FOLDER}/stamp.lock.json`).plan).toMatchObject({
      lifecycle: 'draining',
      trafficWeight: 0,
    });
    await merge(3);

    portal.tell({ stampRef: STAMP_REF, lifecycle: 'retired' } as StampStatus);
    const removed = await run('retire-stamp', RETIRE);
    expect(removed.text[0].content).toContain('step 2 of 2');
    const left = await cloned(`stamp-remove-${STAMP}`);
    expect(
      Object.keys(left).filter(path => path.startsWith('stamps/')),
    ).toEqual(['stamps/deal-fraud-model/retired/prod-japaneast-002.json']);
    await merge(4);
    expect(await branches()).toEqual(['main']);
  });

  it("leave a reviewer's commit alone, and say so", async () => {
    await portal.start();
    await run('add-stamp', ADD);
    const branch = `stamp-add-${STAMP}`;
    await server.repository.commitTo(branch, {
      message: 'Better words',
      author: 'Reviewer',
      files: { [`${FOLDER}/README.md`]: 'Better words.\n' },
    });
    const task = await portal.submit(templateNamed('add-stamp'), {
      ...ADD,
      monthlyCost: 9999,
    });
    const error = await portal.completed(task).catch(thrown => thrown);
    // Another request takes another number; the same one would meet the commit.
    expect(error).toBeUndefined();
    const same = await portal.submit(templateNamed('add-stamp'), ADD);
    const refused = await portal.completed(same).catch(thrown => thrown);
    expect((await cloned(branch))[`${FOLDER}/README.md`]).toBe(
      'Better words.\n',
    );
    expect(String(refused)).toMatch(/ConflictError|commit/);
  });

  it('say what to do when the host refuses, and tell no token', async () => {
    await portal.start();
    server.faults.push({
      path: /./,
      times: 100,
      answer: { status: 401, body: { message: 'Bad credentials' } },
    });
    const task = await portal.submit(templateNamed('add-stamp'), ADD);
    const error = await portal.completed(task).catch(thrown => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(await portal.log(task)).not.toContain(server.token);
  });
});
