import { TestDatabases } from '@backstage/backend-test-utils';
import {
  CRITERION_STATES,
  PORTFOLIO_ORDERS,
  PortfolioFilter,
  PortfolioOrder,
} from '@plumbline/plugin-maturity-common';
import fc from 'fast-check';
import { KnownWorkload } from '@plumbline/plugin-workload-node';
import { Portfolio } from '../__fixtures__/portfolio';
import { PortfolioSort, PortfolioStore } from './PortfolioStore';
import { NewScorecard } from './ScorecardStore';
import { migrate } from './database';
import { strategyIdsOf } from '../router/portfolio/readQuery';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const MODEL = 'm';

describe.each(databases.eachSupportedId())('PortfolioStore on %s', id => {
  let portfolio: Portfolio;
  let store: PortfolioStore;

  beforeAll(async () => {
    const database = await databases.init(id);
    await migrate(database);
    portfolio = await new Portfolio(database, { workloads: 300 }).fill();
    for (const month of ['07', '08']) {
      await portfolio.evaluate(
        portfolio.workloads
          .filter((_, n) => n % Number(month) === 0)
          .map(({ workloadRef }) => workloadRef),
        `2026-${month}-01T08:00:00.000Z`,
      );
    }
    // Another model's rows must not show.
    await new Portfolio(database, { workloads: 20, pillars: 1 }, 'n').fill();
    store = new PortfolioStore(database);
  });

  const plain = (filter: PortfolioFilter, order: PortfolioSort) =>
    portfolio.workloads
      .map(workload => ({
        workload,
        scorecard: portfolio.scorecards.get(workload.workloadRef)!,
      }))
      .filter(row => passes(row, filter))
      .sort(inOrder(filter, order))
      .map(({ workload }) => workload.workloadRef);

  it('filters, sorts and counts as a plain filter and sort do', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters(portfolio),
        orders(portfolio),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 320 }),
        async (filter, order, limit, offset) => {
          const refs = plain(filter, order);
          const page = await store.page(filter, order, { limit, offset });
          expect(page.total).toBe(refs.length);
          expect(page.items.map(({ workloadRef }) => workloadRef)).toEqual(
            refs.slice(offset, offset + limit),
          );
          expect(await store.refs(filter, order)).toEqual(refs);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gives each row as it is stored', async () => {
    const [ref] = plain(
      { modelId: MODEL },
      { sort: 'title', direction: 'asc' },
    );
    const { standing, contradictions, changedAt } =
      portfolio.scorecards.get(ref)!;
    const workload = portfolio.workloads.find(
      ({ workloadRef }) => workloadRef === ref,
    )!;
    const expected = {
      ...workload,
      proven: standing.proven,
      possible: standing.possible,
      blockers: standing.next?.blockers.length ?? 0,
      notMet: standing.states['not-met'],
      unknown: standing.states.unknown + standing.states.error,
      exempt: standing.states.exempt,
      contradictions,
      pillars: standing.pillars.map(pillar => ({
        id: pillar.pillarId,
        proven: pillar.proven,
        possible: pillar.possible,
        notMet: pillar.states['not-met'],
        unknown: pillar.states.unknown + pillar.states.error,
      })),
      changedAt,
    };
    const page = await store.page(
      { modelId: MODEL },
      { sort: 'title', direction: 'asc' },
      { limit: 1, offset: 0 },
    );
    expect(page.items).toEqual([expected]);
    expect(await store.rows(MODEL, ['system:default/none', ref])).toEqual([
      expected,
    ]);
  });

  it('asks the database once for each list', async () => {
    const queries: string[] = [];
    const note = ({ sql }: { sql: string }) => queries.push(sql);
    portfolio.database.on('query', note);
    await store.page(
      {
        modelId: MODEL,
        pillarId: 'pillar-1',
        levels: [0, 1],
        states: ['unknown', 'contradiction'],
        owners: ['group:default/team-1', 'group:default/team-2'],
        text: 'shop w',
        strategyId: 'm-1-1-1',
      },
      { sort: 'pillar:pillar-2', direction: 'desc' },
      { limit: 10, offset: 0 },
    );
    expect(queries).toHaveLength(1);
    await store.filterValues(MODEL);
    expect(queries).toHaveLength(2);
    portfolio.database.removeListener('query', note);
  });

  it('says what there is to filter by, and how many', async () => {
    const values = await store.filterValues(MODEL);
    for (const [kind, key] of [
      ['owners', 'ownerRef'],
      ['domains', 'domainRef'],
      ['lifecycles', 'lifecycle'],
    ] as const) {
      const counts = new Map<string, number>();
      for (const { [key]: value } of portfolio.workloads) {
        if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      expect(values[kind]).toEqual(
        [...counts]
          .map(([value, count]) => ({ value, count }))
          .sort((a, b) => b.count - a.count || byBytes(a.value, b.value)),
      );
    }
  });

  it('counts the workloads on each level', async () => {
    const owners = ['group:default/team-3', 'group:default/team-4'];
    for (const pillarId of [undefined, 'pillar-2']) {
      const expected = [0, 0, 0, 0];
      for (const { workloadRef, ownerRef } of portfolio.workloads) {
        if (!owners.includes(ownerRef!)) continue;
        const { standing } = portfolio.scorecards.get(workloadRef)!;
        expected[placeOf(standing, pillarId).proven]++;
      }
      expect(
        await store.distribution({ modelId: MODEL, pillarId, owners }, 3),
      ).toEqual(expected);
    }
  });
});

interface PlainRow {
  workload: KnownWorkload;
  scorecard: NewScorecard;
}

type Standing = NewScorecard['standing'];

function placeOf(standing: Standing, pillarId: string | undefined) {
  return (
    standing.pillars.find(pillar => pillar.pillarId === pillarId) ?? standing
  );
}

function passes(
  { workload, scorecard }: PlainRow,
  filter: PortfolioFilter,
): boolean {
  const place = placeOf(scorecard.standing, filter.pillarId);
  const words = `${workload.title} ${workload.workloadRef}`.toLowerCase();
  const among = (values: string[] | undefined, value: string | undefined) =>
    !values || (value !== undefined && values.includes(value));
  return (
    among(filter.owners, workload.ownerRef) &&
    among(filter.domains, workload.domainRef) &&
    among(filter.lifecycles, workload.lifecycle) &&
    (!filter.levels || filter.levels.includes(place.proven)) &&
    (!filter.states ||
      filter.states.some(state =>
        state === 'contradiction'
          ? scorecard.contradictions > 0
          : place.states[state] > 0,
      )) &&
    (!filter.strategyId || scorecard.missed.includes(filter.strategyId)) &&
    (filter.text ?? '')
      .toLowerCase()
      .split(/\s+/)
      .every(word => words.includes(word))
  );
}

function inOrder(
  { pillarId }: PortfolioFilter,
  { sort, direction }: PortfolioSort,
) {
  const keyOf = ({ workload, scorecard }: PlainRow) => {
    const place = placeOf(scorecard.standing, pillarId);
    switch (sort) {
      case 'level':
        return place.proven;
      case 'possible':
        return place.possible;
      case 'blockers':
        return place.next?.blockers.length ?? 0;
      case 'title':
        return `${workload.title}\n${workload.workloadRef}`.toLowerCase();
      case 'owner':
        return workload.ownerRef;
      case 'domain':
        return workload.domainRef;
      case 'lifecycle':
        return workload.lifecycle;
      case 'changed':
        return scorecard.changedAt;
      default:
        return placeOf(scorecard.standing, sort.slice('pillar:'.length)).proven;
    }
  };
  const sign = direction === 'desc' ? -1 : 1;
  return (a: PlainRow, b: PlainRow): number => {
    const [x, y] = [keyOf(a), keyOf(b)];
    const byRef = byBytes(a.workload.workloadRef, b.workload.workloadRef);
    if (x === y) return byRef;
    // What has no value comes last either way.
    if (x === undefined) return 1;
    if (y === undefined) return -1;
    return typeof x === 'number'
      ? sign * (x - (y as number))
      : sign * byBytes(x, y as string);
  };
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function filters({
  workloads,
  index,
}: Portfolio): fc.Arbitrary<PortfolioFilter> {
  const some = <T>(values: (T | undefined)[]) =>
    fc.option(
      fc.uniqueArray(
        fc.constantFrom(...new Set(values.filter(v => v !== undefined))),
        { minLength: 1, maxLength: 12 },
      ),
      { nil: undefined, freq: 2 },
    ) as fc.Arbitrary<T[] | undefined>;
  const perhaps = <T>(values: T[]) =>
    fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
  return fc.record({
    modelId: fc.constant(MODEL),
    pillarId: perhaps(index.model.pillars.map(pillar => pillar.id)),
    owners: some(workloads.map(w => w.ownerRef)),
    domains: some(workloads.map(w => w.domainRef)),
    lifecycles: some(workloads.map(w => w.lifecycle)),
    levels: some([0, 1, 2, 3]),
    states: some([...CRITERION_STATES, 'contradiction' as const]),
    strategyId: perhaps(strategyIdsOf(index)),
    text: perhaps([
      'shop',
      'ÄHRE',
      'w1 other',
      '%',
      '_',
      '100%',
      '\\',
      '',
      'É',
    ]),
  });
}

function orders({ index }: Portfolio): fc.Arbitrary<PortfolioSort> {
  return fc.record({
    sort: fc.constantFrom<PortfolioOrder>(
      ...PORTFOLIO_ORDERS,
      ...index.model.pillars.map(({ id }) => `pillar:${id}` as const),
    ),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
  });
}
