import { rmSync } from 'node:fs';
import {
  CertificateWorkshop,
  inDays,
  pemOf,
  served,
} from '@plumbline/plugin-secret-expiry-node/testUtils';
import { RealBlackbox, blackboxInstalled } from './__testUtils__/RealBlackbox';
import { Servers, lineServer } from './__testUtils__/servers';
import { parseEndpoint } from './endpoint/Endpoint';
import { listCertificates, listCredentials } from './listCredentials';
import { problemsOf } from './look/ChainProblems';
import { Looker } from './look/Looker';
import { AddressPolicy } from './target/AddressPolicy';
import { AllowList } from './target/AllowList';

jest.setTimeout(60_000);

// An independent program looks at the same servers.
(blackboxInstalled ? describe : describe.skip)('as blackbox_exporter', () => {
  const workshop = new CertificateWorkshop();
  const servers = new Servers();
  let blackbox: RealBlackbox;
  let ports: Record<string, number>;
  let looker: Looker;

  beforeAll(async () => {
    const names = 'DNS:api.test';
    const root = workshop.root('Test root');
    const middle = workshop.issue({
      name: 'Test intermediate',
      issuer: root,
      to: inDays(20),
    });
    const issue = (given: { names: string; from?: Date; to?: Date }) =>
      workshop.issue({ name: 'api', issuer: middle, ...given });
    const good = issue({ names });
    const tls = served(good, middle);
    ports = {
      good: await servers.tls(tls),
      'with the root': await servers.tls(served(good, middle, root)),
      short: await servers.tls(served(issue({ names, to: inDays(5) }), middle)),
      expired: await servers.tls(
        served(issue({ names, from: inDays(-9), to: inDays(-1) }), middle),
      ),
      early: await servers.tls(
        served(issue({ names, from: inDays(3) }), middle),
      ),
      'another name': await servers.tls(
        served(issue({ names: 'DNS:other.test' }), middle),
      ),
      'a common name alone': await servers.tls(
        served(
          workshop.issue({
            name: 'api.test',
            issuer: middle,
            names: 'URI:x:y',
          }),
          middle,
        ),
      ),
      'without intermediate': await servers.tls(served(good)),
      'self-signed': await servers.tls(
        served(workshop.selfSigned('api.test', names)),
      ),
      smtp: await servers.plain(
        lineServer(
          tls,
          '220 api.test\r\n',
          [
            [/^EHLO/, '250-api.test\r\n250 STARTTLS\r\n'],
            [/^STARTTLS/, '220 go\r\n'],
          ],
          /^STARTTLS/,
        ),
      ),
    };
    blackbox = await RealBlackbox.start(workshop.folder, root.certificate);
    looker = new Looker({
      allowList: new AllowList([
        { host: 'api.test', ports: Object.values(ports) },
      ]),
      policy: new AddressPolicy(['127.0.0.1/32']),
      resolve: async () => ['127.0.0.1'],
      authorities: [pemOf(root.certificate)],
      timeoutMs: 10_000,
    });
  });

  afterAll(async () => {
    await blackbox.stop();
    await servers.end();
    rmSync(workshop.folder, { recursive: true });
  });

  it.each([
    'good',
    'with the root',
    'short',
    'expired',
    'early',
    'another name',
    'a common name alone',
    'without intermediate',
    'self-signed',
    'smtp',
  ])('%s', async name => {
    const smtp = name === 'smtp';
    const protocol = smtp ? 'smtp+starttls' : 'tls';
    const endpoint = parseEndpoint(`${protocol}://api.test:${ports[name]}`)!;
    const look = await looker.look(endpoint, new AbortController().signal);
    const credentials = listCredentials(listCertificates(look.chains), [
      { endpoint, workloadRef: 'system:default/bank', rotation: 'manual' },
    ]);
    const problems = problemsOf(
      look.chains[0],
      endpoint,
      looker.anchors,
      new Date(),
    );
    const looked = await blackbox.probe(ports[name], { trust: false, smtp });
    const trusted = await blackbox.probe(ports[name], { trust: true, smtp });
    expect({
      earliestExpiry: Math.min(
        ...credentials.map(({ expires }) => Date.parse(expires!) / 1_000),
      ),
      fingerprint: credentials[0].fingerprint,
      trusted: problems.length === 0,
    }).toEqual({
      earliestExpiry: looked.earliestExpiry,
      fingerprint: looked.fingerprint,
      trusted: trusted.success,
    });
    expect(looked.earliestExpiry).toBeGreaterThan(0);
  });
});
