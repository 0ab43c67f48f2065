import { TestDatabases } from '@backstage/backend-test-utils';
import { ExemptionOrder } from '@plumbline/plugin-maturity-common';
import { migrate } from './database';
import { ExemptionStore } from './ExemptionStore';
import { WorkloadStore } from './WorkloadStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('ExemptionStore on %s', id => {
  /** Id, workload, day of November it was asked for and day of December it ends. */
  const REQUESTS: [string, string, number, number][] = [
    ['a', 'system:default/gone', 1, 9],
    ['b', 'system:default/zebra', 2, 3],
    ['c', 'system:default/ape', 3, 3],
    ['d', 'system:default/zebra', 4, 7],
    ['e', 'system:default/ape', 4, 3],
  ];

  async function filled() {
    const database = await databases.init(id);
    await migrate(database);
    await new WorkloadStore(database).save([
      // Capital letters and small ones are one alphabet.
      { workloadRef: 'system:default/zebra', title: 'aardvark' },
      { workloadRef: 'system:default/ape', title: 'Baboon' },
    ]);
    const store = new ExemptionStore(database);
    for (const [exemption, workloadRef, asked, ends] of REQUESTS) {
      await store.add({
        id: exemption,
        workloadRef,
        criterionId: `of-${exemption}`,
        reason: 'It is switched off soon.',
        requestedBy: 'user:default/ada',
        requestedAt: `2026-11-0${asked}T00:00:00.000Z`,
        expiresAt: `2026-12-0${ends}T00:00:00.000Z`,
      });
    }
    return store;
  }

  it('lists each once, in any order, page after page', async () => {
    const store = await filled();
    const inOrder = async (
      sort?: ExemptionOrder,
      direction?: 'asc' | 'desc',
    ) => {
      let ids = '';
      for (let offset = 0; offset < REQUESTS.length; offset += 2) {
        const page = await store.page({ sort, direction, limit: 2, offset });
        expect(page.total).toBe(REQUESTS.length);
        ids += page.items.map(item => item.id).join('');
      }
      return ids;
    };
    expect(await inOrder()).toBe('decba');
    expect(await inOrder('requested')).toBe('decba');
    expect(await inOrder('requested', 'asc')).toBe('abcde');
    expect(await inOrder('expires')).toBe('ecbda');
    expect(await inOrder('expires', 'desc')).toBe('adecb');
    expect(await inOrder('workload')).toBe('dbeca');
    expect(await inOrder('workload', 'desc')).toBe('ecdba');
  });
});
