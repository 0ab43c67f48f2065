import {
  TestDatabaseId,
  TestDatabases,
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { SliSource } from '@plumbline/plugin-slo-node';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { DocumentLoader } from '../documents/DocumentLoader';
import { SliSources } from '../sources/SliSources';
import { ObjectiveStore } from '../store/ObjectiveStore';
import { AlertStore } from '../store/AlertStore';
import { ExclusionStore } from '../store/ExclusionStore';
import { Keeper } from '../store/Keeper';
import { ReportStore } from '../store/ReportStore';
import { RollupStore } from '../store/RollupStore';
import { SampleStore } from '../store/SampleStore';
import { SeriesStore } from '../store/SeriesStore';
import { StatusStore } from '../store/StatusStore';
import { openDatabase } from '../store/openDatabase';
import { Summarizer } from '../summary/Summarizer';
import { Collector } from './Collector';
import { Evaluator } from './Evaluator';
import { SloRound } from './SloRound';

const DAY = 86_400;
const NOON = Date.UTC(2026, 10, 21, 12) / 1_000;

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();

const SLO = (target = '0.99') => `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
  displayName: Checkout
  annotations:
    plumbline.io/workload: system:default/shop
    plumbline.io/sla-target: '0.995'
spec:
  service: shop
  indicator:
    metadata: { name: checkout }
    spec:
      ratioMetric:
        good: { metricSource: { type: test, spec: { series: good } } }
        total: { metricSource: { type: test, spec: { series: total } } }
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: ${target} }]
`;

const COMPOSITE = `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: journey
  annotations: { plumbline.io/workload: system:default/shop }
spec:
  service: shop
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives:
${[
  [0.99, 3],
  [0.98, 1],
]
  .map(
    ([target, weight]) => `    - target: ${target}
      compositeWeight: ${weight}
      indicator:
        metadata: { name: checkout-${weight} }
        spec:
          ratioMetric:
            good: { metricSource: { type: test, spec: { series: good } } }
            total: { metricSource: { type: test, spec: { series: total } } }
`,
  )
  .join('')}`;

const system = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name },
  spec: { type: 'workload', owner: 'team' },
});

/** 100 events in each slice, of which `bad(end)` fail; no slice where it says `undefined`. */
class TestSource implements SliSource {
  readonly type = 'test';
  reads: { series: unknown; from: number; to: number }[] = [];
  bad: (end: number) => number | undefined = () => 0.5;
  error: string | undefined;

  read: SliSource['read'] = async requests =>
    requests.map(({ id, spec, from, to, step }) => {
      this.reads.push({ series: spec.series, from, to });
      const slices = [];
      for (let end = from + step; end <= to; end += step) {
        const bad = this.bad(end);
        const value = spec.series === 'good' ? 100 - (bad ?? 0) : 100;
        if (bad !== undefined) slices.push({ end, value });
      }
      return this.error
        ? { id, slices: [], error: this.error }
        : { id, slices };
    });
}

describe('SloRound', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  const documents = createMockDirectory();

  async function setUp(id: TestDatabaseId) {
    const client: Knex = await databases.init(id);
    const database = await openDatabase(
      mockServices.database.mock({ getClient: async () => client }),
    );
    documents.setContent({ 'slos/shop.yaml': SLO() });
    const logger = mockServices.logger.mock();
    const series = new SeriesStore(database);
    const objectives = new ObjectiveStore(database, series);
    const statuses = new StatusStore(database);
    const rollups = new RollupStore(database);
    const alerts = new AlertStore(database);
    const exclusions = new ExclusionStore(database);
    const keeper = new Keeper(
      {
        series,
        rollups,
        statuses,
        alerts,
        exclusions,
        samples: new SampleStore(database),
        reports: new ReportStore(database),
      },
      { days: 100, transitionDays: 400, reportMonths: 36, sampleDays: 10 },
    );
    const events = mockServices.events.mock();
    const summaries = new SummaryStore({ database, events, family: 'slo' });
    const source = new TestSource();
    const sources = new SliSources();
    sources.addSource(source);
    const summarizer = new Summarizer({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [system('shop'), system('archive')],
      }),
      objectives,
      statuses,
      summaries,
    });
    let now = NOON;
    /** A replica: what it has in memory is its own. */
    const replica = (action = 'Take care') => {
      const collector = new Collector({ sources, series, rollups, logger });
      const evaluator = new Evaluator({
        series,
        rollups,
        statuses,
        alerts,
        exclusions,
        policies: [
          {
            name: 'default',
            title: 'House rules',
            steps: [{ below: 0.6, action, freeze: [] }],
          },
        ],
        delaySeconds: definition => collector.delaySeconds(definition),
        logger,
      });
      return new SloRound({
        documents: new DocumentLoader([
          { kind: 'directory', path: documents.resolve('slos'), label: 'slos' },
        ]),
        objectives,
        collector,
        evaluator,
        summarizer,
        keeper,
        logger,
        clock: () => new Date(now * 1_000),
      });
    };
    let round = replica();
    const other = replica();
    return {
      database,
      source,
      events,
      objectives,
      statuses,
      summaries,
      summarizer,
      exclusions,
      alerts,
      /** Recorded changes of the shop's alerts, oldest first. */
      async transitions() {
        const newest = await alerts.ofWorkload(
          'system:default/shop',
          '2026',
          100,
        );
        return newest.reverse();
      },
      async runAt(seconds: number) {
        now = seconds;
        source.reads = [];
        await round.run();
      },
      /** Another process, with a configuration of its own. */
      restart(action?: string) {
        round = replica(action);
      },
      async runBothAt(seconds: number) {
        now = seconds;
        await Promise.all([round.run(), other.run()]);
      },
      async status() {
        const of = await statuses.ofWorkloads(['system:default/shop']);
        return of.get('system:default/shop')?.[0];
      },
      async summary(name = 'shop') {
        const { items } = await summaries.page({
          limit: 10,
          workloadRefs: [`system:default/${name}`],
        });
        return items[0];
      },
      days: () =>
        database('day_rollups').select().orderBy(['series_id', 'day']),
      hours: () =>
        database('slice_hours').select().orderBy(['series_id', 'hour']),
    };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('reads the whole history once, then only what is new', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      expect(slo.source.reads.map(({ from, to }) => [from, to])).toEqual([
        [NOON - 60 * DAY, NOON],
        [NOON - 60 * DAY, NOON],
      ]);
      const status = await slo.status();
      expect(status).toMatchObject({
        state: 'ok',
        compliance: expect.closeTo(0.995, 9),
        remainingBudget: expect.closeTo(0.5, 9),
        coverage: 1,
        asOf: new Date(NOON * 1_000).toISOString(),
        slaFinding: { severity: 'error' },
        policy: { title: 'House rules', step: { action: 'Take care' } },
      });
      expect(status?.trend).toHaveLength(30);
      expect(status?.trend.every(point => point === 0.5)).toBe(true);

      await slo.runAt(NOON + 360);
      expect(slo.source.reads.map(({ from, to }) => [from, to])).toEqual([
        [NOON - 600, NOON + 300],
        [NOON - 600, NOON + 300],
      ]);
      expect((await slo.status())?.asOf).toBe(
        new Date((NOON + 300) * 1_000).toISOString(),
      );
    });

    it('stores the same rows however often it runs', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      const rows = await slo.days();
      expect(rows).toHaveLength(61);
      const hours = await slo.hours();
      expect(hours).toHaveLength(8 * 24);
      await slo.runAt(NOON + 60);
      await slo.runAt(NOON + 90);
      // Whoever has read nothing new asks nothing.
      expect(slo.source.reads).toEqual([]);
      expect(slo.events.publish).toHaveBeenCalledTimes(1);
      await slo.runAt(NOON + 3_700);
      await slo.runAt(NOON + 3_700);
      const later = await slo.days();
      expect(later.slice(0, -1)).toEqual(rows.slice(0, -1));
      expect(later[60]).toMatchObject({ total: (12 + 1) * 12 * 100 });
    });

    it('takes in late data of the last minutes with the next slice', async () => {
      const slo = await setUp(id);
      slo.source.bad = end => (end > NOON - 1_800 ? undefined : 0.5);
      await slo.runAt(NOON + 60);
      expect((await slo.status())?.slices.noData).toBe(0);
      slo.source.bad = end => (end > NOON - 1_800 ? 10 : 0.5);
      await slo.runAt(NOON + 360);
      expect((await slo.status())?.burnRates[0].rate).toBeCloseTo(
        (7 * 10 + 5 * 0.5) / 12,
        6,
      );
    });

    it('takes in corrected data of the last day within an hour', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      const before = (await slo.status())!.events;
      slo.source.bad = end => (end === NOON - 20 * 3_600 ? 50 : 0.5);
      for (let minute = 6; minute <= 61; minute += 5) {
        await slo.runAt(NOON + minute * 60);
      }
      const { events } = (await slo.status())!;
      expect(events.bad - before.bad).toBeCloseTo(49.5, 6);
      const [yesterday] = (await slo.statuses.history(
        'checkout',
        '2026-11-20',
      ))!;
      expect(yesterday.remainingBudget).toBeLessThan(0.5);
    });

    it('keeps what was measured when the source loses it', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      slo.source.bad = end => (end <= NOON ? undefined : 0.5);
      await slo.runAt(NOON + 3_660);
      expect(await slo.status()).toMatchObject({
        coverage: 1,
        events: { total: (28 * 24 + 1) * 12 * 100 - 1_200 },
      });
    });

    it('fills the gap of a source that was down, and counts nothing twice', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      slo.source.error = 'Prometheus did not answer within 10 s';
      await slo.runAt(NOON + 4 * 3_600 + 60);
      const failing = await slo.status();
      expect(failing).toMatchObject({
        state: 'stale',
        remainingBudget: expect.closeTo(0.5, 9),
        error: 'Prometheus did not answer within 10 s',
        errorAt: new Date((NOON + 4 * 3_600 + 60) * 1_000).toISOString(),
      });
      const { tile, attention, signals } = await slo.summary();
      expect(tile).toMatchObject({ tone: 'unknown', headline: 'no data' });
      expect(signals[0].state).toBe('unknown');
      expect(attention).toContainEqual(
        expect.objectContaining({
          id: 'source/test',
          tone: 'unknown',
          nextStep: 'Look why: Prometheus did not answer within 10 s',
        }),
      );

      slo.source.error = undefined;
      await slo.runAt(NOON + 4 * 3_600 + 120);
      expect(await slo.status()).toMatchObject({
        state: 'ok',
        coverage: 1,
        events: { total: 28 * 288 * 100 },
      });
      expect((await slo.status())?.error).toBeUndefined();
      expect(await slo.days()).toHaveLength(61);
    });

    it('tells while a source is down for an hour and fills the gap when it is back', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      slo.source.error = 'Prometheus did not answer within 10 s';
      for (let minute = 6; minute <= 61; minute += 5) {
        await slo.runAt(NOON + minute * 60);
      }
      expect(await slo.status()).toMatchObject({
        state: 'stale',
        error: 'Prometheus did not answer within 10 s',
        errorAt: new Date((NOON + 360) * 1_000).toISOString(),
        asOf: new Date(NOON * 1_000).toISOString(),
      });
      slo.source.error = undefined;
      await slo.runAt(NOON + 66 * 60);
      const back = await setUp(id);
      await back.runAt(NOON + 66 * 60);
      // As if it had never been down.
      expect((await slo.days()).slice(-2)).toEqual(
        (await back.days()).slice(-2),
      );
      const { error, ...status } = (await slo.status())!;
      expect(error).toBeUndefined();
      expect(status).toEqual(await back.status());
    });

    it('fills a gap that is closed on both sides once the source has it', async () => {
      const slo = await setUp(id);
      const lost = (end: number) =>
        end > NOON - 3 * DAY && end <= NOON - 3 * DAY + 7_200;
      slo.source.bad = end => (lost(end) ? undefined : 0.5);
      await slo.runAt(NOON + 60);
      expect((await slo.status())?.slices.noData).toBe(24);
      slo.source.bad = () => 0.5;
      const asked: number[] = [];
      for (let hour = 1; hour <= 6; hour++) {
        await slo.runAt(NOON + hour * 3_600 + 60);
        asked.push(...slo.source.reads.map(({ from, to }) => to - from));
      }
      expect((await slo.status())?.slices.noData).toBe(0);
      // The gap alone was asked for, and once.
      expect(asked.filter(seconds => seconds === 7_200)).toHaveLength(2);
    });

    it('has two replicas store the same and tell of an alert once', async () => {
      const slo = await setUp(id);
      await slo.runBothAt(NOON + 60);
      slo.source.bad = end => (end > NOON ? 60 : 0.5);
      for (let minute = 6; minute <= 36; minute += 5) {
        await slo.runBothAt(NOON + minute * 60);
      }
      const alone = await setUp(id);
      alone.source.bad = slo.source.bad;
      await alone.runAt(NOON + 36 * 60);
      expect(await slo.days()).toEqual(await alone.days());
      const fired = (await slo.transitions()).filter(
        ({ ruleId, to }) => ruleId === 'burn-1h' && to === 'firing',
      );
      expect(fired).toHaveLength(1);
    });

    it('evaluates after a restart what was stored before it', async () => {
      const slo = await setUp(id);
      slo.source.bad = end =>
        end > NOON - 5 * DAY && end <= NOON - 4 * DAY ? undefined : 0.5;
      await slo.runAt(NOON + 60);
      const stop = jest
        .spyOn(RollupStore.prototype, 'between')
        .mockRejectedValue(new Error('The process ends here'));
      slo.source.bad = () => 0.5;
      for (let hour = 1; hour <= 6; hour++) {
        const run = slo.runAt(NOON + hour * 3_600 + 60);
        await expect(run).rejects.toThrow('ends here');
      }
      stop.mockRestore();
      slo.restart();
      // Nothing new: no slice has ended since.
      await slo.runAt(NOON + 6 * 3_600 + 120);
      expect(slo.source.reads).toEqual([]);
      expect((await slo.status())?.coverage).toBe(1);
      const points = await slo.statuses.history('checkout', '2026-11-17');
      expect(points!.map(({ coverage }) => coverage)).toEqual(
        points!.map(() => 1),
      );
    });

    it('says what the source says now, and what the policy asks for now, without new data', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      slo.source.error = 'No answer';
      await slo.runAt(NOON + 360);
      expect((await slo.status())?.error).toBe('No answer');
      slo.source.error = 'Wrong password';
      await slo.runAt(NOON + 420);
      expect(await slo.status()).toMatchObject({
        error: 'Wrong password',
        errorAt: new Date((NOON + 360) * 1_000).toISOString(),
        policy: { step: { action: 'Take care' } },
      });
      slo.restart('Freeze');
      await slo.runAt(NOON + 480);
      expect((await slo.status())?.policy?.step?.action).toBe('Freeze');
    });

    it('evaluates and tells of alerts while the catalog does not answer', async () => {
      const slo = await setUp(id);
      jest
        .spyOn(slo.summarizer, 'summarize')
        .mockRejectedValue(new Error('503'));
      await slo.runAt(NOON + 60);
      expect((await slo.status())?.state).toBe('ok');
    });

    it('keeps what a folder declared that cannot be read', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      documents.setContent({ 'elsewhere/shop.yaml': SLO() });
      await slo.runAt(NOON + 120);
      expect((await slo.status())?.trend).toHaveLength(30);
      const errors = await slo.objectives.errorsOf(['system:default/shop']);
      expect(errors.get('system:default/shop')).toEqual([
        expect.objectContaining({
          message: 'The directory cannot be read (ENOENT)',
        }),
      ]);
    });

    it('ends an alert when it is over and when its rule is gone', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      slo.source.bad = end => (end > NOON && end <= NOON + 900 ? 60 : 0.5);
      for (let minute = 6; minute <= 41; minute += 5) {
        await slo.runAt(NOON + minute * 60);
      }
      const of = (await slo.transitions()).filter(
        ({ ruleId }) => ruleId === 'burn-1h',
      );
      expect(of.map(({ from, to }) => [from, to])).toEqual([
        ['inactive', 'firing'],
        ['firing', 'inactive'],
      ]);
      expect(of[0].reason).toMatch(/\d/);
      const standing = (await slo.alerts.standings(['checkout']))
        .get('checkout')!
        .get('burn-1h')!;
      expect(standing.state).toBe('inactive');

      slo.source.bad = () => 60;
      await slo.runAt(NOON + 46 * 60);
      documents.setContent({ 'slos/shop.yaml': '# nothing is declared' });
      await slo.runAt(NOON + 51 * 60);
      expect((await slo.transitions()).slice(-1)).toEqual([
        expect.objectContaining({
          objectiveId: 'checkout',
          workloadRef: 'system:default/shop',
          to: 'inactive',
          reason: 'Its objective is declared no more.',
        }),
      ]);
      expect((await slo.alerts.standings(['checkout'])).size).toBe(0);
    });

    it('lets one that cannot be evaluated stop no other', async () => {
      const slo = await setUp(id);
      documents.setContent({
        'slos/shop.yaml': SLO(),
        'slos/journey.yaml': COMPOSITE,
      });
      await slo.runAt(NOON + 60);
      const stored = slo.database('objectives').where({ id: 'checkout' });
      const { definition } = await stored.clone().first('definition');
      await stored.update({
        definition: JSON.stringify({
          ...JSON.parse(definition),
          alertRules: [{}],
        }),
      });
      await slo.runAt(NOON + 360);
      const of = await slo.statuses.ofWorkloads(['system:default/shop']);
      const asOf = of
        .get('system:default/shop')!
        .map(status => [status.id, Date.parse(status.asOf!) / 1_000]);
      expect(Object.fromEntries(asOf)).toMatchObject({
        journey: NOON + 300,
        checkout: NOON,
      });
    });

    it('evaluates a composite from its members, and forgets it with them', async () => {
      const slo = await setUp(id);
      documents.setContent({ 'slos/shop.yaml': COMPOSITE });
      await slo.runAt(NOON + 60);
      const statuses = async () =>
        new Map(
          (
            (await slo.statuses.ofWorkloads(['system:default/shop'])).get(
              'system:default/shop',
            ) ?? []
          ).map(status => [status.id, status]),
        );
      const whole = (await statuses()).get('journey')!;
      // Both are the same series, at 99.5% of 99% and of 98%.
      expect(whole).toMatchObject({
        state: 'ok',
        target: expect.closeTo((3 * 0.99 + 0.98) / 4, 9),
        compliance: expect.closeTo(0.995, 9),
        remainingBudget: expect.closeTo(1 - 0.005 / 0.0125, 9),
        members: [{ weight: 3 }, { weight: 1 }],
      });
      expect(whole.trend).toHaveLength(30);
      expect(
        (await slo.statuses.history('journey', '2026-11-20'))!.map(
          ({ remainingBudget }) => remainingBudget,
        ),
      ).toEqual([expect.closeTo(0.6, 9), expect.closeTo(0.6, 9)]);

      documents.setContent({ 'slos/shop.yaml': SLO() });
      await slo.runAt(NOON + 120);
      expect([...(await statuses()).keys()]).toEqual(['checkout']);
    });

    it('suppresses the alerts of a composite while all of it is maintained, also where one member is well', async () => {
      const slo = await setUp(id);
      documents.setContent({
        'slos/shop.yaml': COMPOSITE,
      });
      // 8 times what the whole allows, and 5 times what 98% does: 5.6 would alert.
      slo.source.bad = end => (end > NOON - 6 * 3_600 ? 10 : 0.5);
      await slo.exclusions.add(
        {
          workloadRef: 'system:default/shop',
          objectiveIds: [],
          from: new Date((NOON - 300) * 1_000).toISOString(),
          to: new Date((NOON + 3_600) * 1_000).toISOString(),
          reason: 'Planned upgrade',
          createdBy: 'user:default/guest',
        },
        new Date(NOON * 1_000),
      );
      await slo.runAt(NOON + 60);
      const of = await slo.statuses.ofWorkloads(['system:default/shop']);
      const readings = of
        .get('system:default/shop')!
        .flatMap(({ id: of_, alertReadings }) =>
          alertReadings.map(({ state, suppressedBy }) => ({
            slo: of_,
            state,
            suppressedBy,
          })),
        );
      expect(readings.filter(({ state }) => state !== 'inactive')).toEqual([]);
      expect(readings).toContainEqual({
        slo: 'journey',
        state: 'inactive',
        suppressedBy: 'maintenance',
      });
    });

    it('leaves maintenance out from when it is declared until it is taken back', async () => {
      const slo = await setUp(id);
      slo.source.bad = end =>
        end > NOON - 5 * DAY && end <= NOON - 5 * DAY + 600 ? 100 : 0.5;
      await slo.runAt(NOON + 60);
      const before = (await slo.status())!;
      const { id: exclusion } = await slo.exclusions.add(
        {
          workloadRef: 'system:default/shop',
          objectiveIds: [],
          from: new Date((NOON - 5 * DAY) * 1_000).toISOString(),
          to: new Date((NOON - 5 * DAY + 600) * 1_000).toISOString(),
          reason: 'Planned upgrade',
          createdBy: 'user:default/guest',
        },
        new Date(NOON * 1_000),
      );
      await slo.runAt(NOON + 120);
      expect(await slo.status()).toMatchObject({
        excludedSeconds: 600,
        remainingBudget: expect.closeTo(0.5, 9),
        slices: { expected: before.slices.expected - 2 },
      });
      const points = (await slo.statuses.history('checkout', '2026-11-16'))!;
      expect(
        points.every(({ remainingBudget }) => remainingBudget! > 0.4999),
      ).toBe(true);
      await slo.exclusions.revoke(exclusion, 'user:default/guest', new Date());
      await slo.runAt(NOON + 180);
      const { excludedSeconds, remainingBudget } = (await slo.status())!;
      expect(excludedSeconds).toBe(0);
      expect(remainingBudget).toBeCloseTo(before.remainingBudget!, 9);
    });

    it('fills a gap that the source itself had, once it is filled there', async () => {
      const slo = await setUp(id);
      slo.source.bad = end => (end > NOON - 5 * DAY ? undefined : 0.5);
      await slo.runAt(NOON + 60);
      expect((await slo.status())?.state).toBe('stale');
      slo.source.bad = () => 0.5;
      // The whole gap is not asked for with each slice, but within the hour.
      await slo.runAt(NOON + 360);
      expect(slo.source.reads[0].from).toBe(NOON - 600);
      await slo.runAt(NOON + 3_660);
      const from = slo.source.reads.map(read => read.from);
      expect(Math.min(...from)).toBe(NOON - 5 * DAY);
      expect(await slo.status()).toMatchObject({ state: 'ok', coverage: 1 });
    });

    it('evaluates anew when the target changes, without asking for the history again', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      documents.addContent({ 'slos/shop.yaml': SLO('0.9975') });
      await slo.runAt(NOON + 120);
      expect(slo.source.reads).toEqual([]);
      const status = await slo.status();
      expect(status).toMatchObject({
        state: 'exhausted',
        remainingBudget: expect.closeTo(-1, 9),
      });
      expect(status?.slaFinding).toBeUndefined();
      expect(status?.trend[0]).toBeCloseTo(-1, 3);
    });

    it.each([
      ['rolling', 'isRolling: true'],
      [
        'calendar',
        'calendar: { startTime: 2026-01-01 12:00:00, timeZone: America/New_York }',
      ],
    ])(
      'evaluates a %s window of 1m as the minute that it is, and says that m is minutes',
      async (kind, aligned) => {
        const slo = await setUp(id);
        documents.setContent({
          'slos/shop.yaml': SLO().replace(
            'duration: 28d, isRolling: true',
            `duration: 1m, ${aligned}`,
          ),
        });
        slo.source.bad = end => (end === NOON ? 4 : 0);
        await slo.runAt(NOON + 30);
        expect(await slo.status()).toMatchObject({
          state: 'exhausted',
          window: { kind, duration: '1m', start: iso(NOON - 60) },
          events: { good: 96, bad: 4, total: 100 },
          slices: { seconds: 60, expected: 1 },
          coverage: 1,
          compliance: expect.closeTo(0.96, 9),
          remainingBudget: expect.closeTo(-3, 9),
        });
        await slo.runAt(NOON + 90);
        expect(await slo.status()).toMatchObject({
          state: 'ok',
          remainingBudget: 1,
          asOf: iso(NOON + 60),
        });
        const findings = await slo.objectives.errorsOf(['system:default/shop']);
        expect(findings.get('system:default/shop')).toEqual([
          expect.objectContaining({
            severity: 'warning',
            message:
              'spec.timeWindow[0].duration: a window of 1 minute (m is minutes, M months: perhaps 1M)',
          }),
        ]);
      },
    );

    it('keeps the last good objective of a document that breaks, and says what is wrong', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      documents.addContent({ 'slos/shop.yaml': SLO('99') });
      await slo.runAt(NOON + 360);
      expect((await slo.status())?.asOf).toBe(
        new Date((NOON + 300) * 1_000).toISOString(),
      );
      const errors = await slo.objectives.errorsOf(['system:default/shop']);
      expect(errors.get('system:default/shop')).toEqual([
        expect.objectContaining({
          file: 'slos/shop.yaml',
          line: 20,
          field: 'spec.objectives[0].target',
          reportedAt: new Date((NOON + 360) * 1_000).toISOString(),
        }),
      ]);
      expect((await slo.summary()).attention).toContainEqual(
        expect.objectContaining({
          title: 'shop.yaml:20: spec.objectives[0].target is 99',
          nextStep: 'Write a number of at least 0 and below 1, such as 0.995',
        }),
      );

      documents.setContent({ 'slos/shop.yaml': '# nothing is declared' });
      await slo.runAt(NOON + 420);
      expect(await slo.status()).toBeUndefined();
      expect((await slo.summary()).tile.headline).toBe('no SLO declared');
    });

    it('summarises every workload of the catalog, also one without SLOs', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      await slo.summarizer.summarizeAll(new Date(NOON * 1_000));
      expect(await slo.summary('archive')).toMatchObject({
        tile: { tone: 'unknown', headline: 'no SLO declared' },
        sortValue: null,
        signals: [],
        attention: [
          {
            urgency: 30,
            nextStep: 'Declare an SLO',
            ownerRef: 'group:default/team',
          },
        ],
      });
      expect(await slo.summary()).toMatchObject({
        tile: { tone: 'good', headline: '50% left', detail: 'Checkout' },
        sortValue: expect.closeTo(0.5, 9),
        cell: 'Checkout 50% left',
        signals: [
          {
            id: 'slo/checkout',
            entityRef: 'system:default/shop',
            state: 'healthy',
          },
        ],
      });
    });
  });
});
