import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { bulkWrite } from './bulkWrite';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

interface Row {
  id: number;
  text: string | null;
  share: number;
  count: number | null;
}

describe.each(databases.eachSupportedId())('bulkWrite on %s', id => {
  let database: Knex;

  beforeEach(async () => {
    database = await databases.init(id);
    await database.schema.createTable('things', table => {
      table.bigInteger('id').primary();
      table.text('text');
      table.double('share').notNullable();
      table.bigInteger('count');
    });
  });

  const stored = async () =>
    (await database<Row>('things').orderBy('id')).map(row => ({
      ...row,
      id: Number(row.id),
      count: row.count === null ? null : Number(row.count),
    }));
  const row = (n: number): Row => ({ id: n, text: null, share: n, count: n });

  it('writes every value as it is', async () => {
    const rows: Row[] = [
      { id: -1, text: null, share: 0.1, count: null },
      { id: 0, text: `it's "?", 1); drop`, share: 1e-7, count: -5 },
      { id: 1, text: '', share: 1e21, count: Number.MAX_SAFE_INTEGER },
      { id: 2, text: '12', share: -0.5, count: 0 },
    ];
    await bulkWrite(database, 'things', rows);
    expect(await stored()).toEqual(rows);
  });

  it('writes more rows than one statement takes', async () => {
    const rows = Array.from({ length: 1_203 }, (_, n) => row(n));
    await bulkWrite(database, 'things', rows);
    expect(await stored()).toEqual(rows);
  });

  it('updates only where the condition holds, and says which', async () => {
    await bulkWrite(database, 'things', [row(1), row(2)]);
    const wanted = [1, 2, 3].map(n => ({ ...row(n), share: 2, count: 9 }));
    const written = await bulkWrite(database, 'things', wanted, {
      key: ['id'],
      where: 'things.share < excluded.share',
      returning: ['id'],
    });
    expect(written.map(each => Number(each.id)).sort()).toEqual([1, 3]);
    expect((await stored()).map(({ count }) => count)).toEqual([9, 2, 9]);
  });
});
