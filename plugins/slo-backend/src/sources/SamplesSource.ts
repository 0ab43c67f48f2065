import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  SeriesAnswer,
  SeriesRequest,
  SeriesSlice,
  SliSource,
} from '@plumbline/plugin-slo-node';
import { Sample, SampleStore } from '../store/SampleStore';
import { DAY, dayName } from '../store/time';

const FILES_AT_ONCE = 16;
const SERIES_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/;

/**
 * Numbers from files and numbers that were pushed, which count where both tell
 * of the same moment.
 *
 * Files: `<directory>/<series>/<YYYY-MM-DD>.csv`, one for each UTC day, one row
 * `epoch_seconds,value` for each slice, where the time is the end of the slice
 * and the value its count of events or its reading. Every row ends in a line
 * break; a last row without one is still being written and is left for the next
 * read. Only the days between a request's `from` and `to` are opened.
 */
export class SamplesSource implements SliSource {
  readonly type = 'samples';
  readonly #directory: string | undefined;
  readonly #samples: SampleStore;

  constructor(options: { directory?: string; samples: SampleStore }) {
    this.#directory = options.directory;
    this.#samples = options.samples;
  }

  async read(requests: SeriesRequest[]): Promise<SeriesAnswer[]> {
    const pushed = await this.#pushed(requests);
    const waiting = requests.map((request, index) => ({ request, index }));
    const answers: SeriesAnswer[] = new Array(requests.length);
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        answers[next.index] = await this.#answer(next.request, pushed);
      }
    };
    await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
    return answers;
  }

  async #answer(
    request: SeriesRequest,
    pushed: PushedReader,
  ): Promise<SeriesAnswer> {
    try {
      return { id: request.id, slices: await this.#slices(request, pushed) };
    } catch (error) {
      return { id: request.id, slices: [], error: (error as Error).message };
    }
  }

  async #slices(
    request: SeriesRequest,
    pushed: PushedReader,
  ): Promise<SeriesSlice[]> {
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
    const samples = pushed(series, request);
    const rows = await this.#rowsOfFiles(series, request);
    if (!samples && !rows) {
      throw new Error(
        this.#directory
          ? `There are no samples of the series ${series} yet`
          : `No samples of the series ${series} were pushed, and no directory of samples is configured (slo.samples.directory)`,
      );
    }
    const values = new Map([...(rows ?? []), ...(samples ?? [])]);
    return toSlices(values, request);
  }

  /** Values by time; `undefined` when there are no files of this series. */
  async #rowsOfFiles(
    series: string,
    request: SeriesRequest,
  ): Promise<Map<number, number> | undefined> {
    if (!this.#directory) return undefined;
    const directory = join(this.#directory, series);
    if (!(await exists(directory))) return undefined;
    const rows = new Map<number, number>();
    const firstDay = Math.floor(request.from / DAY);
    const lastDay = Math.floor(request.to / DAY);
    for (let day = firstDay; day <= lastDay; day++) {
      const name = dayName(day * DAY);
      const text = await readOptional(join(directory, `${name}.csv`));
      addRows(rows, text, `${series}/${name}.csv`, request);
    }
    return rows;
  }

  /** Reads what was pushed for all requests at once. */
  async #pushed(requests: SeriesRequest[]): Promise<PushedReader> {
    const names = requests.flatMap(({ spec }) =>
      typeof spec.series === 'string' ? [spec.series] : [],
    );
    const ids = await this.#samples.ids(names);
    // Requests of one stretch are read together; most are of the same.
    const stretches = new Map<string, SeriesRequest[]>();
    for (const request of requests) {
      if (!ids.has(String(request.spec.series))) continue;
      const key = `${request.from}:${request.to}`;
      const of = stretches.get(key) ?? [];
      of.push(request);
      stretches.set(key, of);
    }
    const found = new Map<string, Sample[]>();
    for (const [key, of] of stretches) {
      const seriesIds = of.map(({ spec }) => ids.get(String(spec.series))!);
      const { from, to } = of[0];
      const samples = await this.#samples.between(seriesIds, from, to);
      for (const [id, some] of samples) found.set(`${key}:${id}`, some);
    }
    return (series, { from, to }) => {
      const id = ids.get(series);
      if (id === undefined) return undefined;
      const samples = found.get(`${from}:${to}:${id}`) ?? [];
      return new Map(samples.map(({ end, value }) => [end, value]));
    };
  }
}

/** What was pushed of a series, by time; `undefined` when nothing ever was. */
type PushedReader = (
  series: string,
  request: SeriesRequest,
) => Map<number, number> | undefined;

/** Sums counts, and keeps the last reading of a gauge, where slices are longer than what was told. */
function toSlices(
  values: Map<number, number>,
  { step, kind }: SeriesRequest,
): SeriesSlice[] {
  const slices = new Map<number, number>();
  const inOrder =
    kind === 'count' ? values : [...values].sort(([a], [b]) => a - b);
  for (const [time, value] of inOrder) {
    const slice = Math.ceil(time / step) * step;
    const before = kind === 'count' ? slices.get(slice) ?? 0 : 0;
    slices.set(slice, before + value);
  }
  return [...slices].map(([end, value]) => ({ end, value }));
}

function addRows(
  rows: Map<number, number>,
  text: string,
  file: string,
  { from, to, step }: SeriesRequest,
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
    if (slice > from && slice <= to) rows.set(time, value);
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
