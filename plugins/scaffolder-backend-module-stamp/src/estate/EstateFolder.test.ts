import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { StampPlan } from '@plumbline/plugin-stamp-common';
import { examplePlan } from '../__testUtils__/plans';
import { readTerraformFiles } from '../render/readTerraformFiles';
import { StampFile, renderStamp } from '../render/renderStamp';
import { EstateFolder } from './EstateFolder';

const FOLDER = 'stamps/deal-fraud-model/prod/japaneast-001';

describe('EstateFolder', () => {
  const directory = createMockDirectory();
  let estate: EstateFolder;
  let terraform: Awaited<ReturnType<typeof readTerraformFiles>>;

  beforeAll(async () => {
    terraform = await readTerraformFiles();
  });

  beforeEach(() => {
    directory.setContent({ estate: {}, outside: { 'keep.txt': 'keep' } });
    estate = new EstateFolder(directory.resolve('estate'));
  });

  function publish(
    plan = examplePlan(),
    change?: (file: StampFile) => StampFile,
  ) {
    const files = renderStamp(plan, terraform);
    return estate.publish(plan, change ? files.map(change) : files);
  }

  const pathOf = (file: string) => directory.resolve('estate', FOLDER, file);

  it('writes a new stamp whole and leaves nothing else behind', async () => {
    const plan = examplePlan();
    const files = renderStamp(plan, terraform);
    const { written } = await publish();
    expect(written).toEqual(files.map(({ path }) => path));
    for (const { path, content } of files) {
      await expect(readFile(pathOf(path), 'utf8')).resolves.toBe(content);
    }
    expect(directory.content({ path: 'estate/.staging' })).toEqual({});
  });

  it('changes nothing when the same stamp is published again', async () => {
    await publish();
    await expect(publish()).resolves.toEqual({ written: [] });
  });

  it('ends in the same place after an interruption', async () => {
    await publish();
    await rm(pathOf('catalog-info.yaml'));
    await rm(pathOf('terraform/main.tf'));
    await expect(publish()).resolves.toEqual({
      written: ['catalog-info.yaml', 'terraform/main.tf'],
    });
  });

  it('replaces what an older template rendered', async () => {
    const old = renderStamp(
      examplePlan(),
      new Map([...terraform, ['terraform/foundation/main.tf', '# older\n']]),
    );
    await estate.publish(examplePlan(), old);
    await expect(publish()).resolves.toEqual({
      written: ['terraform/foundation/main.tf', 'stamp.lock.json'],
    });
  });

  it('leaves alone what tools put beside the files', async () => {
    await publish();
    await writeFile(pathOf('terraform/terraform.tfstate'), '{}');
    await expect(publish()).resolves.toEqual({ written: [] });
  });

  it('refuses to overwrite a file that was changed by hand', async () => {
    await publish();
    await writeFile(pathOf('terraform/main.tf'), '# mine\n');
    await expect(publish()).rejects.toThrow(
      `${FOLDER}/terraform/main.tf was changed by hand`,
    );
    await expect(readFile(pathOf('terraform/main.tf'), 'utf8')).resolves.toBe(
      '# mine\n',
    );
  });

  it('refuses a folder of another plan', async () => {
    await publish();
    await expect(publish(examplePlan({ expectedUsers: 10 }))).rejects.toThrow(
      'holds deal-fraud-model-prod-japaneast-001 with another plan',
    );
  });

  it.each([
    ['no lock file', { 'notes.txt': 'x' }, 'but no stamp.lock.json'],
    [
      'a broken lock file',
      { 'stamp.lock.json': '{' },
      'stamp.lock.json cannot be read: not JSON',
    ],
    ['a lock file of another kind', { 'stamp.lock.json': '{}' }, 'plan: '],
  ])('refuses a folder with %s', async (_, content, message) => {
    directory.addContent({ [`estate/${FOLDER}`]: content });
    await expect(publish()).rejects.toThrow(message);
  });

  it('lets only one of two simultaneous plans have a folder or its addresses', async () => {
    const results = await Promise.allSettled([
      publish(examplePlan({ expectedUsers: 1 })),
      publish(examplePlan({ expectedUsers: 2 })),
      publish(examplePlan({ region: 'eastus2' })),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect((results[2] as PromiseRejectedResult).reason.message).toContain(
      'has taken the addresses 10.80.0.0/20',
    );
  });

  it.each([
    ['the workload', 'stamps/deal-fraud-model'],
    ['the stamp', FOLDER],
  ])('does not follow a link at the folder of %s', async (_, path) => {
    const parent = path.split('/').slice(0, -1).join('/');
    directory.addContent({ [`estate/${parent}`]: {} });
    await symlink(
      directory.resolve('outside'),
      directory.resolve('estate', path),
    );
    await expect(publish()).rejects.toThrow(/is not a folder|not allowed/);
    expect(directory.content({ path: 'outside' })).toEqual({
      'keep.txt': 'keep',
    });
  });

  it('does not follow a link in place of a file', async () => {
    await publish();
    await rm(pathOf('terraform/main.tf'));
    await symlink(
      directory.resolve('outside/keep.txt'),
      pathOf('terraform/main.tf'),
    );
    await expect(publish()).rejects.toThrow('terraform/main.tf');
    expect(directory.content({ path: 'outside' })).toEqual({
      'keep.txt': 'keep',
    });
  });

  it.each(['../outside', '/etc', 'stamps/../../outside'])(
    'refuses the folder %s',
    async folder => {
      const plan: StampPlan = { ...examplePlan(), folder };
      await expect(
        estate.publish(plan, [{ path: 'a.txt', content: 'a' }]),
      ).rejects.toThrow();
      expect(directory.content({ path: 'outside' })).toEqual({
        'keep.txt': 'keep',
      });
    },
  );

  it('reads the stamps of a workload, and as much as the folder tells of one without a sound lock', async () => {
    await publish();
    directory.addContent({
      'estate/stamps/deal-fraud-model/dev/eastus2-007/stamp.lock.json': '{',
      'estate/stamps/other/prod/eastus2-001/stamp.lock.json': '{',
    });
    await expect(
      estate.readStamps('system:default/deal-fraud-model'),
    ).resolves.toEqual([
      {
        name: 'deal-fraud-model-dev-eastus2-007',
        environment: 'dev',
        region: 'eastus2',
        instance: 7,
      },
      {
        name: 'deal-fraud-model-prod-japaneast-001',
        environment: 'prod',
        region: 'japaneast',
        instance: 1,
        addressRange: '10.80.0.0/20',
      },
    ]);
  });

  it('checks without writing', async () => {
    const plan = examplePlan();
    const files = renderStamp(plan, terraform);
    const { written } = await estate.check(plan, files);
    expect(written).toHaveLength(files.length);
    expect(directory.content({ path: 'estate' })).toEqual({});
  });
});
