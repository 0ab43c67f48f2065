import { Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { createServer } from 'node:https';

/** An object as Kubernetes keeps it. */
export interface KubernetesObject {
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    creationTimestamp?: string;
  };
  [field: string]: unknown;
}

/** What a test has happen to a call; `undefined` for the usual answer. */
export type Interception = (
  url: URL,
  response: ServerResponse,
  count: number,
) => 'answered' | undefined;

/** Resources by the path that they have without a namespace. */
const RESOURCES: Record<string, { kind: string; group: string }> = {
  '/api/v1/secrets': { kind: 'Secret', group: '' },
  '/api/v1/namespaces': { kind: 'Namespace', group: '' },
  '/apis/cert-manager.io/v1/certificates': {
    kind: 'Certificate',
    group: 'cert-manager.io',
  },
  '/apis/cert-manager.io/v1/certificaterequests': {
    kind: 'CertificateRequest',
    group: 'cert-manager.io',
  },
};

/**
 * As much of a Kubernetes API server as lists need, as its published API has
 * it: pages by `limit` and `continue` with tokens that expire, in the order of
 * namespace and name; field selectors; statuses 401, 403, 404 and 410.
 */
export class ApiServer {
  readonly token = 'a-token-of-the-portal';
  /** By the path of the resource without a namespace. */
  readonly objects: Record<string, KubernetesObject[]> = {};
  /** What may be done: `resource` or `resource/namespace`; everything when absent. */
  allowed?: Set<string>;
  /** Whether cert-manager is installed. */
  certManager = true;
  intercept: Interception = () => undefined;
  /** Of each call: method, path and query. */
  readonly calls: string[] = [];
  #server: Server | undefined;
  /** Tokens of pages before it are too old. */
  #oldest = 0;

  /** @param tls - key and certificate. */
  async start(tls: { key: string; cert: string }): Promise<string> {
    this.#server = createServer(tls, (request, response) => {
      const url = new URL(request.url!, 'https://cluster.test');
      this.calls.push(`${request.method} ${url.pathname}${url.search}`);
      if (this.intercept(url, response, this.calls.length)) return;
      if (request.headers.authorization !== `Bearer ${this.token}`) {
        this.status(response, 401, 'Unauthorized');
      } else if (request.method !== 'GET') {
        this.status(response, 405, 'MethodNotAllowed');
      } else this.#answer(url, response);
    });
    await new Promise<void>(done => this.#server!.listen(0, '127.0.0.1', done));
    const { port } = this.#server.address() as AddressInfo;
    return `https://127.0.0.1:${port}`;
  }

  async stop() {
    this.#server?.closeAllConnections();
    await new Promise(done => this.#server?.close(done));
  }

  put(path: string, ...objects: KubernetesObject[]) {
    this.objects[path] = [...(this.objects[path] ?? []), ...objects];
  }

  /** Pages that were begun before cannot be gone on with. */
  compact() {
    this.#oldest += 1;
  }

  /** Answers with an object of kind `Status`. */
  status(
    response: ServerResponse,
    code: number,
    reason: string,
    headers: Record<string, string> = {},
  ) {
    const message = `${reason}: details that nobody shall repeat`;
    this.#send(response, code, statusObject(code, reason, message), headers);
  }

  #answer(url: URL, response: ServerResponse) {
    const [, api, namespace, rest = ''] =
      /^(\/api\/v1|\/apis\/[^/]+\/v1)(?:\/namespaces\/([^/]+))?(\/[^/]+)?$/.exec(
        url.pathname,
      ) ?? [];
    if (namespace !== undefined && rest === '') {
      this.#answerNamespace(namespace, response);
      return;
    }
    const path = `${api}${rest}`;
    const resource = RESOURCES[path];
    if (
      !resource ||
      (resource.group === 'cert-manager.io' && !this.certManager)
    ) {
      // As for a path that no API has.
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404 page not found\n');
      return;
    }
    if (!this.#may(rest.slice(1), namespace)) {
      this.status(response, 403, 'Forbidden');
      return;
    }
    this.#list(path, resource, namespace, url.searchParams, response);
  }

  #answerNamespace(name: string, response: ServerResponse) {
    const found = this.objects['/api/v1/namespaces']?.find(
      ({ metadata }) => metadata.name === name,
    );
    if (!this.#may('namespaces', name)) this.status(response, 403, 'Forbidden');
    else if (!found) this.status(response, 404, 'NotFound');
    else this.#send(response, 200, { kind: 'Namespace', ...found });
  }

  #list(
    path: string,
    { kind, group }: { kind: string; group: string },
    namespace: string | undefined,
    query: URLSearchParams,
    response: ServerResponse,
  ) {
    const selected = (query.get('fieldSelector') ?? '')
      .split(',')
      .filter(Boolean)
      .map(each => each.split('='));
    const all = (this.objects[path] ?? [])
      .filter(
        ({ metadata }) =>
          namespace === undefined || metadata.namespace === namespace,
      )
      .filter(object =>
        selected.every(([field, value]) => object[field] === value),
      )
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    const limit = Number(query.get('limit') ?? Infinity);
    const token = query.get('continue');
    const [born, after] = token
      ? JSON.parse(Buffer.from(token, 'base64url').toString())
      : [this.#oldest, ''];
    if (born < this.#oldest) {
      this.status(response, 410, 'Expired');
      return;
    }
    const left = all.filter(object => orderOf(object) > after);
    const page = left.slice(0, limit);
    const last = page[page.length - 1];
    this.#send(response, 200, {
      kind: `${kind}List`,
      apiVersion: group ? `${group}/v1` : 'v1',
      metadata: {
        resourceVersion: '4711',
        ...(left.length > page.length && {
          continue: Buffer.from(JSON.stringify([born, orderOf(last)])).toString(
            'base64url',
          ),
          remainingItemCount: left.length - page.length,
        }),
      },
      items: page,
    });
  }

  #may(resource: string, namespace: string | undefined): boolean {
    return (
      !this.allowed ||
      this.allowed.has(resource) ||
      (namespace !== undefined && this.allowed.has(`${resource}/${namespace}`))
    );
  }

  #send(
    response: ServerResponse,
    code: number,
    body: object,
    headers: Record<string, string> = {},
  ) {
    response.writeHead(code, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(JSON.stringify(body));
  }
}

function orderOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function statusObject(code: number, reason: string, message: string) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    code,
  };
}
