import { StampClient } from './StampClient';

const shop = { namespace: 'default', name: 'shop' };

describe('StampClient', () => {
  const fetch = jest.fn(
    async (..._: [string, RequestInit?]) => new Response('{}'),
  );
  const client = new StampClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: { fetch: fetch as any },
  });
  const asked = () => {
    const [url, init] = fetch.mock.calls[0];
    const path = url.replace('http://portal/api/stamp', '');
    return [init?.method ?? 'GET', path, init?.body].filter(Boolean).join(' ');
  };

  beforeEach(() => fetch.mockClear());

  it.each<[string, () => Promise<unknown>]>([
    [
      'POST /plans {"kind":"retire","stampRef":"resource:default/a"}',
      () => client.plan({ kind: 'retire', stampRef: 'resource:default/a' }),
    ],
    ['GET /workloads/default/shop/stamps', () => client.getStamps(shop)],
    [
      'GET /stamps?text=a+b&owner=group%3Adefault%2Fx&owner=group%3Adefault%2Fy&sort=region&offset=50',
      () =>
        client.listStamps({
          text: 'a b',
          owner: ['group:default/x', 'group:default/y'],
          lifecycle: [],
          sort: 'region',
          offset: 50,
        }),
    ],
    [
      'GET /stamps/csv?environment=prod&direction=desc',
      () => client.downloadStamps({ environment: ['prod'], direction: 'desc' }),
    ],
    ['GET /permissions', () => client.getPermissions()],
  ])('asks %s', async (request, call) => {
    await call();
    expect(asked()).toBe(request);
  });
});
