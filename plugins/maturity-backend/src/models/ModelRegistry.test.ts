import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { NotModifiedError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  catalogFactSchema,
  createCelRuleLanguage,
  describeModelProblem,
} from '@plumbline/plugin-maturity-common';
import { ModelLocation } from '../config';
import { migrate } from '../store/database';
import { ModelStore } from '../store/ModelStore';
import { ModelRegistry } from './ModelRegistry';
import { modelPlaces } from './modelPlaces';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const URL_ = 'https://models.example.com/small/model.yaml';
const PILLAR_URL = 'https://models.example.com/small/guarding.yaml';

jest.setTimeout(60_000);

const fixture = (name: string) =>
  readFile(resolve(__dirname, '../__fixtures__', name), 'utf8');

/** A host that serves files by URL, knows etags, and counts what it sends. */
class Host {
  readonly files = new Map<string, string>();
  isDown = false;
  asked: string[] = [];
  sent: string[] = [];

  readonly reader = mockServices.urlReader.mock({
    readUrl: async (url, options) => {
      this.asked.push(url);
      if (this.isDown) throw new Error(`could not read ${url}, 503`);
      const text = this.files.get(url);
      if (text === undefined) throw new Error(`could not read ${url}, 404`);
      const etag = `"${text.length}-${text.indexOf('Changed')}"`;
      if (options?.etag === etag) throw new NotModifiedError();
      this.sent.push(url);
      return { etag, buffer: async () => Buffer.from(text) };
    },
  });
}

describe.each(databases.eachSupportedId())('ModelRegistry on %s', id => {
  let directory: string;
  let file: string;
  let pillarFile: string;
  let good: string;
  let goodPillar: string;
  let store: ModelStore;
  let host: Host;
  let now: Date;

  beforeEach(async () => {
    good = await fixture('model.yaml');
    goodPillar = await fixture('guarding.yaml');
    directory = await mkdtemp(join(tmpdir(), 'models-'));
    file = join(directory, 'model.yaml');
    pillarFile = join(directory, 'guarding.yaml');
    await writeFile(file, good);
    await writeFile(pillarFile, goodPillar);
    host = new Host();
    host.files.set(URL_, good);
    host.files.set(PILLAR_URL, goodPillar);
    now = new Date('2026-11-21T12:00:00.000Z');
    const database = await databases.init(id);
    await migrate(database);
    store = new ModelStore(database);
  });

  afterEach(() => rm(directory, { recursive: true }));

  const open = (locations: ModelLocation[] = [{ file }]) =>
    ModelRegistry.create({
      places: modelPlaces(locations, {
        reader: host.reader,
        integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
      }),
      rules: createCelRuleLanguage([catalogFactSchema]),
      store,
      logger: mockServices.logger.mock(),
      now: () => now,
    });
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1_000);
  };
  const problemsOf = (registry: ModelRegistry, index = 0) =>
    registry.status[index].problems.map(describeModelProblem);

  describe('with files', () => {
    it('puts a good model in force, and again when one of its files changes', async () => {
      const registry = await open();
      expect(registry.models.map(model => model.id)).toEqual(['small']);
      expect(registry.criterion('g-2-1.board')?.level).toBe(2);
      expect(await registry.refresh()).toBe(false);

      await writeFile(file, good.replace('title: Small', 'title: Changed'));
      expect(await registry.refresh()).toBe(true);
      expect(registry.models[0].title).toBe('Changed');

      await writeFile(
        pillarFile,
        goodPillar.replace('title: Guarding', 'title: Watching over'),
      );
      expect(await registry.refresh()).toBe(true);
      expect(registry.models[0].pillars[1].title).toBe('Watching over');
    });

    it('keeps the last good version when a pillar breaks, over a restart too', async () => {
      const registry = await open();
      later(60);
      await writeFile(
        pillarFile,
        goodPillar.replace('catalog.ownerKind ==', 'catalog.owner =='),
      );
      expect(await registry.refresh()).toBe(false);
      const expected = [
        expect.objectContaining({
          file,
          modelId: 'small',
          inForceSince: '2026-11-21T12:00:00.000Z',
          problemsAt: '2026-11-21T12:01:00.000Z',
          problems: [
            {
              file: pillarFile,
              line: 18,
              column: 34,
              field: 'levels[0].strategies[0].criteria[0].appliesWhen',
              message: expect.stringMatching(
                /^No such key: owner; expected one of catalog\.\w+, .*catalog\.ownerKind/,
              ),
            },
          ],
        }),
      ];
      expect(registry.status).toEqual(expected);
      expect(registry.models[0].pillars[1].title).toBe('Guarding');

      const restarted = await open();
      expect(restarted.status).toEqual(expected);
      expect(restarted.models[0].pillars[1].title).toBe('Guarding');

      await writeFile(pillarFile, goodPillar);
      await restarted.refresh();
      expect(restarted.status[0].problems).toEqual([]);
    });

    it('names the place of a pillar that cannot be read, and takes it once it is there', async () => {
      await rm(pillarFile);
      const registry = await open();
      expect(registry.incomplete).toBe(true);
      expect(problemsOf(registry)).toEqual([
        `${file}:45:11 pillars[1].file: expected a file that can be read, 'guarding.yaml' can not: ENOENT`,
      ]);
      await writeFile(pillarFile, goodPillar);
      expect(await registry.refresh()).toBe(true);
      expect(registry.incomplete).toBe(false);
    });

    it('says that a file is missing, and takes it once it is there', async () => {
      await rm(file);
      const registry = await open();
      expect(registry.incomplete).toBe(true);
      expect(problemsOf(registry)).toEqual([`${file}: cannot be read: ENOENT`]);
      await writeFile(file, good);
      expect(await registry.refresh()).toBe(true);
      expect(registry.status[0].problems).toEqual([]);
    });

    it('refuses a second model with the same ids', async () => {
      const other = join(directory, 'other.yaml');
      const twin = join(directory, 'twin.yaml');
      await writeFile(other, good.replace('name: small', 'name: other'));
      await writeFile(twin, good);
      const registry = await open([{ file }, { file: other }, { file: twin }]);
      expect(registry.models.map(model => model.id)).toEqual(['small']);
      expect(registry.status[1].problems[0].message).toBe(
        `expected a unique id, 's-1-1.group' is also in ${file}`,
      );
      expect(registry.status[2].problems[0].message).toBe(
        `expected a unique name, 'small' is that of ${file}`,
      );
    });

    it('forgets a model that the configuration no longer names', async () => {
      await open();
      const without = await open([]);
      expect(without.models).toEqual([]);
      expect(without.status).toEqual([]);
      expect(without.incomplete).toBe(false);
      expect(await store.read()).toEqual(new Map());
    });
  });

  describe('with a URL', () => {
    const location = [{ url: URL_ }];

    it('reads the model and its pillars beside it, every five minutes, and only what changed', async () => {
      const registry = await open(location);
      expect(registry.models.map(model => model.id)).toEqual(['small']);
      expect(host.sent).toEqual([URL_, PILLAR_URL]);

      later(20);
      expect(await registry.refresh()).toBe(false);
      expect(host.asked).toHaveLength(2);

      later(300);
      expect(await registry.refresh()).toBe(false);
      expect(host.asked).toHaveLength(4);
      expect(host.sent).toHaveLength(2);

      host.files.set(
        PILLAR_URL,
        goodPillar.replace('title: Guarding', 'title: Changed'),
      );
      later(300);
      expect(await registry.refresh()).toBe(true);
      expect(registry.models[0].pillars[1].title).toBe('Changed');
      expect(host.sent).toEqual([URL_, PILLAR_URL, PILLAR_URL]);
    });

    it('keeps the last good version while the host is down, and says since when', async () => {
      const registry = await open(location);
      host.isDown = true;
      for (const _ of [1, 2]) {
        later(300);
        expect(await registry.refresh()).toBe(false);
      }
      expect(registry.models).toHaveLength(1);
      expect(registry.status[0].problemsAt).toBe('2026-11-21T12:05:00.000Z');
      expect(problemsOf(registry)).toEqual([
        `${URL_}: cannot be read: could not read ${URL_}, 503`,
      ]);

      // A restart does not wait for the host: it has what it needs.
      host.asked = [];
      const restarted = await open(location);
      expect(host.asked).toEqual([]);
      expect(restarted.models).toHaveLength(1);

      host.isDown = false;
      later(300);
      await registry.refresh();
      expect(registry.status[0].problems).toEqual([]);
    });

    it('names the URL of a pillar that is broken', async () => {
      host.files.set(PILLAR_URL, goodPillar.replace('level: 2', 'level: 3'));
      const registry = await open(location);
      expect(problemsOf(registry)).toEqual([
        `${PILLAR_URL}:20:12 levels[1].level: expected 2`,
      ]);
    });

    it('takes over what another replica has put in force meanwhile', async () => {
      const slow = await open(location);
      const quick = await open(location);
      later(300);
      host.files.set(URL_, good.replace('title: Small', 'title: Changed'));
      await quick.refresh();
      host.asked = [];
      now = new Date(now.getTime() - 200_000);
      expect(await slow.refresh()).toBe(true);
      expect(slow.models[0].title).toBe('Changed');
      expect(slow.status[0].inForceSince).toBe('2026-11-21T12:05:00.000Z');
    });
  });

  it('reads pillars beside the model also where the path is in the query', () => {
    const [place] = modelPlaces(
      [
        {
          url: 'https://dev.azure.com/org/project/_git/repo?path=/models/model.yaml',
        },
      ],
      {
        reader: host.reader,
        integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
      },
    );
    expect(place.beside('security.yaml')).toBe(
      'https://dev.azure.com/org/project/_git/repo?path=%2Fmodels%2Fsecurity.yaml',
    );
  });
});
