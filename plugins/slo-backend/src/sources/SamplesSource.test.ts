import { SeriesRequest } from '@plumbline/plugin-slo-node';
import {
  TestDatabases,
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { SampleStore } from '../store/SampleStore';
import { openDatabase } from '../store/openDatabase';
import { SamplesSource } from './SamplesSource';

const MIDNIGHT = Date.UTC(2026, 10, 20) / 1_000;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('SamplesSource on %s', id => {
  const directory = createMockDirectory();
  let samples: SampleStore;
  let source: SamplesSource;
  const request = (changes: Partial<SeriesRequest> = {}): SeriesRequest => ({
    id: 'one',
    kind: 'count',
    spec: { series: 'shop.good' },
    from: MIDNIGHT - 600,
    to: MIDNIGHT + 600,
    step: 300,
    ...changes,
  });

  beforeEach(async () => {
    const client = await databases.init(id);
    samples = new SampleStore(
      await openDatabase(
        mockServices.database.mock({ getClient: async () => client }),
      ),
    );
    source = new SamplesSource({ directory: directory.path, samples });
    directory.setContent({
      'shop.good/2026-11-18.csv': 'never opened\n',
      'shop.good/2026-11-19.csv': `${MIDNIGHT - 600},1\n${MIDNIGHT - 300},2\n`,
      'shop.good/2026-11-20.csv': `${MIDNIGHT},3\n${MIDNIGHT + 300},4\n\n${
        MIDNIGHT + 600
      },5`,
    });
  });

  it('gives the slices of the days asked for, and leaves an unfinished last row for later', async () => {
    await expect(source.read([request()])).resolves.toEqual([
      {
        id: 'one',
        slices: [
          { end: MIDNIGHT - 300, value: 2 },
          { end: MIDNIGHT, value: 3 },
          { end: MIDNIGHT + 300, value: 4 },
        ],
      },
    ]);
  });

  it('sums counts and keeps the last reading of a gauge where slices are longer than rows', async () => {
    const longer = { from: MIDNIGHT - 1_200, to: MIDNIGHT + 600, step: 600 };
    const [counts, readings] = await source.read([
      request(longer),
      request({ ...longer, id: 'two', kind: 'gauge' }),
    ]);
    expect(counts.slices).toEqual([
      { end: MIDNIGHT - 600, value: 1 },
      { end: MIDNIGHT, value: 5 },
      { end: MIDNIGHT + 600, value: 4 },
    ]);
    expect(readings.slices.map(({ value }) => value)).toEqual([1, 3, 4]);
  });

  it.each([
    ['no series', { spec: {} }, 'needs spec.series'],
    ['a way out', { spec: { series: '../secrets' } }, 'needs spec.series'],
    ['dots', { spec: { series: 'a..b' } }, 'needs spec.series'],
    ['a counter', { kind: 'counter' as const }, 'leave out `counter: true`'],
    [
      'an unknown series',
      { spec: { series: 'shop.bad' } },
      'There are no samples of the series shop.bad yet',
    ],
    [
      'a malformed row',
      { from: MIDNIGHT - 2 * 86_400, to: MIDNIGHT - 86_400 },
      "shop.good/2026-11-18.csv:1: 'never opened' is no row; expected epoch_seconds,value",
    ],
  ])(
    'says what is wrong with %s, and answers the others',
    async (_, changes, error) => {
      const [bad, good] = await source.read([
        request({ ...changes, id: 'bad' }),
        request(),
      ]);
      expect(bad).toEqual({
        id: 'bad',
        slices: [],
        error: expect.stringContaining(error),
      });
      expect(good.slices).toHaveLength(3);
    },
  );

  it('says so without a directory', async () => {
    const [answer] = await new SamplesSource({ samples }).read([request()]);
    expect(answer.error).toMatch('slo.samples.directory');
  });

  it('gives what was pushed, which replaces what was pushed or written before', async () => {
    await samples.push([
      {
        series: 'shop.good',
        samples: [
          [MIDNIGHT, 30],
          [MIDNIGHT + 300, 40],
        ],
      },
    ]);
    await samples.push([{ series: 'shop.good', samples: [[MIDNIGHT, 31]] }]);
    await samples.push([
      {
        series: 'shop.pushed',
        samples: [
          [MIDNIGHT + 60, 1],
          [MIDNIGHT + 120, 2],
          [MIDNIGHT + 901, 3],
        ],
      },
    ]);
    await expect(
      source.read([
        request(),
        request({ id: 'two', spec: { series: 'shop.pushed' } }),
      ]),
    ).resolves.toEqual([
      {
        id: 'one',
        slices: [
          { end: MIDNIGHT - 300, value: 2 },
          { end: MIDNIGHT, value: 31 },
          { end: MIDNIGHT + 300, value: 40 },
        ],
      },
      { id: 'two', slices: [{ end: MIDNIGHT + 300, value: 3 }] },
    ]);
    const [alone] = await new SamplesSource({ samples }).read([
      request({ spec: { series: 'shop.pushed' }, step: 60 }),
    ]);
    expect(alone.slices).toHaveLength(2);
  });

  it('forgets what was pushed long ago, and still knows the series', async () => {
    await samples.push([
      { series: 'shop.pushed', samples: [[MIDNIGHT + 60, 1]] },
    ]);
    await samples.prune(MIDNIGHT + 61);
    await expect(
      source.read([request({ spec: { series: 'shop.pushed' } })]),
    ).resolves.toEqual([{ id: 'one', slices: [] }]);
  });
});
