import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  SeriesAnswer,
  SeriesRequest,
  SeriesSlice,
  SliSource,
} from '@plumbline/plugin-slo-node';

const DAY = 86_400;
const FILES_AT_ONCE = 16;
const SERIES_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/;

/**
 * Numbers from files: `<directory>/<series>/<YYYY-MM-DD>.csv`, one file for each
 * UTC day, one row `epoch_seconds,value` for each slice, where the time is the
 * end of the slice and the value its count of events or its reading. Every row
 * ends in a line break; a last row without one is still being written and is
 * left for the next read.
 *
 * Only the days between a request's `from` and `to` are opened.
 */
export class SamplesSource implements SliSource {
  readonly type = 'samples';
  readonly #directory: string | undefined;

  constructor(directory: string | undefined) {
    this.#directory = directory;
  }

  async read(requests: SeriesRequest[]): Promise<SeriesAnswer[]> {
    const waiting = requests.map((request, index) => ({ request, index }));
    const answers: SeriesAnswer[] = new Array(requests.length);
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        answers[next.index] = await this.#answer(next.request);
      }
    };
    await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
    return answers;
  }

  async #answer(request: SeriesRequest): Promise<SeriesAnswer> {
    try {
      return { id: request.id, slices: await this.#slices(request) };
    } catch (error) {
      return { id: request.id, slices: [], error: (error as Error).message };
    }
  }

  async #slices(request: SeriesRequest): Promise<SeriesSlice[]> {
    const { series } = request.spec;
    if (typeof series !== 'string' || !SERIES_NAME.test(series)) {
      throw new Error(
        "A metric source of type samples needs spec.series, a name of letters, digits, '-', '_' and single dots",
      );
    }
    if (request.kind === 'counter') {
      throw new Error(
        'Samples are counts for each slice; leave out `counter: true`',
      );
    }
    if (!this.#directory) {
      throw new Error(
        'No directory of samples is configured (slo.samples.directory)',
      );
    }
    const directory = join(this.#directory, series);
    if (!(await exists(directory))) {
      throw new Error(`There are no samples of the series ${series} yet`);
    }
    const slices = new Map<number, number>();
    const firstDay = Math.floor(request.from / DAY);
    const lastDay = Math.floor(request.to / DAY);
    for (let day = firstDay; day <= lastDay; day++) {
      const name = new Date(day * DAY * 1_000).toISOString().slice(0, 10);
      const text = await readOptional(join(directory, `${name}.csv`));
      addRows(slices, text, `${series}/${name}.csv`, request);
    }
    return [...slices].map(([end, value]) => ({ end, value }));
  }
}

function addRows(
  slices: Map<number, number>,
  text: string,
  file: string,
  { from, to, step, kind }: SeriesRequest,
) {
  let line = 0;
  let start = 0;
  for (
    let end = text.indexOf('\n');
    end >= 0;
    start = end + 1, end = text.indexOf('\n', start)
  ) {
    line++;
    const row = text.slice(start, end).trim();
    if (row === '') continue;
    const comma = row.indexOf(',');
    const time = comma > 0 ? Number(row.slice(0, comma)) : NaN;
    const written = row.slice(comma + 1).trim();
    const value = written === '' ? NaN : Number(written);
    if (!Number.isFinite(time) || !Number.isFinite(value)) {
      throw new Error(
        `${file}:${line}: '${row.slice(
          0,
          60,
        )}' is no row; expected epoch_seconds,value`,
      );
    }
    const slice = Math.ceil(time / step) * step;
    if (slice <= from || slice > to) continue;
    const before = kind === 'count' ? slices.get(slice) ?? 0 : 0;
    slices.set(slice, before + value);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new Error('The directory of samples cannot be read');
  }
}

async function readOptional(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new Error('A file of samples cannot be read');
  }
}
