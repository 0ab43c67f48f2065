import { rmSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { PlaceOutcome } from '@plumbline/plugin-secret-expiry-node';
import {
  CertificateWorkshop,
  Pair,
  inDays,
  listSource,
  pemOf,
  problemsOf,
  served,
} from '@plumbline/plugin-secret-expiry-node/testUtils';
import { TlsSource } from './TlsSource';
import { freePort } from './__testUtils__/freePort';
import { Servers, lineServer, upgrade } from './__testUtils__/servers';
import { readTlsConfig } from './config/readTlsConfig';

const WORKLOAD = 'system:default/bank';

jest.setTimeout(60_000);

describe('TlsSource', () => {
  const workshop = new CertificateWorkshop();
  const names = 'DNS:api.test,DNS:*.api.test,IP:127.0.0.1,IP:::1';
  const expires = inDays(60);
  let root: Pair;
  let middle: Pair;
  let leaf: Pair;
  let servers: Servers;

  beforeAll(() => {
    root = workshop.root('Test root');
    middle = workshop.issue({
      name: 'Test intermediate',
      issuer: root,
      to: inDays(20),
    });
    leaf = workshop.issue({ name: 'api', issuer: middle, names, to: expires });
  });
  afterAll(() => rmSync(workshop.folder, { recursive: true }));
  beforeEach(() => {
    servers = new Servers();
  });
  afterEach(() => servers.end());

  interface Setup {
    tls?: object;
    entities?: Entity[];
    /** By host name; every other name is 127.0.0.1. */
    addresses?: Record<string, string[]>;
    now?: () => Date;
  }

  function createSource({ tls, entities = [], addresses, now }: Setup) {
    const resolve = jest.fn(
      async (host: string) => addresses?.[host] ?? ['127.0.0.1'],
    );
    const source = new TlsSource({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities }),
      config: readTlsConfig(
        new ConfigReader({
          secretExpiry: {
            tls: {
              allowAddresses: ['127.0.0.0/8', '::1/128'],
              ca: [root.certificate],
              ...tls,
            },
          },
        }),
      ),
      resolve,
      now,
    });
    return { source, resolve };
  }

  async function list(
    source: TlsSource,
    fingerprints: ReadonlyMap<string, string> = new Map(),
    signal = new AbortController().signal,
  ) {
    return listSource(source, { fingerprints, signal });
  }

  /** Looks at endpoints of the configuration, all of them allowed. */
  async function look(endpoints: string[], setup: Setup = {}) {
    const ports = endpoints.map(text => Number(/:(\d+)$/.exec(text)![1]));
    const { source, resolve } = createSource({
      ...setup,
      tls: {
        allow: [{ host: '*', ports }],
        endpoints: endpoints.map(endpoint => ({ endpoint, workload: 'bank' })),
        ...setup.tls,
      },
    });
    return { ...(await list(source)), resolve };
  }

  const reasonOf = (outcome: PlaceOutcome) =>
    outcome.outcome === 'could-not-look' ? outcome.reason : outcome.outcome;

  it('lists leaf and intermediate apart, and leaves the root out', async () => {
    const port = await servers.tls(served(leaf, middle, root));
    const { credentials, outcomes } = await look([`api.test:${port}`]);
    const certificate = new X509Certificate(pemOf(leaf.certificate));
    expect(outcomes).toEqual([
      expect.objectContaining({ outcome: 'looked', problems: [] }),
    ]);
    expect(credentials).toEqual([
      expect.objectContaining({
        key: `${WORKLOAD}||leaf`,
        name: `api.test:${port}`,
        kind: 'tls-endpoint',
        workloadRef: WORKLOAD,
        chainPlace: 'leaf',
        issuer: 'Test intermediate',
        expires: expires.toISOString(),
        notBefore: certificate.validFromDate.toISOString(),
        fingerprint: certificate.fingerprint256
          .replaceAll(':', '')
          .toLowerCase(),
        thumbprint: certificate.fingerprint.replaceAll(':', '').toLowerCase(),
      }),
      expect.objectContaining({
        name: `Test intermediate (api.test:${port})`,
        chainPlace: 'intermediate',
        issuer: 'Test root',
      }),
    ]);
  });

  it('asks for the certificate of the name', async () => {
    const other = workshop.issue({
      name: 'other',
      issuer: middle,
      names: 'DNS:other.test',
    });
    const asked: string[] = [];
    const port = await servers.tls({
      ...served(other, middle),
      SNICallback(name, done) {
        asked.push(name);
        const { createSecureContext } =
          jest.requireActual<typeof import('node:tls')>('node:tls');
        done(null, createSecureContext(served(leaf, middle)));
      },
    });
    const { outcomes } = await look([`api.test:${port}`]);
    expect(asked).toEqual(['api.test']);
    expect(problemsOf(outcomes[0])).toEqual([]);
  });

  it('tells what is wrong, and lists it all the same', async () => {
    const expired = workshop.issue({
      name: 'expired',
      issuer: middle,
      names,
      from: inDays(-30),
      to: inDays(-1),
    });
    const early = workshop.issue({
      name: 'early',
      issuer: middle,
      names,
      from: inDays(2),
    });
    const self = workshop.selfSigned('self', names);
    const elsewhere = workshop.root('Elsewhere');
    const stranger = workshop.issue({
      name: 'stranger',
      issuer: elsewhere,
      names,
    });
    const ports = [
      await servers.tls(served(expired, middle)),
      await servers.tls(served(early, middle)),
      await servers.tls(served(self)),
      await servers.tls(served(leaf)),
      await servers.tls(served(stranger, elsewhere)),
    ];
    const wrongName = `wrong.test:${await servers.tls(served(leaf, middle))}`;
    const { credentials, outcomes } = await look([
      ...ports.map(port => `api.test:${port}`),
      wrongName,
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      Array(6).fill('looked'),
    );
    const day = (days: number) => inDays(days).toISOString().slice(0, 10);
    expect(outcomes.map(problemsOf)).toEqual([
      [`The certificate expired on ${day(-1)}`],
      [`The certificate is not valid before ${day(2)}`],
      [
        'The certificate is signed by itself, not by an authority that is trusted here',
      ],
      [
        'The certificate is from an issuer that is neither sent along nor trusted here; an intermediate certificate may be missing',
      ],
      [
        'The root of the chain is not trusted here; secretExpiry.tls.ca may name it',
      ],
      ['The certificate is for other names than wrong.test'],
    ]);
    expect(
      credentials.filter(({ chainPlace }) => chainPlace === 'leaf'),
    ).toHaveLength(6);
  });

  it('tells of an expired certificate that nobody trusts both', async () => {
    const elsewhere = workshop.root('Elsewhere');
    const old = workshop.issue({
      name: 'old',
      issuer: elsewhere,
      names: 'DNS:old.test',
      from: inDays(-30),
      to: inDays(-1),
    });
    const port = await servers.tls(served(old));
    const { outcomes } = await look([`api.test:${port}`]);
    expect(problemsOf(outcomes[0])).toEqual([
      expect.stringContaining('expired on'),
      expect.stringContaining('other names'),
      expect.stringContaining('neither sent along nor trusted'),
    ]);
  });

  it('says why it could not look', async () => {
    const refused = await freePort();
    const reset = await servers.plain(socket => socket.resetAndDestroy());
    const closed = await servers.plain(socket => socket.end());
    const clear = await servers.plain(socket =>
      socket.end('HTTP/1.1 400 \r\n'),
    );
    const { outcomes } = await look(
      [refused, reset, closed, clear].map(port => `api.test:${port}`),
    );
    expect(outcomes.map(reasonOf)).toEqual([
      'The connection was refused',
      'The connection was reset',
      expect.stringMatching(/^The connection was (closed|reset)$/),
      expect.stringMatching(/^TLS could not be agreed on \([A-Z_]+\)$/),
    ]);
  });

  it('does not wait for the slow for longer than allowed', async () => {
    const silent = await servers.plain(() => {});
    const dripping = await servers.plain(socket => {
      const timer = setInterval(() => socket.write('2'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const { outcomes } = await look(
      [`api.test:${silent}`, `smtp+starttls://api.test:${dripping}`],
      { tls: { timeout: { milliseconds: 300 } } },
    );
    expect(outcomes.map(reasonOf)).toEqual([
      'There was no answer within 0.3 s',
      'There was no answer within 0.3 s',
    ]);
  });

  it('does not wait for a resolver either', async () => {
    const { source, resolve } = createSource({
      tls: {
        allow: [{ host: 'api.test' }],
        endpoints: [{ endpoint: 'api.test:443', workload: 'bank' }],
        timeout: { milliseconds: 100 },
      },
    });
    resolve.mockImplementation(() => new Promise(() => {}));
    const { outcomes } = await list(source);
    expect(outcomes.map(reasonOf)).toEqual([
      'There was no answer within 0.1 s',
    ]);
  });

  it('looks at a server that wants a certificate itself', async () => {
    const ports = [];
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      ports.push(
        await servers.tls({
          ...served(leaf, middle),
          maxVersion,
          requestCert: true,
          rejectUnauthorized: true,
        }),
      );
    }
    const { outcomes } = await look(ports.map(port => `api.test:${port}`));
    expect(outcomes.map(reasonOf)).toEqual(['looked', 'looked']);
  });

  it('changes to TLS in the words of each protocol', async () => {
    const tls = served(leaf, middle);
    const smtp = await servers.plain(
      lineServer(
        tls,
        '220-hello\r\n220 there\r\n',
        [
          [
            /^EHLO \S+\r\n$/,
            '250-api.test\r\n250-PIPELINING\r\n250 STARTTLS\r\n',
          ],
          [/^STARTTLS\r\n$/, '220 go\r\n'],
        ],
        /^STARTTLS/,
      ),
    );
    const imap = await servers.plain(
      lineServer(
        tls,
        '* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n',
        [[/^a1 STARTTLS\r\n$/, '* NOTE\r\na1 OK begin\r\n']],
        /STARTTLS/,
      ),
    );
    const pop3 = await servers.plain(
      lineServer(
        tls,
        '+OK ready\r\n',
        [[/^STLS\r\n$/, '+OK begin\r\n']],
        /STLS/,
      ),
    );
    const postgres = await servers.plain(socket => {
      socket.once('data', data => {
        expect(data.toString('hex')).toBe('0000000804d2162f');
        socket.write('S');
        upgrade(socket, tls);
      });
    });
    const ldap = await servers.plain(socket => {
      socket.once('data', data => {
        expect(data.subarray(-22).toString()).toBe('1.3.6.1.4.1.1466.20037');
        // As Active Directory writes it, with long lengths.
        socket.write(
          Buffer.from(
            '308400000010020101788400000007 0a0100 0400 0400'.replaceAll(
              ' ',
              '',
            ),
            'hex',
          ),
        );
        upgrade(socket, tls);
      });
    });
    const mysql = await servers.plain(socket => {
      socket.write(mysqlGreeting(0x0800));
      // TLS begins right behind the request, without an answer to it.
      socket.on('readable', function onReadable() {
        const data: Buffer | null = socket.read(36);
        if (!data) return;
        socket.off('readable', onReadable);
        // eslint-disable-next-line no-bitwise
        expect(data.readUInt32LE(4) & 0x0800).toBe(0x0800);
        upgrade(socket, tls);
      });
    });
    const { outcomes } = await look([
      `mysql+starttls://api.test:${mysql}`,
      `smtp+starttls://api.test:${smtp}`,
      `imap+starttls://api.test:${imap}`,
      `pop3+starttls://api.test:${pop3}`,
      `postgres+starttls://api.test:${postgres}`,
      `ldap+starttls://api.test:${ldap}`,
    ]);
    expect(outcomes.map(reasonOf)).toEqual(Array(6).fill('looked'));
    expect(outcomes.flatMap(problemsOf)).toEqual([]);
  });

  it('says when a server will not change to TLS, or talks on', async () => {
    const without = await servers.plain(socket => {
      socket.on('data', () => socket.write('N'));
    });
    const on = await servers.plain(socket => {
      socket.write('+OK ready\r\n');
      socket.on('data', () => socket.write('+OK begin\r\n+OK and more\r\n'));
    });
    const endless = await servers.plain(socket => {
      socket.write('a'.repeat(100_000));
    });
    const mysql = await servers.plain(socket => {
      socket.write(mysqlGreeting(0));
    });
    const { outcomes } = await look([
      `mysql+starttls://api.test:${mysql}`,
      `postgres+starttls://api.test:${without}`,
      `pop3+starttls://api.test:${on}`,
      `imap+starttls://api.test:${endless}`,
    ]);
    expect(outcomes.map(reasonOf)).toEqual([
      'The server did not agree to STARTTLS',
      'The server did not agree to STARTTLS',
      'The server went on in clear after STARTTLS',
      'The server does not stop talking',
    ]);
  });

  it('looks at nothing that is not allowed, in whatever notation', async () => {
    const connected = jest.fn();
    const port = await servers.plain(socket => {
      connected();
      socket.destroy();
    });
    const hosts = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      'localhost',
      'inside.test',
    ];
    const { outcomes } = await look(
      hosts.map(host => `${host}:${port}`),
      {
        tls: { allowAddresses: [] },
        addresses: { 'inside.test': ['10.0.0.1', '::ffff:127.0.0.1'] },
      },
    );
    // The notations of one address are one place.
    expect(outcomes).toHaveLength(5);
    for (const outcome of outcomes) {
      expect(reasonOf(outcome)).toMatch(
        /^The address is (loopback|private, loopback), and secretExpiry\.tls\.allowAddresses does not allow it$/,
      );
    }
    expect(connected).not.toHaveBeenCalled();
  });

  it('asks for a name once, so that another answer changes nothing', async () => {
    const connected = jest.fn();
    const port = await servers.tls(served(leaf, middle));
    await servers.plain(connected, '127.0.0.2', port);
    const { source, resolve } = createSource({
      tls: {
        allow: [{ host: 'api.test', ports: [port] }],
        allowAddresses: ['127.0.0.1/32'],
        endpoints: [{ endpoint: `api.test:${port}`, workload: 'bank' }],
      },
    });
    resolve.mockResolvedValueOnce(['127.0.0.1']);
    resolve.mockResolvedValue(['127.0.0.2']);
    const { outcomes } = await list(source);
    expect(outcomes.map(reasonOf)).toEqual(['looked']);
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(connected).not.toHaveBeenCalled();
  });

  it('looks at every address, and tells where they differ', async () => {
    const next = workshop.issue({ name: 'api', issuer: middle, names });
    const port = await servers.tls(served(next, middle), '127.0.0.1');
    await servers.tls(served(leaf, middle), '127.0.0.2', port);
    const { credentials, outcomes } = await look([`api.test:${port}`], {
      addresses: {
        'api.test': ['127.0.0.1', '127.0.0.2', '127.0.0.3', '10.0.0.1'],
      },
    });
    expect(credentials.map(({ key, expires: at }) => [key, at])).toEqual([
      [`${WORKLOAD}||leaf`, expires.toISOString()],
      [`${WORKLOAD}||leaf/2`, expect.any(String)],
      [expect.stringContaining('||intermediate/'), expect.any(String)],
    ]);
    expect(outcomes[0].outcome).toBe('partly');
    expect(problemsOf(outcomes[0])).toEqual([
      'The addresses 127.0.0.1, 127.0.0.2 show different certificates',
      'Some addresses are private, and secretExpiry.tls.allowAddresses does not allow them',
      'Address 127.0.0.3 shows nothing: the connection was refused',
    ]);
  });

  it('takes endpoints from the catalog, for whoever uses them', async () => {
    const port = await servers.tls(served(leaf, middle));
    const entities: Entity[] = [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: { name: 'bank', namespace: 'default' },
        spec: { type: 'workload', owner: 'group:default/a' },
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'API',
        metadata: {
          name: 'payments',
          namespace: 'default',
          annotations: {
            'plumbline.io/tls-endpoints': `api.test:${port}, nonsense, https://x.test`,
            'plumbline.io/tls-rotation': 'automatic',
          },
        },
        spec: { type: 'openapi', system: 'bank' },
        relations: [
          { type: 'partOf', targetRef: WORKLOAD },
          { type: 'ownedBy', targetRef: 'group:default/payments' },
        ],
      },
    ];
    const { source } = createSource({
      entities,
      tls: { allow: [{ host: 'api.test', ports: [port] }] },
    });
    const { credentials, outcomes } = await list(source);
    expect(credentials[0]).toMatchObject({
      workloadRef: WORKLOAD,
      entityRef: 'api:default/payments',
      ownerRef: 'group:default/payments',
      rotation: 'automatic',
    });
    expect(outcomes).toEqual([
      expect.objectContaining({ outcome: 'looked' }),
      expect.objectContaining({
        place: 'https://x.test:443',
        reason: 'secretExpiry.tls.allow does not allow this host and port',
        workloadRefs: [WORKLOAD],
      }),
      expect.objectContaining({
        outcome: 'partly',
        workloadRefs: [WORKLOAD],
        problems: [
          {
            sentence: expect.stringMatching(
              /^Entry 2 of plumbline\.io\/tls-endpoints is not used; expected host:port/,
            ),
          },
        ],
      }),
    ]);
  });

  it('looks once in the interval, and again after a change', async () => {
    const port = await servers.tls(served(leaf, middle));
    const endpoint = `api.test:${port}`;
    let now = new Date();
    const setup = (owner: string) =>
      createSource({
        tls: {
          allow: [{ host: 'api.test', ports: [port] }],
          endpoints: [{ endpoint, workload: 'bank', owner }],
        },
        now: () => now,
      }).source;
    const first = await list(setup('a'));
    const { fingerprint } = first.outcomes[0] as { fingerprint: string };
    const known = new Map([[endpoint, fingerprint]]);
    const again = async (owner: string) =>
      (await list(setup(owner), known)).outcomes[0].outcome;
    expect(await again('a')).toBe('not-due');
    expect(await again('b')).toBe('looked');
    now = new Date(now.getTime() + 3_600_000);
    expect(await again('a')).toBe('looked');
  });

  it('goes on where a scan was stopped', async () => {
    const port = await servers.tls(served(leaf, middle));
    const { source } = createSource({
      tls: {
        allow: [{ host: '*', ports: [port] }],
        endpoints: [
          { endpoint: `a.api.test:${port}`, workload: 'bank' },
          { endpoint: `b.api.test:${port}`, workload: 'bank' },
        ],
      },
    });
    const { outcomes } = await listSource(source, {
      done: new Set([`a.api.test:${port}`]),
    });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'not-due',
      'looked',
    ]);
  });

  it('leaves a host that fails alone for a while', async () => {
    const connected = jest.fn();
    const port = await servers.plain(socket => {
      connected();
      socket.resetAndDestroy();
    });
    let now = new Date();
    const { source } = createSource({
      tls: {
        allow: [{ host: 'api.test', ports: [port] }],
        endpoints: [{ endpoint: `api.test:${port}`, workload: 'bank' }],
      },
      now: () => now,
    });
    await list(source);
    const { outcomes } = await list(source);
    expect(outcomes.map(reasonOf)).toEqual(['not-due']);
    expect(connected).toHaveBeenCalledTimes(1);
    now = new Date(now.getTime() + 300_000);
    await list(source);
    expect(connected).toHaveBeenCalledTimes(2);
  });

  it('stops with the scan, and remembers nothing of it', async () => {
    const silent = await servers.plain(() => {});
    const { source } = createSource({
      tls: {
        allow: [{ host: 'api.test', ports: [silent] }],
        endpoints: [{ endpoint: `api.test:${silent}`, workload: 'bank' }],
      },
    });
    const scan = new AbortController();
    const listing = list(source, new Map(), scan.signal);
    scan.abort();
    await expect(listing).rejects.toThrow(/abort/i);
  });

  it('looks at no more endpoints at once than allowed', async () => {
    let open = 0;
    let most = 0;
    const ports = await Promise.all(
      Array.from({ length: 8 }, () =>
        servers.plain(socket => {
          open += 1;
          most = Math.max(most, open);
          setTimeout(() => {
            open -= 1;
            socket.destroy();
          }, 50);
        }),
      ),
    );
    await look(
      ports.map(port => `api.test:${port}`),
      { tls: { concurrency: 2 } },
    );
    expect(most).toBeLessThanOrEqual(2);
  });
});

/** The first packet of a MySQL server that can do these things. */
function mysqlGreeting(capabilities: number): Buffer {
  const payload = Buffer.concat([
    Buffer.from([10]),
    Buffer.from('8.4.0\0'),
    Buffer.alloc(4, 1),
    Buffer.alloc(8, 0x41),
    Buffer.from([0]),
    Buffer.from([capabilities % 256, Math.floor(capabilities / 256)]),
    Buffer.alloc(31),
  ]);
  return Buffer.concat([Buffer.from([payload.length, 0, 0, 0]), payload]);
}
