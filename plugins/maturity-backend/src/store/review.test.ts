import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { Portfolio } from '../__fixtures__/portfolio';
import { ReviewKeeper } from '../tasks/ReviewKeeper';
import { strategyIdsOf } from '../router/portfolio/readQuery';
import { ChangeStore } from './ChangeStore';
import { MilestoneStore } from './MilestoneStore';
import { PlaceScope, PortfolioStore } from './PortfolioStore';
import { RetentionStore } from './RetentionStore';
import { StrategyCountStore } from './StrategyCountStore';
import { TrendStore, addDays } from './TrendStore';
import { migrate } from './database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const modelId = 'm';
const PAGING = { limit: 500, offset: 0 };

const SCOPES: Omit<PlaceScope, 'modelId'>[] = [
  {},
  { pillarId: 'pillar-2' },
  { owners: ['group:default/team-1', 'group:default/team-2'] },
  { domains: ['domain:default/area-1'] },
  { lifecycles: ['production'] },
  { domains: ['domain:default/area-2'], lifecycles: ['production'] },
  {
    owners: ['group:default/team-4', 'group:default/team-5'],
    domains: ['domain:default/area-1', 'domain:default/area-2'],
    lifecycles: ['production', 'experimental'],
    pillarId: 'pillar-1',
  },
];

describe.each(databases.eachSupportedId())('review on %s', id => {
  let database: Knex;
  let portfolio: Portfolio;
  let now: Date;
  let trend: TrendStore;
  let strategies: StrategyCountStore;
  let review: ReviewKeeper;
  let levels: PortfolioStore;

  const newKeeper = (retentionDays = 730) =>
    new ReviewKeeper({
      models: { indexes: [portfolio.index] },
      strategies,
      trend,
      retention: new RetentionStore(database),
      retentionDays,
      logger: mockServices.logger.mock(),
      now: () => now,
    });

  beforeEach(async () => {
    database = await databases.init(id);
    await migrate(database);
    portfolio = await new Portfolio(database, { workloads: 240 }).fill();
    now = new Date('2026-06-01T23:50:00.000Z');
    trend = new TrendStore(database);
    strategies = new StrategyCountStore(database);
    levels = new PortfolioStore(database);
    review = newKeeper();
  });

  const today = () => now.toISOString().slice(0, 10);
  const distribution = (scope: Omit<PlaceScope, 'modelId'>) =>
    levels.distribution({ modelId, ...scope }, 3);
  const refsOf = (pick: (n: number) => boolean) =>
    portfolio.workloads
      .filter((_, n) => pick(n))
      .map(({ workloadRef }) => workloadRef);
  const readTrend = async (scope: Omit<PlaceScope, 'modelId'>, days = 365) =>
    trend.read(
      { modelId, ...scope },
      { days, today: today(), now: await distribution(scope) },
    );

  /** Levels change, owners change and workloads go, day after day. */
  async function liveDays(
    count: number,
    each: () => Promise<void> = async () => {},
  ) {
    for (let day = 1; day <= count; day++) {
      now = new Date(now.getTime() + 86_400_000);
      await portfolio.evaluate(
        refsOf(n => n % 9 === day % 9),
        `${today()}T08:00:00.000Z`,
      );
      if (day === 2) {
        const moved = portfolio.workloads.filter((_, n) => n % 13 === 0);
        await database('workloads')
          .whereIn(
            'workload_ref',
            moved.map(({ workloadRef }) => workloadRef),
          )
          .update({ owner_ref: 'group:default/team-1' });
      }
      if (day === 3) await portfolio.remove(refsOf(n => n % 20 === 0));
      await each();
    }
  }

  describe('trend', () => {
    it('tells for every filter what the distribution was on each day', async () => {
      await review.noteLevels();
      const expected = new Map<string, number[][]>();
      const note = async () => {
        for (const scope of SCOPES) {
          const key = JSON.stringify(scope);
          expected.set(key, [
            ...(expected.get(key) ?? []),
            await distribution(scope),
          ]);
        }
      };
      await note();
      await liveDays(5, async () => {
        await review.noteLevels();
        await note();
      });
      for (const scope of SCOPES) {
        const found = await readTrend(scope);
        expect(found.map(day => day.distribution)).toEqual(
          expected.get(JSON.stringify(scope)),
        );
        expect(found.map(({ day }) => day)).toEqual(
          [0, 1, 2, 3, 4, 5].map(n => addDays('2026-06-01', n)),
        );
        expect(
          (await readTrend(scope, 3)).map(day => day.distribution),
        ).toEqual(expected.get(JSON.stringify(scope))!.slice(-3));
      }
      const [
        {
          distribution: [a, b, c, d],
          mean,
        },
      ] = await readTrend({});
      expect(mean).toBeCloseTo((b + 2 * c + 3 * d) / (a + b + c + d));
    });

    it('changes nothing when it is noted again, or by two replicas at once', async () => {
      await review.noteLevels();
      await liveDays(2);
      await Promise.all([review.noteLevels(), newKeeper().noteLevels()]);
      const rows = () =>
        database('level_days')
          .whereNot('change', 0)
          .orderByRaw('1,2,3,4,5,6,7');
      const before = await rows();
      await review.noteLevels();
      expect(await rows()).toEqual(before);
      expect((await readTrend({}, 1))[0].distribution).toEqual(
        await distribution({}),
      );
    });

    it('forgets a rise that was taken back on the same day', async () => {
      await review.noteLevels();
      const before = await distribution({});
      now = new Date('2026-06-02T10:00:00.000Z');
      const [ref] = refsOf(n => n === 0);
      const proven = () => portfolio.scorecards.get(ref)!.standing.proven;
      const was = proven();
      await portfolio.evaluate([ref], '2026-06-02T09:00:00.000Z', () =>
        was > 0 ? 'not-met' : 'met',
      );
      await review.noteLevels();
      await database('scorecards').where({ workload_ref: ref }).update({
        proven: was,
      });
      await review.noteLevels();
      now = new Date('2026-06-03T10:00:00.000Z');
      expect((await readTrend({}))[1].distribution).toEqual(before);
    });

    it('begins with what the history of levels tells', async () => {
      const expected: number[][] = [await distribution({})];
      for (let day = 1; day <= 3; day++) {
        now = new Date(now.getTime() + 86_400_000);
        await portfolio.evaluate(
          refsOf(n => n % 4 === day),
          `${today()}T08:00:00.000Z`,
        );
        expected.push(await distribution({}));
      }
      await review.noteLevels();
      expect((await readTrend({})).map(day => day.distribution)).toEqual(
        expected,
      );
    });

    it('is the same after old days were folded together', async () => {
      await review.noteLevels();
      await liveDays(5, () => review.noteLevels());
      const before = await Promise.all(
        SCOPES.map(scope => readTrend(scope, 3)),
      );
      const [{ count: rows }] = await database('level_days').count({
        count: '*',
      });
      await trend.prune('2026-06-04');
      await trend.prune('2026-06-04');
      expect(
        await Promise.all(SCOPES.map(scope => readTrend(scope, 3))),
      ).toEqual(before);
      const [{ count: left }] = await database('level_days').count({
        count: '*',
      });
      expect(Number(left)).toBeLessThan(Number(rows));
      expect(
        await database('level_days').where('day', '<', '2026-06-04').first(),
      ).toBeUndefined();
    });
  });

  describe('strategy counts', () => {
    const expected = async (
      scope: Omit<PlaceScope, 'modelId' | 'pillarId'>,
    ) => {
      const rows: { workload_ref: string }[] = await database('scorecards as s')
        .join('workloads as w', 'w.workload_ref', 's.workload_ref')
        .where(query => {
          if (scope.owners) query.whereIn('w.owner_ref', scope.owners);
          if (scope.domains) query.whereIn('w.domain_ref', scope.domains);
          if (scope.lifecycles) query.whereIn('w.lifecycle', scope.lifecycles);
        })
        .select('s.workload_ref');
      const scorecards = rows.map(
        row => portfolio.scorecards.get(row.workload_ref)!,
      );
      return strategyIdsOf(portfolio.index)
        .map(strategyId => ({
          strategyId,
          notMet: scorecards.filter(({ missed }) => missed.includes(strategyId))
            .length,
          unknown: scorecards.filter(({ open }) => open.includes(strategyId))
            .length,
        }))
        .filter(({ notMet }) => notMet > 0)
        .sort(
          (a, b) =>
            b.notMet - a.notMet ||
            b.unknown - a.unknown ||
            (a.strategyId < b.strategyId ? -1 : 1),
        );
    };
    const counted = (scope: Omit<PlaceScope, 'modelId' | 'pillarId'>) =>
      strategies.mostMissed(modelId, scope, {
        strategyIds: strategyIdsOf(portfolio.index),
        limit: 100,
      });

    it('are right for every filter, counted all at once or group by group', async () => {
      await review.countStrategies();
      for (const scope of SCOPES) {
        expect(await counted(scope)).toEqual(await expected(scope));
      }
      expect(await strategies.countedAt(modelId)).toBe(now.toISOString());

      const changed = refsOf(n => n % 31 === 0);
      await portfolio.evaluate(changed, '2026-06-02T08:00:00.000Z');
      await review.countStrategies(changed);
      for (const scope of SCOPES) {
        expect(await counted(scope)).toEqual(await expected(scope));
      }
    });

    it('follow workloads that go and that change hands', async () => {
      await review.countStrategies();
      await liveDays(3);
      await review.countStrategies();
      for (const scope of SCOPES) {
        expect(await counted(scope)).toEqual(await expected(scope));
      }
    });

    it('write nothing when nothing differs', async () => {
      await review.countStrategies();
      const written: string[] = [];
      database.on('query', ({ sql }) => {
        if (/^(insert|update|delete)/.test(sql)) written.push(sql);
      });
      await review.countStrategies();
      expect(written).toEqual([
        expect.stringContaining('strategy_counts_times'),
      ]);
    });
  });

  it('lists what changed since a time, and who rose and fell', async () => {
    const changes = new ChangeStore(database);
    const { scorecards } = portfolio;
    const at = new Map(
      [...scorecards].map(([ref, { standing }]) => [ref, standing]),
    );
    const since = now.toISOString();
    await liveDays(4);
    for (const scope of SCOPES.map(s => ({ ...s, text: 'w1' }))) {
      const place = (s: { proven: number; pillars: any[] }): number =>
        scope.pillarId
          ? s.pillars.find(p => p.pillarId === scope.pillarId).proven
          : s.proven;
      const rows = await levels.refs(
        { modelId, ...scope },
        { sort: 'title', direction: 'asc' },
      );
      const moves = rows.map(
        ref => place(scorecards.get(ref)!.standing) - place(at.get(ref)!),
      );
      const found = await changes.since({ modelId, ...scope }, since, PAGING);
      const expected = await database('transitions')
        .where({ model_id: modelId, pillar_id: scope.pillarId ?? '' })
        .where('at', '>', since)
        .whereRaw('from_proven <> to_proven')
        .whereIn('workload_ref', rows);
      const moved = new Set(expected.map(row => row.workload_ref));
      expect(found).toMatchObject({
        rose: moves.filter(move => move > 0).length,
        fell: moves.filter(move => move < 0).length,
        returned: rows.filter((ref, i) => moves[i] === 0 && moved.has(ref))
          .length,
      });
      expect(found.total).toBe(expected.length);
      expect(found.items.map(item => item.workloadRef).sort()).toEqual(
        expected.map(row => row.workload_ref).sort(),
      );
      const times = found.items.map(item => item.at);
      expect(times).toEqual([...times].sort().reverse());
      const [, ...rest] = found.items;
      expect(
        await changes.since({ modelId, ...scope }, since, {
          limit: 500,
          offset: 1,
        }),
      ).toEqual({ ...found, items: rest });
    }
    expect(await changes.since({ modelId }, now.toISOString(), PAGING)).toEqual(
      { items: [], total: 0, rose: 0, fell: 0, returned: 0 },
    );
  });

  it('counts who rose and fell since the first level that is known', async () => {
    const first = new Map(
      [...portfolio.scorecards].map(([ref, { standing }]) => [
        ref,
        standing.proven,
      ]),
    );
    await portfolio.evaluate([...first.keys()], now.toISOString());
    const moves = [...first].map(
      ([ref, proven]) =>
        portfolio.scorecards.get(ref)!.standing.proven - proven,
    );
    const { rose, fell, total } = await new ChangeStore(database).since(
      { modelId },
      '2000-01-01T00:00:00.000Z',
      PAGING,
    );
    expect({ rose, fell }).toEqual({
      rose: moves.filter(move => move > 0).length,
      fell: moves.filter(move => move < 0).length,
    });
    expect(rose + fell).toBe(total);
  });

  describe('milestones', () => {
    let milestones: MilestoneStore;
    beforeEach(() => {
      milestones = new MilestoneStore(database);
    });
    const keep = (title: string) =>
      milestones.create(
        { modelId, title },
        'user:default/ada',
        now.toISOString(),
      );
    const levelsNow = (pillarId?: string) =>
      new Map(
        [...portfolio.scorecards].map(([ref, { standing }]) => [
          ref,
          (standing.pillars.find(p => p.pillarId === pillarId) ?? standing)
            .proven,
        ]),
      );
    const differences = (
      from: Map<string, number>,
      to: Map<string, number>,
      passes: (ref: string) => boolean = () => true,
    ) => {
      const refs = [...new Set([...from.keys(), ...to.keys()])].filter(passes);
      const counts = { rose: 0, fell: 0, same: 0, added: 0, gone: 0 };
      const differ: string[] = [];
      for (const ref of refs) {
        const [a, b] = [from.get(ref), to.get(ref)];
        if (a === undefined) counts.added++;
        else if (b === undefined) counts.gone++;
        else if (a === b) counts.same++;
        else if (a < b) counts.rose++;
        else counts.fell++;
        if (a !== b) differ.push(ref);
      }
      return { ...counts, refs: differ.sort(), total: differ.length };
    };
    const compared = async (...args: Parameters<MilestoneStore['compare']>) => {
      const { items, ...counts } = await milestones.compare(...args);
      const moves = items.map(({ fromProven, toProven }) =>
        fromProven === null || toProven === null
          ? Infinity
          : toProven - fromProven,
      );
      expect(moves).toEqual([...moves].sort((a, b) => a - b));
      return { ...counts, refs: items.map(i => i.workloadRef).sort() };
    };

    it('keep all levels, and compare with another, with now and with a time', async () => {
      const start = [undefined, 'pillar-1'].map(levelsNow);
      const first = await keep('Start');
      const expectedMean =
        [...start[0].values()].reduce((a, b) => a + b, 0) / start[0].size;
      expect(first).toMatchObject({
        title: 'Start',
        createdBy: 'user:default/ada',
        workloads: 240,
        mean: expectedMean,
      });
      const noted = now.toISOString();

      await liveDays(2);
      const middle = [undefined, 'pillar-1'].map(levelsNow);
      const second = await keep('Middle');
      await liveDays(4);
      const end = [undefined, 'pillar-1'].map(levelsNow);
      expect(await milestones.list(modelId)).toEqual([second, first]);

      for (const [n, pillarId] of [undefined, 'pillar-1'].entries()) {
        const scope = { modelId, pillarId };
        const [from, with2] = [first, second].map(m => ({ milestoneId: m.id }));
        expect(await compared(scope, from, with2, PAGING)).toEqual(
          differences(start[n], middle[n]),
        );
        expect(await compared(scope, with2, 'now', PAGING)).toEqual(
          differences(middle[n], end[n]),
        );
        // Of those that are gone nothing is known at a time.
        const there = (ref: string) => end[n].has(ref);
        expect(
          await compared(scope, { time: noted }, { time: second.at }, PAGING),
        ).toEqual(differences(start[n], middle[n], there));
      }
    });

    it('narrow a comparison down, in one query', async () => {
      const { id: milestoneId } = await keep('Start');
      const start = levelsNow();
      await liveDays(3);
      const scope = {
        modelId,
        lifecycles: ['production'],
        text: 'w2',
      };
      const there = new Set(
        await levels.refs(scope, { sort: 'title', direction: 'asc' }),
      );
      const queries: unknown[] = [];
      database.on('query', query => queries.push(query));
      expect(await compared(scope, { milestoneId }, 'now', PAGING)).toEqual(
        differences(start, levelsNow(), ref => there.has(ref)),
      );
      expect(queries).toHaveLength(1);
    });

    it('are forgotten with their levels', async () => {
      const { id: milestoneId } = await keep('Start');
      expect(await milestones.delete(milestoneId)).toBe(true);
      expect(await milestones.delete(milestoneId)).toBe(false);
      expect(await database('milestone_levels').first()).toBeUndefined();
    });

    it('have no mean without workloads', async () => {
      const empty = await milestones.create(
        { modelId: 'none', title: 'Empty' },
        'user:default/ada',
        now.toISOString(),
      );
      expect(empty).toMatchObject({ workloads: 0, mean: null });
      expect(
        await milestones.compare(
          { modelId: 'none' },
          { milestoneId: empty.id },
          'now',
          PAGING,
        ),
      ).toEqual({
        rose: 0,
        fell: 0,
        same: 0,
        added: 0,
        gone: 0,
        items: [],
        total: 0,
      });
    });
  });

  it('forgets old history, but not what the levels at the limit rest on', async () => {
    await liveDays(6);
    await portfolio.remove(refsOf(n => n % 19 === 0));
    const milestones = new MilestoneStore(database);
    const limit = { time: '2026-06-05T00:00:00.000Z' };
    const before = await milestones.compare({ modelId }, limit, 'now', PAGING);

    now = new Date('2026-06-15T00:00:00.000Z');
    await newKeeper(10).prune();
    expect(await milestones.compare({ modelId }, limit, 'now', PAGING)).toEqual(
      before,
    );
    const old = await database('transitions').where('at', '<', limit.time);
    const places = old.map(row => `${row.workload_ref} ${row.pillar_id}`);
    expect(new Set(places).size).toBe(places.length);
    expect(places.length).toBe(portfolio.workloads.length * 4);
    const known = new Set(refsOf(() => true));
    expect(old.every(row => known.has(row.workload_ref))).toBe(true);
    expect(
      await database('transitions').where('at', '>', limit.time).first(),
    ).toBeDefined();
  });

  it('forgets answers and exemptions that are over and were followed by others', async () => {
    const attestation = (criterion: string, at: string, expires: string) => ({
      workload_ref: 'system:default/w1',
      criterion_id: criterion,
      attested_at: at,
      attested_by: 'user:default/ada',
      answer: 'met',
      expires_at: expires,
    });
    await database('attestations').insert([
      attestation('a', '2024-01-01', '2024-02-01'),
      attestation('a', '2024-03-01', '2024-04-01'),
      attestation('b', '2024-01-01', '2024-02-01'),
      attestation('c', '2024-01-01', '2026-12-01'),
      attestation('c', '2024-03-01', '2026-12-01'),
    ]);
    const exemption = (n: number, at: string, expires: string) => ({
      id: `e${n}`,
      workload_ref: 'system:default/w1',
      criterion_id: 'a',
      state: 'approved',
      reason: 'It is retired soon.',
      requested_by: 'user:default/ada',
      requested_at: at,
      expires_at: expires,
    });
    await database('exemptions').insert([
      exemption(1, '2024-01-01', '2024-02-01'),
      exemption(2, '2024-03-01', '2024-04-01'),
    ]);
    await review.prune();
    expect(
      (await database('attestations').orderByRaw('2, 3')).map(
        row => `${row.criterion_id} ${row.attested_at}`,
      ),
    ).toEqual(['a 2024-03-01', 'b 2024-01-01', 'c 2024-01-01', 'c 2024-03-01']);
    expect(await database('exemptions').pluck('id')).toEqual(['e2']);
  });
});
