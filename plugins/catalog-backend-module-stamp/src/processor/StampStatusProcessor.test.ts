import { Entity } from '@backstage/catalog-model';
import { CatalogProcessorCache } from '@backstage/plugin-catalog-node';
import type { StampStatus } from '@plumbline/plugin-stamp-common';
import type { JsonValue } from '@backstage/types';
import { StampStatusProcessor } from './StampStatusProcessor';
import { StatusesByStamp, ToldStatuses } from './ToldStatuses';

const REF = 'resource:default/shop-prod-westeurope-001';
const AT = '2026-11-21T12:00:00.000Z';

const stamp = (spec: object = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'shop-prod-westeurope-001', annotations: { own: 'yes' } },
  spec: {
    type: 'deployment-stamp',
    owner: 'shop',
    system: 'shop',
    lifecycle: 'planned',
    trafficWeight: 100,
    ...spec,
  },
});

const told = (more: Partial<StampStatus>): StampStatus => ({
  stampRef: REF,
  lifecycle: 'active',
  observedAt: AT,
  receivedAt: AT,
  reportedBy: 'external:ci',
  ...more,
});

/** Keeps what is set until the next round, as the catalog's own. */
function memory(): CatalogProcessorCache {
  const values = new Map<string, JsonValue>();
  return {
    get: async <T extends JsonValue>(key: string) =>
      values.get(key) as T | undefined,
    set: async (key, value) => {
      values.set(key, value);
    },
  };
}

function setup() {
  let statuses: StatusesByStamp | undefined;
  const processor = new StampStatusProcessor({
    read: async () => statuses,
  } as ToldStatuses);
  const cache = memory();
  const location = { type: 'file', target: 'x' };
  return {
    process: (entity: Entity) =>
      processor.preProcessEntity(entity, location, () => {}, location, cache),
    tell: (...items: StampStatus[]) => {
      statuses = new Map(items.map(item => [item.stampRef, item]));
    },
    fail: () => {
      statuses = undefined;
    },
  };
}

describe('StampStatusProcessor', () => {
  it.each([
    ['planned', 100, told({}), 'active', 100],
    ['planned', 100, told({ trafficWeight: 10 }), 'active', 10],
    ['draining', 0, told({ trafficWeight: 100 }), 'draining', 100],
    ['draining', 0, told({ lifecycle: 'retired' }), 'retired', 0],
    ['planned', 100, told({ lifecycle: 'planned' }), 'planned', 0],
  ] as const)(
    'shows a %s stamp with %i%% as told (%j): %s, %i%%',
    async (lifecycle, trafficWeight, status, shown, weight) => {
      const { process, tell } = setup();
      tell(status);
      const entity = await process(stamp({ lifecycle, trafficWeight }));
      expect(entity.spec).toMatchObject({
        lifecycle: shown,
        trafficWeight: weight,
        owner: 'shop',
      });
      expect(entity.metadata.annotations).toEqual({
        own: 'yes',
        'plumbline.io/stamp-told-at': AT,
      });
    },
  );

  it('leaves alone what nothing was told of, what is no stamp and what is malformed', async () => {
    const { process, tell } = setup();
    tell(told({ stampRef: 'resource:default/another' }));
    const entities = [
      stamp(),
      { ...stamp(), kind: 'Component' },
      stamp({ lifecycle: 'gone' }),
      { ...stamp(), spec: undefined },
      { ...stamp(), metadata: {} } as Entity,
    ];
    for (const entity of entities) {
      expect(await process(entity)).toBe(entity);
    }
  });

  it('keeps what was told last while nobody can be asked, and the file before anything was told', async () => {
    const { fail, process, tell } = setup();
    fail();
    expect((await process(stamp())).spec).toMatchObject({
      lifecycle: 'planned',
    });
    tell(told({ trafficWeight: 50 }));
    await process(stamp());
    fail();
    expect((await process(stamp())).spec).toMatchObject({
      lifecycle: 'active',
      trafficWeight: 50,
    });
    tell();
    await process(stamp());
    fail();
    expect((await process(stamp())).spec).toMatchObject({
      lifecycle: 'planned',
    });
  });
});
