import { rmSync, writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { judgeCredential } from '@plumbline/plugin-secret-expiry-common';
import {
  CertificateWorkshop,
  listSource,
  problemsOf,
} from '@plumbline/plugin-secret-expiry-node/testUtils';
import { TlsSource } from './TlsSource';
import { RealBlackbox, blackboxInstalled } from './__testUtils__/RealBlackbox';
import {
  Issued,
  RealPebble,
  pebbleInstalled,
} from './__testUtils__/RealPebble';
import { Servers } from './__testUtils__/servers';
import { readTlsConfig } from './config/readTlsConfig';

const DAY_MS = 86_400_000;
/** As long as public certificates may be valid from 2029-03-15 on. */
const DAYS = 47;

jest.setTimeout(60_000);

// A real ACME server issues, an independent program looks at the same endpoint.
(pebbleInstalled && blackboxInstalled ? describe : describe.skip)(
  'a certificate by ACME',
  () => {
    const workshop = new CertificateWorkshop();
    const servers = new Servers();
    let pebble: RealPebble;
    let root: string;

    beforeAll(async () => {
      const authority = workshop.root('Pebble');
      const pair = workshop.issue({
        name: 'pebble',
        issuer: authority,
        names: 'IP:127.0.0.1',
      });
      pebble = await RealPebble.start(
        workshop.folder,
        { pair, authority },
        DAYS,
      );
      root = join(workshop.folder, 'root.pem');
      writeFileSync(root, await pebble.root());
    });
    afterAll(async () => {
      await pebble.stop();
      await servers.end();
      rmSync(workshop.folder, { recursive: true });
    });

    const serve = ({ key, chain }: Issued) => servers.tls({ key, cert: chain });

    function createSource(port: number) {
      const tls = {
        allow: [{ host: 'api.test', ports: [port] }],
        allowAddresses: ['127.0.0.1/32'],
        ca: [root],
        endpoints: [{ endpoint: `api.test:${port}`, workload: 'bank' }],
      };
      return new TlsSource({
        auth: mockServices.auth(),
        catalog: catalogServiceMock({ entities: [] }),
        config: readTlsConfig(new ConfigReader({ secretExpiry: { tls } })),
        resolve: async () => ['127.0.0.1'],
      });
    }

    it('is listed as the exporter sees it, and warned of in proportion', async () => {
      const issued = await pebble.order('api.test');
      const port = await serve(issued);
      const { credentials, outcomes } = await listSource(createSource(port));
      expect(problemsOf(outcomes[0])).toEqual([]);
      const [leaf] = credentials;
      const certificate = new X509Certificate(issued.chain);
      expect(leaf).toMatchObject({
        expires: certificate.validToDate.toISOString(),
        thumbprint: certificate.fingerprint.replaceAll(':', '').toLowerCase(),
        chainPlace: 'leaf',
      });

      const blackbox = await RealBlackbox.start(workshop.folder, root);
      const probe = await blackbox.probe(port, { trust: true });
      await blackbox.stop();
      expect(probe.success).toBe(true);
      expect(probe.fingerprint).toBe(leaf.fingerprint);
      expect(probe.earliestExpiry).toBe(
        Math.min(
          ...credentials.map(({ expires }) => Date.parse(expires!) / 1_000),
        ),
      );

      // A third of its life before it ends, not 90 days: that would be at once.
      const expires = Date.parse(leaf.expires!);
      const lifetime = expires - Date.parse(leaf.created);
      expect(Math.round(lifetime / DAY_MS)).toBe(DAYS);
      const stageBefore = (left: number) =>
        judgeCredential(leaf, new Date(expires - left)).stage;
      expect(stageBefore(lifetime / 3 + 1_000)).toBe(0);
      expect(stageBefore(lifetime / 3 - 1_000)).toBe(1);
      expect(stageBefore(lifetime / 50 - 1_000)).toBe(6);
    });

    it('keeps its key when it is renewed', async () => {
      const first = await listSource(
        createSource(await serve(await pebble.order('api.test'))),
      );
      const second = await listSource(
        createSource(await serve(await pebble.order('api.test'))),
      );
      const [before, after] = [first, second].map(
        ({ credentials }) => credentials[0],
      );
      expect(after.key).toBe(before.key);
      expect(after.thumbprint).not.toBe(before.thumbprint);
    });
  },
);
