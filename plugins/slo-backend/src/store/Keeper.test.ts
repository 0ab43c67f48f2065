import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { ObjectiveDefinition, TimeWindow } from '@plumbline/plugin-slo-common';
import { AlertStore } from './AlertStore';
import { ExclusionStore } from './ExclusionStore';
import { Keeper } from './Keeper';
import { StoredObjective } from './ObjectiveStore';
import { ReportStore } from './ReportStore';
import { RollupStore } from './RollupStore';
import { SampleStore } from './SampleStore';
import { SeriesStore } from './SeriesStore';
import { StatusStore } from './StatusStore';
import { openDatabase } from './openDatabase';

const SHOP = 'system:default/shop';
const NOW = new Date('2026-11-21T12:00:00Z');

describe('Keeper', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'keeps the slices of hours that are counted in part, on %s',
    async id => {
      const client = await databases.init(id);
      const database = await openDatabase(
        mockServices.database.mock({ getClient: async () => client }),
      );
      const rollups = new RollupStore(database);
      const exclusions = new ExclusionStore(database);
      const keeper = new Keeper(
        {
          series: new SeriesStore(database),
          rollups,
          exclusions,
          statuses: new StatusStore(database),
          alerts: new AlertStore(database),
          samples: new SampleStore(database),
          reports: new ReportStore(database),
        },
        { days: 100, transitionDays: 400, reportMonths: 36, sampleDays: 10 },
      );
      const objective = (window: TimeWindow, seriesId: number) =>
        ({
          definition: { id: 'one', workloadRef: SHOP, window },
          seriesId,
        } as StoredObjective & { definition: ObjectiveDefinition });
      await exclusions.add(
        {
          workloadRef: SHOP,
          objectiveIds: [],
          from: '2026-11-02T10:30:00Z',
          to: '2026-11-02T12:00:00Z',
          reason: 'Planned upgrade',
          createdBy: 'user:default/guest',
        },
        NOW,
      );
      const hours = [
        '2026-11-02T10:00:00Z',
        '2026-11-02T11:00:00Z',
        // Where October and November begin in India.
        '2026-10-31T18:00:00Z',
        '2026-09-30T18:00:00Z',
        '2026-11-20T00:00:00Z',
      ].map(time => Date.parse(time) / 1_000);
      await rollups.save(
        [1, 2].map(series => ({
          progress: { id: series, changes: 1, revision: 0 },
          days: new Map(),
          hours: new Map(hours.map(hour => [hour, [[1, 1]]])),
        })),
      );
      await keeper.prune(
        [
          objective({ kind: 'rolling', duration: '7d', seconds: 604_800 }, 1),
          objective(
            {
              kind: 'calendar',
              duration: '1M',
              startTime: '2026-01-01 00:00:00',
              timeZone: 'Asia/Kolkata',
            },
            2,
          ),
        ],
        NOW,
      );
      const kept = await rollups.slices([1, 2], 0, NOW.getTime() / 1_000);
      const times = (series: number) =>
        [...kept.get(series)!.keys()].sort().map(hour => hours.indexOf(hour));
      expect(times(1)).toEqual([0, 4]);
      expect(times(2)).toEqual([3, 2, 0, 4]);
    },
  );
});
