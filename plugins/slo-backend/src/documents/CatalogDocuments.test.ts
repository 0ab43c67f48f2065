import {
  TestDatabases,
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ConfigReader } from '@backstage/config';
import { resolveObjectives } from '@plumbline/plugin-slo-common';
import { PlaceReader } from '@plumbline/plugin-workload-node';
import { openDatabase } from '../store/openDatabase';
import { CatalogDocumentStore } from './CatalogDocumentStore';
import { CatalogDocuments } from './CatalogDocuments';
import { DocumentLoader } from './DocumentLoader';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(60_000);

const REPOSITORY = 'https://github.com/acme/shop/tree/main/';
const FILE = 'https://github.com/acme/shop/tree/main/slos/shop.yaml';

const slo = (name: string, target = 0.99) => `
apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: shop
  indicator:
    spec:
      ratioMetric:
        good: { metricSource: { type: samples, spec: { series: shop.good } } }
        total: { metricSource: { type: samples, spec: { series: shop.total } } }
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: ${target} }]
`;

function entity(
  kind: string,
  name: string,
  openslo: string | undefined,
  options: { location?: string; spec?: Entity['spec'] } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      annotations: {
        'backstage.io/source-location': options.location ?? `url:${REPOSITORY}`,
        ...(openslo !== undefined && { 'plumbline.io/openslo': openslo }),
      },
    },
    spec: options.spec ?? { system: 'shop' },
  };
}

const shop = (openslo?: string) =>
  entity('System', 'shop', openslo, { spec: { type: 'workload' } });

describe.each(databases.eachSupportedId())(
  'documents of the catalog on %s',
  id => {
    const directory = createMockDirectory();
    const readUrl = jest.fn();
    const search = jest.fn();
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));

    async function setUp() {
      const knex = await databases.init(id);
      const database = await openDatabase(
        mockServices.database.mock({ getClient: async () => knex }),
      );
      const store = new CatalogDocumentStore(database);
      const loader = new DocumentLoader([], store);
      const read = (
        entities: Entity[],
        now = at(0),
        catalog: CatalogService = catalogServiceMock({ entities }),
      ) =>
        new CatalogDocuments({
          auth: mockServices.auth(),
          catalog,
          rules: {
            integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
            directories: [directory.path],
          },
          logger: mockServices.logger.mock(),
          reader: new PlaceReader(
            mockServices.urlReader.mock({ readUrl, search }),
          ),
          store,
        }).read(now);
      /** What is in force now; nothing when nothing changed. */
      const load = async () => {
        const files = await loader.loadIfChanged();
        return files && resolveObjectives(files);
      };
      return { store, read, load };
    }

    beforeEach(() => {
      jest.resetAllMocks();
      readUrl.mockImplementation(async (_url, { etag }) => {
        if (etag === 'v1') throw new NotModifiedError();
        return { etag: 'v1', buffer: async () => Buffer.from(slo('shop')) };
      });
    });

    it('are read relative to the entity, belong to its workload and measure it', async () => {
      const { read, load } = await setUp();
      await read([shop(), entity('Component', 'shop-api', './slos/shop.yaml')]);
      expect(readUrl.mock.calls.map(([url]) => url)).toEqual([FILE]);
      const { objectives, errors } = (await load())!;
      expect(errors).toEqual([]);
      expect(objectives).toMatchObject([
        {
          id: 'shop',
          workloadRef: 'system:default/shop',
          entityRef: 'component:default/shop-api',
          declaredIn: { file: FILE },
        },
      ]);
    });

    it('cost one request without content while they do not change', async () => {
      const { read, load } = await setUp();
      const entities = [shop('slos/shop.yaml')];
      await read(entities);
      await load();
      await read(entities, at(5));
      expect(readUrl.mock.calls.map(([, { etag }]) => etag)).toEqual([
        undefined,
        'v1',
      ]);
      await expect(load()).resolves.toBeUndefined();
      readUrl.mockResolvedValue({
        etag: 'v2',
        buffer: async () => Buffer.from(slo('shop', 0.999)),
      });
      await read(entities, at(10));
      expect((await load())!.objectives[0].target).toBe(0.999);
    });

    it('stay in force while their host does not answer, and say since when and why', async () => {
      const { store, read, load } = await setUp();
      const entities = [shop('slos/shop.yaml')];
      await read(entities);
      readUrl.mockRejectedValue(
        new Error('503 from https://token@github.com: <html>'),
      );
      await read(entities, at(5));
      await read(entities, at(10));
      const { objectives, errors } = (await load())!;
      expect(objectives).toHaveLength(1);
      expect(errors.map(({ file, message }) => [file, message])).toEqual([
        [
          FILE,
          'The file could not be read; its host did not answer as expected; what it last said stays in force',
        ],
      ]);
      expect((await store.all())[0].errorAt).toBe(at(5).toISOString());
      readUrl.mockRejectedValue(new NotModifiedError());
      await read(entities, at(15));
      expect((await load())!.errors).toEqual([]);
    });

    it('tell what cannot be read or followed, each to the owners of its workload', async () => {
      const { read, store } = await setUp();
      readUrl.mockRejectedValue(new NotFoundError('no'));
      await read([
        shop('https://example.com/slo.yaml, slos/gone.yaml'),
        entity('API', 'lost', '../../outside.yaml', {
          location: 'file:/srv/catalog/lost.yaml',
        }),
        entity('API', 'sly', 'passwords.yaml', {
          location: 'file:/etc/catalog-info.yaml',
        }),
        entity('Resource', 'stray', 'slo.yaml', { spec: {} }),
      ]);
      const files = await store.files();
      expect(
        files.map(({ file, errors, workloadRefs }) => [
          file,
          errors[0].message.slice(0, 60),
          workloadRefs,
        ]),
      ).toEqual([
        [
          '../../outside.yaml',
          "'../../outside.yaml' of the annotation plumbline.io/openslo ",
          ['system:default/shop'],
        ],
        [
          'https://example.com/slo.yaml',
          'The file was not found, or the portal has no access to it',
          ['system:default/shop'],
        ],
        [
          `${REPOSITORY}slos/gone.yaml`,
          'The file was not found, or the portal has no access to it',
          ['system:default/shop'],
        ],
        [
          'passwords.yaml',
          "'passwords.yaml' of the annotation plumbline.io/openslo is n",
          ['system:default/shop'],
        ],
      ]);
    });

    it('may be several by a pattern, of a host or of this machine', async () => {
      const { read, load } = await setUp();
      search.mockResolvedValue({
        etag: 's1',
        files: ['b', 'a'].map(name => ({
          url: `${REPOSITORY}slos/${name}.yaml`,
          content: async () => Buffer.from(slo(name)),
        })),
      });
      directory.setContent({
        'catalog-info.yaml': '',
        'slos/local.yaml': slo('local'),
        'slos/notes.md': '# none',
      });
      const entities = [
        shop('slos/*.yaml'),
        entity('Component', 'here', 'slos/*.yaml', {
          location: `file:${directory.resolve('catalog-info.yaml')}`,
        }),
      ];
      await read(entities);
      const ids = async () =>
        (await load())?.objectives.map(each => each.id).sort();
      await expect(ids()).resolves.toEqual(['a', 'b', 'local']);
      directory.addContent({ 'slos/second.yaml': slo('second') });
      search.mockRejectedValue(new NotModifiedError());
      await read(entities, at(5));
      await expect(ids()).resolves.toEqual(['a', 'b', 'local', 'second']);
    });

    it('are forgotten when no entity leads to them any more, but not when the catalog fails', async () => {
      const { read, load } = await setUp();
      await read([shop('slos/shop.yaml')]);
      expect((await load())!.objectives).toHaveLength(1);
      const silent = catalogServiceMock.mock({
        // eslint-disable-next-line require-yield
        async *streamEntities() {
          throw new Error('The catalog does not answer');
        },
      });
      await expect(read([], at(5), silent)).rejects.toThrow('does not answer');
      await expect(load()).resolves.toBeUndefined();
      await read([shop()], at(5));
      expect((await load())!.objectives).toEqual([]);
    });

    it('of a stamp hold from when it is active until it is retired', async () => {
      const { read, load } = await setUp();
      const stamp = (lifecycle: string) =>
        entity('Resource', 'shop-weu', './slo.yaml', {
          spec: { type: 'deployment-stamp', system: 'shop', lifecycle },
        });
      const counts: number[] = [];
      for (const lifecycle of ['planned', 'active', 'draining', 'retired']) {
        await read([shop(), stamp(lifecycle)], at(5 * counts.length));
        const { objectives } = (await load()) ?? {};
        counts.push(objectives?.length ?? counts.at(-1)!);
      }
      expect(counts).toEqual([0, 1, 1, 0]);
    });

    it('outlive an entity that a catalog which is filled anew does not have yet', async () => {
      const { read, load, store } = await setUp();
      await read([shop('slos/shop.yaml')]);
      expect((await load())!.objectives).toHaveLength(1);
      await read([], at(5));
      const meanwhile = (await load())!;
      expect(meanwhile.objectives).toHaveLength(1);
      expect(meanwhile.errors.map(({ message }) => message)).toEqual([
        'The catalog has no system:default/shop, which led here; what it last said stays in force',
      ]);
      await read([], at(64));
      await expect(load()).resolves.toBeUndefined();
      await read([shop('slos/shop.yaml')], at(64));
      expect(await load()).toMatchObject({ errors: [] });
      await read([], at(66));
      await read([], at(125));
      await expect(store.all()).resolves.toHaveLength(1);
      await read([], at(126));
      await expect(store.all()).resolves.toEqual([]);
    });

    it('of this machine go at once when they are removed with their entity', async () => {
      const { read, store } = await setUp();
      directory.setContent({ 'slo.yaml': slo('shop') });
      const stamp = entity('Resource', 'shop-weu', './slo.yaml', {
        location: `file:${directory.resolve('catalog-info.yaml')}`,
      });
      await read([shop(), stamp]);
      await read([shop()], at(5));
      await expect(store.all()).resolves.toHaveLength(1);
      directory.clear();
      await read([shop()], at(10));
      await expect(store.all()).resolves.toEqual([]);
    });

    it('take no name from one that was there first', async () => {
      const { read, load } = await setUp();
      readUrl.mockImplementation(async url => ({
        etag: url,
        buffer: async () => Buffer.from(slo('shop')),
      }));
      const first = shop('slos/z.yaml');
      await read([first]);
      const second = entity('System', 'bank', 'slos/a.yaml', {
        spec: { type: 'workload' },
      });
      await read([second, first], at(5));
      const { objectives, errors } = (await load())!;
      expect(objectives.map(each => each.workloadRef)).toEqual([
        'system:default/shop',
      ]);
      expect(errors).toMatchObject([
        { file: `${REPOSITORY}slos/a.yaml`, field: 'metadata.name' },
      ]);
    });

    it('are refused when they are too large', async () => {
      const { read, store } = await setUp();
      readUrl.mockResolvedValue({
        etag: 'v1',
        buffer: async () => Buffer.alloc(1_000_001, 32),
      });
      await read([shop('slos/shop.yaml')]);
      expect((await store.all())[0]).toMatchObject({
        files: [],
        error: 'shop.yaml has 1000001 bytes, expected at most 1000000',
      });
    });
  },
);
