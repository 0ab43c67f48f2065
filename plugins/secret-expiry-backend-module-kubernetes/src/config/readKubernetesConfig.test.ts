import { rmSync } from 'node:fs';
import { ConfigReader } from '@backstage/config';
import { CertificateWorkshop } from '@plumbline/plugin-secret-expiry-node/testUtils';
import { readKubernetesConfig } from './readKubernetesConfig';

const CLUSTER = {
  name: 'prod-weu',
  url: 'https://prod-weu.example.com/',
  auth: { kind: 'azure' },
  namespaces: ['shop', 'shop', 'pay'],
};

describe('readKubernetesConfig', () => {
  const workshop = new CertificateWorkshop();
  afterAll(() => rmSync(workshop.folder, { recursive: true }));
  const read = (clusters?: object[], more = {}, environment = {}) =>
    readKubernetesConfig(
      new ConfigReader(
        clusters ? { secretExpiry: { kubernetes: { clusters, ...more } } } : {},
      ),
      environment,
    );

  it('has no clusters without configuration', () => {
    expect(read()).toMatchObject({
      clusters: [],
      timeoutMs: 60_000,
      schedule: { frequency: { minutes: 30 } },
    });
  });

  it('reads clusters', () => {
    const { clusters, timeoutMs } = read(
      [
        CLUSTER,
        {
          name: 'c2',
          url: 'https://rancher.example.com/k8s/clusters/c2',
          auth: { kind: 'token', tokenFile: '/run/token' },
          namespaces: ['*'],
          tlsSecrets: true,
        },
      ],
      { timeout: { seconds: 5 } },
    );
    expect(timeoutMs).toBe(5_000);
    expect(clusters).toEqual([
      {
        cluster: {
          name: 'prod-weu',
          url: 'https://prod-weu.example.com',
          ca: undefined,
          namespaces: ['shop', 'pay'],
        },
        auth: { kind: 'azure' },
        certManager: true,
        tlsSecrets: false,
      },
      {
        cluster: {
          name: 'c2',
          url: 'https://rancher.example.com/k8s/clusters/c2',
          ca: undefined,
          namespaces: 'all',
        },
        auth: { kind: 'token', tokenFile: '/run/token' },
        certManager: true,
        tlsSecrets: true,
      },
    ]);
  });

  it('finds the cluster that it runs in', () => {
    const own = {
      name: 'own',
      auth: { kind: 'serviceAccount' },
      // Outside a pod there is none where it usually is.
      ca: workshop.root('Own cluster').certificate,
      namespaces: ['shop'],
    };
    const urlOf = (host: string) =>
      read(
        [own],
        {},
        {
          KUBERNETES_SERVICE_HOST: host,
          KUBERNETES_SERVICE_PORT: '443',
        },
      ).clusters[0].cluster.url;
    expect(urlOf('10.0.0.1')).toBe('https://10.0.0.1:443');
    expect(urlOf('fd12::1')).toBe('https://[fd12::1]:443');
    expect(() => read([own])).toThrow(
      'secretExpiry.kubernetes.clusters[0].url is missing; the portal does not run in a cluster, which would say it',
    );
  });

  it.each([
    [{ name: 'a/b' }, '.name is'],
    [{ url: 'http://c.example.com' }, '.url must be an https URL'],
    [{ url: 'https://me:pw@c.example.com' }, '.url must be an https URL'],
    [{ url: 'https://c.example.com?a=b' }, '.url must be an https URL'],
    [{ url: undefined }, '.url must be an https URL'],
    [{ ca: '/nowhere.pem' }, '.ca must be a PEM file'],
    [{ auth: { kind: 'basic' } }, ".auth.kind is 'basic'; expected azure"],
    [{ auth: { kind: 'token' } }, 'tokenFile'],
    [{ namespaces: [] }, '.namespaces is empty'],
    [{ namespaces: ['shop', '*'] }, ".namespaces[1] is '*'"],
    [{ namespaces: ['../secrets'] }, '.namespaces[0] is'],
    [{ certManager: false }, 'neither certManager nor tlsSecrets'],
  ])('refuses %j', (part, message) => {
    expect(() => read([{ ...CLUSTER, ...part }])).toThrow(message);
  });

  it('refuses one name for two', () => {
    expect(() => read([CLUSTER, CLUSTER])).toThrow('more than once');
  });

  it('refuses to wait for nothing', () => {
    expect(() => read([CLUSTER], { timeout: { seconds: 0 } })).toThrow(
      'secretExpiry.kubernetes.timeout must be longer than nothing',
    );
  });
});
