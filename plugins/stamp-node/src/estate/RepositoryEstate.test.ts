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
import { exampleChange } from '../__testUtils__/changes';
import { examplePlan } from '../__testUtils__/plans';
import { GitHubServer } from '../testUtils/GitHubServer';
import { cleanEnvironment } from '../testUtils/BareRepository';
import type { Estate } from '../Estate';
import { createEstate } from './createEstate';

const run = promisify(execFile);
const PLAN = examplePlan();
const ADD = exampleChange(PLAN);

describe('RepositoryEstate on GitHub', () => {
  const directory = createMockDirectory();
  let server: GitHubServer;
  let estate: Estate;

  beforeEach(async () => {
    directory.clear();
    server = await GitHubServer.start({ directory: directory.path });
    estate = open();
  });

  afterEach(() => server.stop());

  function open(): Estate {
    return createEstate({
      config: new ConfigReader(server.config),
      logger: mockServices.logger.mock(),
    })!;
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

  function expected(change: EstateChange) {
    return {
      'README.md': '# Estate\n',
      ...Object.fromEntries(change.files.map(one => [one.path, one.content])),
    };
  }

  it('proposes a stamp as a pull request whose branch holds its files', async () => {
    const result = await estate.publish(ADD, { userRef: 'user:default/ada' });
    expect(result).toEqual({
      outcome: 'written',
      paths: ADD.files.map(({ path }) => path),
      pullRequest: {
        label: '#1',
        url: `${server.url}/pull/1`,
        branch: ADD.branch,
        isNew: true,
      },
    });
    await expect(clone(ADD.branch)).resolves.toEqual(expected(ADD));
  });
});
