import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  catalogFactSchema,
  createCelRuleLanguage,
} from '@plumbline/plugin-maturity-common';
import { migrate } from '../store/database';
import { ModelStore } from '../store/ModelStore';
import { ModelRegistry } from './ModelRegistry';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('ModelRegistry on %s', id => {
  let directory: string;
  let file: string;
  let good: string;
  let store: ModelStore;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'models-'));
    file = join(directory, 'model.yaml');
    good = await readFile(
      resolve(__dirname, '../__fixtures__/model.yaml'),
      'utf8',
    );
    await writeFile(file, good);
    await copyFile(
      resolve(__dirname, '../__fixtures__/guarding.yaml'),
      join(directory, 'guarding.yaml'),
    );
    const database = await databases.init(id);
    await migrate(database);
    store = new ModelStore(database);
  });

  afterEach(() => rm(directory, { recursive: true }));

  const open = (files = [file]) =>
    ModelRegistry.create({
      files,
      rules: createCelRuleLanguage([catalogFactSchema]),
      store,
      logger: mockServices.logger.mock(),
    });

  it('puts a good file in force, and looks again only when it changed', async () => {
    const registry = await open();
    expect(registry.models.map(model => model.id)).toEqual(['small']);
    expect(registry.criterion('s-2-1.attested')?.level).toBe(2);
    expect(await registry.refresh()).toBe(false);

    await writeFile(file, good.replace('title: Small', 'title: Changed'));
    expect(await registry.refresh()).toBe(true);
    expect(registry.models[0].title).toBe('Changed');
  });

  it('keeps the last good version when the file breaks, over a restart too', async () => {
    const registry = await open();
    await writeFile(
      file,
      good.replace('catalog.ownerKind ==', 'catalog.owner =='),
    );
    expect(await registry.refresh()).toBe(false);
    const expected = [
      expect.objectContaining({
        file,
        modelId: 'small',
        problems: [
          {
            file,
            line: 25,
            column: 31,
            field: 'pillars[0].levels[0].strategies[0].criteria[0].rule',
            message: expect.stringMatching(
              /^No such key: owner; expected one of catalog\.\w+, .*catalog\.ownerKind/,
            ),
          },
        ],
      }),
    ];
    expect(registry.status).toEqual(expected);
    expect(registry.models[0].title).toBe('Small');

    const restarted = await open();
    expect(restarted.status).toEqual(expected);
    expect(restarted.models[0].title).toBe('Small');

    await writeFile(file, good);
    await restarted.refresh();
    expect(restarted.status[0].problems).toEqual([]);
  });

  it('says that a file is missing, and takes it once it is there', async () => {
    await rm(file);
    const registry = await open();
    expect(registry.incomplete).toBe(true);
    expect(registry.status[0].problems).toEqual([
      { file, message: 'cannot be read: ENOENT' },
    ]);
    await writeFile(file, good);
    expect(await registry.refresh()).toBe(true);
    expect(registry.incomplete).toBe(false);
    expect(registry.status[0].problems).toEqual([]);
  });

  it('refuses a second model with the same ids', async () => {
    const other = join(directory, 'other.yaml');
    await writeFile(other, good.replace('name: small', 'name: other'));
    const registry = await open([file, other]);
    expect(registry.models.map(model => model.id)).toEqual(['small']);
    expect(registry.status[1].problems[0].message).toBe(
      `expected a unique id, 's-1-1.group' is also in ${file}`,
    );
  });
});
