import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CredentialConfig,
  createCredential,
} from '@plumbline/plugin-azure-node';
import {
  Authority,
  opensslInstalled,
  tlsOf,
} from '../__fixtures__/certificates';
import { PrometheusServer } from '../config/PrometheusServer';
import { EntraAuthorization } from './EntraAuthorization';
import { PrometheusApi } from './PrometheusApi';

const SCOPE = 'https://prometheus.monitor.azure.com/.default';
const MINUTE = 60_000;

describe('EntraAuthorization', () => {
  let now: number;
  let given: number;
  let failure: Error | undefined;

  const authorization = () =>
    new EntraAuthorization({
      scope: SCOPE,
      now: () => now,
      createCredential: () => ({
        async getToken(scope) {
          expect(scope).toBe(SCOPE);
          if (failure) throw failure;
          given++;
          return {
            token: `token ${given}`,
            expiresOnTimestamp: now + 60 * MINUTE,
          };
        },
      }),
    });

  beforeEach(() => {
    now = 1_000_000;
    given = 0;
    failure = undefined;
  });

  it('gets one token for all until shortly before it expires', async () => {
    const entra = authorization();
    const both = await Promise.all([entra.header(), entra.header()]);
    expect(both).toEqual(['Bearer token 1', 'Bearer token 1']);
    now += 54 * MINUTE;
    await expect(entra.header()).resolves.toBe('Bearer token 1');
    now += 2 * MINUTE;
    await expect(entra.header()).resolves.toBe('Bearer token 2');
  });

  it('uses up what it has while there is no other', async () => {
    const entra = authorization();
    await entra.header();
    failure = new Error('AADSTS90033: try later, trace 1234');
    now += 58 * MINUTE;
    await expect(entra.header()).resolves.toBe('Bearer token 1');
    now += 3 * MINUTE;
    await expect(entra.header()).rejects.toThrow(
      /^Entra ID gave no token \(AADSTS90033\)$/,
    );
  });

  it('is renewed once for all that were refused', async () => {
    const entra = authorization();
    const refused = await entra.header();
    expect(entra.renew(refused)).toBe(true);
    expect(entra.renew(refused)).toBe(true);
    const other = await entra.header();
    expect(other).toBe('Bearer token 2');
    expect(entra.renew(refused)).toBe(true);
    // Refused with a new token too: another one would not help.
    expect(entra.renew(other)).toBe(false);
    await expect(entra.header()).resolves.toBe('Bearer token 2');
  });
});

// The library itself against a server that gives tokens as Entra ID does.
(opensslInstalled ? describe : describe.skip)('tokens of Entra ID', () => {
  const tenantId = '11111111-1111-1111-1111-111111111111';
  const clientId = '22222222-2222-2222-2222-222222222222';
  let folder: string;
  let authority: Authority;
  let entra: Server;
  let prometheus: Server;
  let tokens: Record<string, string>[];
  let accepted: string[];
  let seen: (string | undefined)[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slo-entra-'));
    authority = new Authority(folder);
    entra = createHttpsServer(
      tlsOf(authority.issue('entra')),
      (request, response) => {
        const { port } = entra.address() as AddressInfo;
        const base = `https://localhost:${port}/${tenantId}`;
        let body = '';
        request.on('data', chunk => (body += chunk));
        request.on('end', () => {
          response.setHeader('content-type', 'application/json');
          if (request.url?.includes('openid-configuration')) {
            response.end(
              JSON.stringify({
                issuer: `${base}/v2.0`,
                authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
                token_endpoint: `${base}/oauth2/v2.0/token`,
                jwks_uri: `${base}/discovery/v2.0/keys`,
              }),
            );
            return;
          }
          tokens.push(Object.fromEntries(new URLSearchParams(body)));
          response.end(
            JSON.stringify({
              token_type: 'Bearer',
              expires_in: 3_599,
              access_token: `token-${tokens.length}`,
            }),
          );
        });
      },
    );
    prometheus = createHttpServer((request, response) => {
      const { authorization } = request.headers;
      seen.push(authorization);
      request.resume().on('end', () => {
        response.statusCode = accepted.includes(String(authorization))
          ? 200
          : 401;
        response.end(
          JSON.stringify({
            status: 'success',
            data: { resultType: 'matrix', result: [] },
          }),
        );
      });
    });
    for (const server of [entra, prometheus]) {
      await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    }
  });

  beforeEach(() => {
    tokens = [];
    seen = [];
    accepted = ['Bearer token-1', 'Bearer token-2'];
  });

  afterAll(async () => {
    for (const server of [entra, prometheus]) {
      server?.closeAllConnections();
      await new Promise(done => server.close(done));
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const bySecret: CredentialConfig = {
    kind: 'clientSecret',
    tenantId,
    clientId,
    clientSecret: 'a-secret',
  };
  const api = (credential: CredentialConfig) => {
    const port = (server: Server) => (server.address() as AddressInfo).port;
    const server: PrometheusServer = {
      name: 'azure',
      url: `http://127.0.0.1:${port(prometheus)}`,
      identity: { kind: 'none' },
      timeoutMs: 30_000,
      delaySeconds: 0,
      scrapeSeconds: 60,
      concurrency: 4,
      seriesPerRequest: 1,
      maxRangeSeconds: Infinity,
      maxResponseBytes: 1e6,
    };
    const authorization = new EntraAuthorization({
      scope: SCOPE,
      createCredential: () =>
        createCredential(credential, {
          authorityHost: `https://localhost:${port(entra)}`,
          tlsOptions: { ca: readFileSync(authority.certificate, 'utf8') },
          disableInstanceDiscovery: true,
        }),
    });
    return new PrometheusApi(server, authorization);
  };
  const range = { query: 'x', start: 0, end: 0, step: 300 };

  it('are got with a client secret, once for many queries', async () => {
    const one = api(bySecret);
    await Promise.all([1, 2, 3].map(() => one.queryRange(range)));
    expect(tokens).toHaveLength(1);
    expect(tokens[0]).toMatchObject({
      client_id: clientId,
      client_secret: 'a-secret',
      grant_type: 'client_credentials',
    });
    expect(tokens[0].scope).toContain(SCOPE);
    expect(new Set(seen)).toEqual(new Set(['Bearer token-1']));
  });

  it('are got with the token of a workload identity', async () => {
    const tokenFile = join(folder, 'federated');
    writeFileSync(tokenFile, 'federated-token');
    await api({
      kind: 'workloadIdentity',
      tenantId,
      clientId,
      tokenFile,
    }).queryRange(range);
    expect(tokens[0]).toMatchObject({
      client_id: clientId,
      client_assertion: 'federated-token',
    });
  });

  it('are replaced once when the server does not take them any more', async () => {
    const one = api(bySecret);
    await one.queryRange(range);
    accepted = ['Bearer token-2'];
    await one.queryRange(range);
    expect(seen).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
    ]);

    accepted = [];
    await expect(one.queryRange(range)).rejects.toThrow(
      /^azure does not accept the credentials \(401\)$/,
    );
    expect(tokens).toHaveLength(2);
  });
});
