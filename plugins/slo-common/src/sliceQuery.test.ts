import { sliceQuery } from './sliceQuery';

describe('sliceQuery', () => {
  const options = { step: 300, scrapeSeconds: 60 };
  const exact = (selector: string) =>
    `sum((((${selector} - ${selector} offset 300s) >= 0 unless resets(${selector}[360s]) > 0) or increase(${selector}[300s])) and count_over_time(${selector}[299s]))`;

  it.each([
    'up',
    'http_requests_total{code=~"5..", path="/a}b"}',
    '{__name__="a"}',
    'a{b="c)"}',
  ])(
    'counts %s, and a sum of it, as the difference over the slice',
    selector => {
      expect(sliceQuery(selector, 'counter', options)).toBe(exact(selector));
      expect(sliceQuery(` sum( ${selector} )`, 'counter', options)).toBe(
        exact(selector),
      );
    },
  );

  it.each([
    'sum by (b) (a)',
    'a + b',
    'a + b or vector(0)',
    'a + b # all',
    'a offset 5m',
  ])('counts %s by a subquery', query => {
    expect(sliceQuery(query, 'counter', options)).toBe(
      `sum(increase((${query}\n)[300s:]))`,
    );
  });

  it('counts none where a counter is absent, when that is said', () => {
    for (const query of ['a or vector(0)', 'sum(a)\n or vector( 0 )']) {
      expect(sliceQuery(query, 'counter', options)).toBe(
        `${exact('a')} or vector(0)`,
      );
    }
  });

  it('takes two scrapes where a slice holds but one', () => {
    const short = { step: 60, scrapeSeconds: 60 };
    expect(sliceQuery('a', 'counter', short)).toContain(
      'or rate(a[120s]) * 60)',
    );
    expect(sliceQuery('a + b', 'counter', short)).toBe(
      'sum(rate((a + b\n)[120s:]) * 60)',
    );
  });

  it('leaves counts and gauges as they are', () => {
    expect(sliceQuery('sum(a)', 'count', options)).toBe('sum(a)');
    expect(sliceQuery(' b ', 'gauge', options)).toBe('b');
  });
});
