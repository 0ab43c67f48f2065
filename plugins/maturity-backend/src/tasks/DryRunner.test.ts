import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  DryRun,
  DryRunInput,
  describeModelProblem,
} from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';
import { EvaluatedHouse } from '../__testUtils__/EvaluatedHouse';
import { DryRunStore } from '../store/DryRunStore';
import { DryRunner } from './DryRunner';

const ADA = 'user:default/ada';
const BOB = 'user:default/bob';
const file = resolve(__dirname, '../__fixtures__/model.yaml');
const text = readFileSync(file, 'utf8');
const pillar = readFileSync(
  resolve(__dirname, '../__fixtures__/guarding.yaml'),
  'utf8',
);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

/** Dry runs over three workloads. */
class House {
  readonly store: DryRunStore;
  readonly runner: DryRunner;

  private constructor(readonly estate: EvaluatedHouse) {
    const now = () => estate.now;
    this.store = new DryRunStore(estate.database, now);
    this.runner = new DryRunner({ ...estate, store: this.store, now });
  }

  static async build(database: Knex): Promise<House> {
    return new House(await EvaluatedHouse.build(database));
  }

  get now() {
    return this.estate.now;
  }

  async run(input: Partial<DryRunInput>) {
    const { id } = await this.runner.start({ file, text, ...input }, ADA);
    await this.runner.settled();
    return (await this.store.read(id))!;
  }

  later(seconds: number) {
    this.estate.later(seconds);
  }

  scorecards() {
    return this.estate.database('scorecards').select();
  }
}

/** One of Ada's that another replica does. */
function going(house: House): DryRun {
  return {
    id: 'elsewhere',
    state: 'running',
    createdBy: ADA,
    createdAt: house.now.toISOString(),
    progress: { done: 200, total: 1_000 },
    problems: [],
  };
}

describe.each(databases.eachSupportedId())('DryRunner on %s', id => {
  let house: House;

  beforeEach(async () => {
    house = await House.build(await databases.init(id));
  });

  it('finds nothing different about the model in force', async () => {
    expect(await house.run({})).toEqual({
      id: expect.any(String),
      state: 'done',
      modelId: 'small',
      version: '1.0.0',
      createdBy: ADA,
      createdAt: '2026-11-21T12:00:00.000Z',
      progress: { done: 3, total: 3 },
      problems: [],
      criteria: { added: [], removed: [], changed: [] },
      rises: 0,
      falls: 0,
      same: 3,
      before: [1, 1, 1],
      after: [1, 1, 1],
      differences: [],
      pillars: [
        { pillarId: 'running', title: 'Running', rises: 0, falls: 0 },
        { pillarId: 'guarding', title: 'Guarding', rises: 0, falls: 0 },
      ],
      pillarDifferences: [],
    });
  });

  it('says who rises and who falls, and why, and changes no scorecard', async () => {
    const before = await house.scorecards();
    const run = await house.run({
      text: text
        .replace('version: 1.0.0', 'version: 2.0.0')
        .replace('catalog.ownerKind == "group"', 'catalog.ownerKind != "group"')
        .replace(/ +- id: s-2-1\.attested[^]*?Call them once\.\n/, ''),
    });
    expect(run).toMatchObject({
      state: 'done',
      version: '2.0.0',
      criteria: {
        added: [],
        removed: ['s-2-1.attested'],
        changed: ['s-1-1.group'],
      },
      rises: 1,
      falls: 2,
      same: 0,
      before: [1, 1, 1],
      after: [2, 1, 0],
    });
    expect(
      run.differences!.map(({ title, fromProven, toProven, because }) => [
        title,
        fromProven,
        toProven,
        because,
      ]),
    ).toEqual([
      ['good', 2, 0, ["'Owned by a group' is not met, it was met"]],
      ['half', 1, 0, ["'Owned by a group' is not met, it was met"]],
      ['bare', 0, 1, ["'Owned by a group' is met, it was not met"]],
    ]);
    expect(await house.scorecards()).toEqual(before);
  });

  it('names criteria that are new, gone, or on another level', async () => {
    const harder = await house.run({
      pillars: {
        'guarding.yaml': pillar.replace(
          'criteria:\n',
          `criteria:
          - id: g-1-1.called
            title: People are called
            rule: size(catalog.escalation) > 0
`,
        ),
      },
    });
    expect(harder.criteria!.added).toEqual(['g-1-1.called']);
    expect(harder.differences).toEqual([
      expect.objectContaining({
        title: 'half',
        fromProven: 1,
        toProven: 0,
        because: ["'People are called' is new and not met"],
      }),
    ]);
  });

  it('tells pillars on which levels change while the overall ones do not', async () => {
    const run = await house.run({
      pillars: {
        'guarding.yaml': pillar.replace(
          'size(catalog.workBoards) > 0',
          'size(catalog.workBoards) == 0',
        ),
      },
    });
    expect(run).toMatchObject({ rises: 0, falls: 1, same: 2 });
    expect(run.pillars![1]).toMatchObject({ rises: 2, falls: 1 });
    expect(
      run.pillarDifferences!.map(({ title, pillarId, toProven, because }) => [
        title,
        pillarId,
        toProven,
        because,
      ]),
    ).toEqual([
      ['good', 'guarding', 1, ["'Work is on a board' is not met, it was met"]],
      ['bare', 'guarding', 2, ["'Work is on a board' is met, it was not met"]],
      ['half', 'guarding', 2, ["'Work is on a board' is met, it was not met"]],
    ]);
  });

  it('takes pillars from what was sent before those in force', async () => {
    const broken = await house.run({
      file: 'models/small/model.yaml',
      pillars: { 'guarding.yaml': pillar.replace('level: 2', 'level: 7') },
    });
    expect(broken).toMatchObject({
      state: 'failed',
      progress: { done: 0, total: 0 },
      error: 'The files have problems.',
    });
    expect(broken.problems.map(describeModelProblem)).toEqual([
      'models/small/guarding.yaml:20:12 levels[1].level: expected 2',
    ]);
    // Nobody waits for it, so another may start at once.
    expect((await house.run({})).state).toBe('done');
  });

  it('holds a model of other tiers against those only', async () => {
    const run = await house.run({
      text: text.replace(
        'description: A small model.',
        'description: A small model.\n  tiers: [mission-critical]',
      ),
    });
    expect(run).toMatchObject({ before: [1, 1, 1], after: [0, 0, 1], same: 1 });
  });

  it('tries out a model that is all new', async () => {
    const run = await house.run({
      text: text
        .replace('name: small', 'name: fresh')
        .replaceAll('s-', 'f-')
        .replace('id: running', 'id: flying')
        .replace('  - file: guarding.yaml\n', ''),
    });
    expect(run).toMatchObject({
      modelId: 'fresh',
      rises: 0,
      falls: 0,
      same: 0,
      before: [],
      // Nobody has answered its question.
      after: [1, 2, 0],
    });
    expect(run.differences).toHaveLength(3);
    expect(run.differences![0]).toMatchObject({
      fromProven: null,
      because: ['It was not held against the model before'],
    });
  });

  it('refuses ids that another model in force has', async () => {
    const run = await house.run({
      file: 'fresh.yaml',
      text: text.replace('name: small', 'name: fresh'),
      pillars: { 'guarding.yaml': pillar },
    });
    expect(run.problems[0]).toEqual({
      file: 'fresh.yaml',
      field: 'criteria.id',
      message: `expected a unique id, 's-1-1.group' is also in ${file}`,
    });
  });

  it('lets everybody have one at a time', async () => {
    await house.store.add(going(house));
    await expect(house.run({})).rejects.toThrow(/^You have a dry run going/);
    const { id: bobs } = await house.runner.start({ file, text }, BOB);
    await house.runner.settled();
    expect((await house.store.read(bobs))!.state).toBe('done');
    await house.store.save({ ...going(house), state: 'done' });
    expect((await house.run({})).state).toBe('done');
  });

  it('takes one that nobody hears of for failed, and lets go of it', async () => {
    const dead = going(house);
    await house.store.add(dead);
    house.later(30);
    expect((await house.store.read(dead.id))!.state).toBe('running');
    await expect(house.run({})).rejects.toThrow(/You have a dry run going/);
    house.later(60);
    expect(await house.store.read(dead.id)).toEqual({
      ...dead,
      state: 'failed',
      error: 'The server that did it has stopped. Start it again.',
    });
    expect((await house.run({})).state).toBe('done');
    // Should it come to life after all, it learns that it was given up.
    expect(await house.store.save(dead)).toBe(false);
  });

  it('fails those that run when the server stops', async () => {
    const { id: runId } = await house.runner.start({ file, text }, ADA);
    await house.runner.stop();
    expect(await house.store.read(runId)).toMatchObject({
      state: 'failed',
      error: 'The server that did it has stopped. Start it again.',
    });
  });

  it('forgets dry runs after a week, and refuses too much text', async () => {
    const { id: old } = await house.run({});
    house.later(8 * 86_400);
    await house.run({});
    expect(await house.store.read(old)).toBeUndefined();
    await expect(house.run({ text: 'x'.repeat(2_000_001) })).rejects.toThrow(
      'text and pillars: expected at most 2000000 bytes in all, got 2000001',
    );
  });
});
