import { SloClient } from './SloClient';

const shop = { namespace: 'default', name: 'shop' };

describe('SloClient', () => {
  const fetch = jest.fn(
    async (..._: [string, RequestInit?]) => new Response('{}'),
  );
  const client = new SloClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: { fetch: fetch as any },
  });
  const asked = () => {
    const [url, init] = fetch.mock.calls[0];
    const path = url.replace('http://portal/api/slo', '');
    return [init?.method ?? 'GET', path, init?.body].filter(Boolean).join(' ');
  };

  beforeEach(() => fetch.mockClear());

  it.each<[string, () => Promise<unknown>]>([
    ['GET /workloads/default/shop/slos', () => client.getSlos(shop)],
    [
      'GET /workloads/default/shop/history?days=30',
      () => client.getHistory(shop),
    ],
    [
      'GET /workloads/default/shop/timeline?days=30',
      () => client.getTimeline(shop),
    ],
    ['GET /workloads/default/shop/agreement', () => client.getAgreement(shop)],
    [
      'PUT /workloads/default/shop/agreement {"excluded":[],"overrides":{}}',
      () => client.correctHotPath(shop, { excluded: [], overrides: {} }),
    ],
    [
      'GET /workloads/default/shop/exclusions',
      () => client.getExclusions(shop),
    ],
    [
      'POST /workloads/default/shop/exclusions {"from":"a","to":"b","reason":"c"}',
      () => client.addExclusion(shop, { from: 'a', to: 'b', reason: 'c' }),
    ],
    [
      'DELETE /workloads/default/shop/exclusions/7',
      () => client.revokeExclusion(shop, 7),
    ],
    [
      'GET /slos/shop%2Fa.1/prometheus-rules',
      () => client.getPrometheusRules('shop/a.1'),
    ],
  ])('asks %s', async (request, call) => {
    await call();
    expect(asked()).toBe(request);
  });
});
