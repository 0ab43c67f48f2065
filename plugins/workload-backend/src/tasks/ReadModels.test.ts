import { writeFileSync } from 'node:fs';
import {
  TestDatabases,
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  HEALTH_MODEL_ANNOTATION,
  WorkloadEntity,
} from '@plumbline/plugin-workload-common';
import { PlaceReader } from '@plumbline/plugin-workload-node';
import { workloadEntities } from '../__fixtures__/workloads';
import { SHOP, Shop, part } from '../__testUtils__/Shop';
import { ReadModels } from './ReadModels';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const KV = part('westeurope', 'kv');

const model = (unhealthy: number) =>
  JSON.stringify({
    apiVersion: 'plumbline.io/v1',
    kind: 'HealthModel',
    metadata: { name: 'shop' },
    spec: {
      signals: [{ id: 'load', name: 'Load', operator: '>=', unhealthy }],
    },
  });

describe.each(databases.eachSupportedId())('ReadModels on %s', id => {
  const directory = createMockDirectory();
  let shop: Shop;
  let reads: string[];
  let files: ReadModels;

  beforeEach(async () => {
    directory.setContent({
      catalog: {},
      health: { 'shop.yaml': model(10), 'bad.yaml': 'kind: Nonsense' },
      secret: { 'key.yaml': 'key' },
    });
    shop = await Shop.open(databases, id);
    await shop.push(KV, { value: 10, id: 'load' });
    reads = [];
    const real = new PlaceReader(mockServices.urlReader.mock());
    files = new ReadModels({
      logger: mockServices.logger.mock(),
      models: shop.models,
      rollUp: shop.rollUp,
      rules: {
        integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
        directories: [directory.resolve('health')],
      },
      reader: {
        read: async (place: Parameters<PlaceReader['read']>[0]) => {
          reads.push(place.place);
          return real.read(place);
        },
      } as PlaceReader,
    });
  });

  const workload = (annotation?: string): WorkloadEntity => {
    const [entity] = workloadEntities('shop', []);
    const location = `file:${directory.resolve('catalog/shop.yaml')}`;
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          'backstage.io/managed-by-location': location,
          ...(annotation && { [HEALTH_MODEL_ANNOTATION]: annotation }),
        },
      },
    } as Entity as WorkloadEntity;
  };
  const follow = async (annotation?: string, again = false) => {
    const refs = await files.follow([workload(annotation)], again);
    await shop.rollUp.run(refs);
    return refs;
  };
  const state = async () => (await shop.states())[KV];

  it('reads a file once, then only when it has changed', async () => {
    expect(await follow('../health/shop.yaml')).toEqual([SHOP]);
    expect(await state()).toBe('unhealthy');
    expect(await follow('../health/shop.yaml')).toEqual([]);
    expect(reads).toHaveLength(1);
    writeFileSync(directory.resolve('health/shop.yaml'), `${model(1_000)}\n`);
    await files.run();
    expect(await state()).toBe('healthy');
    writeFileSync(directory.resolve('health/shop.yaml'), model(5));
    expect(await follow('../health/shop.yaml', true)).toEqual([SHOP]);
    expect(await state()).toBe('unhealthy');
    expect(await follow(undefined)).toEqual([SHOP]);
    expect(await state()).toBe('unknown');
  });

  it('keeps the last model that could hold when the next cannot', async () => {
    await follow('../health/shop.yaml');
    expect(await follow('../health/bad.yaml')).toEqual([]);
    expect(await state()).toBe('unhealthy');
    expect((await shop.models.standing(SHOP))!.problems).not.toEqual([]);
    await follow('../health/none.yaml');
    expect((await shop.models.standing(SHOP))!.error).toMatch(/not found/);
    expect(await state()).toBe('unhealthy');
  });

  it.each(['../secret/key.yaml', '/etc/passwd', '../health/*.yaml'])(
    'does not follow %s',
    async annotation => {
      await follow(annotation);
      await files.run();
      expect(reads).toEqual([]);
      expect((await shop.models.standing(SHOP))!.error).toContain(annotation);
    },
  );
});
