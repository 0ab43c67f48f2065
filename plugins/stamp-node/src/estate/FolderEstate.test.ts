import fs from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  EstateChange,
  fileHash,
  planHash,
} from '@plumbline/plugin-stamp-common';
import { exampleChange } from '../__testUtils__/changes';
import { examplePlan } from '../__testUtils__/plans';
import { FolderEstate } from './FolderEstate';

/** Lets so many calls that write through, then none any more. */
const mockWrites = { left: Infinity, isKilled: false };

jest.mock('node:fs/promises', () => {
  const actual = jest.requireActual('node:fs/promises');
  const guarded = Object.fromEntries(
    ['mkdir', 'rename', 'rm', 'rmdir', 'writeFile'].map(call => [
      call,
      async (...args: unknown[]) => {
        if (mockWrites.left-- > 0) return actual[call](...args);
        mockWrites.isKilled = true;
        throw new Error('killed');
      },
    ]),
  );
  const all = { ...actual, ...guarded };
  return { __esModule: true, ...all, default: all };
});

const PLAN = examplePlan();
const ADD = exampleChange(PLAN);
const CHANGE = exampleChange(PLAN, {
  kind: 'change',
  contents: {
    'catalog-info.yaml': '# changed\n',
    'terraform/foundation/main.tf': '# newer\n',
    'docs/new.md': 'new\n',
  },
  deletions: [`${PLAN.folder}/README.md`],
});
const DRAINED = {
  ...PLAN,
  lifecycle: 'draining' as const,
  trafficWeight: 0,
};
const REMOVE = exampleChange(DRAINED, { kind: 'remove' });
const WORKLOAD = 'system:default/deal-fraud-model';
const MAIN_TF = `${PLAN.folder}/terraform/foundation/main.tf`;

// A publish is killed after each of its calls.
jest.setTimeout(60_000);

describe('FolderEstate', () => {
  const directory = createMockDirectory();
  let estate: FolderEstate;

  beforeEach(() => {
    directory.setContent({ estate: {}, outside: { 'keep.txt': 'keep' } });
    estate = new FolderEstate(directory.resolve('estate'));
  });

  const pathOf = (path: string) => directory.resolve('estate', path);

  /** Every file that stands, by path. */
  async function standing(folder = ''): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    const entries = await fs.readdir(pathOf(folder), { withFileTypes: true });
    for (const entry of entries) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) Object.assign(found, await standing(path));
      else found[path] = await fs.readFile(pathOf(path), 'utf8');
    }
    return found;
  }

  function filesOf(...changes: EstateChange[]): Record<string, string> {
    const files: Record<string, string> = {};
    for (const change of changes) {
      for (const { path, content } of change.files) files[path] = content;
      for (const path of change.deletions) delete files[path];
    }
    return files;
  }

  it('writes a new stamp whole and leaves nothing else behind', async () => {
    await expect(estate.publish(ADD)).resolves.toEqual({
      outcome: 'written',
      paths: ADD.files.map(({ path }) => path),
    });
    await expect(standing()).resolves.toEqual(filesOf(ADD));
  });

  it('changes nothing when the same is published again', async () => {
    await estate.publish(ADD);
    await expect(estate.publish(ADD)).resolves.toEqual({
      outcome: 'unchanged',
      paths: [],
    });
  });

  it('changes a stamp: writes, replaces and deletes', async () => {
    await estate.publish(ADD);
    await expect(estate.publish(CHANGE)).resolves.toEqual({
      outcome: 'written',
      paths: [
        `${PLAN.folder}/README.md`,
        `${PLAN.folder}/catalog-info.yaml`,
        `${PLAN.folder}/docs/new.md`,
        `${PLAN.folder}/stamp.lock.json`,
        MAIN_TF,
      ],
    });
    await expect(standing()).resolves.toEqual(filesOf(ADD, CHANGE));
  });

  it('removes a stamp with its folders, and keeps a record of its number', async () => {
    await estate.publish(ADD);
    await estate.publish(exampleChange(DRAINED, { kind: 'drain' }));
    await estate.publish(REMOVE);
    const shared = '.github/workflows/plumbline-stamp-terraform-v2.yml';
    expect(Object.keys(await standing()).sort()).toEqual([
      shared,
      REMOVE.files[0].path,
    ]);
    await expect(
      fs.readdir(pathOf('stamps/deal-fraud-model')),
    ).resolves.toEqual(['retired']);
    await expect(estate.readStamps(WORKLOAD)).resolves.toEqual([
      {
        name: PLAN.name,
        environment: 'prod',
        region: 'japaneast',
        instance: 1,
        isRetired: true,
      },
    ]);
    await expect(estate.publish(ADD)).rejects.toThrow('was retired');
    await expect(estate.publish(REMOVE)).resolves.toMatchObject({
      outcome: 'unchanged',
    });
  });

  it('keeps what tools put beside the files, also when the stamp goes', async () => {
    await estate.publish(ADD);
    const state = `${PLAN.folder}/terraform/foundation/terraform.tfstate`;
    await fs.writeFile(pathOf(state), '{}');
    await expect(estate.publish(ADD)).resolves.toMatchObject({
      outcome: 'unchanged',
    });
    await estate.publish(exampleChange(PLAN, { kind: 'remove' }));
    expect(await standing()).toHaveProperty([state], '{}');
    await expect(estate.readLocks(WORKLOAD)).resolves.toEqual([]);
  });

  describe.each([
    ['adds', [], ADD],
    ['changes', [ADD], CHANGE],
    ['removes', [ADD], exampleChange(PLAN, { kind: 'remove' })],
  ])('killed while it %s a stamp', (_, before, change) => {
    /** Kills a publish after so many calls that write; says whether it was not done by then. */
    async function kill(calls: number): Promise<boolean> {
      directory.setContent({ estate: {} });
      for (const one of before) {
        await new FolderEstate(pathOf('')).publish(one);
      }
      Object.assign(mockWrites, { left: calls, isKilled: false });
      await new FolderEstate(pathOf('')).publish(change).catch(() => {});
      mockWrites.left = Infinity;
      return mockWrites.isKilled;
    }

    /** What the catalog would read is whole: every file that the lock beside it names stands. */
    async function expectWhole() {
      const files = await standing();
      if (!files[`${PLAN.folder}/catalog-info.yaml`]) return;
      const lock = JSON.parse(files[`${PLAN.folder}/stamp.lock.json`]);
      for (const path of Object.keys(lock.files)) {
        if (!change.deletions.includes(path))
          expect(files).toHaveProperty([path]);
      }
    }

    it('ends in the same place, wherever it was', async () => {
      let calls = 0;
      while (await kill(calls++)) {
        await expectWhole();
        await new FolderEstate(pathOf('')).publish(change);
        const files = await standing();
        // What stood half written is swept later.
        const left = Object.keys(files).filter(path =>
          path.startsWith('.staging/'),
        );
        for (const path of left) delete files[path];
        expect(files).toEqual(filesOf(...before, change));
      }
      expect(calls).toBeGreaterThan(10);
    });

    it('lets another change go on from what is left', async () => {
      const { kind } = change.plan;
      const other = exampleChange(PLAN, {
        kind: kind === 'add' ? 'add' : 'change',
        contents: { 'terraform/foundation/main.tf': '# other\n' },
      });
      let calls = 0;
      while (kind !== 'remove' && (await kill(calls++))) {
        await new FolderEstate(pathOf('')).publish(other);
        expect(await standing()).toHaveProperty([MAIN_TF], '# other\n');
      }
    });
  });

  it('refuses to overwrite or delete a file that was changed by hand', async () => {
    await estate.publish(ADD);
    await fs.writeFile(pathOf(MAIN_TF), '# mine\n');
    for (const change of [CHANGE, exampleChange(PLAN, { kind: 'remove' })]) {
      await expect(estate.publish(change)).rejects.toThrow(
        `${MAIN_TF} was changed by hand`,
      );
    }
    expect(await standing()).toHaveProperty([MAIN_TF], '# mine\n');
  });

  it('refuses to replace a file outside that no lock knows', async () => {
    const path = '.github/workflows/plumbline-stamp-terraform-v2.yml';
    directory.addContent({ [`estate/${path}`]: 'on: push\n' });
    await expect(estate.publish(ADD)).rejects.toThrow(
      `${path} is there with other content`,
    );
    await expect(standing()).resolves.toEqual({ [path]: 'on: push\n' });
  });

  it('refuses a folder of another plan', async () => {
    await estate.publish(ADD);
    await expect(
      estate.publish(exampleChange(examplePlan({ expectedUsers: 10 }))),
    ).rejects.toThrow(`holds ${PLAN.name} with another plan`);
  });

  it('refuses a change that was planned from another plan than stands', async () => {
    await estate.publish(ADD);
    const plan = { kind: 'change' as const, stamp: PLAN };
    const basis = planHash(PLAN);
    const larger = { ...PLAN, trafficWeight: 50 };
    const first = exampleChange(larger, { kind: 'change' });
    await estate.publish({ ...first, plan: { ...plan, stamp: larger, basis } });
    const lost = exampleChange(
      { ...PLAN, trafficWeight: 20 },
      { kind: 'change' },
    );
    await expect(
      estate.publish({
        ...lost,
        plan: { ...lost.plan, basis } as typeof lost.plan,
      }),
    ).rejects.toThrow('was changed since this change was planned');
    // The first one again is no other.
    await expect(
      estate.publish({ ...first, plan: { ...plan, stamp: larger, basis } }),
    ).resolves.toMatchObject({ outcome: 'unchanged' });
  });

  it('refuses to change a stamp that is not there', async () => {
    await expect(estate.publish(CHANGE)).rejects.toThrow(
      'there is no stamp to change',
    );
  });

  it.each([
    ['no lock file', { 'notes.txt': 'x' }, 'but no stamp.lock.json'],
    [
      'a broken lock file',
      { 'stamp.lock.json': '{' },
      'stamp.lock.json cannot be read: ',
    ],
    ['a lock file of another kind', { 'stamp.lock.json': '{}' }, 'plan: '],
  ])('refuses a folder with %s', async (_, content, message) => {
    directory.addContent({ [`estate/${PLAN.folder}`]: content });
    await expect(estate.publish(ADD)).rejects.toThrow(message);
  });

  it('lets only one of two simultaneous plans have a folder or its addresses', async () => {
    const results = await Promise.allSettled([
      estate.publish(exampleChange(examplePlan({ expectedUsers: 1 }))),
      estate.publish(exampleChange(examplePlan({ expectedUsers: 2 }))),
      estate.publish(exampleChange(examplePlan({ region: 'eastus2' }))),
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
    ['of all stamps', 'stamps'],
    ['of the workload', 'stamps/deal-fraud-model'],
    ['of the stamp', PLAN.folder],
    ['of workflows', '.github'],
    ['that files are staged in', '.staging'],
  ])('does not follow a link at the folder %s', async (_, path) => {
    const parent = path.split('/').slice(0, -1).join('/');
    await fs.mkdir(pathOf(parent), { recursive: true });
    await fs.symlink(directory.resolve('outside'), pathOf(path));
    await expect(estate.publish(ADD)).rejects.toThrow(
      /is not a folder|leads out of the estate/,
    );
    expect(directory.content({ path: 'outside' })).toEqual({
      'keep.txt': 'keep',
    });
  });

  it('does not follow a link in place of a file', async () => {
    await estate.publish(ADD);
    await fs.rm(pathOf(MAIN_TF));
    await fs.symlink(directory.resolve('outside/keep.txt'), pathOf(MAIN_TF));
    await expect(estate.publish(CHANGE)).rejects.toThrow(
      `${MAIN_TF} leads out of the estate`,
    );
    await expect(estate.readFiles([MAIN_TF])).rejects.toThrow(
      'leads out of the estate',
    );
    const hashes = await (await estate.look()).hashFiles([PLAN.folder]);
    expect([...hashes.keys()]).not.toContain(MAIN_TF);
    expect(directory.content({ path: 'outside' })).toEqual({
      'keep.txt': 'keep',
    });
  });

  it.each(['../outside/x', '/etc/x', 'stamps/../../outside/x', 'README.md'])(
    'refuses the path %s',
    async path => {
      await expect(
        estate.publish({ ...ADD, files: [{ path, content: 'a' }] }),
      ).rejects.toThrow('is no path within the estate');
      await expect(
        estate.publish({ ...ADD, deletions: [path] }),
      ).rejects.toThrow('is no path within the estate');
    },
  );

  it('refuses two paths that are one on some machines', async () => {
    const [first] = ADD.files;
    await expect(
      estate.publish({
        ...ADD,
        files: [
          first,
          {
            ...first,
            path: first.path
              .toUpperCase()
              .replace('.GITHUB/WORKFLOWS', '.github/workflows'),
          },
        ],
      }),
    ).rejects.toThrow('is named twice');
  });

  it('reads the stamps of a workload, and as much as the folder tells of one without a sound lock', async () => {
    await estate.publish(ADD);
    directory.addContent({
      'estate/stamps/deal-fraud-model/dev/eastus2-007/stamp.lock.json': '{',
      'estate/stamps/other/prod/eastus2-001/stamp.lock.json': '{',
    });
    await expect(estate.readStamps(WORKLOAD)).resolves.toEqual([
      {
        name: 'deal-fraud-model-dev-eastus2-007',
        environment: 'dev',
        region: 'eastus2',
        instance: 7,
      },
      expect.objectContaining({
        name: PLAN.name,
        instance: 1,
        addressRange: '10.80.0.0/20',
      }),
    ]);
    await expect(estate.readLocks(WORKLOAD)).resolves.toEqual([
      {
        folder: 'stamps/deal-fraud-model/dev/eastus2-007',
        problem: expect.stringContaining('cannot be read'),
      },
      { folder: PLAN.folder, lock: expect.objectContaining({ plan: PLAN }) },
    ]);
  });

  it('tells hashes of what stands, without what tools hide', async () => {
    await estate.publish(ADD);
    directory.addContent({
      [`estate/${PLAN.folder}/.terraform/x`]: 'x',
      [`estate/${PLAN.folder}/extra.txt`]: 'x',
    });
    const hashes = await (
      await estate.look()
    ).hashFiles([PLAN.folder, 'stamps/missing']);
    const inside = ADD.files.filter(({ path }) => path.startsWith('stamps/'));
    expect(Object.fromEntries(hashes)).toEqual({
      [`${PLAN.folder}/extra.txt`]: fileHash('x'),
      ...Object.fromEntries(
        inside.map(({ path, content }) => [path, fileHash(content)]),
      ),
    });
  });

  it('checks without writing', async () => {
    await expect(estate.check(ADD)).resolves.toMatchObject({
      outcome: 'written',
      paths: ADD.files.map(({ path }) => path),
    });
    expect(directory.content({ path: 'estate' })).toEqual({});
  });
});
