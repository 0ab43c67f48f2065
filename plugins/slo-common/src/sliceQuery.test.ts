import { sliceQuery } from './sliceQuery';

describe('sliceQuery', () => {
  const options = { step: 300, scrapeSeconds: 60 };

  it.each([
    ['up', 'sum(increase(up[300s]))'],
    [
      ' http_requests_total{code=~"5..", path="/a}b"} ',
      'sum(increase(http_requests_total{code=~"5..", path="/a}b"}[300s]))',
    ],
    ['{__name__="a"}', 'sum(increase({__name__="a"}[300s]))'],
    ['sum(a)', 'sum(increase(a[300s]))'],
    ['sum( a{b="c)"} )', 'sum(increase(a{b="c)"}[300s]))'],
    ['sum by (b) (a)', 'sum(increase((sum by (b) (a)\n)[300s:]))'],
    ['a + b', 'sum(increase((a + b\n)[300s:]))'],
    ['a or vector(0)', 'sum(increase((a or vector(0)\n)[300s:]))'],
    ['a + b # all', 'sum(increase((a + b # all\n)[300s:]))'],
  ])('counts %s over the slice', (query, expected) => {
    expect(sliceQuery(query, 'counter', options)).toBe(expected);
  });

  it('takes two scrapes where a slice holds but one', () => {
    const short = { step: 60, scrapeSeconds: 60 };
    expect(sliceQuery('sum(a)', 'counter', short)).toBe(
      'sum(rate(a[120s])) * 60',
    );
    expect(sliceQuery('a', 'counter', { step: 60, scrapeSeconds: 30 })).toBe(
      'sum(increase(a[60s]))',
    );
  });

  it('leaves counts and gauges as they are', () => {
    expect(sliceQuery('sum(a)', 'count', options)).toBe('sum(a)');
    expect(sliceQuery(' b ', 'gauge', options)).toBe('b');
  });
});
