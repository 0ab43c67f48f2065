import { symlinkSync } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  DEFAULT_POLICY,
  EstateFile,
  LOCK_FILE,
  PlacementPolicy,
  REGIONS,
  StampPlan,
  TEMPLATE_VERSION,
  planDrain,
  planStamp,
} from '@plumbline/plugin-stamp-common';
import { exampleNewWorkload, examplePlan } from '../__testUtils__/plans';
import {
  StaticCode,
  fileHash,
  readStaticCode,
  renderChange,
  renderStamp,
  toJson,
} from '../render';
import { checkEstate } from './checkEstate';
import { findingText } from './Finding';

const FOLDER = 'stamps/deal-fraud-model/prod/japaneast-001';
const LOCK = `${FOLDER}/${LOCK_FILE}`;
const WORKLOAD = (residency: string) =>
  `apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: deal-fraud-model }
spec: { type: workload, owner: deal-fraud, residency: ${residency} }
`;

jest.setTimeout(60_000);

describe('checkEstate', () => {
  const directory = createMockDirectory();
  let code: StaticCode;

  beforeAll(async () => {
    code = await readStaticCode();
  });
  beforeEach(() => directory.clear());

  /** Files of stamps as they are published. */
  function filesOf(...plans: StampPlan[]): Map<string, string> {
    return new Map(
      plans
        .flatMap(plan => renderStamp(plan, code))
        .map(({ path, content }: EstateFile) => [path, content]),
    );
  }

  async function check(
    files: Map<string, string>,
    {
      policy = {},
      catalog = [WORKLOAD('JP')],
    }: { policy?: Partial<PlacementPolicy>; catalog?: string[] } = {},
  ) {
    directory.setContent(Object.fromEntries(files));
    const { findings, ...rest } = await checkEstate(directory.path, {
      policy: { ...DEFAULT_POLICY, ...policy },
      regions: REGIONS,
      catalog,
      code,
    });
    return { findings: findings.map(findingText), ...rest };
  }

  /** A lock with something of it changed. */
  function withLock(
    files: Map<string, string>,
    change: (lock: any) => void,
    path = LOCK,
  ) {
    const lock = JSON.parse(files.get(path)!);
    change(lock);
    return new Map(files).set(path, toJson(lock));
  }

  it('finds nothing in what was rendered', async () => {
    const plans = [
      examplePlan(),
      examplePlan({
        region: 'eastus2',
        addressRange: '10.80.16.0/20',
        infrastructure: 'bicep',
        pipeline: 'github-actions',
      }),
    ];
    const files = filesOf(...plans);
    await expect(check(files, { catalog: [] })).resolves.toEqual({
      findings: [],
      stamps: 2,
      workloads: 0,
      files: files.size,
      older: 0,
      unknownResidency: 2,
    });
  });

  it('finds what was changed, is missing or belongs to nothing', async () => {
    const files = filesOf(examplePlan());
    files.set(`${FOLDER}/README.md`, 'Mine now.\n');
    files.delete(`${FOLDER}/catalog-info.yaml`);
    files.set(`${FOLDER}/terraform/extra.tf`, 'locals {}\n');
    files.set('stamps/notes.txt', 'x');
    const { findings } = await check(files);
    expect(findings).toEqual(
      expect.arrayContaining([
        `${FOLDER}/README.md: was changed since it was rendered; ${LOCK} has another hash`,
        `${FOLDER}/catalog-info.yaml: is missing; ${LOCK} names it`,
        `${FOLDER}/terraform/extra.tf: is named by no lock`,
        'stamps/notes.txt: is named by no lock',
      ]),
    );
  });

  it('finds code and hash that were changed together', async () => {
    const files = filesOf(examplePlan());
    const path = [...files.keys()].find(each => each.endsWith('.tf'))!;
    files.set(path, 'resource "a" "b" {}\n');
    const forged = withLock(files, lock => {
      lock.files[path] = fileHash('resource "a" "b" {}\n');
    });
    const { findings } = await check(forged);
    expect(findings).toContain(
      `${LOCK}: has another hash of ${path} than what its plan renders to`,
    );
    expect(findings.some(each => each.startsWith(`${path}:`))).toBe(true);
  });

  it('finds files that a lock has too many of or does not name', async () => {
    const files = filesOf(examplePlan());
    const path = `${FOLDER}/README.md`;
    const { findings } = await check(
      withLock(files, lock => {
        delete lock.files[path];
        lock.files[`${FOLDER}/more.md`] = fileHash('');
      }),
    );
    expect(findings).toEqual(
      expect.arrayContaining([
        `${LOCK}: does not name ${path}, to which its plan renders`,
        `${LOCK}: names ${FOLDER}/more.md, to which its plan does not render`,
      ]),
    );
  });

  it.each([
    ['{', 'not JSON'],
    ['[]', ''],
    ['{"kind":"StampLock"}', 'plan'],
  ])('finds a lock that cannot be read: %s', async (text, problem) => {
    const { findings, stamps } = await check(new Map([[LOCK, text]]));
    expect(stamps).toBe(0);
    expect(findings.join('\n')).toContain(`${LOCK}: `);
    expect(findings.join('\n')).toContain(problem);
  });

  it('finds a lock that was copied to another folder', async () => {
    const files = filesOf(examplePlan());
    const copy = LOCK.replace('001', '002');
    files.set(copy, files.get(LOCK)!);
    const { findings } = await check(files);
    expect(findings).toEqual([`${copy}: is the lock of ${FOLDER}`]);
  });

  it('finds names and addresses that two stamps have', async () => {
    const one = examplePlan();
    const two = examplePlan({
      region: 'eastus2',
      addressRange: '10.80.0.0/20',
    });
    const { findings } = await check(
      filesOf(one, {
        ...two,
        azureNames: { ...two.azureNames, keyVault: one.azureNames.keyVault },
      }),
    );
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /japaneast-001\/stamp\.lock\.json: the name \S+ \(keyVault\) is that of stamps\/deal-fraud-model\/prod\/eastus2-001 too/,
        ),
        expect.stringMatching(
          /the addresses 10\.80\.0\.0\/20 overlap 10\.80\.0\.0\/20 of /,
        ),
      ]),
    );
  });

  it('finds a stamp with the number of a retired one', async () => {
    const files = filesOf(examplePlan());
    const record = 'stamps/deal-fraud-model/retired/prod-japaneast-001.json';
    files.set(
      record,
      toJson({
        apiVersion: 'plumbline.io/v1',
        kind: 'RetiredStamp',
        name: 'deal-fraud-model-prod-japaneast-001',
        environment: 'prod',
        region: 'japaneast',
        instance: 1,
      }),
    );
    await expect(check(files)).resolves.toMatchObject({
      findings: [
        `${LOCK}: has the number of a stamp that was retired; ${record} keeps it`,
      ],
    });
    files.set(record, '{}');
    const { findings } = await check(files);
    expect(findings.some(each => each.startsWith(`${record}: `))).toBe(true);
  });

  it('finds what the policy does not allow', async () => {
    const files = filesOf(examplePlan());
    await expect(
      check(files, { catalog: [WORKLOAD('EU')] }),
    ).resolves.toMatchObject({
      findings: [
        `${LOCK}: policy: region: Japan East is not eligible. Data must stay in EU; it is in JP.`,
      ],
    });
    const { findings } = await check(files, {
      policy: { maxUsersPerStamp: 500 },
    });
    expect(findings).toEqual([
      expect.stringContaining('policy: expectedUsers: '),
    ]);
  });

  it('lets a stamp go that the policy does not allow any more', async () => {
    const drained = planDrain(examplePlan()).stamp;
    await expect(
      check(filesOf(drained), { catalog: [WORKLOAD('EU')] }),
    ).resolves.toMatchObject({ findings: [] });
  });

  it('holds a relaxed rule against the policy', async () => {
    const relaxed = { relaxable: ['pair'] as const };
    const { plan } = planStamp(
      {
        workload: {
          ref: 'system:default/deal-fraud-model',
          owner: 'group:default/deal-fraud',
          addressRange: '10.80.0.0/16',
          globalResources: [],
        },
        environment: 'prod',
        region: 'polandcentral',
        expectedUsers: 100,
        infrastructure: 'terraform',
        pipeline: 'azure-devops',
        image: 'crdealfraud.azurecr.io/deal-fraud:2.3.1',
        relaxations: [{ rule: 'pair', reason: 'Data must stay in Poland' }],
      },
      [],
      REGIONS,
      { ...DEFAULT_POLICY, ...relaxed },
    );
    const files = filesOf(plan!);
    await expect(
      check(files, { policy: relaxed, catalog: [WORKLOAD('PL')] }),
    ).resolves.toMatchObject({ findings: [] });
    const { findings } = await check(files, { catalog: [WORKLOAD('PL')] });
    expect(findings.join()).toContain('policy: relaxations: ');
  });

  it('of an older version checks hashes only', async () => {
    const files = withLock(filesOf(examplePlan()), lock => {
      lock.templateVersion = TEMPLATE_VERSION.replace(/\d+$/, '999');
      const path = `${FOLDER}/README.md`;
      lock.files[path] = fileHash('Older words.\n');
    }).set(`${FOLDER}/README.md`, 'Older words.\n');
    await expect(check(files)).resolves.toMatchObject({
      findings: [],
      older: 1,
    });
  });

  it('checks a workload as it checks a stamp', async () => {
    const { files } = renderChange(exampleNewWorkload(), { code });
    const all = new Map(files.map(({ path, content }) => [path, content]));
    await expect(check(all, { catalog: [] })).resolves.toEqual({
      findings: [],
      stamps: 1,
      workloads: 1,
      files: all.size,
      older: 0,
      // Its own entity is in the estate.
      unknownResidency: 0,
    });
    const lockPath = 'workloads/parcel-tracking/workload.lock.json';
    const path = [...all.keys()].find(each =>
      each.startsWith('workloads/parcel-tracking/terraform/global/'),
    )!;
    const forged = withLock(
      new Map(all).set(path, '# mine\n'),
      lock => {
        lock.files[path] = fileHash('# mine\n');
      },
      lockPath,
    );
    await expect(check(forged)).resolves.toMatchObject({
      findings: expect.arrayContaining([
        `${lockPath}: has another hash of ${path} than what its plan renders to`,
      ]),
    });
    all.delete(lockPath);
    const { findings } = await check(all);
    expect(findings).toContain(`${path}: is named by no lock`);
  });

  it('does not follow links, and reads nothing outside', async () => {
    directory.setContent({ outside: 'secret', estate: { stamps: {} } });
    symlinkSync(
      directory.resolve('outside'),
      directory.resolve('estate/stamps/link'),
    );
    const { findings } = await checkEstate(directory.resolve('estate'), {
      policy: DEFAULT_POLICY,
      regions: REGIONS,
    });
    expect(findings.map(findingText)).toEqual([
      'stamps/link: is a link or a device; expected a file',
    ]);
  });

  it('says which folder it cannot read', async () => {
    await expect(
      checkEstate(directory.resolve('nowhere'), {
        policy: DEFAULT_POLICY,
        regions: REGIONS,
      }),
    ).rejects.toThrow(/nowhere' cannot be read: ENOENT/);
  });
});
