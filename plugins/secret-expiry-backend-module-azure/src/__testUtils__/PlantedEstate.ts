import { rmSync, writeFileSync } from 'node:fs';
import { Server as HttpServer, createServer as createHttp } from 'node:http';
import { Server as HttpsServer, createServer as createHttps } from 'node:https';
import { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { CredentialSource } from '@plumbline/plugin-secret-expiry-node';
import {
  CertificateWorkshop,
  inDays,
  pemOf,
  served,
} from '@plumbline/plugin-secret-expiry-node/testUtils';
import { AzureServer, Call, StoredVault } from './AzureServer';

const DAY = 86_400;
const APP = 'aaaaaaaa-0000-0000-0000-000000000001';
const HOST = 'localhost';

/** Values that nobody may ever see again, by what they are. */
export const PLANTED = {
  'the value of a secret': 'Sec/ret+Value=7f3c9a&é?',
  'a field that a vault answers with': 'Vault+Field/0b1d"52 7e',
  'an error that a vault answers with': 'Vault/Error+c41e77<a>',
  'the password of an application': 'App~Password+/8d2f16',
  'the hint of a password': 'Hint+of/it=55aa31c9',
  'the name of a password': 'Name+of/it=90ce17d2',
  'an annotation in Kubernetes': 'Anno+tation/1f7a66d0',
  'a value in Kubernetes': 'Kube/Value+e3b0c442',
  'what cert-manager says': 'Status+Message/98fc1c14',
  'a value in an inventory': 'Inventory+Value/27ae41e4',
  'the address of a webhook': 'T0000/B0000/Hook649b934c',
  'what a webhook answers': 'Hook+Answer/a495991b7852',
  'a token for a cluster': 'Cluster.Token-b855c7f1',
  // As the tests' credential makes them.
  'a token for Azure': 'token-for-https',
  // As the server of a test tags everything.
  'a tag in a vault': 'planted-tag-9d',
};

/**
 * What the sources look at, on servers of this machine, with values wherever a
 * wrong call or a field besides could bring one. What is listed needs people.
 */
export class PlantedEstate {
  readonly azure: AzureServer;
  readonly workshop = new CertificateWorkshop();
  /** Bodies that the webhooks got. */
  readonly posted: string[] = [];
  /** `PLANTED`, and what was made for this estate. */
  readonly planted: Record<string, string>;
  readonly #servers: Server[] = [];
  #urls = { cluster: '', endpoint: '', webhook: '' };
  readonly #root = this.workshop.root('Test root');
  readonly #leaf = this.workshop.issue({
    name: HOST,
    issuer: this.#root,
    names: `DNS:${HOST},IP:127.0.0.1`,
    from: inDays(-80),
    to: inDays(9),
  });

  private constructor(azure: AzureServer, readonly word: string) {
    this.azure = azure;
    this.planted = {
      ...PLANTED,
      'the key of a certificate': lineOf(pemOf(this.#leaf.key)),
    };
  }

  /** @param word - what the name of a secret and the title of a vault contain. */
  static async start(word: string): Promise<PlantedEstate> {
    const estate = new PlantedEstate(await AzureServer.start(), word);
    estate.#fillVaults();
    estate.#fillDirectory();
    writeFileSync(estate.#tokenFile, `${PLANTED['a token for a cluster']}\n`);
    estate.#urls = {
      endpoint: `${HOST}:${await estate.#listen(
        createHttps(served(estate.#leaf), (_, response) => response.end()),
      )}`,
      cluster: `https://${HOST}:${await estate.#listen(estate.#cluster())}`,
      webhook: `http://${HOST}:${await estate.#listen(estate.#hook())}`,
    };
    return estate;
  }

  async stop() {
    for (const server of this.#servers) {
      (server as HttpsServer).closeAllConnections();
      await new Promise(done => {
        server.close(done);
      });
    }
    await this.azure.stop();
    rmSync(this.workshop.folder, { recursive: true });
  }

  get entities(): Entity[] {
    const relations = [
      { type: 'partOf', targetRef: 'system:default/shop' },
      { type: 'ownedBy', targetRef: 'group:default/team' },
    ];
    const vault = (name: string, title = name): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name,
        title,
        annotations: {
          'plumbline.io/key-vault-name': name,
          'plumbline.io/scope': 'global',
        },
      },
      spec: { type: 'key-vault', owner: 'group:default/team', system: 'shop' },
      relations,
    });
    return [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: {
          name: 'shop',
          annotations: {
            'plumbline.io/entra-application-id': APP,
            'plumbline.io/kubernetes-namespace': 'c1/shop',
          },
        },
        spec: { type: 'workload', owner: 'group:default/team' },
        relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
      },
      vault('kv-shop'),
      vault('kv-closed', `Closed ${this.word}`),
      vault('kv-broken'),
    ];
  }

  /** Sources of Azure, whose cloud is this machine. */
  sources(): CredentialSource[] {
    return this.azure.sources(
      {
        keyVault: {
          vaults: ['kv-shop', 'kv-closed', 'kv-broken'],
          timeout: { seconds: 2 },
        },
        microsoftGraph: {},
      },
      this.entities,
    );
  }

  /** The configuration under `secretExpiry`, but that of Azure. */
  get config(): object {
    const { cluster, endpoint, webhook } = this.#urls;
    const port = Number(endpoint.split(':')[1]);
    return {
      inventories: [{ directory: this.workshop.folder }],
      notifications: { platformTeam: 'platform' },
      webhooks: ['good', 'bad'].map(name => ({
        name,
        url: `${webhook}/${name}/${PLANTED['the address of a webhook']}`,
        allowInsecure: true,
      })),
      tls: {
        allow: [{ host: HOST, ports: [port] }],
        allowAddresses: ['127.0.0.0/8', '::1/128'],
        ca: [this.#root.certificate],
        endpoints: [{ endpoint, workload: 'shop' }],
      },
      kubernetes: {
        clusters: [
          {
            name: 'c1',
            url: cluster,
            ca: this.#root.certificate,
            auth: { kind: 'token', tokenFile: this.#tokenFile },
            namespaces: ['shop'],
            tlsSecrets: true,
          },
        ],
      },
    };
  }

  get vault(): StoredVault {
    return this.azure.vaults.get('kv-shop')!;
  }

  get #tokenFile(): string {
    return join(this.workshop.folder, 'token');
  }

  #fillVaults() {
    const { azure } = this;
    const value = PLANTED['the value of a secret'];
    const now = Math.floor(Date.now() / 1_000);
    azure.now = new Date();
    azure.planted = {
      value,
      contentType: PLANTED['a field that a vault answers with'],
      tags: {
        note: PLANTED['a tag in a vault'],
        password: PLANTED['a field that a vault answers with'],
      },
      key: { d: PLANTED['a field that a vault answers with'] },
      cer: PLANTED['a field that a vault answers with'],
    };
    const object = (name: string, days: number, more: object = {}) => ({
      name,
      created: now - 305 * DAY,
      exp: now + days * DAY,
      value,
      versions: [{ created: now - 600 * DAY, exp: now - 290 * DAY }],
      ...more,
    });
    azure.vaults.set('kv-shop', {
      secrets: [
        object(`soon-${this.word}`, 4),
        object('later', 45),
        object('renewed', 12),
        object('gone', 20, { deleted: true }),
        object('without-end', 0, { exp: undefined }),
      ],
      keys: [
        object('signing', 25, {
          policy: { lifetimeActions: [], value, password: value },
        }),
      ],
      certificates: [
        object('api', 6, {
          x5t: 'fLi3U52HunIVNXubkEnf8tP6Wbo',
          policy: {
            issuer: { name: 'Self', password: value },
            lifetime_actions: [],
            secret_props: { contentType: value },
          },
        }),
      ],
    });
    azure.vaults.set('kv-closed', azure.vaults.get('kv-shop')!);
    azure.vaults.set('kv-broken', azure.vaults.get('kv-shop')!);
    const message = PLANTED['an error that a vault answers with'];
    azure.intercept = ({ host }: Call) => {
      if (host.startsWith('kv-closed')) {
        const error = { code: 'Forbidden', message, innererror: { message } };
        return { status: 403, body: { error } };
      }
      return host.startsWith('kv-broken')
        ? { status: 400, body: { error: { code: message, message } } }
        : undefined;
    };
  }

  #fillDirectory() {
    const credential = (keyId: string, days: number) => ({
      keyId: `99999999-0000-0000-0000-00000000000${keyId}`,
      displayName: PLANTED['the name of a password'],
      hint: PLANTED['the hint of a password'],
      secretText: PLANTED['the password of an application'],
      key: PLANTED['the password of an application'],
      startDateTime: inDays(-300).toISOString(),
      endDateTime: inDays(days).toISOString(),
    });
    this.azure.graph.applications.push({
      id: `object-${APP}`,
      appId: APP,
      displayName: 'shop-web',
      passwordCredentials: [credential('1', 3), credential('2', 50)],
      keyCredentials: [
        {
          ...credential('3', 10),
          type: 'AsymmetricX509Cert',
          usage: 'Verify',
          customKeyIdentifier: 'fLi3U52HunIVNXubkEnf8tP6Wbo=',
        },
      ],
    });
    const value = PLANTED['a value in an inventory'];
    writeFileSync(
      join(this.workshop.folder, 'careless.yaml'),
      `apiVersion: plumbline.io/v1
kind: CredentialInventory
metadata: { name: careless }
credentials:
  - name: fine
    kind: secret
    workload: system:default/shop
    created: ${inDays(-300).toISOString()}
    expires: ${inDays(15).toISOString()}
    rotation: manual
  - name: pasted
    kind: secret
    workload: system:default/shop
    created: ${inDays(-10).toISOString()}
    rotation: manual
    value: ${value}
  - name: other
    kind: ${value}
    workload: ${value}
    created: ${value}
    rotation: ${value}
    portalUrl: https://example.com/?sig=${value}
    ${value}: true
  - ${value}
---
${value}: "${value}
`,
    );
  }

  /** What lists of Kubernetes answer with, and far more than they should. */
  #cluster(): Server {
    const planted = (name: string) => ({
      name,
      namespace: 'shop',
      creationTimestamp: inDays(-80).toISOString(),
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration':
          PLANTED['an annotation in Kubernetes'],
        'plumbline.io/rotation': PLANTED['an annotation in Kubernetes'],
      },
      managedFields: [{ manager: PLANTED['an annotation in Kubernetes'] }],
    });
    const secret = {
      metadata: planted('shop-tls'),
      type: 'kubernetes.io/tls',
      data: {
        password: base64(PLANTED['a value in Kubernetes']),
        'tls.key': base64(pemOf(this.#leaf.key)),
        'tls.crt': base64(
          `${pemOf(this.#leaf.certificate)}\n${pemOf(this.#leaf.key)}`,
        ),
      },
      stringData: { password: PLANTED['a value in Kubernetes'] },
    };
    const certificate = {
      metadata: planted('shop-cert'),
      spec: {
        secretName: 'shop-tls',
        issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' },
        keystores: { jks: { password: PLANTED['a value in Kubernetes'] } },
      },
      status: {
        notBefore: inDays(-80).toISOString(),
        notAfter: inDays(8).toISOString(),
        renewalTime: inDays(-2).toISOString(),
        conditions: [
          {
            type: 'Issuing',
            status: 'False',
            reason: 'Failed',
            message: PLANTED['what cert-manager says'],
          },
        ],
      },
    };
    const lists: Record<string, object[]> = {
      secrets: [secret],
      certificates: [certificate],
      certificaterequests: [],
    };
    return createHttps(served(this.#leaf), (request, response) => {
      const { pathname } = new URL(request.url!, 'https://cluster.test');
      const last = pathname.split('/').pop()!;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          pathname.endsWith('/namespaces/shop')
            ? { kind: 'Namespace', metadata: { name: 'shop' } }
            : {
                kind: 'List',
                apiVersion: 'v1',
                metadata: { resourceVersion: '1' },
                items: lists[last] ?? [],
              },
        ),
      );
    });
  }

  #hook(): HttpServer {
    return createHttp((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        this.posted.push(body);
        const isGood = request.url!.startsWith('/good');
        response.statusCode = isGood ? 200 : 403;
        response.end(`${PLANTED['what a webhook answers']} ${request.url}`);
      });
    });
  }

  async #listen(server: Server): Promise<number> {
    this.#servers.push(server);
    await new Promise<void>(done => {
      server.listen(0, done);
    });
    return (server.address() as AddressInfo).port;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A line of a PEM file that no other file has. */
function lineOf(pem: string): string {
  return pem.split('\n')[2];
}
