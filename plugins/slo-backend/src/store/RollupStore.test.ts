import {
  TestDatabaseId,
  TestDatabases,
  mockServices,
} from '@backstage/backend-test-utils';
import { Slice, countSpans } from '@plumbline/plugin-slo-common';
import { Knex } from 'knex';
import { mergeSlices } from '../tasks/mergeSlices';
import { RollupStore, SeriesRound } from './RollupStore';
import { SeriesStore } from './SeriesStore';
import { openDatabase } from './openDatabase';
import { DAY, HOUR } from './time';

const START = 20_000 * DAY;
const RULE = { sliceSeconds: 300, sliceTarget: 0.95, ratios: true };

/** 40 days with failures, gaps and hours without events. */
const SLICES: Slice[] = Array.from({ length: 40 * 288 }, (_, n) => ({
  end: START + (n + 1) * 300,
  good: (n * 7_919) % 89,
  total: n % 13 === 0 ? 0 : ((n * 7_919) % 89) + (n % 5),
}))
  .map(slice => (slice.total === 0 ? { ...slice, good: 0 } : slice))
  .filter((_, n) => n % 97 !== 0 && !(n > 2_000 && n < 2_300));

const round = (id: number, revision = 0): SeriesRound => ({
  progress: { id, changes: 0, revision, watermark: START + 40 * DAY },
  ...mergeSlices({ days: new Map(), hours: new Map() }, SLICES, RULE),
});

describe('RollupStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  async function setUp(id: TestDatabaseId) {
    const client: Knex = await databases.init(id);
    const database = await openDatabase(
      mockServices.database.mock({ getClient: async () => client }),
    );
    return {
      database,
      rollups: new RollupStore(database),
      series: new SeriesStore(database),
    };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('gives for any cuts what the slices add up to', async () => {
      const { rollups } = await setUp(id);
      await rollups.save([round(1), round(2)]);
      const spans: [number, number][] = [
        [0, 40 * DAY],
        [12 * HOUR, 30 * DAY + 5 * HOUR],
        [3 * DAY + 300, 3 * DAY + 900],
        [7 * DAY - 1_500, 33 * DAY + 2_400],
        [39 * DAY + 22 * HOUR + 300, 40 * DAY - 300],
        [10 * DAY, 11 * DAY],
      ];
      const asked = spans.map(([from, to], index) => ({
        seriesId: 1 + (index % 2),
        cuts: [START + from, START + to, START + Math.floor((from + to) / 2)],
      }));
      const found = await rollups.between(asked);
      spans.forEach(([from, to], index) => {
        const { counts, estimated } = countSpans(
          found[index],
          [[START + from, START + to]],
          RULE,
        );
        const within = SLICES.filter(
          ({ end }) => end > START + from && end <= START + to,
        );
        const sum = (value: (slice: Slice) => number) =>
          within.reduce((total, slice) => total + value(slice), 0);
        const isGood = ({ good, total }: Slice) => good >= 0.95 * total;
        expect(estimated).toBe(false);
        expect(counts).toEqual({
          good: sum(({ good }) => good),
          total: sum(({ total }) => total),
          goodSlices: sum(each => Number(each.total > 0 && isGood(each))),
          badSlices: sum(each => Number(each.total > 0 && !isGood(each))),
          emptySlices: sum(({ total }) => Number(total === 0)),
          ratioSum: expect.closeTo(
            sum(({ good, total }) => (total > 0 ? good / total : 0)),
            6,
          ),
        });
      });
    });

    it('keeps sums for long and slices for a few days, but for hours that go on being cut', async () => {
      const { rollups, database } = await setUp(id);
      await rollups.save([round(1)]);
      const cut = START + 20 * DAY + 3 * HOUR;
      await rollups.prune({
        days: START + 5 * DAY,
        slices: START + 32 * DAY,
        keep: new Map([[1, new Set([cut])]]),
      });
      const hours = await database('slice_hours').pluck('hour').orderBy('hour');
      expect(hours[0]).toBe(cut / HOUR);
      expect(hours[1]).toBe((START + 32 * DAY) / HOUR);
      expect(await database('day_rollups').min('day as first').first()).toEqual(
        { first: 20_005 },
      );
      const [found] = await rollups.between([
        { seriesId: 1, cuts: [START + 25 * DAY + 600, START + 26 * DAY] },
      ]);
      // An hour that has lost its slices is shared out by time.
      expect(
        countSpans(found, [[START + 25 * DAY + 600, START + 26 * DAY]], RULE)
          .estimated,
      ).toBe(true);
    });

    it('lets one of two writers store what both read', async () => {
      const { rollups, series } = await setUp(id);
      const both = await Promise.all([
        rollups.save([round(1), round(2)]),
        rollups.save([round(2), round(1)]),
      ]);
      const saved = both.flatMap(of => [...of]).sort();
      expect(saved).toEqual([1, 2]);
      expect(await rollups.save([round(1)])).toEqual(new Set());
      expect(await rollups.save([round(1, 1)])).toEqual(new Set([1]));
      expect((await series.progress([1])).get(1)).toMatchObject({
        revision: 2,
        watermark: START + 40 * DAY,
      });
    });
  });
});
