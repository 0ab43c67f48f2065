import { rmSync, writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ListOptions,
  ListedCredential,
} from '@plumbline/plugin-secret-expiry-node';
import {
  CertificateWorkshop,
  Pair,
  inDays,
  listSource,
  pemOf,
  problemsOf,
  served,
} from '@plumbline/plugin-secret-expiry-node/testUtils';
import { ApiServer } from './__testUtils__/ApiServer';
import {
  CERTIFICATES,
  NAMESPACES,
  REQUESTS,
  SECRETS,
  certificate,
  namespace,
  request,
  tlsSecret,
} from './__testUtils__/objects';
import { readKubernetesConfig } from './config/readKubernetesConfig';
import { createSources } from './createSources';

const WORKLOAD = 'system:default/shop';

jest.setTimeout(60_000);

describe('KubernetesSource', () => {
  const workshop = new CertificateWorkshop();
  let root: Pair;
  let server: Pair;
  let leaf: Pair;
  let chain: string;
  let api: ApiServer;
  let url: string;

  beforeAll(() => {
    root = workshop.root('Test root');
    server = workshop.issue({
      name: 'api server',
      issuer: root,
      names: 'IP:127.0.0.1',
    });
    const middle = workshop.issue({ name: 'Test intermediate', issuer: root });
    leaf = workshop.issue({
      name: 'shop',
      issuer: middle,
      names: 'DNS:shop.test',
      from: inDays(-20),
      to: inDays(70),
    });
    chain = [leaf, middle, root]
      .map(({ certificate: file }) => pemOf(file))
      .join('\n');
  });
  afterAll(() => rmSync(workshop.folder, { recursive: true }));
  beforeEach(async () => {
    api = new ApiServer();
    url = await api.start(served(server));
    api.put(NAMESPACES, namespace('shop'), namespace('pay'));
  });
  afterEach(() => api.stop());

  interface Setup {
    id?: 'cert-manager' | 'kubernetes-tls';
    cluster?: object;
    kubernetes?: object;
    entities?: Entity[];
  }

  function createSource({
    id = 'kubernetes-tls',
    cluster,
    kubernetes,
    entities = [
      workload('shop', { 'plumbline.io/kubernetes-namespace': 'c1/shop' }),
    ],
  }: Setup = {}) {
    const tokenFile = join(workshop.folder, 'token');
    writeFileSync(tokenFile, `${api.token}\n`);
    const config = readKubernetesConfig(
      new ConfigReader({
        secretExpiry: {
          kubernetes: {
            clusters: [
              {
                name: 'c1',
                url,
                ca: root.certificate,
                auth: { kind: 'token', tokenFile },
                namespaces: ['shop'],
                tlsSecrets: true,
                ...cluster,
              },
            ],
            ...kubernetes,
          },
        },
      }),
    );
    const sources = createSources(config, {
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities }),
    });
    return sources.find(source => source.id === id)!;
  }

  /** Outcomes by place: namespaces are looked at together. */
  async function list(setup?: Setup, options?: Partial<ListOptions>) {
    const { credentials, outcomes } = await listSource(
      createSource(setup),
      options,
    );
    outcomes.sort((a, b) => (a.place < b.place ? -1 : 1));
    return { credentials, outcomes };
  }
  const outlined = (credentials: ListedCredential[]) =>
    credentials.map(({ name, workloadRef }) => `${name} of ${workloadRef}`);

  it('lists the certificates of TLS secrets, roots left out', async () => {
    api.put(
      SECRETS,
      tlsSecret('shop-tls', { certificate: chain, key: pemOf(leaf.key) }),
      { metadata: { name: 'other', namespace: 'shop' }, type: 'Opaque' },
    );
    const { credentials, outcomes } = await list();
    const { fingerprint, fingerprint256, validFromDate, validToDate } =
      new X509Certificate(pemOf(leaf.certificate));
    expect(credentials).toEqual([
      {
        key: expect.stringMatching(/^[0-9a-f]{16}\|shop-tls$/),
        name: 'shop-tls',
        kind: 'certificate',
        workloadRef: WORKLOAD,
        entityRef: WORKLOAD,
        ownerRef: 'group:default/shop-team',
        stampRef: undefined,
        runbookUrl: undefined,
        created: validFromDate.toISOString(),
        notBefore: validFromDate.toISOString(),
        expires: validToDate.toISOString(),
        rotation: 'manual',
        previous: [],
        thumbprint: fingerprint.replaceAll(':', '').toLowerCase(),
        fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
        issuer: 'Test intermediate',
        chainPlace: 'leaf',
      },
      expect.objectContaining({
        name: 'Test intermediate (shop-tls)',
        chainPlace: 'intermediate',
        issuer: 'Test root',
      }),
    ]);
    expect(outcomes).toEqual([
      {
        type: 'outcome',
        place: 'c1/shop',
        title: 'Namespace shop of c1',
        outcome: 'looked',
        workloadRefs: [WORKLOAD],
        problems: [],
        fingerprint: '1',
      },
    ]);
    expect(api.calls).toEqual([
      'GET /api/v1/namespaces/shop/secrets?fieldSelector=type%3Dkubernetes.io%2Ftls&limit=250',
    ]);
  });

  it('says what is wrong with a secret, and lists the others', async () => {
    const pem = pemOf(leaf.certificate);
    api.put(
      SECRETS,
      tlsSecret('a', { certificate: 'nothing of the kind' }),
      tlsSecret('b', { certificate: `${pem}${pemOf(leaf.key)}` }),
      tlsSecret('c', { certificate: pem.replace('MII', '---') }),
      { metadata: { name: 'd', namespace: 'shop' }, type: 'kubernetes.io/tls' },
      tlsSecret(
        'e',
        { certificate: pem },
        { labels: { 'plumbline.io/workload': 'not a name' } },
      ),
    );
    const { credentials, outcomes } = await list();
    expect(credentials.map(({ name }) => name)).toEqual(['b', 'e']);
    expect(outcomes[0].outcome).toBe('partly');
    expect(problemsOf(outcomes[0])).toEqual([
      'Secret a has no certificate in tls.crt that can be read',
      expect.stringMatching(/^Secret b has a private key in tls\.crt/),
      'Secret c has no certificate in tls.crt that can be read',
      'Secret d has no certificate in tls.crt that can be read',
      'plumbline.io/workload of e is no name and no ref of a workload',
    ]);
  });

  it('lists what cert-manager says, without reading a secret', async () => {
    const old = workshop.issue({
      name: 'shop',
      issuer: root,
      names: 'DNS:shop.test',
      from: inDays(-80),
      to: inDays(10),
    });
    const [before, now] = [old, leaf].map(
      pair => new X509Certificate(pemOf(pair.certificate)),
    );
    const renewalTime = inDays(40).toISOString();
    api.put(
      CERTIFICATES,
      certificate('shop', {
        notBefore: now.validFromDate.toISOString(),
        notAfter: now.validToDate.toISOString().replace('.000', ''),
        renewalTime,
        revision: 2,
        conditions: [{ type: 'Ready', status: 'True', reason: 'Ready' }],
      }),
    );
    api.put(
      REQUESTS,
      request('shop', 1, pemOf(old.certificate)),
      request('shop', 2, chain),
      request('shop', 3, undefined),
      request('other', 1, pemOf(old.certificate)),
    );
    const { credentials, outcomes } = await list({ id: 'cert-manager' });
    expect(problemsOf(outcomes[0])).toEqual([]);
    const thumbprint = ({ fingerprint }: X509Certificate) =>
      fingerprint.replaceAll(':', '').toLowerCase();
    expect(credentials).toEqual([
      expect.objectContaining({
        name: 'shop',
        kind: 'certificate',
        rotation: 'automatic',
        renewsAt: renewalTime,
        created: now.validFromDate.toISOString(),
        expires: now.validToDate.toISOString(),
        thumbprint: thumbprint(now),
        issuer: 'Test intermediate',
        previous: [
          {
            created: before.validFromDate.toISOString(),
            expires: before.validToDate.toISOString(),
            replaced: now.validFromDate.toISOString(),
            thumbprint: thumbprint(before),
          },
        ],
      }),
    ]);
    expect(api.calls.filter(call => call.includes('secrets'))).toEqual([]);
  });

  it('tells of Certificates that cert-manager cannot issue or renew', async () => {
    api.put(
      CERTIFICATES,
      certificate('new', {
        conditions: [
          { type: 'Ready', status: 'False', reason: 'DoesNotExist' },
        ],
      }),
      certificate('stuck', {
        notAfter: '2026-12-01T00:00:00Z',
        failedIssuanceAttempts: 3,
        lastFailureTime: '2026-11-20T10:00:00Z',
        conditions: [
          { type: 'Ready', status: 'False', reason: 'an answer: of an issuer' },
        ],
      }),
    );
    const { credentials, outcomes } = await list({ id: 'cert-manager' });
    expect(credentials).toEqual([
      expect.objectContaining({
        name: 'stuck',
        created: '2026-01-01T00:00:00.000Z',
        expires: '2026-12-01T00:00:00.000Z',
        thumbprint: undefined,
        issuer: 'letsencrypt',
      }),
    ]);
    expect(outcomes[0].outcome).toBe('looked');
    expect(problemsOf(outcomes[0])).toEqual([
      'cert-manager has not issued certificate new yet (DoesNotExist)',
      'cert-manager has tried 3 times in vain to issue certificate stuck, last on 2026-11-20; its CertificateRequests say why',
    ]);
  });

  it('does without requests that it may not list', async () => {
    api.allowed = new Set(['certificates/shop']);
    api.put(
      CERTIFICATES,
      certificate('shop', { notAfter: '2026-12-01T00:00:00Z' }),
    );
    const { credentials, outcomes } = await list({ id: 'cert-manager' });
    expect(outlined(credentials)).toEqual([`shop of ${WORKLOAD}`]);
    expect(problemsOf(outcomes[0])).toEqual([
      expect.stringContaining('may not list certificaterequests'),
    ]);
  });

  describe('whose it is', () => {
    const pem = () => pemOf(leaf.certificate);

    it('is said by the catalog for a namespace', async () => {
      api.put(SECRETS, tlsSecret('a', { certificate: pem() }));
      const { credentials } = await list({
        entities: [
          workload('shop'),
          resource('shop-aks', 'shop', {
            'plumbline.io/kubernetes-namespace': 'c1/shop, c1/shop',
            'plumbline.io/runbook-url': 'https://wiki.test/renew',
          }),
          workload('pay', {
            'backstage.io/kubernetes-cluster': 'c1',
            'backstage.io/kubernetes-namespace': 'shop',
          }),
        ],
      });
      expect(credentials).toEqual([
        expect.objectContaining({
          workloadRef: 'system:default/pay',
          entityRef: 'system:default/pay',
        }),
        expect.objectContaining({
          workloadRef: WORKLOAD,
          entityRef: 'resource:default/shop-aks',
          ownerRef: 'group:default/shop-team',
          runbookUrl: 'https://wiki.test/renew',
        }),
      ]);
      expect(new Set(credentials.map(({ key }) => key)).size).toBe(2);
    });

    it('is said by an object before that', async () => {
      const certificates = { certificate: pem() };
      api.put(
        SECRETS,
        tlsSecret('a', certificates, {
          labels: { 'plumbline.io/workload': 'pay' },
        }),
        tlsSecret('b', certificates, {
          annotations: { 'plumbline.io/workload': 'system:bank/pay' },
        }),
        tlsSecret('c', certificates, {
          labels: { 'plumbline.io/workload': 'shop' },
        }),
      );
      const { credentials, outcomes } = await list();
      expect(outlined(credentials)).toEqual([
        'a of system:default/pay',
        'b of system:bank/pay',
        `c of ${WORKLOAD}`,
      ]);
      expect(credentials[2].ownerRef).toBe('group:default/shop-team');
      expect(outcomes[0]).toMatchObject({
        workloadRefs: [WORKLOAD, 'system:default/pay', 'system:bank/pay'],
      });
    });

    it('may be nobody', async () => {
      api.put(SECRETS, tlsSecret('a', { certificate: pem() }));
      const { credentials, outcomes } = await list({ entities: [] });
      expect(credentials).toEqual([]);
      expect(problemsOf(outcomes[0])).toEqual([
        "1 object is nobody's: no entity of the catalog names this namespace",
      ]);
    });

    it('is not said by what cannot be read or is not allowed', async () => {
      const { outcomes } = await list({
        entities: [
          workload('shop', {
            'plumbline.io/kubernetes-namespace':
              'c1/shop, shop, c1/kube-system, c9/shop, c1/../secrets',
          }),
        ],
      });
      expect(
        outcomes.map(outcome => [outcome.place, ...problemsOf(outcome)]),
      ).toEqual([
        [
          `annotations of ${WORKLOAD}`,
          expect.stringMatching(
            /^Entry 2 of plumbline.io\/kubernetes-namespace cannot be read/,
          ),
          expect.stringMatching(/^Entry 5 /),
        ],
        [
          'c1/kube-system',
          'secretExpiry.kubernetes.clusters does not allow namespace kube-system of cluster c1',
        ],
        ['c1/shop'],
        ['c9/shop', 'secretExpiry.kubernetes.clusters has no cluster c9'],
      ]);
      expect(api.calls.join()).not.toContain('kube-system');
    });
  });

  describe('all namespaces', () => {
    const everywhere = { namespaces: ['*'] };

    it("are listed at once, and only what is somebody's is told", async () => {
      const certificates = { certificate: pemOf(leaf.certificate) };
      api.put(
        SECRETS,
        tlsSecret('a', certificates),
        tlsSecret('b', certificates, {
          namespace: 'pay',
          labels: { 'plumbline.io/workload': 'pay' },
        }),
        tlsSecret('c', certificates, { namespace: 'nobody' }),
      );
      const { credentials, outcomes } = await list({ cluster: everywhere });
      expect(outlined(credentials)).toEqual([
        'b of system:default/pay',
        `a of ${WORKLOAD}`,
      ]);
      expect(outcomes.map(({ place }) => place)).toEqual(['c1/pay', 'c1/shop']);
      expect(api.calls).toHaveLength(1);
    });

    it('that only objects speak for are not gone when none can be listed', async () => {
      api.allowed = new Set();
      const { outcomes } = await list(
        { cluster: everywhere },
        {
          fingerprints: new Map([
            ['c1/pay', '1'],
            ['c2/pay', '1'],
          ]),
        },
      );
      expect(outcomes.map(({ place, outcome }) => [place, outcome])).toEqual([
        ['c1/pay', 'could-not-look'],
        ['c1/shop', 'could-not-look'],
      ]);
    });

    it('that are not there are told from empty ones', async () => {
      const { outcomes } = await list({
        cluster: everywhere,
        entities: [
          workload('shop', {
            'plumbline.io/kubernetes-namespace': 'c1/shop, c1/shopp',
          }),
        ],
      });
      expect(outcomes.map(({ outcome }) => outcome)).toEqual([
        'looked',
        'could-not-look',
      ]);
      expect(problemsOf(outcomes[1])).toEqual([
        'Cluster c1 has no namespace shopp',
      ]);
    });
  });

  it('tells an empty namespace from none', async () => {
    const cluster = { namespaces: ['shop', 'shopp'] };
    const seen = await list({ cluster });
    expect(
      seen.outcomes.map(outcome => [outcome.outcome, ...problemsOf(outcome)]),
    ).toEqual([
      ['looked'],
      ['could-not-look', 'Cluster c1 has no namespace shopp'],
    ]);
    api.allowed = new Set(['secrets']);
    const hidden = await list();
    expect(hidden.outcomes[0].outcome).toBe('looked');
    expect(problemsOf(hidden.outcomes[0])).toEqual([
      'Nothing was found, and the portal may not see whether there is a namespace shop',
    ]);
  });

  describe('pages', () => {
    const many = (count: number) => {
      const pem = pemOf(leaf.certificate);
      api.put(
        SECRETS,
        ...Array.from({ length: count }, (_, index) =>
          tlsSecret(`s${String(index).padStart(4, '0')}`, { certificate: pem }),
        ),
      );
    };

    it('are read to the end', async () => {
      many(620);
      const { credentials } = await list();
      expect(new Set(credentials.map(({ name }) => name)).size).toBe(620);
      expect(credentials).toHaveLength(620);
      expect(api.calls).toHaveLength(3);
    });

    it('begin again when they are too old, and nothing comes twice', async () => {
      many(620);
      api.intercept = (_, __, count) => {
        if (count === 3) api.compact();
        return undefined;
      };
      const { credentials, outcomes } = await list();
      expect(credentials).toHaveLength(620);
      expect(outcomes[0].outcome).toBe('looked');
      expect(api.calls).toHaveLength(6);
    });

    it('do not begin again for ever', async () => {
      many(620);
      api.intercept = url_ => {
        if (url_.searchParams.has('continue')) api.compact();
        return undefined;
      };
      const { outcomes } = await list();
      expect(problemsOf(outcomes[0])).toEqual([
        'What is in cluster c1 changes faster than it can be listed',
      ]);
    });

    it('that repeat end the look', async () => {
      api.intercept = (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(
          '{"kind":"SecretList","metadata":{"continue":"again"},"items":[]}',
        );
        return 'answered';
      };
      const { outcomes } = await list();
      expect(problemsOf(outcomes[0])).toEqual([
        'Cluster c1 repeats its pages or does not end',
      ]);
    });
  });

  describe('a cluster that gives no answer', () => {
    const reasonWith = async (
      intercept: ApiServer['intercept'],
      setup?: Setup,
    ) => {
      api.intercept = intercept;
      const { outcomes } = await list(setup);
      expect(outcomes).toEqual([
        expect.objectContaining({
          outcome: 'could-not-look',
          workloadRefs: [WORKLOAD],
        }),
      ]);
      return problemsOf(outcomes[0])[0];
    };
    const answer =
      (code: number, body = '{}', headers = {}): ApiServer['intercept'] =>
      (_, response) => {
        response.writeHead(code, headers);
        response.end(body);
        return 'answered';
      };

    it.each([
      [401, "Cluster c1 does not accept the portal's token"],
      [
        403,
        'The portal may not look there: in cluster c1 it needs the permission to list secrets',
      ],
      [404, 'Cluster c1 does not know what it was asked for'],
      [418, 'Cluster c1 refused (HTTP 418)'],
    ])('with status %s', async (code, reason) => {
      expect(await reasonWith(answer(code))).toBe(reason);
      expect(api.calls).toHaveLength(1);
    });

    it('that sends elsewhere gets no second call', async () => {
      const reason = await reasonWith(
        answer(302, '', { location: `${url}/elsewhere` }),
      );
      expect(reason).toBe(
        "Cluster c1 leads elsewhere, where the portal's token is not sent",
      );
      expect(api.calls).toHaveLength(1);
    });

    it.each([
      'Hello',
      '{"kind":"SecretList","items":[{"type":"kubernetes.io/tls"}]}',
      '{"kind":"SecretList"',
      '{"kind":"Status"}',
      '[]',
    ])('but %s', async body => {
      expect(await reasonWith(answer(200, body))).toBe(
        'Cluster c1 did not answer as Kubernetes documents',
      );
    });

    it('in time', async () => {
      const reason = await reasonWith(() => 'answered', {
        kubernetes: { timeout: { milliseconds: 200 } },
      });
      expect(reason).toBe('Cluster c1 did not answer within 0.2 s');
    });

    it('that is not trusted', async () => {
      const stranger = workshop.root('Stranger');
      const reason = await reasonWith(() => undefined, {
        cluster: { ca: stranger.certificate },
      });
      expect(reason).toMatch(/^The certificate of cluster c1 is not trusted/);
      expect(api.calls).toEqual([]);
    });

    it('because it is not there', async () => {
      await api.stop();
      const { outcomes } = await list();
      expect(problemsOf(outcomes[0])).toEqual([
        'Cluster c1 cannot be reached (ECONNREFUSED)',
      ]);
    });

    it('without cert-manager says so', async () => {
      api.certManager = false;
      const { outcomes } = await list({ id: 'cert-manager' });
      expect(problemsOf(outcomes[0])).toEqual([
        expect.stringMatching(/^Cluster c1 does not have cert-manager/),
      ]);
    });
  });

  it('asks again when it is asked too often, as told', async () => {
    api.put(SECRETS, tlsSecret('a', { certificate: pemOf(leaf.certificate) }));
    api.intercept = (_, response, count) => {
      if (count > 2) return undefined;
      api.status(response, count === 1 ? 429 : 503, 'TooManyRequests', {
        'retry-after': '0',
      });
      return 'answered';
    };
    const { credentials } = await list();
    expect(credentials).toHaveLength(1);
    expect(api.calls).toHaveLength(3);
  });

  it('goes on where a scan was stopped', async () => {
    const { outcomes } = await list(
      { cluster: { namespaces: ['shop', 'pay'] } },
      { done: new Set(['c1/shop']) },
    );
    expect(outcomes.map(({ place, outcome }) => [place, outcome])).toEqual([
      ['c1/pay', 'looked'],
      ['c1/shop', 'not-due'],
    ]);
    expect(api.calls.join()).not.toContain('shop');
  });

  it('stops with the scan', async () => {
    const scan = new AbortController();
    api.intercept = () => {
      scan.abort();
      return 'answered';
    };
    await expect(list({}, { signal: scan.signal })).rejects.toThrow(/abort/i);
  });

  it('tells one cluster from another', async () => {
    const other = new ApiServer();
    const otherUrl = await other.start(served(server));
    try {
      const tokenFile = join(workshop.folder, 'token');
      const common = {
        ca: root.certificate,
        auth: { kind: 'token', tokenFile },
        namespaces: ['shop'],
        tlsSecrets: true,
      };
      other.put(NAMESPACES, namespace('shop'));
      api.intercept = (_, response) => {
        api.status(response, 403, 'Forbidden');
        return 'answered';
      };
      const { outcomes } = await list({
        kubernetes: {
          clusters: [
            { name: 'c1', url, ...common },
            { name: 'c2', url: otherUrl, ...common },
          ],
        },
      });
      expect(
        outcomes.map(({ place, outcome }) => `${place} ${outcome}`).sort(),
      ).toEqual(['c1/shop could-not-look', 'c2/shop looked']);
    } finally {
      await other.stop();
    }
  });
});

function workload(name: string, annotations = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'workload', owner: 'shop-team' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/shop-team' }],
  };
}

function resource(name: string, system: string, annotations: object): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default', annotations: { ...annotations } },
    spec: { type: 'aks', system, owner: 'shop-team' },
    relations: [
      { type: 'partOf', targetRef: `system:default/${system}` },
      { type: 'ownedBy', targetRef: 'group:default/shop-team' },
    ],
  };
}
