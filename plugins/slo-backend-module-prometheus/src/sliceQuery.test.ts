import { sliceQuery } from './sliceQuery';

describe('sliceQuery', () => {
  it.each([
    ['up', 'sum(increase(up[300s]))'],
    [
      ' http_requests_total{code=~"5..", path="/a}b"} ',
      'sum(increase(http_requests_total{code=~"5..", path="/a}b"}[300s]))',
    ],
    ['{__name__="a"}', 'sum(increase({__name__="a"}[300s]))'],
    ['sum(a)', 'sum(increase((sum(a))[300s:]))'],
    ['a + b', 'sum(increase((a + b)[300s:]))'],
    ['a or vector(0)', 'sum(increase((a or vector(0))[300s:]))'],
  ])('counts %s over the slice', (query, expected) => {
    expect(sliceQuery(query, 'counter', 300)).toBe(expected);
  });

  it('leaves counts and gauges as they are', () => {
    expect(sliceQuery('sum(a)', 'count', 300)).toBe('sum(a)');
    expect(sliceQuery(' b ', 'gauge', 300)).toBe('b');
  });
});
