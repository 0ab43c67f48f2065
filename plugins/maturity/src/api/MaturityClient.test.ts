import { MaturityClient } from './MaturityClient';

const BASE = 'http://portal/api/maturity';
const shop = { namespace: 'default', name: 'a shop' };
const filter = {
  modelId: 'waf',
  pillarId: 'security',
  owners: ['group:default/a', 'group:default/b'],
  levels: [0, 1],
  states: ['contradiction' as const],
  text: 'pay',
};
const SCOPE =
  'model=waf&pillar=security&owner=group%3Adefault%2Fa&owner=group%3Adefault%2Fb';

function create() {
  const fetch = jest.fn(
    async (_url: RequestInfo | URL, init?: RequestInit) =>
      new Response(init?.method === 'DELETE' ? null : '{}', {
        status: init?.method === 'DELETE' ? 204 : 200,
      }),
  );
  const client = new MaturityClient({
    discoveryApi: { getBaseUrl: async () => BASE },
    fetchApi: { fetch },
  });
  return { client, fetch };
}

describe('MaturityClient', () => {
  it.each<[string, string, (client: MaturityClient) => Promise<unknown>]>([
    ['GET', '/permissions', c => c.getPermissions()],
    ['GET', '/workloads/default/a%20shop', c => c.getWorkload(shop)],
    [
      'GET',
      '/workloads/default/a%20shop/models/waf',
      c => c.getScorecard(shop, 'waf'),
    ],
    ['GET', '/workloads/default/a%20shop/facts', c => c.getFacts(shop)],
    ['POST', '/refresh', c => c.refresh(['system:default/shop'])],
    ['POST', '/attestations', c => c.attest([])],
    [
      'GET',
      '/exemptions?state=requested&state=approved&sort=expires&direction=desc&limit=5&offset=10',
      c =>
        c.getExemptions(
          { states: ['requested', 'approved'] },
          { sort: 'expires', direction: 'desc', limit: 5, offset: 10 },
        ),
    ],
    [
      'POST',
      '/exemptions/x1/decision',
      c => c.decideExemption('x1', { decision: 'deny' }),
    ],
    [
      'GET',
      `/portfolio?${SCOPE}&level=0&level=1&state=contradiction&text=pay&sort=pillar%3Asecurity&direction=desc&limit=20&offset=0`,
      c =>
        c.getPortfolio(filter, {
          sort: 'pillar:security',
          direction: 'desc',
          limit: 20,
          offset: 0,
        }),
    ],
    ['GET', '/portfolio/filters?model=waf', c => c.getPortfolioFilters('waf')],
    [
      'GET',
      `/portfolio/summary?${SCOPE}&days=90`,
      c => c.getPortfolioSummary(filter, { days: 90 }),
    ],
    [
      'GET',
      `/portfolio/changes?${SCOPE}&text=pay&since=2026-11-01&limit=5`,
      c => c.getPortfolioChanges(filter, { since: '2026-11-01', limit: 5 }),
    ],
    [
      'GET',
      `/portfolio.csv?${SCOPE}&level=0&level=1&state=contradiction&text=pay&sort=title`,
      c => c.downloadPortfolio({ ...filter, sort: 'title' }),
    ],
    ['GET', '/milestones?model=waf', c => c.getMilestones('waf')],
    ['DELETE', '/milestones/m1', c => c.deleteMilestone('m1')],
    [
      'GET',
      '/milestones/m1/comparison?owner=group%3Adefault%2Fa&with=now&offset=20',
      c =>
        c.compareMilestone(
          'm1',
          { owners: ['group:default/a'] },
          { with: 'now', offset: 20 },
        ),
    ],
    ['GET', '/campaigns?state=running', c => c.getCampaigns(['running'])],
    ['GET', '/campaigns/c1', c => c.getCampaign('c1')],
    ['POST', '/campaigns/c1/close', c => c.closeCampaign('c1')],
    ['DELETE', '/campaigns/c1', c => c.deleteCampaign('c1')],
    [
      'GET',
      '/campaigns/c1/workloads?done=false&limit=20',
      c => c.getCampaignWorkloads('c1', { done: false, limit: 20 }),
    ],
    ['GET', '/models', c => c.getModels()],
    ['GET', '/models/waf', c => c.getModel('waf')],
    ['GET', '/models/waf/files', c => c.getModelFiles('waf')],
    ['POST', '/dry-runs', c => c.startDryRun({ file: 'a.yaml', text: '' })],
    ['GET', '/dry-runs/d1', c => c.getDryRun('d1')],
    ['GET', '/facts/sources', c => c.getFactSources()],
    [
      'GET',
      '/badges/default/a%20shop.svg?model=waf&pillar=security',
      c => c.getBadge(shop, { modelId: 'waf', pillarId: 'security' }),
    ],
  ])('%s %s', async (method, path, call) => {
    const { client, fetch } = create();
    await call(client);
    expect(fetch).toHaveBeenCalledTimes(1);
    const [url, init] = fetch.mock.calls[0];
    expect(url).toBe(`${BASE}${path}`);
    expect(init?.method ?? 'GET').toBe(method);
  });

  it('says where a badge is without asking for it', async () => {
    const { client, fetch } = create();
    await expect(client.getBadgeUrl(shop, { label: 'level' })).resolves.toBe(
      `${BASE}/badges/default/a%20shop.svg?label=level`,
    );
    expect(fetch).not.toHaveBeenCalled();
  });
});
