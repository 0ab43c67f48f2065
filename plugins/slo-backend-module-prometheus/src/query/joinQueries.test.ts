import fc from 'fast-check';
import { isSelfContained, joinQueries } from './joinQueries';

describe('joinQueries', () => {
  it('marks the series of each query with a name that cannot be guessed', () => {
    const first = joinQueries(['a # all', 'b']);
    const [a, b] = first.names;
    expect(first.query).toBe(
      `label_replace((\na # all\n), "plumbline_series", "${a}", "", "")\nor\n` +
        `label_replace((\nb\n), "plumbline_series", "${b}", "", "")`,
    );
    expect(a).not.toBe(b);
    expect(joinQueries(['a # all', 'b']).names).not.toEqual(first.names);
  });

  it.each([
    'sum(rate(a{b="c)", d=~\'"(\', e=`\\`}[5m])) # ) is no bracket here',
    'a\n# (\n+ b',
    'a{b="\\")"}',
    '',
  ])('takes %j for a query of its own', query => {
    expect(isSelfContained(query)).toBe(true);
  });

  it.each([
    'a) or (b',
    'a), "plumbline_series", "x", "", "") or label_replace((b',
    'sum(a',
    'a{b="c}',
    'a{b=`c}',
    'a{b="c\n"}',
    'a{b="c\\"}',
    '(a]',
    'a # (\n)',
  ])('does not take %j for one', query => {
    expect(isSelfContained(query)).toBe(false);
  });

  it('never lets a query close what it did not open', () => {
    const bits = fc.constantFrom(
      ...['a', '(', ')', '{', '}', '[', ']', '"', "'", '`', '\\', '#', '\n'],
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 12 }), parts => {
        const query = parts.join('');
        fc.pre(isSelfContained(query));
        // Between brackets and strings of others it stays what it is.
        expect(isSelfContained(`((\n${query}\n), "x{")`)).toBe(true);
        expect(isSelfContained(`(${query}\n`)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
