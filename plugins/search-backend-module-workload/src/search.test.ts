import { WorkloadRow } from '@plumbline/plugin-workload-common';
import { WorkloadCollatorFactory } from './WorkloadCollatorFactory';
import { toDocument } from './WorkloadDocument';

const ROW: WorkloadRow = {
  ref: 'system:default/bank',
  namespace: 'default',
  name: 'bank',
  title: 'IE Bank',
  description: 'Accounts and transfers',
  ownerRef: 'group:default/bank-team',
  domainRef: 'domain:default/retail',
  tier: 'gold',
  health: 'degraded',
  healthSince: '2026-01-01T00:00:00.000Z',
  healthReason: 'It is slow',
  families: { maturity: { text: '3 → 4', tone: 'good' } },
  stamps: ['westeurope', 'eastus', 'westeurope'].map((region, i) => ({
    ref: `resource:default/bank-${i}`,
    region,
    state: 'healthy',
  })),
  attentionCount: 0,
  urgency: 0,
  updatedAt: '2026-01-01T00:00:00.000Z',
};

describe('workloads in search', () => {
  it('have what people search for and filter by', () => {
    expect(toDocument(ROW)).toEqual({
      title: 'IE Bank',
      text: 'Accounts and transfers · bank · bank-team · retail · gold · eastus · westeurope',
      location: '/catalog/default/system/bank',
      workloadRef: 'system:default/bank',
      health: 'degraded',
      level: '3',
      tier: 'gold',
      owner: 'bank-team',
      domain: 'retail',
      region: ['eastus', 'westeurope'],
    });
  });

  it('have every field, also where nothing is known', () => {
    const bare = toDocument({
      ...ROW,
      description: undefined,
      ownerRef: undefined,
      domainRef: undefined,
      tier: undefined,
      families: { maturity: { text: 'not evaluated', tone: 'unknown' } },
      stamps: [],
    });
    expect(bare).toMatchObject({
      text: 'bank',
      level: '',
      tier: '',
      owner: '',
      domain: '',
      region: [],
    });
    expect(Object.keys(bare)).toEqual(Object.keys(toDocument(ROW)));
  });

  it('are read page by page', async () => {
    const asked: string[] = [];
    const factory = new WorkloadCollatorFactory({
      get: async <Answer>(pluginId: string, path: string) => {
        asked.push(`${pluginId}${path}`);
        const offset = Number(/offset=(\d+)/.exec(path)![1]);
        const items = Array.from(
          { length: Math.min(200, 450 - offset) },
          (_, i) => ({ ...ROW, title: `w${offset + i}` }),
        );
        return { items, total: 450 } as Answer;
      },
    });
    const titles: string[] = [];
    for await (const document of await factory.getCollator()) {
      titles.push(document.title);
    }
    expect(titles).toEqual(Array.from({ length: 450 }, (_, i) => `w${i}`));
    expect(asked).toEqual([
      'workload/workloads?orderBy=title&limit=200&offset=0',
      'workload/workloads?orderBy=title&limit=200&offset=200',
      'workload/workloads?orderBy=title&limit=200&offset=400',
    ]);
  });
});
