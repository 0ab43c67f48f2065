import { TestDatabases } from '@backstage/backend-test-utils';
import { workloadEntities } from '../__fixtures__/workloads';
import { Shop } from '../__testUtils__/Shop';
import { takeTurns } from './turns';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('takeTurns on %s', id => {
  it('takes them in one order, whatever the language of the database', async () => {
    const shop = await Shop.open(databases, id);
    // In the order of letters alone, 'ab' comes before 'a-z'.
    const names = ['a-z', 'ab', 'a.y'];
    await shop.refresh(names.flatMap(name => workloadEntities(name, [])));
    const refs = names.map(name => `system:default/${name}`);
    const taken = await shop.database.transaction(tx =>
      takeTurns(tx, [...refs, refs[0], 'system:default/none']),
    );
    expect(taken).toEqual([...refs].sort());
  });
});
