import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateWorkshop,
  listSource,
  pemOf,
  problemsOf,
  served,
} from '@plumbline/plugin-secret-expiry-node/testUtils';
import { KubernetesSource } from './KubernetesSource';
import { ApiServer } from './__testUtils__/ApiServer';
import { certManagerListing } from './certManager/certManagerListing';
import { ClusterReader } from './cluster/ClusterReader';
import { ClusterListing } from './listing/ClusterListing';
import { tlsSecretListing } from './tlsSecrets/tlsSecretListing';

type Name =
  | 'secrets'
  | 'certificates'
  | 'requests'
  | 'forbidden'
  | 'unauthorized'
  | 'expired'
  | 'noSuchResource'
  | 'noSuchNamespace';
const RECORDED: Record<Name, { status: number; body: unknown }> = JSON.parse(
  readFileSync(
    join(__dirname, '__testUtils__', 'recorded', 'answers.json'),
    'utf8',
  ),
);
const NOTHING = { status: 200, body: { kind: 'SecretList', items: [] } };

// What our own server answers is made up; this was not.
describe('answers of a real API server', () => {
  const workshop = new CertificateWorkshop();
  const root = workshop.root('Root');
  const pair = workshop.issue({
    name: 'api server',
    issuer: root,
    names: 'IP:127.0.0.1',
  });
  const api = new ApiServer();
  let url: string;
  beforeAll(async () => {
    url = await api.start(served(pair));
  });
  afterAll(async () => {
    await api.stop();
    rmSync(workshop.folder, { recursive: true });
  });

  function list(
    listing: ClusterListing,
    answerTo: (path: string) => { status: number; body: unknown },
  ) {
    api.intercept = ({ pathname }, response) => {
      const { status, body } = answerTo(pathname);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
      return 'answered';
    };
    const ca = pemOf(root.certificate);
    const cluster = { name: 'c1', url, ca, namespaces: ['shop'] };
    const openReader = () =>
      new ClusterReader(cluster, {
        tokenOf: async () => api.token,
        timeoutMs: 10_000,
      });
    const source = new KubernetesSource({
      listing,
      schedule: { frequency: { hours: 1 }, timeout: { hours: 1 } },
      clusters: [{ cluster, openReader }],
      clusterNames: ['c1'],
      declared: async () => ({
        uses: [
          {
            cluster: 'c1',
            namespace: 'shop',
            workloadRef: 'system:default/shop',
            entityRef: 'system:default/shop',
          },
        ],
        problems: [],
      }),
    });
    return listSource(source);
  }

  it('are understood: secrets', async () => {
    const { credentials, outcomes } = await list(
      tlsSecretListing,
      () => RECORDED.secrets,
    );
    expect(problemsOf(outcomes[0])).toEqual([]);
    expect(credentials).toMatchObject([
      { name: 'tls-0', rotation: 'automatic', chainPlace: 'leaf' },
      { name: 'Mid (tls-0)', chainPlace: 'intermediate' },
    ]);
    // Nobody is warned of one by the plan of the leaf.
    expect(credentials[0].rotatesBefore).toBeUndefined();
    expect(credentials[1].rotatesBefore).toBe('PT2592000S');
  });

  it('are understood: Certificates and their requests', async () => {
    const { credentials, outcomes } = await list(certManagerListing, path =>
      path.endsWith('requests') ? RECORDED.requests : RECORDED.certificates,
    );
    expect(outcomes[0].outcome).toBe('looked');
    expect(problemsOf(outcomes[0])).toEqual([
      expect.stringMatching(/^cert-manager has tried 2 times in vain .* new,/),
    ]);
    const secrets = await list(tlsSecretListing, () => RECORDED.secrets);
    expect(credentials).toEqual([
      expect.objectContaining({
        name: 'shop',
        issuer: 'Mid',
        renewsAt: expect.any(String),
        // So that both are one credential.
        thumbprint: secrets.credentials[0].thumbprint,
        previous: [expect.objectContaining({ replaced: expect.any(String) })],
      }),
    ]);
  });

  it.each<[Name, RegExp]>([
    ['forbidden', /needs the permission to list certificates/],
    ['unauthorized', /does not accept the portal's token$/],
    ['expired', /changes faster than it can be listed$/],
    ['noSuchResource', /does not have cert-manager/],
  ])('are understood: %s', async (name, reason) => {
    const { outcomes } = await list(certManagerListing, path =>
      // Without requests only thumbprints and history are missing.
      name === 'forbidden' && path.endsWith('requests')
        ? NOTHING
        : RECORDED[name],
    );
    expect(outcomes[0].outcome).toBe('could-not-look');
    expect(problemsOf(outcomes[0])).toEqual([expect.stringMatching(reason)]);
  });

  it('are understood: a namespace that is not there', async () => {
    const { outcomes } = await list(tlsSecretListing, path =>
      path.endsWith('secrets') ? NOTHING : RECORDED.noSuchNamespace,
    );
    expect(problemsOf(outcomes[0])).toEqual([
      'Cluster c1 has no namespace shop',
    ]);
  });
});
