import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { ConfigReader } from '@backstage/config';
import {
  Authority,
  opensslInstalled,
  tlsOf,
} from '../__fixtures__/certificates';
import { PrometheusSource } from '../PrometheusSource';
import { readPrometheusServers } from '../config/readPrometheusServers';

if (!opensslInstalled) {
  // eslint-disable-next-line no-console
  console.log('skipped: openssl is not installed');
}

(opensslInstalled ? describe : describe.skip)('TLS', () => {
  let folder: string;
  let authority: Authority;
  let server: Server;
  let seen: (string | undefined)[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slo-tls-'));
    authority = new Authority(folder);
    server = createServer(
      {
        ...tlsOf(authority.issue('server')),
        ca: readFileSync(authority.certificate),
        requestCert: true,
        rejectUnauthorized: false,
      },
      (request, response) => {
        const socket = request.socket as TLSSocket;
        seen.push(
          socket.authorized
            ? String(socket.getPeerCertificate().subject.CN)
            : undefined,
        );
        response.end(
          JSON.stringify({
            status: 'success',
            data: { resultType: 'matrix', result: [] },
          }),
        );
      },
    );
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });

  beforeEach(() => {
    seen = [];
  });

  afterAll(async () => {
    server?.closeAllConnections();
    await new Promise(done => server.close(done));
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(tls?: object) {
    const { port } = server.address() as AddressInfo;
    const source = new PrometheusSource(
      readPrometheusServers(
        new ConfigReader({
          slo: { prometheus: { a: { url: `https://localhost:${port}`, tls } } },
        }),
      ),
    );
    const [answer] = await source.read([
      {
        id: 'one',
        kind: 'count',
        spec: { query: 'x' },
        from: 0,
        to: 300,
        step: 300,
      },
    ]);
    return answer.error;
  }

  it('trusts nobody whom the system does not know', async () => {
    await expect(ask()).resolves.toMatch(
      'a cannot be reached: its certificate or ours was not accepted',
    );
    expect(seen).toEqual([]);
  });

  it('trusts its own authority', async () => {
    await expect(ask({ ca: authority.certificate })).resolves.toBeUndefined();
    expect(seen).toEqual([undefined]);
  });

  it('shows its certificate', async () => {
    const { certificate, key } = authority.issue('portal');
    await expect(
      ask({ ca: authority.certificate, certificate, key }),
    ).resolves.toBeUndefined();
    expect(seen).toEqual(['portal']);
  });

  it('does not take the certificate of another', async () => {
    await expect(
      ask({ ca: authority.certificate, serverName: 'metrics.example.com' }),
    ).resolves.toMatch('cannot be reached');
    expect(seen).toEqual([]);
  });
});
