import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SampleFiles } from './SampleFiles';
import { Series } from './definition';
import { SLICE_SECONDS } from './slices';

jest.setTimeout(60_000);

const HOUR = 3600;
const DAY = 86_400;
const NOW = Date.UTC(2026, 10, 21, 10, 2, 30) / 1000;

const uptime: Series = {
  name: 'uptime',
  kind: 'ratio',
  story: 'An outage and a gap.',
  rate: 40,
  rhythm: 'flat',
  errorRatio: 0.01,
  events: [
    {
      name: 'outage',
      startDaysAgo: 12,
      duration: 47 * 60,
      errorRatio: 1,
    },
    { name: 'gap', startDaysAgo: 4, duration: 9 * HOUR, missing: true },
  ],
};

const pageLoad: Series = {
  name: 'page-load',
  kind: 'threshold',
  story: 'Steady.',
  typical: 1.2,
  spread: 0.3,
  rhythm: 'office-hours',
  events: [],
};

describe('SampleFiles', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'samples-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  function filesOf(series: Series[] = [uptime]) {
    const anchor = Math.floor(NOW / SLICE_SECONDS) * SLICE_SECONDS;
    return new SampleFiles({ directory, series, anchor });
  }

  async function read(series: string): Promise<Map<number, number>> {
    const rows = new Map<number, number>();
    const folder = join(directory, series);
    for (const file of await readdir(folder)) {
      const text = await readFile(join(folder, file), 'utf8');
      for (const line of text.split('\n').filter(Boolean)) {
        const [end, value] = line.split(',').map(Number);
        expect(file).toBe(
          `${new Date(end * 1000).toISOString().slice(0, 10)}.csv`,
        );
        rows.set(end, value);
      }
    }
    return rows;
  }

  it('writes 60 days of slices up to the last one that is over', async () => {
    await filesOf([uptime, pageLoad]).update(NOW);
    const total = await read('uptime.total');
    const ends = [...total.keys()].sort((a, b) => a - b);
    expect(ends.every(end => end % SLICE_SECONDS === 0)).toBe(true);
    expect(new Date(ends[ends.length - 1] * 1000).toISOString()).toBe(
      '2026-11-21T10:00:00.000Z',
    );
    expect(new Date(ends[0] * 1000).toISOString()).toBe(
      '2026-09-22T00:00:00.000Z',
    );
    const good = await read('uptime.good');
    expect([...good.keys()]).toEqual([...total.keys()]);
    for (const [end, count] of good) {
      expect(Number.isInteger(count) && count >= 0).toBe(true);
      expect(count).toBeLessThanOrEqual(total.get(end)!);
    }
    const values = [...(await read('page-load.value')).values()];
    expect(Math.min(...values)).toBeGreaterThan(0.7);
    expect(Math.max(...values)).toBeLessThan(2);
  });

  it('shows a history only when it is whole, also when its writing was cut off before', async () => {
    const files = filesOf();
    const seen: string[] = [];
    let writing = true;
    const update = files.update(NOW).finally(() => {
      writing = false;
    });
    while (writing) {
      const folder = (await readdir(directory)).find(name => name[0] !== '.');
      if (folder) {
        const days = await readdir(join(directory, folder));
        seen.push(`${folder}: ${days.length}`);
      }
    }
    await update;
    expect(new Set(seen).size).toBeLessThanOrEqual(1);
    expect((await readdir(directory)).sort()).toEqual([
      'uptime.good',
      'uptime.total',
    ]);
    await rm(join(directory, 'uptime.total'), { recursive: true });
    await filesOf().update(NOW);
    expect(await readdir(join(directory, 'uptime.total'))).toHaveLength(61);
  });

  it('shows the outage, and leaves the gap without rows', async () => {
    await filesOf().update(NOW);
    const good = await read('uptime.good');
    const total = await read('uptime.total');
    const anchor = Math.floor(NOW / SLICE_SECONDS) * SLICE_SECONDS;
    const outage = anchor - 12 * DAY;
    for (let i = 1; i <= 9; i++) {
      const end = outage + i * SLICE_SECONDS;
      expect(good.get(end)).toBe(0);
      expect(total.get(end)).toBeGreaterThan(0);
    }
    expect(good.get(outage)).toBeGreaterThan(0);
    expect(good.get(outage + 11 * SLICE_SECONDS)).toBeGreaterThan(0);

    const gap = anchor - 4 * DAY;
    const inGap = [...total.keys()].filter(
      end => end > gap && end <= gap + 9 * HOUR,
    );
    expect(inGap).toEqual([]);
    expect(total.has(gap)).toBe(true);
    expect(total.has(gap + 9 * HOUR + SLICE_SECONDS)).toBe(true);
  });

  it('keeps the error ratio that the story asks for', async () => {
    await filesOf([{ ...uptime, events: [] }]).update(NOW);
    const sum = async (series: string) =>
      [...(await read(series)).values()].reduce((a, b) => a + b, 0);
    const total = await sum('uptime.total');
    const bad = total - (await sum('uptime.good'));
    expect(bad / total).toBeGreaterThan(0.009);
    expect(bad / total).toBeLessThan(0.011);
  });

  it('fills a pause, and gives the same values as without one', async () => {
    const paused = filesOf();
    await paused.update(NOW - 2 * DAY - 3 * HOUR);
    const before = await read('uptime.good');
    await filesOf().update(NOW);
    const after = await read('uptime.good');
    const common = [...before].filter(([end]) => after.has(end));
    expect(common.length).toBeGreaterThan(55 * 288);
    expect(common.filter(([end, value]) => after.get(end) !== value)).toEqual(
      [],
    );

    const other = await mkdtemp(join(tmpdir(), 'samples-'));
    const anchor = Math.floor(NOW / SLICE_SECONDS) * SLICE_SECONDS;
    await new SampleFiles({
      directory: other,
      series: [uptime],
      anchor,
    }).update(NOW);
    for (const file of await readdir(join(other, 'uptime.good'))) {
      expect(await readFile(join(directory, 'uptime.good', file), 'utf8')).toBe(
        await readFile(join(other, 'uptime.good', file), 'utf8'),
      );
    }
    await rm(other, { recursive: true });
  });

  it('appends one slice after the other while it runs, over midnight too', async () => {
    const files = filesOf();
    const evening = Date.UTC(2026, 10, 21, 23, 56) / 1000;
    await files.update(evening);
    for (let minute = 1; minute <= 12; minute++) {
      await files.update(evening + minute * 60);
    }
    const today = join(directory, 'uptime.total', '2026-11-22.csv');
    const ends = (await readFile(today, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map(line => Number(line.split(',')[0]));
    const midnight = Date.UTC(2026, 10, 22) / 1000;
    expect(ends).toEqual([midnight, midnight + SLICE_SECONDS]);
    expect(files.writtenTo).toBe(midnight + SLICE_SECONDS);
  });

  it('deletes what is older than 62 days, and nothing else', async () => {
    await filesOf().update(NOW);
    const folder = join(directory, 'uptime.total');
    await writeFile(join(folder, '2026-09-19.csv'), '');
    await writeFile(join(folder, '2026-09-20.csv'), '');
    await writeFile(join(folder, 'notes.txt'), '');
    await filesOf().update(NOW);
    const left = await readdir(folder);
    expect(left).not.toContain('2026-09-19.csv');
    expect(left).toContain('2026-09-20.csv');
    expect(left).toContain('notes.txt');
  });

  it('repeats an event as often as the story says', async () => {
    const nightly: Series = {
      ...uptime,
      events: [
        {
          name: 'restart',
          startDaysAgo: 10,
          duration: HOUR,
          errorRatio: 1,
          everyDays: 2,
        },
      ],
    };
    await filesOf([nightly]).update(NOW);
    const good = await read('uptime.good');
    const anchor = Math.floor(NOW / SLICE_SECONDS) * SLICE_SECONDS;
    for (const daysAgo of [10, 8, 6, 4, 2]) {
      const end = anchor - daysAgo * DAY + 2 * SLICE_SECONDS;
      expect(good.get(end)).toBe(0);
      expect(good.get(end + DAY)).toBeGreaterThan(0);
    }
    expect(good.get(anchor - 12 * DAY + 2 * SLICE_SECONDS)).toBeGreaterThan(0);
  });
});
