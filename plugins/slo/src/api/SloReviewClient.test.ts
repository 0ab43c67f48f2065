import { SloReviewClient } from './SloReviewClient';

const base = 'http://localhost/api/slo';
const shop = { namespace: 'default', name: 'shop' };

function client() {
  const fetch = jest.fn(async (_url: string) => ({
    ok: true,
    status: 200,
    headers: new Headers({ 'content-type': 'text/csv' }),
    json: async () => ({}),
    blob: async () => new Blob(['id']),
  }));
  const it = new SloReviewClient({
    discoveryApi: { getBaseUrl: async () => base },
    fetchApi: { fetch } as never,
  });
  return { it, urls: () => fetch.mock.calls.map(([url]) => url) };
}

const query = {
  text: 'a b',
  owner: ['group:default/a', 'group:default/b'],
  state: ['low' as const],
  sort: 'name' as const,
  direction: 'desc' as const,
  offset: 20,
  limit: 50,
};
const filter =
  '?text=a+b&owner=group%3Adefault%2Fa&owner=group%3Adefault%2Fb&state=low';

describe('SloReviewClient', () => {
  it('asks for a page with filters, order and place', async () => {
    const { it: api, urls } = client();
    await api.getSlos(query);
    expect(urls()).toEqual([
      `${base}/slos${filter}&sort=name&direction=desc&offset=20&limit=50`,
    ]);
  });

  it('asks for groups with filters and place', async () => {
    const { it: api, urls } = client();
    await api.getGroups({
      groupBy: 'owner',
      state: ['low'],
      offset: 20,
      limit: 20,
    });
    expect(urls()).toEqual([
      `${base}/slos/groups?groupBy=owner&state=low&offset=20&limit=20`,
    ]);
  });

  it('counts with the filters alone, and exports with the order', async () => {
    const { it: api, urls } = client();
    await api.getCounts(query);
    await api.downloadSlos(query);
    expect(urls()).toEqual([
      `${base}/slos/counts${filter}`,
      `${base}/slos/csv${filter}&sort=name&direction=desc`,
    ]);
  });

  it('asks for reports and their files', async () => {
    const { it: api, urls } = client();
    await api.getReports(shop);
    await api.getReport(shop, '2026-10');
    await api.downloadReport(shop, '2026-10', 'pdf');
    const reports = `${base}/workloads/default/shop/reports`;
    expect(urls()).toEqual([
      reports,
      `${reports}/2026-10`,
      `${reports}/2026-10/pdf`,
    ]);
  });
});
