import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { PlaceReader } from './PlaceReader';

const TEXT = 'apiVersion: openslo/v1\n';

// The readers of the framework, against a server that answers as GitHub does.
describe('PlaceReader with the URL readers of the framework', () => {
  let server: Server;
  let host: string;
  let asked: { path: string; etag?: string }[];
  let status: number;

  beforeEach(async () => {
    asked = [];
    status = 200;
    server = createServer((request, response) => {
      const etag = request.headers['if-none-match'];
      asked.push({ path: request.url ?? '', etag });
      if (status === 200 && etag === '"v1"') status = 304;
      response.writeHead(status, { etag: '"v1"' });
      response.end(status === 200 ? TEXT : '');
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(
    () =>
      new Promise(done => {
        server.close(done);
        server.closeAllConnections();
      }),
  );

  function reader(config: object) {
    return new PlaceReader(
      UrlReaders.default({
        config: new ConfigReader(config),
        logger: mockServices.logger.mock(),
      }),
    );
  }

  it.each([
    [
      'a Git host of the integrations',
      () => ({
        integrations: {
          github: [{ host, apiBaseUrl: `http://${host}/api`, token: 't' }],
        },
      }),
      '/api/repos/acme/shop/contents/slos/shop.yaml?ref=main',
    ],
    [
      'another host that may be read',
      () => ({ backend: { reading: { allow: [{ host }] } } }),
      '/acme/shop/blob/main/slos/shop.yaml',
    ],
  ])('reads from %s, and only what changed', async (_, config, path) => {
    const places = reader(config());
    const place = `http://${host}/acme/shop/blob/main/slos/shop.yaml`;
    const first = await places.read({ place });
    expect(first).toEqual({
      etag: '"v1"',
      files: [{ name: place, text: TEXT }],
    });
    await expect(places.read({ place, etag: first.etag })).resolves.toEqual({});
    expect(asked).toEqual([
      { path, etag: undefined },
      { path, etag: '"v1"' },
    ]);
  });

  it.each([
    [404, 'The file was not found, or the portal has no access to it'],
    [403, 'The portal has no access to the file'],
    [429, 'The host of the file takes no more requests for now'],
    [500, 'The file could not be read; its host did not answer as expected'],
  ])(
    'says what an answer of %d means, and nothing of what was said',
    async (code, message) => {
      status = code;
      const place = `http://${host}/slo.yaml`;
      await expect(
        reader({ backend: { reading: { allow: [{ host }] } } }).read({ place }),
      ).rejects.toThrow(new Error(message));
    },
  );

  it('asks no host that the configuration does not name', async () => {
    const place = `http://${host}/slo.yaml`;
    await expect(reader({}).read({ place })).rejects.toThrow(
      'The file is on a host that the portal may not read; it has to be configured under integrations',
    );
    expect(asked).toEqual([]);
  });
});
