import { ConfigReader } from '@backstage/config';
import { readPrometheusServers } from './readPrometheusServers';

const read = (settings: object) =>
  readPrometheusServers(
    new ConfigReader({ slo: { prometheus: { a: settings } } }),
  ).get('a')!;

describe('readPrometheusServers', () => {
  it('reads nothing', () => {
    expect(readPrometheusServers(new ConfigReader({}))).toEqual(new Map());
  });

  it('knows defaults', () => {
    expect(read({ url: 'http://metrics/prom/' })).toEqual({
      name: 'a',
      url: 'http://metrics/prom',
      identity: { kind: 'none' },
      timeoutMs: 30_000,
      delaySeconds: 30,
      scrapeSeconds: 60,
      concurrency: 4,
      seriesPerRequest: 25,
      maxRangeSeconds: Infinity,
      maxResponseBytes: 32e6,
    });
  });

  it('asks Azure Monitor for one metric and 31 days at a time', () => {
    const server = read({
      url: 'https://x.prometheus.monitor.azure.com',
      azure: {},
    });
    expect(server).toMatchObject({
      identity: {
        kind: 'entra',
        entra: { scope: 'https://prometheus.monitor.azure.com/.default' },
      },
      seriesPerRequest: 1,
      maxRangeSeconds: 31 * 86_400,
    });
  });

  it.each([
    [{ url: 'file:///x' }, 'a.url must be an http or https URL'],
    [
      { url: 'https://me:secret@x' },
      'a.url must be without user, password, query and fragment; credentials go to slo.prometheus.a.basic',
    ],
    [
      { url: 'http://x', azure: {} },
      'a.url must be an https URL, since a token of Entra ID is sent there',
    ],
    [
      { url: 'http://x', token: 't', basic: { username: 'u', password: 'p' } },
      'a must have one of token, basic and azure, not token and basic',
    ],
    [
      { url: 'https://x', azure: { clientSecret: 's', clientId: 'c' } },
      'a.azure must have tenantId and clientId beside clientSecret',
    ],
    [
      { url: 'https://x', azure: { clientSecret: 's', tokenFile: 'f' } },
      'a.azure must have clientSecret or tokenFile, not both',
    ],
    [
      { url: 'http://x', tenant: 't', tenantHeader: 'a: b' },
      'a.tenantHeader must be the name of a header, such as THANOS-TENANT',
    ],
    [
      { url: 'https://x', tls: { ca: '/nowhere.pem' } },
      'a.tls.ca must be a file that can be read',
    ],
    [
      { url: 'https://x', tls: { certificate: __filename } },
      'a.tls must have both certificate and key',
    ],
    [
      { url: 'http://x', concurrency: 0 },
      'a.concurrency must be a whole number from 1 on',
    ],
  ])('names what is wrong with %j', (settings, message) => {
    expect(() => read(settings)).toThrow(`slo.prometheus.${message}`);
  });
});
