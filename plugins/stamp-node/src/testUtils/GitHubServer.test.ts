import { randomUUID } from 'node:crypto';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { PublishedApi } from '@plumbline/plugin-azure-node/testUtils';
import published from '../__fixtures__/github-rest-23.0.2.json';
import { exampleChange } from '../__testUtils__/changes';
import { examplePlan } from '../__testUtils__/plans';
import type { Estate } from '../Estate';
import { createEstate } from '../estate/createEstate';
import { GitHubServer } from './GitHubServer';

const PLAN = examplePlan();
const ADD = exampleChange(PLAN);
const change = (content: string) =>
  exampleChange(PLAN, {
    kind: 'change',
    contents: { 'terraform/foundation/main.tf': content },
  });
const WORKLOAD = 'system:default/deal-fraud-model';

jest.setTimeout(60_000);

describe('GitHubServer', () => {
  const directory = createMockDirectory();
  let server: GitHubServer;
  let estate: Estate;

  beforeEach(async () => {
    directory.clear();
    server = await GitHubServer.start({
      directory: directory.resolve(randomUUID()),
    });
    estate = createEstate({
      config: new ConfigReader(server.config as any),
      logger: mockServices.logger.mock(),
    })!;
  });

  afterEach(() => server.stop());

  it('is asked, and answers, as GitHub publishes it, as far as fields go', async () => {
    const api = new PublishedApi(published);
    await estate.publish(ADD, {});
    server.close(1);
    await estate.publish(ADD, {});
    await Promise.all([estate.publish(ADD, {}), estate.readStamps(WORKLOAD)]);
    await server.merge(2, { isSquashed: true });
    await estate.publish(change('# 1\n'), {});
    await estate.publish(change('# 2\n'), {});
    await (await estate.look()).hashFiles([PLAN.folder]);
    await server.merge(3);
    await estate.publish(exampleChange(PLAN, { kind: 'remove' }), {});
    server.protectedBranches = /./;
    await estate
      .publish(exampleChange(examplePlan({ environment: 'dev' })), {})
      .catch(() => {});
    const found = server.exchanges.flatMap(exchange =>
      Buffer.isBuffer(exchange.body)
        ? []
        : api.contraventions({
            ...exchange,
            // A ref is one part of the published path, and has a slash.
            path: exchange.path.replace(/\/heads\//, '/heads%2F'),
          }),
    );
    expect(found).toEqual([]);
    const asked = new Set(
      server.exchanges.map(
        ({ method, path }) =>
          `${method} ${path.split('/').slice(4, 6).join('/')}`,
      ),
    );
    // Every operation that is derived is asked.
    expect(asked.size).toBeGreaterThanOrEqual(12);
    // And what is wrong is found.
    const wrong = {
      method: 'POST',
      path: '/repos/example/estate/git/refs',
      params: new URLSearchParams(),
      sent: { ref: 'refs/heads/x' },
      status: 201,
      body: { ref: 'refs/heads/x', surprise: 1 },
    };
    expect(api.contraventions(wrong)).toEqual([
      expect.stringContaining("must have required property 'sha'"),
      expect.stringContaining('surprise'),
    ]);
  });

  it('takes a change of a branch that was merged by squashing without a conflict', async () => {
    await estate.publish(ADD, {});
    await server.merge(1, { isSquashed: true, deletesBranch: true });
    await estate.publish(change('# 1\n'), {});
    await server.merge(2, { isSquashed: true });
    // Somebody else's work on the base meanwhile.
    await server.repository.commitTo('main', {
      message: 'Elsewhere',
      files: { 'other.md': 'x\n' },
    });
    const next = change('# 2\n');
    await estate.publish(next, {});
    const names = await server.repository.git([
      'diff',
      '--name-only',
      `main...${next.branch}`,
    ]);
    expect(names.split('\n')).toEqual([
      `${PLAN.folder}/stamp.lock.json`,
      `${PLAN.folder}/terraform/foundation/main.tf`,
    ]);
    // A conflict would fail it.
    await server.merge(3);
  });

  it('is read folder by folder where its list of files is cut', async () => {
    await estate.publish(ADD, {});
    await server.merge(1);
    server.treeLimit = 3;
    const hashes = await (await estate.look()).hashFiles([PLAN.folder]);
    expect([...hashes.keys()].sort()).toEqual(
      ADD.files
        .map(({ path }) => path)
        .filter(path => path.startsWith('stamps/')),
    );
  });

  it('lists more pull requests than a page holds', async () => {
    for (let number = 1; number <= 130; number++) {
      server.pulls.push({
        number,
        title: '',
        body: '',
        branch: `other-${number}`,
        base: 'main',
        state: 'open',
      });
    }
    await estate.publish(ADD, {});
    await expect(
      estate.openPullRequests([ADD.branch, 'other-1']),
    ).resolves.toHaveLength(2);
    expect(server.pulls).toHaveLength(131);
  });

  it('may say only in words that it is asked too often', async () => {
    server.faults.push({
      path: /git\/trees$/,
      answer: {
        status: 403,
        body: { message: 'You have exceeded a secondary rate limit.' },
      },
    });
    await expect(estate.publish(ADD, {})).rejects.toThrow(
      'GitHub asks for fewer requests. Try again in 1 min.',
    );
  });

  it('says which rights a token lacks that may not write workflows', async () => {
    server.faults.push({
      path: /git\/trees$/,
      answer: {
        status: 404,
        body: { message: 'Not Found' },
      },
    });
    await expect(estate.publish(ADD, {})).rejects.toThrow(
      /writing to branch .* with workflows: Not Found\. .*must read and write contents, pull requests and workflows/,
    );
  });

  it('has nothing to go on from while it is empty', async () => {
    await server.stop();
    server = await GitHubServer.start({
      directory: directory.resolve(randomUUID()),
      files: {},
    });
    estate = createEstate({
      config: new ConfigReader(server.config as any),
      logger: mockServices.logger.mock(),
    })!;
    await expect(estate.publish(ADD, {})).rejects.toThrow(
      'is empty. Make a first commit',
    );
  });

  it('asks few things of a repository that has not changed', async () => {
    await estate.publish(ADD, {});
    await server.merge(1);
    await estate.readStamps(WORKLOAD);
    server.forget();
    await estate.readLocks(WORKLOAD);
    await estate.readLocks('system:default/other');
    expect(
      new Set(
        server.exchanges.map(({ path }) => path.split('/').slice(4).join('/')),
      ),
    ).toEqual(new Set(['', 'git/ref/heads/main', 'pulls']));
  });
});
