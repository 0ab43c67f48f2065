import { Agent, Server, createServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { Entity } from '@backstage/catalog-model';
import {
  CredentialSource,
  ListOptions,
  ListedCredential,
  PlaceOutcome,
} from '@plumbline/plugin-secret-expiry-node';
import { generate } from 'selfsigned';
import { PublishedApi } from '@plumbline/plugin-azure-node/testUtils';
import { agentTo, sourcesBehind } from './sourcesBehind';
import keyVaultApi from './published/keyVault.json';
import graphApi from './published/microsoftGraph.json';

export const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';

const KEY_VAULT = new PublishedApi(keyVaultApi);
const GRAPH = new PublishedApi(graphApi);
/** Younger than what is published. */
const UNPUBLISHED = /^\/keys\/[\w-]+\/rotationpolicy$/;

/** An HTTP call as it came in. */
export interface Call {
  method: string;
  host: string;
  path: string;
  params: URLSearchParams;
  token?: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** An object of a vault. Times are epoch seconds, as Key Vault has them. */
export interface StoredObject {
  name: string;
  created: number;
  updated?: number;
  exp?: number;
  nbf?: number;
  enabled?: boolean;
  managed?: boolean;
  deleted?: boolean;
  /** Of a certificate: SHA-1 as Base64URL. */
  x5t?: string;
  /** Earlier ones: created and expiry. */
  versions?: { created: number; exp?: number; x5t?: string }[];
  policy?: unknown;
  /** Never to be seen. */
  value?: string;
}

/** How many calls of which kind. */
export interface VaultCalls {
  lists: number;
  versions: number;
  policies: number;
}

function kindOf({ path }: Call): keyof VaultCalls {
  if (path.endsWith('/versions')) return 'versions';
  return path.endsWith('policy') ? 'policies' : 'lists';
}

/** What a vault holds. */
export interface StoredVault {
  secrets: StoredObject[];
  keys: StoredObject[];
  certificates: StoredObject[];
}

/** Made once, as that takes a second. */
let made: Promise<{ private: string; cert: string }> | undefined;
function certificate() {
  const names = [
    '*.vault.azure.net',
    'graph.microsoft.com',
    'management.azure.com',
    'evil.example',
  ];
  made ??= new Promise((resolve, reject) =>
    generate(
      [{ name: 'commonName', value: 'azure' }],
      {
        keySize: 2048,
        extensions: [
          {
            name: 'subjectAltName',
            altNames: names.map(value => ({ type: 2, value })),
          },
        ],
      },
      (error, pems) => (error ? reject(error) : resolve(pems)),
    ),
  );
  return made;
}

/**
 * A local server that answers for the hosts of Azure as its APIs document it.
 * Clients use Azure's own names, so that what they check of hosts is checked.
 */
export class AzureServer {
  /** Every call, unless {@link keepsCalls} is unset. */
  readonly calls: Call[] = [];
  /** Unset where there are too many to be kept. */
  keepsCalls = true;
  /** Calls to vaults so far, as {@link fewestCalls} tells them apart. */
  readonly vaultCalls: VaultCalls = { lists: 0, versions: 0, policies: 0 };
  readonly vaults = new Map<string, StoredVault>();
  /** By lower-case resource id: what Resource Manager says. */
  readonly resources = new Map<string, unknown>();
  /** Of Microsoft Graph. */
  readonly graph: Record<'applications' | 'servicePrincipals', any[]> = {
    applications: [],
    servicePrincipals: [],
  };
  now = new Date('2026-11-21T12:00:00Z');
  tokenScopes: string[] = [];
  pageSize = 25;
  /** Whom tokens are to be for, as vaults say. */
  challenge = 'https://vault.azure.net';
  /** What every item of a vault says besides. */
  planted: object = {};
  mostAtOnce = 0;
  /** The most calls that were under way together at any one host. */
  mostAtOnceAtOneHost = 0;
  /** Whether calls and answers are held against what Microsoft publishes. */
  isJudged = true;
  #atOnce = 0;
  readonly #atOnceByHost = new Map<string, number>();
  readonly #contraventions = new Set<string>();
  /** Says something else than the API would. */
  intercept: (call: Call) => Reply | 'silence' | undefined = () => undefined;

  readonly #server: Server;
  readonly #ca: string;
  readonly #agent: Agent;

  private constructor(server: Server, ca: string) {
    this.#server = server;
    this.#ca = ca;
    this.#agent = agentTo(() => this.address);
  }

  static async start(): Promise<AzureServer> {
    const pems = await certificate();
    const server = createServer({ key: pems.private, cert: pems.cert });
    await new Promise<void>(done => server.listen(0, 'localhost', done));
    const azure = new AzureServer(server, pems.cert);
    azure.#listen();
    return azure;
  }

  /** @throws Error when a call, or an answer of this server, was not as Microsoft publishes it. */
  async stop() {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
    if (this.#contraventions.size > 0) {
      throw new Error([...this.#contraventions].join('\n'));
    }
  }

  /** Where it listens, and who vouches for it; as other processes need them. */
  get address(): { host: string; port: number; ca: string } {
    const { port } = this.#server.address() as AddressInfo;
    return { host: 'localhost', port, ca: this.#ca };
  }

  /** Calls that got an answer as somebody who signed in. */
  get signedIn(): Call[] {
    return this.calls.filter(({ token }) => token !== undefined);
  }

  /**
   * As few calls as the API allows to learn everything about all vaults: every
   * page of every list, of the versions of each object that does not belong to
   * a certificate, and every policy.
   */
  get fewestCalls(): VaultCalls {
    const pages = (items: number) =>
      Math.max(1, Math.ceil(items / this.pageSize));
    const fewest: VaultCalls = { lists: 0, versions: 0, policies: 0 };
    for (const vault of this.vaults.values()) {
      for (const kind of ['secrets', 'keys', 'certificates'] as const) {
        const gone = vault[kind].filter(({ deleted }) => deleted);
        fewest.lists += pages(gone.length);
        fewest.lists += pages(vault[kind].length - gone.length);
        for (const { deleted, managed, versions = [] } of vault[kind]) {
          if (deleted || managed) continue;
          fewest.versions += pages(versions.length + 1);
          if (kind !== 'secrets') fewest.policies += 1;
        }
      }
    }
    return fewest;
  }

  /** The configured sources, with this server as their cloud. */
  sources(secretExpiry: object, entities: Entity[]): CredentialSource[] {
    return sourcesBehind({
      secretExpiry,
      entities,
      network: {
        name: 'testNetworkPolicy',
        sendRequest: (request, next) => {
          request.agent = this.#agent;
          return next(request);
        },
      },
      now: () => this.now,
      onTokenFor: scopes => this.tokenScopes.push(...scopes),
    });
  }

  #listen() {
    this.#server.on('request', (request, response) => {
      request.resume();
      const host = request.headers.host!;
      const url = new URL(request.url!, `https://${host}`);
      const call: Call = {
        method: request.method!,
        host,
        path: decodeURIComponent(url.pathname),
        params: url.searchParams,
        token: request.headers.authorization?.replace('Bearer ', ''),
      };
      if (this.keepsCalls) this.calls.push(call);
      if (host.endsWith('.vault.azure.net')) this.vaultCalls[kindOf(call)]++;
      this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
      const here = (this.#atOnceByHost.get(host) ?? 0) + 1;
      this.#atOnceByHost.set(host, here);
      this.mostAtOnceAtOneHost = Math.max(this.mostAtOnceAtOneHost, here);
      response.on('close', () => {
        this.#atOnce--;
        this.#atOnceByHost.set(host, this.#atOnceByHost.get(host)! - 1);
      });
      const reply =
        this.#challenge(call) ??
        this.intercept(call) ??
        this.#judged(call, this.#answer(call));
      if (reply === 'silence') return;
      const { status = 200, headers, body } = reply;
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end(JSON.stringify(body));
    });
  }

  /** Key Vault says to whom tokens are to be addressed. */
  #challenge({ host, token }: Call): Reply | undefined {
    if (!host.endsWith('.vault.azure.net')) return undefined;
    if (token === `token-for-${this.challenge}/.default`) return undefined;
    return {
      status: 401,
      headers: {
        'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/tenant", resource="${this.challenge}"`,
      },
      body: { error: { code: 'Unauthorized', message: 'AKV10000' } },
    };
  }

  #judged(call: Call, reply: Reply): Reply {
    const { host, path } = call;
    const api = host === 'graph.microsoft.com' ? GRAPH : KEY_VAULT;
    if (
      this.isJudged &&
      host !== 'management.azure.com' &&
      !UNPUBLISHED.test(path) &&
      Object.keys(this.planted).length === 0
    ) {
      const { status = 200, body } = reply;
      for (const sentence of api.contraventions({
        ...call,
        path: path.replace('/v1.0/', '/'),
        status,
        body,
      })) {
        this.#contraventions.add(sentence);
      }
    }
    return reply;
  }

  #answer(call: Call): Reply {
    const { host, path } = call;
    if (host === 'management.azure.com') {
      const resource = this.resources.get(path.toLowerCase());
      return resource ? { body: resource } : notFound();
    }
    if (host === 'graph.microsoft.com') return this.#graphAnswer(call);
    const vault = this.vaults.get(host.split('.')[0]);
    return vault ? this.#vaultAnswer(call, vault) : notFound();
  }

  #vaultAnswer(call: Call, vault: StoredVault): Reply {
    const [, collection, name, action] = call.path.split('/');
    const kind = collection.replace('deleted', '') as keyof StoredVault;
    const objects = vault[kind];
    const base = `https://${call.host}:443`;
    if (!name) {
      const deleted = collection.startsWith('deleted');
      return this.#page(
        call,
        objects
          .filter(object => (object.deleted ?? false) === deleted)
          .map(object => item(kind, base, object)),
      );
    }
    const object = objects.find(one => one.name === name);
    if (!object) return notFound();
    if (action === 'versions') {
      const all = [object, ...(object.versions ?? [])];
      return this.#page(
        call,
        all.map((version, index) =>
          item(kind, base, { name, ...version }, `/v${index}`),
        ),
      );
    }
    if (action === 'rotationpolicy' || action === 'policy') {
      return { body: object.policy ?? {} };
    }
    // What nobody may ask for.
    return { body: { ...item(kind, base, object), value: object.value } };
  }

  #page({ host, path, params }: Call, items: unknown[]): Reply {
    const from = Number(params.get('$skiptoken') ?? 0);
    const to = from + this.pageSize;
    return {
      body: {
        value: items
          .slice(from, to)
          .map(one => ({ ...(one as object), ...this.planted })),
        nextLink:
          to < items.length
            ? `https://${host}:443${path}?api-version=7.6&$skiptoken=${to}`
            : null,
      },
    };
  }

  #graphAnswer({ path, params }: Call): Reply {
    const collection = path.replace('/v1.0/', '') as keyof typeof this.graph;
    const ids = [...(params.get('$filter') ?? '').matchAll(/'(.+?)'/g)];
    const asked = new Set(ids.map(([, id]) => id));
    const items = this.graph[collection].filter(({ appId }) =>
      asked.has(appId),
    );
    const from = Number(params.get('$skiptoken') ?? 0);
    const to = from + this.pageSize;
    const next = new URLSearchParams(params);
    next.set('$skiptoken', String(to));
    return {
      body: {
        value: items.slice(from, to),
        ...(to < items.length && {
          '@odata.nextLink': `https://graph.microsoft.com${path}?${next}`,
        }),
      },
    };
  }
}

function notFound(): Reply {
  return { status: 404, body: { error: { code: 'NotFound', message: '' } } };
}

function item(
  kind: keyof StoredVault,
  base: string,
  object: StoredObject,
  version = '',
) {
  const id = `${base}/${kind}/${object.name}${version}`;
  const { created, updated = created, exp, nbf, enabled = true } = object;
  return {
    [kind === 'keys' ? 'kid' : 'id']: id,
    attributes: {
      enabled,
      created,
      updated,
      exp,
      nbf,
      recoveryLevel: 'Recoverable',
    },
    tags: { note: 'planted-tag' },
    ...(kind === 'certificates'
      ? { x5t: object.x5t }
      : { managed: object.managed }),
    ...(object.deleted && {
      recoveryId: `${base}/deleted${kind}/${object.name}`,
      deletedDate: created,
      scheduledPurgeDate: created,
    }),
  };
}

/** Everything that a listing gives, and what it would have a store remember. */
export async function listed(
  source: CredentialSource,
  options: Partial<ListOptions> & { memory?: Map<string, string> } = {},
) {
  const credentials: ListedCredential[] = [];
  const outcomes: PlaceOutcome[] = [];
  const fingerprints = new Map<string, string>();
  const memory = new Map<string, string>();
  for await (const given of source.list({
    fingerprints: new Map(),
    done: new Set(),
    memoryOf: async place => options.memory?.get(place),
    signal: new AbortController().signal,
    ...options,
  })) {
    if (given.type === 'credentials') {
      credentials.push(...given.credentials);
      continue;
    }
    outcomes.push(given);
    if (given.outcome !== 'looked' && given.outcome !== 'partly') continue;
    if (given.fingerprint) fingerprints.set(given.place, given.fingerprint);
    if (given.memory) memory.set(given.place, given.memory);
  }
  return { credentials, outcomes, fingerprints, memory };
}
