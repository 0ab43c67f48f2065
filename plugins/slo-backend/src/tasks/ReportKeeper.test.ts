import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { ObjectiveDefinition, Slice } from '@plumbline/plugin-slo-common';
import { AlertStore } from '../store/AlertStore';
import { ExclusionStore } from '../store/ExclusionStore';
import { ObjectiveStore } from '../store/ObjectiveStore';
import { ReportStore } from '../store/ReportStore';
import { RollupStore } from '../store/RollupStore';
import { SeriesStore } from '../store/SeriesStore';
import { TimelineStore } from '../store/TimelineStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { openDatabase } from '../store/openDatabase';
import { DAY } from '../store/time';
import { ReportKeeper } from './ReportKeeper';
import { mergeSlices } from './mergeSlices';

const OCTOBER = Date.UTC(2026, 9, 1) / 1_000;
const NOVEMBER = Date.UTC(2026, 10, 1) / 1_000;
const SHOP = 'system:default/shop';

const DEFINITION: ObjectiveDefinition = {
  id: 'checkout',
  sloName: 'checkout',
  displayName: 'Checkout',
  service: 'shop',
  workloadRef: SHOP,
  entityRef: SHOP,
  method: 'Occurrences',
  target: 0.99,
  window: { kind: 'rolling', duration: '28d', seconds: 28 * DAY },
  sliceSeconds: 300,
  sliceTarget: 1,
  indicator: {
    kind: 'ratio',
    counter: false,
    good: { type: 'test', spec: {} },
    total: { type: 'test', spec: {} },
  },
  sla: { target: 0.995, name: 'Agreement' },
  declaredIn: { file: 'shop.yaml', line: 1 },
};

describe('ReportKeeper', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'reports the month that goes on each time and finished months once, on %s',
    async id => {
      const client = await databases.init(id);
      const database = await openDatabase(
        mockServices.database.mock({ getClient: async () => client }),
      );
      const series = new SeriesStore(database);
      const stores = {
        series,
        objectives: new ObjectiveStore(database, series),
        rollups: new RollupStore(database),
        exclusions: new ExclusionStore(database),
        alerts: new AlertStore(database),
        timeline: new TimelineStore(database),
        workloads: new WorkloadStore(database),
        reports: new ReportStore(database),
      };
      await stores.objectives.replace([], [DEFINITION], [], new Date());
      const [{ seriesId }] = await stores.objectives.all();
      let revision = 0;
      /** 100 events in each slice, one of which fails; half of them on the 10th of each month. */
      const collectUntil = async (until: number) => {
        const slices: Slice[] = [];
        for (let end = OCTOBER + 300; end <= until; end += 300) {
          const day = new Date((end - 1) * 1_000).getUTCDate();
          slices.push({ end, good: day === 10 ? 50 : 99, total: 100 });
        }
        await stores.rollups.save([
          {
            progress: {
              id: seriesId,
              changes: 1,
              revision: revision++,
              watermark: until,
              firstData: OCTOBER,
              newestData: until,
            },
            ...mergeSlices({ days: new Map(), hours: new Map() }, slices, {
              ...DEFINITION,
              ratios: false,
            }),
          },
        ]);
      };
      const keeper = new ReportKeeper(stores);
      const months = () => stores.reports.months(SHOP);
      const at = (seconds: number) => new Date(seconds * 1_000);

      await collectUntil(NOVEMBER + DAY);
      await stores.alerts.save([
        {
          objectiveId: 'checkout',
          workloadRef: SHOP,
          ruleId: 'burn-1h',
          severity: 'critical',
          standing: { state: 'firing', since: '2026-10-10T00:05:00.000Z' },
          transition: {
            ruleId: 'burn-1h',
            name: 'Budget burns very fast',
            severity: 'critical',
            at: '2026-10-10T00:05:00.000Z',
            from: 'inactive',
            to: 'firing',
            value: 50,
            reason: 'Burns 50x.',
          },
        },
      ]);
      await keeper.run(at(NOVEMBER + DAY));
      expect(await months()).toEqual([
        { month: '2026-11', final: false, asOf: expect.any(String) },
        { month: '2026-10', final: false, asOf: expect.any(String) },
      ]);

      const { id: exclusion } = await stores.exclusions.add(
        {
          workloadRef: SHOP,
          objectiveIds: [],
          from: '2026-10-10T00:00:00.000Z',
          to: '2026-10-10T12:00:00.000Z',
          reason: 'Planned upgrade',
          createdBy: 'user:default/guest',
        },
        new Date(),
      );
      await collectUntil(NOVEMBER + 3 * DAY);
      const settled = NOVEMBER + 3 * DAY;
      await keeper.run(at(settled));
      // The same for less than half a day: a gap may still be filled.
      await keeper.run(at(settled + 11 * 3_600));
      expect(await stores.reports.get(SHOP, '2026-10')).toMatchObject({
        final: false,
        asOf: at(settled).toISOString(),
      });
      await keeper.run(at(settled + 12 * 3_600));
      const october = (await stores.reports.get(SHOP, '2026-10'))!;
      const events = 30 * 288 * 100 + 144 * 100;
      expect(october).toMatchObject({
        final: true,
        objectives: [
          {
            id: 'checkout',
            good: 30 * 288 * 99 + 144 * 50,
            bad: 30 * 288 + 144 * 50,
            compliance: expect.closeTo((30 * 288 * 99 + 144 * 50) / events, 12),
            excludedSeconds: DAY / 2,
            coverage: 1,
            met: false,
            sla: { met: false, deviation: expect.any(Number) },
            worstDays: [{ day: '2026-10-10' }, {}, {}, {}, {}],
            alerts: { critical: 1 },
          },
        ],
        promises: { kept: 0, broken: 1, unknown: 0 },
        events: [
          {
            at: '2026-10-10T00:05:00.000Z',
            title: 'Checkout: Budget burns very fast',
          },
        ],
        exclusions: [{ reason: 'Planned upgrade' }],
      });
      expect(await stores.reports.get(SHOP, '2026-11')).toMatchObject({
        final: false,
        objectives: [{ good: 3 * 288 * 99, slices: 3 * 288 }],
      });

      // What is final stays, whatever is said afterwards.
      await stores.exclusions.revoke(
        exclusion,
        'user:default/guest',
        new Date(),
      );
      await keeper.run(at(settled + 13 * 3_600));
      expect(await stores.reports.get(SHOP, '2026-10')).toEqual(october);
    },
  );
});
