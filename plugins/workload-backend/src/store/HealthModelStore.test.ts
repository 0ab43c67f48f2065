import { TestDatabases } from '@backstage/backend-test-utils';
import { SHOP, Shop, part } from '../__testUtils__/Shop';
import { HealthModelRefused } from './HealthModelStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const BY = 'user:default/guest';
const FILE = 'https://git.example.com/shop/health.yaml';

const text = (spec: object) =>
  JSON.stringify({
    apiVersion: 'plumbline.io/v1',
    kind: 'HealthModel',
    metadata: { name: 'shop' },
    spec,
  });
const objective = (percent: number) =>
  text({ objective: { percent, days: 7 } });

describe.each(databases.eachSupportedId())('HealthModelStore on %s', id => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await Shop.open(databases, id);
  });

  const standing = async () => (await shop.models.standing(SHOP))!;
  const save = async (written: string, revision?: string) =>
    shop.models.saveFromPortal(
      SHOP,
      { text: written, revision: revision ?? (await standing()).revision },
      BY,
      shop.now(),
    );
  const follow = (file?: { location?: string; problem?: string }) =>
    shop.models.follow(new Map([[SHOP, file]]), shop.now());
  const read = (reading: { text?: string; error?: string; etag?: string }) =>
    shop.models.saveReadings(
      [{ workloadRef: SHOP, location: FILE, ...reading }],
      shop.now(),
    );

  it('is as by default at first, and says what that is', async () => {
    const said = await standing();
    expect(said).toMatchObject({
      origin: 'default',
      revision: '',
      problems: [],
      findings: [],
    });
    expect(said.text).toBeUndefined();
    expect(said.completeText).toContain('ref: resource:default/shop-registry');
    expect(await shop.models.standing('system:default/none')).toBeUndefined();
  });

  it('keeps what is edited in the portal, one edit on top of the other', async () => {
    await save(objective(99));
    const first = await standing();
    expect(first).toMatchObject({
      origin: 'portal',
      text: objective(99),
      changedBy: BY,
      changedAt: shop.now(),
    });
    await save(objective(98));
    await expect(save(objective(97), first.revision)).rejects.toThrow(
      'was saved by someone else',
    );
    await expect(save('kind: Nonsense')).rejects.toThrow(HealthModelRefused);
    await expect(
      shop.models.saveFromPortal(
        'system:default/none',
        { text: '', revision: '' },
        BY,
        shop.now(),
      ),
    ).rejects.toThrow('not known as a workload');
    expect((await standing()).text).toBe(objective(98));
    await save('');
    expect(await standing()).toMatchObject({ origin: 'default', revision: '' });
  });

  it('holds what a file says before what the portal says, as far as it can', async () => {
    await save(objective(99));
    expect(await follow({ location: FILE })).toEqual({
      unread: [SHOP],
      changed: [],
    });
    expect(await follow({ location: FILE })).toEqual({
      unread: [],
      changed: [],
    });
    expect(await shop.models.toRead()).toEqual([
      { workloadRef: SHOP, location: FILE, etag: undefined },
    ]);
    await expect(save(objective(98))).rejects.toThrow(FILE);

    expect(await read({ text: 'kind: Nonsense', etag: 'v1' })).toEqual([]);
    expect(await standing()).toMatchObject({
      origin: 'file',
      location: FILE,
      text: objective(99),
      problems: [
        expect.objectContaining({ field: 'apiVersion' }),
        expect.anything(),
        expect.anything(),
        expect.anything(),
      ],
    });
    expect(await shop.models.toRead([SHOP])).toMatchObject([{ etag: 'v1' }]);

    expect(await read({ text: objective(97), etag: 'v2' })).toEqual([SHOP]);
    expect(await read({ text: objective(97), etag: 'v3' })).toEqual([]);
    expect(await read({})).toEqual([]);
    expect(await standing()).toMatchObject({
      text: objective(97),
      problems: [],
    });

    shop.time = 60;
    const failed = { error: 'The file was not found' };
    expect(await read(failed)).toEqual([]);
    shop.time = 120;
    await read(failed);
    expect(await standing()).toMatchObject({
      text: objective(97),
      error: failed.error,
      errorAt: new Date(shop.clock().getTime() - 60_000).toISOString(),
    });

    expect(await follow(undefined)).toEqual({ unread: [], changed: [SHOP] });
    expect(await standing()).toMatchObject({
      origin: 'portal',
      text: objective(99),
    });
  });

  it('says where an annotation leads nowhere, and reads nothing there', async () => {
    const nowhere = { problem: 'It leads nowhere' };
    expect(await follow(nowhere)).toEqual({ unread: [], changed: [] });
    expect(await standing()).toMatchObject({
      origin: 'file',
      error: 'It leads nowhere',
    });
    expect(await shop.models.toRead()).toEqual([]);
    expect((await follow({ location: FILE })).unread).toEqual([SHOP]);
    expect((await standing()).error).toBeUndefined();
  });

  it('leaves out what was read of a place that the annotation has left', async () => {
    await follow({ location: 'https://git.example.com/other.yaml' });
    expect(await read({ text: objective(97) })).toEqual([]);
    expect((await standing()).text).toBeUndefined();
  });

  it('previews what a model would change, and stores nothing', async () => {
    const KV = part('westeurope', 'kv');
    await shop.push(KV, { state: 'unhealthy' });
    const spec = {
      nodes: [{ ref: KV, impact: 'suppressed' }],
      userFlows: [
        {
          id: 'buy',
          title: 'Buy',
          criticality: 'high',
          dependsOn: [KV, 'component:default/none'],
        },
      ],
    };
    const preview = await shop.models.preview(
      SHOP,
      text(spec),
      shop.clock().getTime(),
    );
    expect(preview!.problems).toEqual([]);
    expect(preview!.findings).toMatchObject([
      { message: 'The workload has no component:default/none' },
    ]);
    expect(preview!.changes).toContainEqual({
      entityRef: part('westeurope', 'web'),
      title: 'shop-westeurope-web',
      from: 'unhealthy',
      to: 'unknown',
    });
    expect(preview!.changes.map(each => each.entityRef)).toContain('flow:buy');
    expect((await standing()).origin).toBe('default');
    await shop.models.saveFromPortal(
      SHOP,
      { text: text(spec), revision: (await standing()).revision },
      'user:default/ann',
      shop.clock().toISOString(),
    );
    const without = await shop.models.preview(SHOP, '', shop.clock().getTime());
    expect(without!.problems).toEqual([]);
    expect(without!.changes).toContainEqual(
      expect.objectContaining({
        entityRef: part('westeurope', 'web'),
        from: 'unknown',
        to: 'unhealthy',
      }),
    );
    const bad = await shop.models.preview(SHOP, 'kind: x', 0);
    expect(bad!.problems.length).toBeGreaterThan(0);
    expect(
      await shop.models.preview('system:default/none', '', 0),
    ).toBeUndefined();
  });

  it('reads no files of workloads that left the catalog, and knows them when they come back', async () => {
    await follow({ location: FILE });
    await read({ text: objective(99) });
    expect(await shop.models.toRead()).toHaveLength(1);
    await shop.refresh([]);
    expect(await shop.models.toRead()).toEqual([]);
    await shop.refresh();
    expect((await standing()).text).toBe(objective(99));
    expect(await shop.models.toRead()).toHaveLength(1);
  });
});
