import { createHash } from 'node:crypto';
import { REQUEST, fullPlan, fullWorkload } from './__testUtils__/requests';
import { driftOf } from './drift';
import { branchOf, branchesOfStamp, mayAddStampOf } from './estatePlan';
import { retiredPath, stampFolder, stampKey, stampsFolder } from './folders';
import {
  ESTATE_PATH_PATTERN,
  StampLock,
  TEMPLATE_VERSION,
  WorkloadLock,
  existingStampOfLock,
  fileHash,
  parseRetiredStamp,
  parseStampLock,
  parseWorkloadLock,
  retiredStampOf,
} from './lock';
import { planDrain, planRemoval } from './planChange';
import { planStamp } from './planStamp';
import { DEFAULT_POLICY } from './policy';
import { REGIONS } from './regions';

const plan = fullPlan();
const README = `${plan.folder}/README.md`;
const WORKFLOW = `.github/workflows/${plan.name}.yml`;
const LOCK: StampLock = {
  apiVersion: 'plumbline.io/v1',
  kind: 'StampLock',
  templateVersion: TEMPLATE_VERSION,
  plan,
  files: { [README]: fileHash('readme'), [WORKFLOW]: fileHash('workflow') },
};

describe('fileHash', () => {
  it('is the SHA-256 of the bytes', () => {
    for (const text of ['', 'abc', 'ü😀\n']) {
      const hash = createHash('sha256').update(text).digest('hex');
      expect(fileHash(text)).toBe(hash);
      expect(fileHash(Buffer.from(text))).toBe(hash);
    }
  });
});

describe('locks', () => {
  it('are read as they were written', () => {
    expect(parseStampLock(JSON.stringify(LOCK))).toEqual({ lock: LOCK });
    const lock: WorkloadLock = {
      ...LOCK,
      kind: 'WorkloadLock',
      plan: fullWorkload().workload,
      files: { 'workloads/card-shop/CODEOWNERS': fileHash('') },
    };
    expect(parseWorkloadLock(JSON.stringify(lock))).toEqual({ lock });
    expect(parseStampLock(JSON.stringify(lock)).problems).toBeDefined();
  });

  it.each([
    ['(all): not JSON', '{'],
    ['(all)', 'null'],
    ['(all)', '[]'],
    ['kind', JSON.stringify({ ...LOCK, kind: 'Other' })],
    ['plan.owner', JSON.stringify({ ...LOCK, plan: { ...plan, owner: '$' } })],
    [
      'templateVersion: made by version 1.0.0',
      JSON.stringify({ ...LOCK, templateVersion: '1.0.0' }),
    ],
    [
      'templateVersion: made by version 3.0.0',
      JSON.stringify({ ...LOCK, templateVersion: '3.0.0' }),
    ],
    ['templateVersion', JSON.stringify({ ...LOCK, templateVersion: 'x' })],
    ['files', JSON.stringify({ ...LOCK, files: { '../x': fileHash('') } })],
    ['files', JSON.stringify({ ...LOCK, files: { [README]: 'abc' } })],
    [
      'files',
      JSON.stringify({
        ...LOCK,
        files: Object.fromEntries(
          Array.from({ length: 501 }, (_, i) => [`a/${i}`, fileHash('')]),
        ),
      }),
    ],
    ['longer than', JSON.stringify({ ...LOCK, x: 'x'.repeat(1_000_000) })],
    ['(all)', JSON.stringify({ ...LOCK, more: 1 })],
  ])('say what is wrong: %s', (problem, text) => {
    const { lock, problems } = parseStampLock(text);
    expect(lock).toBeUndefined();
    expect(problems!.join('\n')).toContain(problem);
  });

  it.each([
    ['stamps/emea~bank/prod/westeurope-001/terraform/foundation/main.tf', true],
    ['.github/workflows/bank-prod-westeurope-001.yml', true],
    ['workloads/bank/skeleton/.dockerignore', true],
    ['workloads/bank/CODEOWNERS', true],
    ['', false],
    ['/etc/passwd', false],
    ['../x', false],
    ['a/../b', false],
    ['a/./b', false],
    ['a//b', false],
    ['a/', false],
    ['.git/config', false],
    ['a/.git/config', false],
    ['a/.git', false],
    ['.github', true],
    ['a\\b', false],
    ['a\nb', false],
    ['a b', false],
    ['a/b\u202e', false],
    ['a'.repeat(251), false],
  ])('hold paths of the estate only: %j', (path, holds) => {
    expect(ESTATE_PATH_PATTERN.test(path)).toBe(holds);
  });
});

describe('a retired stamp', () => {
  it('leaves its number, and nothing else', () => {
    const retired = retiredStampOf(plan);
    expect(retiredPath(plan)).toBe(
      'stamps/deal-fraud-model/retired/prod-westus-001.json',
    );
    expect(parseRetiredStamp(JSON.stringify(retired))).toEqual({ retired });
    expect(existingStampOfLock(LOCK).addressRange).toBe(plan.address.range);
    expect(
      parseRetiredStamp(JSON.stringify({ ...retired, name: '../x' })).problems,
    ).toHaveLength(1);
  });
});

describe('driftOf', () => {
  const inStep = new Map([
    [README, fileHash('readme')],
    [WORKFLOW, fileHash('workflow')],
    [`${plan.folder}/stamp.lock.json`, fileHash('lock')],
  ]);

  it('is in step where every file is as rendered', () => {
    expect(driftOf(LOCK, inStep, '2026-11-21T00:00:00Z')).toEqual({
      state: 'in-step',
      files: [],
      templateVersion: TEMPLATE_VERSION,
      newestTemplateVersion: TEMPLATE_VERSION,
      checkedAt: '2026-11-21T00:00:00Z',
    });
  });

  it('names what is changed, missing and unexpected, by path', () => {
    const hashes = new Map(inStep)
      .set(README, fileHash('other'))
      .set(`${plan.folder}/notes.md`, fileHash('x'))
      .set(`${plan.folder}-more/notes.md`, fileHash('x'))
      .set('.github/workflows/other.yml', fileHash('x'));
    hashes.delete(WORKFLOW);
    expect(driftOf(LOCK, hashes)).toMatchObject({
      state: 'changed',
      files: [
        { path: WORKFLOW, problem: 'missing' },
        { path: README, problem: 'changed' },
        { path: `${plan.folder}/notes.md`, problem: 'unexpected' },
      ],
    });
  });

  it('is not led astray by names that every object has', () => {
    const hashes = new Map(inStep).set(`${plan.folder}/constructor`, 'x');
    expect(driftOf(LOCK, hashes).files).toHaveLength(1);
  });
});

describe('names of folders and branches', () => {
  const emea = planStamp(
    {
      ...REQUEST,
      workload: { ...REQUEST.workload, ref: 'system:emea/deal-fraud-model' },
    },
    [],
    REGIONS,
    DEFAULT_POLICY,
  ).plan!;
  const own = planStamp(REQUEST, [], REGIONS, DEFAULT_POLICY).plan!;

  it('keep two namespaces apart', () => {
    expect(emea.name).toBe(own.name);
    expect(stampFolder(emea)).toBe(emea.folder);
    expect(stampsFolder('system:emea/bank')).toBe('stamps/emea~bank');
    expect(stampKey(own)).toBe(own.name);
    expect(stampKey(emea)).toBe(`emea--${own.name}`);
    expect(branchOf({ kind: 'add', stamp: emea })).toBe(
      `stamp-add-emea--${own.name}`,
    );
  });

  it('are the same for the same change, and known beforehand', () => {
    expect(branchOf(planDrain(own))).toBe(`stamp-drain-${own.name}`);
    expect(branchOf(planRemoval(own))).toBe(`stamp-remove-${own.name}`);
    expect(branchOf(fullWorkload())).toBe('workload-add-card-shop');
    expect(branchesOfStamp(own)).toEqual([
      `stamp-add-${own.name}`,
      `stamp-change-${own.name}`,
      `stamp-drain-${own.name}`,
      `stamp-remove-${own.name}`,
    ]);
  });

  it('say which branch may add a stamp of which workload', () => {
    for (const stamp of [own, emea]) {
      const branch = branchOf({ kind: 'add', stamp });
      expect(mayAddStampOf(stamp.workloadRef, branch)).toBe(true);
    }
    const branch = branchOf({ kind: 'add', stamp: emea });
    expect(mayAddStampOf(own.workloadRef, branch)).toBe(false);
    expect(
      mayAddStampOf('system:default/card-shop', 'workload-add-card-shop'),
    ).toBe(true);
    expect(mayAddStampOf('system:default/card', 'workload-add-card-shop')).toBe(
      false,
    );
  });
});
