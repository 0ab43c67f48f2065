import { ROWS_PER_STATEMENT, slices } from './slices';

describe('slices', () => {
  it('gives every item once, in order', () => {
    expect([...slices([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
    expect([...slices([1, 2], 2)]).toEqual([[1, 2]]);
    expect([...slices([])]).toEqual([]);
  });

  it('takes what fits into one statement unless told otherwise', () => {
    const items = Array.from({ length: ROWS_PER_STATEMENT + 1 }, (_, i) => i);
    expect([...slices(items)].map(({ length }) => length)).toEqual([
      ROWS_PER_STATEMENT,
      1,
    ]);
  });

  it.each([0, -1, 1.5, NaN])('refuses a size of %p', size => {
    expect(() => [...slices([1], size)]).toThrow(RangeError);
  });
});
