import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { AccessToken, TokenCredential } from '@azure/core-auth';
import { PipelinePolicy } from '@azure/core-rest-pipeline';
import { PublishedApi } from '@plumbline/plugin-azure-node/testUtils';
import diagnosticSettingsApi from './published/diagnosticSettings.json';
import resourceGraphApi from './published/resourceGraph.json';

export const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';
const ORIGIN = 'https://management.azure.com';
const RESOURCE_GRAPH = new PublishedApi(resourceGraphApi);
const DIAGNOSTIC_SETTINGS = new PublishedApi(diagnosticSettingsApi);

/** What Azure holds of a resource, a group or a subscription. */
export interface Held {
  id: string;
  type: string;
  tags?: Record<string, string>;
  kind?: string;
  location?: string;
  zones?: string[];
  sku?: { name: string };
  identity?: object;
  managedBy?: string;
  properties?: Record<string, unknown>;
}

export interface Question {
  subscriptions?: string[];
  managementGroups?: string[];
  query: string;
  options?: { $top?: number; $skipToken?: string };
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A call as it came in. */
export interface Call {
  method: string;
  path: string;
  params: URLSearchParams;
  token?: string;
  question?: Question;
}

/** Answers for Azure Resource Manager as its APIs document it, from what a test puts there. */
export class AzureEstate {
  readonly containers: Held[] = [];
  readonly resources: Held[] = [];
  /** By resource id in lower case. */
  readonly settings = new Map<string, object[]>();
  /** GUIDs that the identity may not see. */
  readonly hidden = new Set<string>();
  /** GUIDs by management group. */
  readonly managementGroups = new Map<string, string[]>();
  readonly calls: Call[] = [];
  pageSize = 1_000;
  /** Says something else than the API would. */
  intercept: (call: Call) => Reply | undefined = () => undefined;
  readonly #contraventions = new Set<string>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<AzureEstate> {
    const server = createServer();
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const estate = new AzureEstate(server);
    estate.#listen();
    estate.addSubscription(SUBSCRIPTION);
    return estate;
  }

  /** @throws Error when a call, or an answer of this server, was not as Microsoft publishes it. */
  async stop() {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
    if (this.#contraventions.size > 0) {
      throw new Error([...this.#contraventions].join('\n'));
    }
  }

  /** Leads what is meant for Azure here; last of all, when it has its token. */
  get network(): PipelinePolicy {
    const { port } = this.#server.address() as AddressInfo;
    return {
      name: 'testNetworkPolicy',
      async sendRequest(request, next) {
        const { url } = request;
        request.url = url.replace(ORIGIN, `http://127.0.0.1:${port}`);
        request.allowInsecureConnection = true;
        try {
          return await next(request);
        } finally {
          request.url = url;
        }
      },
    };
  }

  readonly credential: TokenCredential = {
    getToken: async (scopes): Promise<AccessToken> => ({
      token: `token-for-${scopes}`,
      expiresOnTimestamp: Date.now() + 3_600_000,
    }),
  };

  get questions(): Question[] {
    return this.calls.flatMap(({ question }) => question ?? []);
  }

  addSubscription(id: string, tags?: Record<string, string>) {
    this.containers.push({
      id: `/subscriptions/${id}`,
      type: 'microsoft.resources/subscriptions',
      tags,
    });
  }

  addGroup(
    name: string,
    more: Partial<Held> = {},
    subscription = SUBSCRIPTION,
  ) {
    this.containers.push({
      id: `/subscriptions/${subscription}/resourceGroups/${name}`,
      type: 'microsoft.resources/subscriptions/resourcegroups',
      ...more,
    });
  }

  /** @param path - such as `rg-shop/Microsoft.KeyVault/vaults/kv-shop`. */
  add(
    path: string,
    more: Partial<Held> = {},
    subscription = SUBSCRIPTION,
  ): Held {
    const [group, provider, ...rest] = path.split('/');
    const held: Held = {
      id: `/subscriptions/${subscription}/resourceGroups/${group}/providers/${provider}/${rest.join(
        '/',
      )}`,
      type: [provider, ...rest.filter((_, index) => index % 2 === 0)]
        .join('/')
        .toLowerCase(),
      location: 'westeurope',
      ...more,
    };
    this.resources.push(held);
    return held;
  }

  remove(held: Held) {
    this.resources.splice(this.resources.indexOf(held), 1);
  }

  #listen() {
    this.#server.on('request', async (request, response) => {
      const url = new URL(request.url!, ORIGIN);
      const call: Call = {
        method: request.method!,
        path: decodeURIComponent(url.pathname),
        params: url.searchParams,
        token: request.headers.authorization?.replace('Bearer ', ''),
        question:
          request.method === 'POST'
            ? ((await json(request)) as Question)
            : undefined,
      };
      this.calls.push(call);
      const reply =
        this.intercept(call) ?? this.#judged(call, this.#answer(call));
      response.writeHead(reply.status ?? 200, {
        'content-type': 'application/json',
        ...reply.headers,
      });
      response.end(JSON.stringify(reply.body));
    });
  }

  #judged(call: Call, reply: Reply): Reply {
    const api = call.question ? RESOURCE_GRAPH : DIAGNOSTIC_SETTINGS;
    for (const sentence of api.contraventions({
      ...call,
      sent: call.question,
      status: reply.status ?? 200,
      body: reply.body,
    })) {
      this.#contraventions.add(sentence);
    }
    return reply;
  }

  #answer(call: Call): Reply {
    if (call.token !== `token-for-${ORIGIN}/.default`) {
      return { status: 401, body: error('AuthenticationFailed') };
    }
    return call.question
      ? this.#page(call.question)
      : this.#settingsOf(call.path);
  }

  #settingsOf(path: string): Reply {
    const id = path
      .replace(/\/providers\/microsoft\.insights\/diagnosticsettings$/i, '')
      .toLowerCase();
    return { body: { value: this.settings.get(id) ?? [] } };
  }

  #page({ query, options = {}, ...scope }: Question): Reply {
    const scopes = new Set([
      ...(scope.subscriptions ?? []),
      ...(scope.managementGroups ?? []).flatMap(
        name => this.managementGroups.get(name) ?? [],
      ),
    ]);
    const seen = [...scopes].filter(id => !this.hidden.has(id));
    if (seen.length === 0) return { status: 403, body: error('AccessDenied') };
    const rows = this.#rows(query, new Set(seen));
    const from = Number(options.$skipToken?.split('-')[1] ?? 0);
    const to = from + Math.min(options.$top ?? 100, this.pageSize);
    return {
      body: {
        totalRecords: rows.length,
        count: rows.slice(from, to).length,
        resultTruncated: 'false',
        data: rows.slice(from, to),
        facets: [],
        ...(to < rows.length && { $skipToken: `from-${to}` }),
      },
    };
  }

  /** The part of the query language that the import speaks, and no more. */
  #rows(query: string, scopes: Set<string>): object[] {
    const [table, where, project, order, ...more] = query.split('\n| ');
    const condition = /^where (type|id) in~ \((.+)\)$/.exec(where);
    if (!condition || order !== 'order by id asc' || more.length > 0) {
      throw new Error(`The estate does not understand ${query}`);
    }
    const wanted = new Set(
      [...condition[2].matchAll(/'((?:\\.|[^'\\])*)'/g)].map(([, text]) =>
        text.replace(/\\(.)/g, '$1').toLowerCase(),
      ),
    );
    const field = condition[1] as 'type' | 'id';
    const tables: Record<string, Held[]> = {
      resources: this.resources,
      resourcecontainers: this.containers,
    };
    return tables[table]
      .filter(
        held =>
          scopes.has(held.id.split('/')[2]) &&
          wanted.has(held[field].toLowerCase()),
      )
      .sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1))
      .map(held => projected(held, project.replace('project ', '')));
  }
}

function projected(held: Held, columns: string): object {
  const [, subscriptionId, resourceGroup = ''] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?/.exec(held.id)!;
  const whole = {
    name: held.id.split('/').pop(),
    subscriptionId,
    resourceGroup,
    kind: '',
    tags: null,
    zones: null,
    managedBy: '',
    ...held,
  };
  return Object.fromEntries(
    columns.split(', ').map(column => {
      const [name, source = name] = column.split(' = ');
      const path = source.replace(/^tostring\((.+)\)$/, '$1').split('.');
      const value = path.reduce<any>((each, step) => each?.[step], whole);
      return [name, value ?? (source.startsWith('tostring') ? '' : null)];
    }),
  );
}

function error(code: string) {
  return { error: { code, message: code } };
}
