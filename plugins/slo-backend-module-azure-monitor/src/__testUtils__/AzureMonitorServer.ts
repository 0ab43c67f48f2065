import { Server, createServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { AccessToken, TokenCredential } from '@azure/core-auth';
import { PipelinePolicy } from '@azure/core-rest-pipeline';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { generate } from 'selfsigned';
import { createSources } from '../createSources';
import { readAzureMonitorConfig } from '../readAzureMonitorConfig';

export const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';
export const WORKSPACE = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop`;

/** Making the certificate can take a while on a busy machine. */
export const STARTS_IN_MS = 60_000;

/** An HTTP call as it came in. */
export interface Call {
  path: string;
  params: URLSearchParams;
  token?: string;
  headers: Record<string, string | string[] | undefined>;
  body: any;
}

/** A KQL query as it came in, with what was appended to it. */
export interface AskedQuery {
  /** Workspace or resource. */
  target: string;
  query: string;
  timespan: string;
  prefer?: string;
  from: number;
  to: number;
  step: number;
  /** Names of the value columns. */
  columns: string[];
}

/** One resource of a metrics batch. */
export interface AskedMetric {
  resourceId: string;
  params: URLSearchParams;
  from: number;
  to: number;
  /** Seconds. */
  grain: number;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a text as it is. */
  body?: unknown;
}

const BINS =
  /\| where \w+ >= datetime\((.+?)\) and \w+ < datetime\((.+?)\)\n\| summarize (.+) by sliceStart = bin\(\w+, (\d+)s\)$/s;

/** A workspace as a subscription holds it. */
export interface StoredWorkspace {
  subscription?: string;
  resourceGroup: string;
  name: string;
  /** Absent of one that is being made. */
  customerId?: string;
  retentionInDays?: number;
}

/** Made once, as that takes a second. */
let made: Promise<{ private: string; cert: string }> | undefined;
function certificate() {
  made ??= new Promise((resolve, reject) =>
    generate(
      [{ name: 'commonName', value: 'localhost' }],
      {
        keySize: 2048,
        extensions: [
          {
            name: 'subjectAltName',
            altNames: [{ type: 2, value: 'localhost' }],
          },
        ],
      },
      (error, pems) => (error ? reject(error) : resolve(pems)),
    ),
  );
  return made;
}

/** A local server that answers as the Log Analytics, the metrics and Resource Manager's API document it. */
export class AzureMonitorServer {
  readonly calls: Call[] = [];
  readonly queries: AskedQuery[] = [];
  /** Milliseconds that somebody wanted to wait; nobody really does. */
  readonly waits: number[] = [];
  /** Milliseconds since the epoch. */
  now = Date.UTC(2026, 10, 21, 12, 5);
  tokens = 0;
  /** Whom tokens were for. */
  readonly scopes = new Set<string>();
  workspaces: StoredWorkspace[] = [];
  /** Workspaces on a page of Resource Manager's list. */
  pageSize = 100;
  /** Gives tokens in another way. */
  getToken: (() => Promise<AccessToken>) | undefined;
  /** Says something else than the API would, for a call as a whole. */
  intercept: (call: Call, index: number) => Reply | 'silence' | undefined =
    () => undefined;
  /** Values of a row; no row where it says nothing. */
  row: (sliceStart: number, asked: AskedQuery) => unknown[] | undefined = (
    _,
    { columns },
  ) => columns.map(() => 1);
  /** Says something else than rows to one query. */
  queryReply: (asked: AskedQuery, index: number) => Reply | undefined = () =>
    undefined;
  /** Values of an interval by aggregation. */
  point: (start: number, asked: AskedMetric) => object = () => ({ total: 1 });
  /** Changes what is said about one resource; nothing leaves it out. */
  resource: (item: any, asked: AskedMetric) => unknown = item => item;

  readonly #server: Server;
  readonly #ca: string;

  private constructor(server: Server, ca: string) {
    this.#server = server;
    this.#ca = ca;
  }

  static async start(): Promise<AzureMonitorServer> {
    const pems = await certificate();
    const server = createServer({ key: pems.private, cert: pems.cert });
    await new Promise<void>(done => server.listen(0, 'localhost', done));
    const azure = new AzureMonitorServer(server, pems.cert);
    azure.#listen();
    return azure;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }

  get url(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Both sources with this server as their cloud. */
  sources(section: { logs?: object; metrics?: object } = {}) {
    const config = readAzureMonitorConfig(
      new ConfigReader({
        slo: {
          azureMonitor: {
            logs: {
              endpoint: `${this.url}/v1`,
              dataSources: { shop: { workspaceId: WORKSPACE } },
              ...section.logs,
            },
            metrics: {
              endpoint: this.url,
              dataSources: { shop: { region: 'westeurope', scopes: [GROUP] } },
              ...section.metrics,
            },
          },
        } as JsonObject,
      }),
    );
    return createSources(config, {
      tlsOptions: { ca: this.#ca },
      credential: () => this.#credential(),
      network: this.#network,
      surroundings: {
        now: () => this.now,
        wait: async ms => {
          this.waits.push(ms);
          this.now += ms;
        },
      },
    });
  }

  /** What is meant for Resource Manager comes here. */
  readonly #network: PipelinePolicy = {
    name: 'toTestServer',
    sendRequest: (request, next) => {
      const { pathname, search } = new URL(request.url);
      request.url = `${this.url}${pathname}${search}`;
      request.tlsSettings = { ca: this.#ca };
      return next(request);
    },
  };

  /** Like those of the identity library, it keeps its token until that expires. */
  #credential(): TokenCredential {
    let token: AccessToken | undefined;
    return {
      getToken: async scopes => {
        [scopes].flat().forEach(scope => this.scopes.add(scope));
        if (this.getToken) return this.getToken();
        token ??= {
          token: `token-${++this.tokens}`,
          expiresOnTimestamp: Date.now() + 3_600_000,
        };
        return token;
      },
    };
  }

  #listen() {
    this.#server.on('request', (request, response) => {
      let text = '';
      request.on('data', chunk => (text += chunk));
      request.on('end', () => {
        const url = new URL(request.url!, this.url);
        const call: Call = {
          path: decodeURIComponent(url.pathname),
          params: url.searchParams,
          token: request.headers.authorization?.replace('Bearer ', ''),
          headers: request.headers,
          body: text && JSON.parse(text),
        };
        this.calls.push(call);
        const reply =
          this.intercept(call, this.calls.length - 1) ?? this.#answer(call);
        if (reply === 'silence') return;
        const { status = 200, headers, body } = reply;
        response.writeHead(status, {
          'content-type':
            typeof body === 'string' ? 'text/html' : 'application/json',
          ...headers,
        });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
  }

  #answer(call: Call): Reply {
    const { path, params, body } = call;
    if (path === '/v1/$batch') {
      const responses = body.requests.map((entry: any) => {
        const { status = 200, ...reply } = this.#query(
          entry.workspace,
          entry.body,
          entry.headers?.prefer,
        );
        return { id: entry.id, status, ...reply };
      });
      // The service answers in the order in which it is done.
      return { body: { responses: responses.reverse() } };
    }
    const subscription =
      /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.OperationalInsights\/workspaces$/.exec(
        path,
      )?.[1];
    if (subscription) return this.#workspacesOf(subscription, call);
    const resource = /^\/v1(\/subscriptions\/.*)\/query$/.exec(path)?.[1];
    if (resource) {
      return this.#query(resource, body, call.headers.prefer as string);
    }
    if (/^(\/\w+)?\/subscriptions\/[^/]+\/metrics:getBatch$/.test(path)) {
      return {
        body: {
          values: body.resourceids
            .map((id: string) => this.#metric(id, params))
            .filter(Boolean),
        },
      };
    }
    return {
      status: 404,
      body: { error: { code: 'NotFound', message: `Nothing at ${path}` } },
    };
  }

  #query(target: string, body: any, prefer?: string): Reply {
    const [, from, to, values, step] = BINS.exec(body.query)!;
    const asked: AskedQuery = {
      target,
      ...body,
      prefer,
      from: Date.parse(from) / 1_000,
      to: Date.parse(to) / 1_000,
      step: Number(step),
      columns: values.match(/value\d+(?= = )/g)!,
    };
    this.queries.push(asked);
    const other = this.queryReply(asked, this.queries.length - 1);
    if (other) return other;
    const rows: unknown[][] = [];
    for (let start = asked.from; start < asked.to; start += asked.step) {
      const row = this.row(start, asked);
      if (row) rows.push([new Date(start * 1_000).toISOString(), ...row]);
    }
    return { body: { tables: [table(asked.columns, rows)] } };
  }

  #workspacesOf(subscription: string, { path, params }: Call): Reply {
    const held = this.workspaces.filter(
      one => (one.subscription ?? SUBSCRIPTION) === subscription,
    );
    const from = Number(params.get('$skiptoken') ?? 0);
    const to = from + this.pageSize;
    return {
      body: {
        value: held.slice(from, to).map(one => ({
          // Azure writes these otherwise than it is asked.
          id: `/subscriptions/${subscription}/resourcegroups/${one.resourceGroup}/providers/microsoft.operationalinsights/workspaces/${one.name}`,
          name: one.name,
          type: 'Microsoft.OperationalInsights/workspaces',
          location: 'westeurope',
          properties: {
            customerId: one.customerId,
            provisioningState: one.customerId ? 'Succeeded' : 'Creating',
            sku: { name: 'PerGB2018' },
            retentionInDays: one.retentionInDays,
          },
        })),
        ...(to < held.length && {
          nextLink: `https://management.azure.com${path}?api-version=${params.get(
            'api-version',
          )}&$skiptoken=${to}`,
        }),
      },
    };
  }

  #metric(resourceId: string, params: URLSearchParams) {
    const grain = {
      PT1M: 60,
      PT5M: 300,
      PT15M: 900,
      PT30M: 1_800,
      PT1H: 3_600,
    }[params.get('interval')!]!;
    const asked: AskedMetric = {
      resourceId,
      params,
      grain,
      from: Date.parse(params.get('starttime')!) / 1_000,
      to: Date.parse(params.get('endtime')!) / 1_000,
    };
    const data = [];
    for (let start = asked.from; start < asked.to; start += grain) {
      data.push({
        timeStamp: new Date(start * 1_000).toISOString(),
        ...this.point(start, asked),
      });
    }
    const metric = params.get('metricnames');
    return this.resource(
      {
        starttime: params.get('starttime'),
        endtime: params.get('endtime'),
        interval: params.get('interval'),
        namespace: params.get('metricnamespace'),
        resourceregion: 'westeurope',
        // Azure changes the case of what it is asked for.
        resourceid: resourceId.replace('resourceGroups', 'resourcegroups'),
        value: [
          {
            id: `${resourceId}/providers/Microsoft.Insights/metrics/${metric}`,
            type: 'Microsoft.Insights/metrics',
            name: { value: metric, localizedValue: `The ${metric}` },
            unit: 'Count',
            timeseries: [{ metadatavalues: [], data }],
            errorCode: 'Success',
          },
        ],
      },
      asked,
    );
  }
}

/** A result table as the API writes it. */
export function table(columns: string[], rows: unknown[][]) {
  return {
    name: 'PrimaryResult',
    columns: [
      { name: 'sliceStart', type: 'datetime' },
      ...columns.map(name => ({ name, type: 'long' })),
    ],
    rows,
  };
}
