import {
  mkdir,
  mkdtemp,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { UrlReaderServiceReadTreeOptions } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  FactValue,
  isFactValue,
  repositoryFactSchema,
} from '@plumbline/plugin-maturity-common';
import { FactAnswer, FactRequest } from '@plumbline/plugin-maturity-node';
import { GitHosts } from './places/GitHosts';
import { RepositoryReader } from './reading/RepositoryReader';
import { readRepositoryConfig } from './readRepositoryConfig';
import { RepositorySource } from './RepositorySource';

const NOW = new Date('2026-11-21T12:00:00Z');

/** Repositories of a host, by address. */
class FakeHost {
  readonly repositories = new Map<
    string,
    { etag: string; files: Record<string, string> } | Error | 'silent'
  >();
  readonly asked: { url: string; etag?: string }[] = [];
  atOnce = 0;
  mostAtOnce = 0;

  readTree = async (url: string, options?: UrlReaderServiceReadTreeOptions) => {
    this.asked.push({ url, etag: options?.etag });
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    await new Promise(done => setImmediate(done));
    this.atOnce--;
    const repository = this.repositories.get(url);
    if (repository === 'silent') return new Promise<never>(() => {});
    if (repository instanceof Error) throw repository;
    if (!repository) throw new NotFoundError(`Request failed for ${url}, 404`);
    if (repository.etag === options?.etag) throw new NotModifiedError();
    return {
      etag: repository.etag,
      files: async () =>
        Object.entries(repository.files)
          .filter(([path, text]) =>
            options?.filter?.(path, { size: Buffer.byteLength(text) }),
          )
          .map(([path, text]) => ({
            path,
            content: async () => Buffer.from(text),
          })),
      archive: async () => {
        throw new Error('not asked for');
      },
      dir: async () => {
        throw new Error('not asked for');
      },
    };
  };
}

function component(name: string, annotations: Record<string, string>) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
  };
}

function request(
  name: string,
  annotations: Record<string, string>[],
  state?: JsonValue,
): FactRequest {
  return {
    state,
    workload: {
      workloadRef: `system:default/${name}`,
      workload: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: { name },
        spec: { type: 'workload', owner: 'group:default/a' },
      } as FactRequest['workload']['workload'],
      stamps: [],
      resources: [],
      apis: [],
      components: annotations.map((item, index) =>
        component(`${name}-${index}`, item),
      ),
    },
  };
}

const location = (url: string) => ({
  'backstage.io/source-location': `url:${url}`,
});
const A = 'https://github.com/o/a';
const B = 'https://github.com/o/b';

describe('RepositorySource', () => {
  let host: FakeHost;
  let now: Date;
  const idle = new AbortController().signal;

  beforeEach(() => {
    host = new FakeHost();
    now = NOW;
    host.repositories.set(A, {
      etag: 'a1',
      files: { 'README.md': 'a', 'package.json': '{"engines":{"node":"22"}}' },
    });
    host.repositories.set(B, { etag: 'b1', files: { CONTRIBUTING: 'b' } });
  });

  function source(config: object = {}) {
    const rootConfig = new ConfigReader({ maturity: { repository: config } });
    const repositoryConfig = readRepositoryConfig(rootConfig);
    return new RepositorySource({
      reader: new RepositoryReader({
        urlReader: mockServices.urlReader.mock({ readTree: host.readTree }),
        config: repositoryConfig,
        logger: mockServices.logger.mock(),
      }),
      hosts: new GitHosts(rootConfig),
      config: repositoryConfig,
      now: () => now,
    });
  }

  async function collectOne(
    wanted: FactRequest,
    config?: object,
  ): Promise<FactAnswer> {
    const [answer] = await source(config).collect([wanted], { signal: idle });
    return answer;
  }

  const list = (answer: FactAnswer, fact: string): FactValue | undefined =>
    answer.facts?.[fact];

  it('answers every fact of its schema, each of its type', async () => {
    const { facts = {} } = await collectOne(request('x', [location(A)]));
    expect(Object.keys(facts).sort()).toEqual(
      Object.keys(repositoryFactSchema.facts).sort(),
    );
    for (const value of Object.values(facts)) {
      expect(isFactValue(value, 'strings')).toBe(true);
    }
    expect(facts).toMatchObject({
      repositories: [A],
      documentation: ['README.md'],
      runtimes: ['node 22'],
      tests: [],
    });
  });

  it('says nothing about a workload that names no repository', async () => {
    expect(await collectOne(request('x', [{}]))).toEqual({
      workloadRef: 'system:default/x',
      facts: {},
    });
    expect(host.asked).toEqual([]);
  });

  it('begins anew when a repository is named again', async () => {
    const { state } = await collectOne(request('x', [location(A)]));
    const none = await collectOne(request('x', [{}], state));
    expect(none).toMatchObject({ facts: {}, state: null });
    const answer = await collectOne(request('x', [location(A)], none.state));
    expect(list(answer, 'documentation')).toEqual(['README.md']);
  });

  it('asks once for a repository that did not change', async () => {
    const { state } = await collectOne(request('x', [location(A)]));
    host.asked.length = 0;
    // As it comes back from a database.
    const stored = JSON.parse(JSON.stringify(state));
    expect(await collectOne(request('x', [location(A)], stored))).toEqual({
      workloadRef: 'system:default/x',
      unchanged: true,
    });
    expect(host.asked).toEqual([{ url: A, etag: 'a1' }]);
  });

  it('reads a repository once for all workloads and components', async () => {
    const requests = ['x', 'y', 'z'].map(name =>
      request(name, [location(A), location(`${A}/`)]),
    );
    const answers = await source().collect(requests, { signal: idle });
    expect(host.asked).toEqual([{ url: A, etag: undefined }]);
    expect(answers.map(answer => list(answer, 'documentation'))).toEqual([
      ['README.md'],
      ['README.md'],
      ['README.md'],
    ]);
    host.asked.length = 0;
    // A fourth that never saw it: read anew, still once.
    const again = await source().collect(
      [
        ...requests.map((item, index) => ({
          ...item,
          state: answers[index].state,
        })),
        request('new', [location(A)]),
      ],
      { signal: idle },
    );
    expect(host.asked).toEqual([{ url: A, etag: undefined }]);
    expect(again.map(({ unchanged }) => unchanged)).toEqual([
      true,
      true,
      true,
      undefined,
    ]);
    expect(list(again[3], 'documentation')).toEqual(['README.md']);
  });

  it('merges what changed with what did not', async () => {
    const both = [location(A), location(B)];
    const { state } = await collectOne(request('x', both));
    host.repositories.set(B, {
      etag: 'b2',
      files: { CONTRIBUTING: 'b', 'docs/runbooks/x.md': 'x' },
    });
    host.asked.length = 0;
    const answer = await collectOne(request('x', both, state));
    expect(host.asked).toEqual([
      { url: A, etag: 'a1' },
      { url: B, etag: 'b1' },
    ]);
    expect(answer.facts).toMatchObject({
      repositories: [A, B],
      documentation: ['o/a/README.md', 'o/b/docs/'],
      runbooks: ['o/b/docs/runbooks/x.md'],
      runtimes: ['node 22'],
    });
  });

  it('forgets a repository that is named no more', async () => {
    const { state } = await collectOne(
      request('x', [location(A), location(B)]),
    );
    const answer = await collectOne(request('x', [location(A)], state));
    expect(answer.facts).toMatchObject({
      repositories: [A],
      contributionGuides: [],
    });
  });

  it('keeps the last facts when one of the repositories cannot be read', async () => {
    const both = [location(A), location(B)];
    const first = await collectOne(request('x', both));
    host.repositories.set(
      B,
      new Error('Request failed, 401 Unauthorized t0ken'),
    );
    const [broken, other] = await source().collect(
      [request('x', both, first.state), request('y', [location(A)])],
      { signal: idle },
    );
    expect(broken).toEqual({
      workloadRef: 'system:default/x',
      error: `The portal has no access to the repository ${B}`,
    });
    expect(list(other, 'documentation')).toEqual(['README.md']);
    host.repositories.set(B, { etag: 'b1', files: { CONTRIBUTING: 'b' } });
    expect(await collectOne(request('x', both, first.state))).toEqual({
      workloadRef: 'system:default/x',
      unchanged: true,
    });
  });

  it('does not read again what could be read beside a failure', async () => {
    const both = [location(A), location(B)];
    host.repositories.delete(B);
    const broken = await collectOne(request('x', both));
    expect(broken.facts).toBeUndefined();
    expect(broken.error).toContain(B);
    host.repositories.set(B, { etag: 'b1', files: { CONTRIBUTING: 'b' } });
    host.asked.length = 0;
    const answer = await collectOne(request('x', both, broken.state));
    expect(host.asked).toEqual([
      { url: A, etag: 'a1' },
      { url: B, etag: undefined },
    ]);
    expect(answer.facts).toMatchObject({ repositories: [A, B] });
    // Even if nothing at all is new since the failure.
    const still = await collectOne(request('x', [location(A)], broken.state));
    expect(still.facts).toMatchObject({ repositories: [A] });
  });

  it.each([
    [new NotFoundError('404 secret'), 'was not found'],
    [
      Object.assign(new Error('x'), { name: 'NotAllowedError' }),
      'integrations',
    ],
    [Object.assign(new Error('x'), { name: 'NotImplementedError' }), 'whole'],
    [new Error('429 Too Many'), 'no more requests'],
    [new Error('403 (rate limit exceeded)'), 'no more requests'],
    [new Error('https://user:pw@host broke'), 'did not answer as expected'],
  ])('says in plain words why: %s', async (error, words) => {
    host.repositories.set(A, error);
    const answer = await collectOne(request('x', [location(A)]));
    expect(answer.error).toContain(A);
    expect(answer.error).toContain(words);
    expect(answer.error).not.toMatch(/secret|pw/);
    expect(answer.facts).toBeUndefined();
  });

  it('waits no longer than it may', async () => {
    host.repositories.set(A, 'silent');
    const answer = await collectOne(request('x', [location(A)]), {
      limits: { timeout: { milliseconds: 20 } },
    });
    expect(answer.error).toContain('within 0.02 seconds');
  });

  it('ends with the round', async () => {
    host.repositories.set(A, 'silent');
    const round = new AbortController();
    const collected = source({ limits: { concurrency: 1 } }).collect(
      [request('x', [location(A)]), request('y', [location(B)])],
      { signal: round.signal },
    );
    round.abort();
    const answers = await collected;
    expect(answers.map(({ error }) => error)).toEqual([
      expect.stringContaining('The round ended before'),
      expect.stringContaining('The round ended before'),
    ]);
    // The second was not begun.
    expect(host.asked.map(({ url }) => url)).toEqual([A]);
  });

  it('reads no more than a few at the same time', async () => {
    const urls = Array.from(
      { length: 9 },
      (_, i) => `https://github.com/o/r${i}`,
    );
    for (const url of urls)
      host.repositories.set(url, { etag: '1', files: {} });
    await source({ limits: { concurrency: 3 } }).collect(
      [request('x', urls.map(location))],
      { signal: idle },
    );
    expect(host.asked).toHaveLength(9);
    expect(host.mostAtOnce).toBe(3);
  });

  it.each([
    [{ files: 1 }, { 'a.yaml': 'a: 1', 'b.yaml': 'b: 1' }],
    [{ totalBytes: 10 }, { 'a.yaml': `a: ${'x'.repeat(20)}` }],
  ])('reports what is too large: %j', async (limits, files) => {
    host.repositories.set(A, { etag: '1', files: files as {} });
    const answer = await collectOne(request('x', [location(A)]), { limits });
    expect(answer.error).toContain('too large');
  });

  it('does not take a repository without files for one that lacks everything', async () => {
    host.repositories.set(A, { etag: '1', files: {} });
    const answer = await collectOne(request('x', [location(A)]));
    expect(answer.error).toContain('came without any file');
    expect(answer.facts).toBeUndefined();
  });

  it('counts a file that is too long as being there', async () => {
    host.repositories.set(A, {
      etag: '1',
      files: { '.gitleaks.toml': 'x'.repeat(50), 'README.md': '' },
    });
    const answer = await collectOne(request('x', [location(A)]), {
      limits: { fileBytes: 20 },
    });
    expect(answer.facts).toMatchObject({
      secretScanning: ['.gitleaks.toml'],
      // It is empty.
      documentation: [],
    });
  });

  it('counts of a repository of many what belongs to the workload', async () => {
    const root = `${A}/tree/main`;
    host.repositories.set(root, {
      etag: '1',
      files: {
        'README.md': 'x',
        '.github/dependabot.yml': 'version: 2',
        'services/x/docs/adr/1.md': 'x',
        'services/y/docs/adr/2.md': 'x',
      },
    });
    const answers = await source().collect(
      [
        request('x', [location(`${root}/services/x/`)]),
        request('y', [location(`${root}/services/y`)]),
        request('all', [location(root), location(`${root}/services/x`)]),
      ],
      { signal: idle },
    );
    expect(host.asked).toEqual([{ url: root, etag: undefined }]);
    expect(answers.map(answer => list(answer, 'decisionRecords'))).toEqual([
      ['services/x/docs/adr/1.md'],
      ['services/y/docs/adr/2.md'],
      ['services/x/docs/adr/1.md', 'services/y/docs/adr/2.md'],
    ]);
    expect(answers.map(answer => list(answer, 'dependencyUpdates'))).toEqual(
      Array(3).fill(['.github/dependabot.yml']),
    );
    // Another folder is another part of the same commit.
    const moved = await collectOne(
      request('x', [location(`${root}/services/y`)], answers[0].state),
    );
    expect(list(moved, 'decisionRecords')).toEqual([
      'services/y/docs/adr/2.md',
    ]);
  });

  it('judges again when the support of a version ends', async () => {
    const { state } = await collectOne(request('x', [location(A)]));
    now = new Date('2027-04-30T23:00:00Z');
    expect(
      (await collectOne(request('x', [location(A)], state))).unchanged,
    ).toBe(true);
    now = new Date('2027-05-01T01:00:00Z');
    const answer = await collectOne(request('x', [location(A)], state));
    expect(list(answer, 'unsupportedRuntimes')).toEqual([
      'node 22 (support ended on 2027-04-30)',
    ]);
    expect(
      (await collectOne(request('x', [location(A)], answer.state))).unchanged,
    ).toBe(true);
  });

  it('reads again what an older version of it extracted', async () => {
    const { state } = await collectOne(request('x', [location(A)]));
    host.asked.length = 0;
    const old = { ...(state as object), extraction: 0 };
    const answer = await collectOne(request('x', [location(A)], old));
    expect(host.asked).toEqual([{ url: A, etag: undefined }]);
    expect(answer.facts).toBeDefined();
  });

  describe('directories', () => {
    let root: string;
    const named = (name: string) => ({ 'plumbline.io/source-directory': name });

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'repositories-'));
      await mkdir(join(root, 'inside', 'shop', 'docs'), { recursive: true });
      await mkdir(join(root, 'outside', 'docs', 'runbooks'), {
        recursive: true,
      });
      await writeFile(join(root, 'inside', 'shop', 'README.md'), 'x');
      await writeFile(join(root, 'outside', 'docs', 'runbooks', 'a.md'), 'x');
    });
    afterEach(() => rm(root, { recursive: true }));

    const config = () => ({
      directories: [{ directory: join(root, 'inside') }],
    });

    it('are read, and read again when a file changes', async () => {
      const first = await collectOne(request('x', [named('shop')]), config());
      expect(first.facts).toMatchObject({
        repositories: ['directory:shop'],
        documentation: ['README.md'],
      });
      expect(
        await collectOne(request('x', [named('shop')], first.state), config()),
      ).toEqual({ workloadRef: 'system:default/x', unchanged: true });
      await utimes(join(root, 'inside', 'shop', 'README.md'), 1, 1);
      const touched = await collectOne(
        request('x', [named('shop')], first.state),
        config(),
      );
      expect(touched.facts).toBeDefined();
      expect(host.asked).toEqual([]);
    });

    it.each([
      '../outside',
      '..',
      '.',
      '/etc',
      'shop/../../outside',
      'link',
      'no\0thing',
      'missing',
    ])('do not leave what is configured: %j', async name => {
      await symlink(join(root, 'outside'), join(root, 'inside', 'link'));
      const answer = await collectOne(
        request('x', [{ 'plumbline.io/source-directory': name }]),
        config(),
      );
      expect(answer.error).toContain('There is no directory');
    });

    it('do not follow links in them', async () => {
      const shop = join(root, 'inside', 'shop');
      await symlink(join(root, 'outside'), join(shop, 'linked'));
      await symlink(
        join(root, 'outside', 'docs', 'runbooks', 'a.md'),
        join(shop, 'docs', 'runbook.md'),
      );
      const answer = await collectOne(request('x', [named('shop')]), config());
      expect(list(answer, 'runbooks')).toEqual([]);
    });

    it('have to be configured', async () => {
      const answer = await collectOne(request('x', [named('shop')]));
      expect(answer.error).toContain('maturity.repository.directories');
    });
  });
});
