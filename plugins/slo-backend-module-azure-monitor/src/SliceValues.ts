import { SeriesAnswer, SeriesSlice } from '@plumbline/plugin-slo-node';
import { SliceRange } from './sliceRanges';

/** What is read of one series, part by part. */
export class SliceValues {
  readonly #values = new Map<number, number>();
  readonly #whole: SliceRange[] = [];
  #error: string | undefined;

  /** A part that was read in full. Values by the end of their slice; others of the part have none. */
  addPart(range: SliceRange, values: Iterable<[number, number]>) {
    this.#whole.push(range);
    for (const [end, value] of values) {
      if (end > range.from && end <= range.to && Number.isFinite(value)) {
        this.#values.set(end, value);
      }
    }
  }

  /** A part that could not be read. The first error is told. */
  addError(error: string) {
    this.#error ??= error;
  }

  /** The parts that are whole, and why others are not there. */
  answer(id: string, step: number, empty: 'zero' | 'unknown'): SeriesAnswer {
    const slices: SeriesSlice[] = [];
    for (const { from, to } of this.#whole) {
      for (let end = from + step; end <= to; end += step) {
        const value = this.#values.get(end) ?? (empty === 'zero' ? 0 : NaN);
        if (Number.isFinite(value)) slices.push({ end, value });
      }
    }
    return this.#error === undefined
      ? { id, slices }
      : { id, slices, error: this.#error };
  }
}
