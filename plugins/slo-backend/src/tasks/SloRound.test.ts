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
import { SeriesStore } from '../store/SeriesStore';
import { StatusStore } from '../store/StatusStore';
import { openDatabase } from '../store/openDatabase';
import { Summarizer } from '../summary/Summarizer';
import { Collector } from './Collector';
import { Evaluator } from './Evaluator';
import { SloRound } from './SloRound';

const DAY = 86_400;
const NOON = Date.UTC(2026, 10, 21, 12) / 1_000;

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
    const round = new SloRound({
      documents: new DocumentLoader([
        { kind: 'directory', path: documents.resolve('slos'), label: 'slos' },
      ]),
      objectives,
      series,
      statuses,
      collector: new Collector({ sources, series, logger }),
      evaluator: new Evaluator({ series, statuses }),
      summarizer,
      logger,
      retentionDays: 100,
      clock: () => new Date(now * 1_000),
    });
    return {
      database,
      source,
      events,
      objectives,
      statuses,
      summaries,
      summarizer,
      async runAt(seconds: number) {
        now = seconds;
        source.reads = [];
        await round.run();
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
      rollups: () =>
        database('rollups').select().orderBy(['series_id', 'hour']),
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
      });
      expect(status?.trend).toHaveLength(30);
      expect(status?.trend.every(point => point === 0.5)).toBe(true);

      await slo.runAt(NOON + 360);
      expect(slo.source.reads.map(({ from, to }) => [from, to])).toEqual([
        [NOON - 3_600, NOON + 300],
        [NOON - 3_600, NOON + 300],
      ]);
      expect((await slo.status())?.asOf).toBe(
        new Date((NOON + 300) * 1_000).toISOString(),
      );
    });

    it('stores the same rows however often it runs', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      const rows = await slo.rollups();
      expect(rows).toHaveLength(60 * 24);
      await slo.runAt(NOON + 60);
      await slo.runAt(NOON + 90);
      expect(await slo.rollups()).toEqual(rows);
      expect(slo.events.publish).toHaveBeenCalledTimes(1);
    });

    it('takes in late and corrected data of the last hour', async () => {
      const slo = await setUp(id);
      slo.source.bad = end => (end > NOON - 1_800 ? undefined : 0.5);
      await slo.runAt(NOON + 60);
      expect((await slo.status())?.slices.noData).toBe(0);
      slo.source.bad = end => (end > NOON - 1_800 ? 10 : 0.5);
      await slo.runAt(NOON + 120);
      expect((await slo.status())?.burnRates[0].rate).toBeCloseTo(
        (6 * 10 + 6 * 0.5) / 12,
        6,
      );
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
      expect((await slo.rollups()).length).toBe(60 * 24 + 4);
    });

    it('fills a gap that the source itself had, once it is filled there', async () => {
      const slo = await setUp(id);
      slo.source.bad = end => (end > NOON - 5 * DAY ? undefined : 0.5);
      await slo.runAt(NOON + 60);
      expect((await slo.status())?.state).toBe('stale');
      await slo.runAt(NOON + 120);
      expect(slo.source.reads[0].from).toBe(NOON - 5 * DAY - 3_600);
      // The whole gap is not asked for every minute.
      await slo.runAt(NOON + 180);
      expect(slo.source.reads[0].from).toBe(NOON - 3_600);
      slo.source.bad = () => 0.5;
      await slo.runAt(NOON + 600);
      expect(await slo.status()).toMatchObject({ state: 'ok', coverage: 1 });
    });

    it('evaluates anew when the target changes, without asking for the history again', async () => {
      const slo = await setUp(id);
      await slo.runAt(NOON + 60);
      documents.addContent({ 'slos/shop.yaml': SLO('0.9975') });
      await slo.runAt(NOON + 120);
      expect(slo.source.reads[0].from).toBe(NOON - 3_600);
      const status = await slo.status();
      expect(status).toMatchObject({
        state: 'exhausted',
        remainingBudget: expect.closeTo(-1, 9),
      });
      expect(status?.slaFinding).toBeUndefined();
      expect(status?.trend[0]).toBeCloseTo(-1, 3);
    });

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
