import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { FactRequest } from '@plumbline/plugin-maturity-node';
import { GitHosts } from './places/GitHosts';
import { RepositoryReader } from './reading/RepositoryReader';
import { readRepositoryConfig } from './readRepositoryConfig';
import { RepositorySource } from './RepositorySource';

/** An archive as Git hosts send them: everything in one folder. */
function archive(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([path, text]) => {
    const header = Buffer.alloc(512);
    header.write(`o-r-c0ffee/${path}`, 0);
    header.write('0000644\0', 100);
    header.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write('0', 156);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const content = Buffer.alloc(Math.ceil(text.length / 512) * 512);
    content.write(text);
    return [header, content];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

// The reader of the framework for GitHub, against a server that answers as GitHub does.
describe('with the URL reader for GitHub', () => {
  let server: Server;
  let base: string;
  let asked: string[];
  let commit: string;
  let source: RepositorySource;

  beforeEach(async () => {
    asked = [];
    commit = 'c0ffee';
    server = createServer(({ url = '' }, response) => {
      asked.push(url.split('?')[0]);
      const answer = (body: unknown) => response.end(JSON.stringify(body));
      if (url === '/api/repos/o/r') {
        answer({ default_branch: 'main' });
      } else if (url.startsWith('/api/repos/o/r/commits/main/status')) {
        answer({
          sha: commit,
          repository: {
            archive_url: `${base}/api/repos/o/r/{archive_format}{/ref}`,
          },
        });
      } else if (url === '/api/repos/o/r/tarball/broken') {
        response.end(Buffer.alloc(2048, 'x'));
      } else if (url === `/api/repos/o/r/tarball/${commit}`) {
        response.end(
          archive({
            'README.md': 'Read me',
            'empty.md': '',
            'node_modules/x/README.md': 'not ours',
            'app/package.json': '{"engines":{"node":"20"}}',
            'app/src/a.test.ts': 'never read',
          }),
        );
      } else {
        response.writeHead(404).end('{}');
      }
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    base = `http://${host}`;
    const config = new ConfigReader({
      integrations: { github: [{ host, apiBaseUrl: `${base}/api` }] },
    });
    const logger = mockServices.logger.mock();
    const repository = readRepositoryConfig(config);
    source = new RepositorySource({
      reader: new RepositoryReader({
        urlReader: UrlReaders.default({ logger, config }),
        config: repository,
        logger,
      }),
      hosts: new GitHosts(config),
      config: repository,
      now: () => new Date('2026-11-21'),
    });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function collect(url: string, state?: FactRequest['state']) {
    const [answer] = await source.collect(
      [
        {
          state,
          workload: {
            workloadRef: 'system:default/x',
            workload: {
              kind: 'System',
              metadata: {
                name: 'x',
                annotations: { 'backstage.io/source-location': `url:${url}` },
              },
            } as unknown as FactRequest['workload']['workload'],
            stamps: [],
            resources: [],
            components: [],
            apis: [],
          },
        },
      ],
      { signal: new AbortController().signal },
    );
    return answer;
  }

  it('reads what matters, and no archive when nothing changed', async () => {
    const { facts, state } = await collect(`${base}/o/r`);
    expect(facts).toMatchObject({
      repositories: [`${base}/o/r`],
      documentation: ['README.md'],
      tests: ['app/src/'],
      manifestsWithoutLock: [],
      unsupportedRuntimes: ['node 20 (support ended on 2026-04-30)'],
    });
    asked.length = 0;
    expect((await collect(`${base}/o/r`, state)).unchanged).toBe(true);
    // The first is not needed where the address names the branch.
    expect(asked).toEqual([
      '/api/repos/o/r',
      '/api/repos/o/r/commits/main/status',
    ]);
    commit = 'decade';
    expect((await collect(`${base}/o/r`, state)).facts).toBeDefined();
  });

  it('asks once where the address names the branch', async () => {
    const url = `${base}/o/r/tree/main/app`;
    const { facts, state } = await collect(url);
    expect(facts).toMatchObject({
      repositories: [`${base}/o/r/tree/main`],
      tests: ['app/src/'],
    });
    asked.length = 0;
    expect((await collect(url, state)).unchanged).toBe(true);
    expect(asked).toEqual(['/api/repos/o/r/commits/main/status']);
  });

  it('reads no host that is not configured', async () => {
    const { error } = await collect('https://169.254.169.254/o/r');
    expect(error).toContain('is on a host that the portal may not read');
  });

  it('takes an archive that cannot be read for a failure', async () => {
    commit = 'broken';
    const { error, facts } = await collect(`${base}/o/r`);
    expect(facts).toBeUndefined();
    expect(error).toContain('came without any file');
  });

  it('says what was not found', async () => {
    const { error } = await collect(`${base}/o/other`);
    expect(error).toContain('was not found');
  });
});
