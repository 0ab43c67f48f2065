import { ConfigReader } from '@backstage/config';
import { readTlsConfig } from './readTlsConfig';

describe('readTlsConfig', () => {
  const read = (tls?: object) =>
    readTlsConfig(new ConfigReader(tls ? { secretExpiry: { tls } } : {}));
  const allows = (host: string, target: string, port = 443) =>
    read({ allow: [{ host }] }).allowList.allows({
      protocol: 'tls',
      host: target,
      port,
    });

  it('allows nothing without configuration', () => {
    const config = read();
    expect(config.uses).toEqual([]);
    expect(
      config.allowList.allows({ protocol: 'tls', host: 'a.test', port: 443 }),
    ).toBe(false);
    expect(config.policy.refusal('10.0.0.1')).toBe('private');
  });

  it('reads endpoints with full refs', () => {
    const [use] = read({
      endpoints: [
        {
          endpoint: 'smtp+starttls://mail.example.com',
          workload: 'bank',
          entity: 'mail',
          owner: 'post',
          stamp: 'bank-we-001',
          rotation: 'automatic',
          runbookUrl: 'https://docs.example.com/renew',
        },
      ],
    }).uses;
    expect(use).toEqual({
      endpoint: {
        protocol: 'smtp+starttls',
        host: 'mail.example.com',
        port: 25,
      },
      workloadRef: 'system:default/bank',
      entityRef: 'resource:default/mail',
      ownerRef: 'group:default/post',
      stampRef: 'resource:default/bank-we-001',
      rotation: 'automatic',
      runbookUrl: 'https://docs.example.com/renew',
    });
  });

  it('reads hosts as endpoints have them', () => {
    expect(allows('API.Example.com', 'api.example.com')).toBe(true);
    expect(allows('*.Example.com', 'a.b.example.com')).toBe(true);
    expect(allows('*', 'anything.test')).toBe(true);
    expect(allows('*', 'anything.test', 25)).toBe(false);
    expect(allows('fd12::5', 'fd12::5')).toBe(true);
    expect(allows('127.1', '127.0.0.1')).toBe(true);
  });

  it.each([
    [{ allow: [{ host: '' }] }, 'allow'],
    [{ allow: [{ host: 'a*.example.com' }] }, 'allow[0].host'],
    [{ allow: [{ host: '*.' }] }, 'allow[0].host'],
    [{ allow: [{ host: 'https://a.test' }] }, 'allow[0].host'],
    [{ allow: [{ host: 'a.test:443' }] }, 'allow[0].host'],
    [{ allow: [{ host: 'a.test', ports: [0] }] }, 'allow[0].ports'],
    [{ allow: [{ host: 'a.test', ports: ['443'] }] }, 'allow[0].ports'],
    [{ allowAddresses: ['10.0.0.0'] }, 'allowAddresses[0]'],
    [{ allowAddresses: ['10.0.0.0/33'] }, 'allowAddresses[0]'],
    [
      { endpoints: [{ endpoint: 'x', workload: 'a' }] },
      'endpoints[0].endpoint',
    ],
    [{ endpoints: [{ endpoint: 'x:1' }] }, 'workload'],
    [
      { endpoints: [{ endpoint: 'x:1', workload: 'a:' }] },
      'endpoints[0].workload',
    ],
    [
      { endpoints: [{ endpoint: 'x:1', workload: 'a', rotation: 'never' }] },
      'endpoints[0].rotation',
    ],
    [
      {
        endpoints: [{ endpoint: 'x:1', workload: 'a', runbookUrl: 'ftp://x' }],
      },
      'endpoints[0].runbookUrl',
    ],
    [{ ca: ['/nowhere.pem'] }, 'ca[0]'],
    [{ timeout: { seconds: 0 } }, 'timeout'],
    [{ concurrency: 0 }, 'concurrency'],
  ])('%j names the key', (tls, key) => {
    expect(() => read(tls)).toThrow(key);
  });
});
