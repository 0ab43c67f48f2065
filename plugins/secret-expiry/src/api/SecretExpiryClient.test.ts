import { SecretExpiryClient } from './SecretExpiryClient';

const query = {
  workloadRef: ['system:default/shop'],
  owner: ['group:default/a', 'group:default/b'],
  needsSomeone: true,
  orderBy: '-actBy' as const,
  limit: 20,
  offset: 40,
};
const filter =
  'workloadRef=system%3Adefault%2Fshop&owner=group%3Adefault%2Fa&owner=group%3Adefault%2Fb&needsSomeone=true';

describe('SecretExpiryClient', () => {
  const fetch = jest.fn(
    async (..._: [string, RequestInit?]) => new Response('{}'),
  );
  const client = new SecretExpiryClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: { fetch: fetch as any },
  });
  const asked = () => {
    const [url, init] = fetch.mock.calls[0];
    const path = url.replace('http://portal/api/secret-expiry', '');
    return [init?.method ?? 'GET', path, init?.body].filter(Boolean).join(' ');
  };

  beforeEach(() => fetch.mockClear());

  it.each<[string, () => Promise<unknown>]>([
    ['GET /permissions', () => client.getPermissions()],
    [
      `GET /credentials?${filter}&orderBy=-actBy&limit=20&offset=40`,
      () => client.getCredentials(query),
    ],
    [`GET /credentials/counts?${filter}`, () => client.getCounts(query)],
    ['GET /credentials/filters', () => client.getFilters()],
    [`GET /credentials/calendar?${filter}`, () => client.getCalendar(query)],
    [
      `GET /credentials/csv?${filter}&orderBy=-actBy`,
      () => client.downloadCredentials(query),
    ],
    ['GET /credentials/a%2Fb', () => client.getCredential('a/b')],
    [
      'GET /workloads/default/shop/overview',
      () => client.getWorkload({ namespace: 'default', name: 'shop' }),
    ],
    [
      'POST /acknowledgements {"credentialIds":["a"],"kind":"acknowledged","reason":"b"}',
      () =>
        client.acknowledge({
          credentialIds: ['a'],
          kind: 'acknowledged',
          reason: 'b',
        }),
    ],
    ['DELETE /acknowledgements/7', () => client.takeBack('7')],
    [
      'GET /places?outcome=could-not-look&limit=5',
      () => client.getPlaces({ outcome: ['could-not-look'], limit: 5 }),
    ],
    ['GET /sources', () => client.getSources()],
    ['POST /sources/key-vault/scan {}', () => client.scan('key-vault')],
    ['GET /feeds', () => client.getFeeds()],
    [
      'GET /feeds?everyone=true&limit=20',
      () => client.getFeeds({ everyone: true, limit: 20 }),
    ],
    [
      'POST /feeds {"name":"a","filter":{"kind":["key"]}}',
      () => client.createFeed({ name: 'a', filter: { kind: ['key'] } }),
    ],
    ['DELETE /feeds/7', () => client.revokeFeed('7')],
  ])('asks %s', async (request, call) => {
    await call();
    expect(asked()).toBe(request);
  });
});
