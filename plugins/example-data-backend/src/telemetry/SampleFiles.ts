import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../files/writeFileAtomically';
import { Series } from './definition';
import { columnsOf, sampleAt } from './samples';
import {
  DAY_SECONDS,
  HISTORY_DAYS,
  RETENTION_DAYS,
  SLICE_SECONDS,
  dayName,
  dayStart,
  lastSliceEnd,
} from './slices';

/**
 * The folder of samples: `<series>/<YYYY-MM-DD>.csv` with rows
 * `epoch_seconds,value`, one for each slice that is over.
 *
 * What a file must hold is a function of the definition and the time, so
 * bringing the folder up to date is the same for a first start, a pause and a
 * minute gone by: write what differs.
 */
export class SampleFiles {
  readonly #directory: string;
  readonly #series: Series[];
  readonly #anchor: number;
  #writtenTo?: number;

  constructor(options: {
    directory: string;
    series: Series[];
    /** Epoch seconds from which the events count. */
    anchor: number;
  }) {
    this.#directory = options.directory;
    this.#series = options.series;
    this.#anchor = options.anchor;
  }

  /** End of the newest slice written since the start, in epoch seconds. */
  get writtenTo(): number | undefined {
    return this.#writtenTo;
  }

  /** Writes what is missing up to now and deletes what is too old. */
  async update(nowSeconds: number): Promise<void> {
    const to = lastSliceEnd(nowSeconds);
    if (to === this.#writtenTo) return;
    const oldest = dayStart(nowSeconds - HISTORY_DAYS * DAY_SECONDS);
    const from = Math.max(dayStart(this.#writtenTo ?? oldest), oldest);
    const known: Series[] = [];
    for (const series of this.#series) {
      if (await this.#isWritten(series)) known.push(series);
      else await this.#writeHistory(series, oldest, to);
    }
    // The newest day first: after a pause whoever reads meanwhile finds no end missing.
    for (let day = dayStart(to); day >= from; day -= DAY_SECONDS) {
      for (const series of known) {
        await this.#writeDay(series, day, to, this.#foldersOf(series));
      }
    }
    await this.#prune(nowSeconds);
    this.#writtenTo = to;
  }

  async #isWritten(series: Series): Promise<boolean> {
    for (const folder of this.#foldersOf(series)) {
      if (!(await exists(folder))) return false;
    }
    return true;
  }

  /** Writes all days aside before a reader sees the first of them: half a history looks like a source that has lost data. */
  async #writeHistory(series: Series, from: number, to: number) {
    const folders = this.#foldersOf(series);
    const drafts = this.#foldersOf(series, '.');
    for (let day = from; day <= to; day += DAY_SECONDS) {
      await this.#writeDay(series, day, to, drafts);
    }
    for (let i = 0; i < folders.length; i++) {
      await rm(folders[i], { recursive: true, force: true });
      await rename(drafts[i], folders[i]);
    }
  }

  #foldersOf(series: Series, prefix = ''): string[] {
    return columnsOf(series).map(column =>
      join(this.#directory, `${prefix}${series.name}.${column}`),
    );
  }

  async #writeDay(series: Series, day: number, to: number, folders: string[]) {
    const columns = columnsOf(series);
    const texts = columns.map(() => '');
    const last = Math.min(to, day + DAY_SECONDS - SLICE_SECONDS);
    for (let end = day; end <= last; end += SLICE_SECONDS) {
      const sample = sampleAt(series, end, this.#anchor);
      if (!sample) continue;
      columns.forEach((column, i) => {
        texts[i] += `${end},${sample[column]}\n`;
      });
    }
    for (let i = 0; i < columns.length; i++) {
      const file = join(folders[i], `${dayName(day)}.csv`);
      await writeFileAtomically(file, texts[i]);
    }
  }

  async #prune(nowSeconds: number) {
    const oldest = dayName(nowSeconds - RETENTION_DAYS * DAY_SECONDS);
    for (const series of this.#series) {
      for (const folder of this.#foldersOf(series)) {
        for (const file of await readdir(folder)) {
          if (/^\d{4}-\d\d-\d\d\.csv$/.test(file) && file < oldest) {
            await rm(join(folder, file));
          }
        }
      }
    }
  }
}

async function exists(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
