import { readLogsSpec } from './logsSpec';

describe('readLogsSpec', () => {
  const read = (spec: object, kind: 'count' | 'counter' | 'gauge' = 'count') =>
    readLogsSpec(
      { query: 'AppRequests', value: 'sum(ItemCount)', ...spec },
      kind,
      300,
    );

  it('takes rows and one aggregate', () => {
    expect(read({})).toEqual({
      query: 'AppRequests',
      value: 'sum(ItemCount)',
      time: undefined,
      empty: 'zero',
    });
    expect(read({ value: 'avg(DurationMs)' }, 'gauge').empty).toBe('unknown');
    expect(read({ time: 'At', empty: 'unknown' })).toMatchObject({
      time: 'At',
      empty: 'unknown',
    });
  });

  it.each([
    ['sum(ItemCount)'],
    ['sumif(ItemCount, Success == true and ResultCode != "500")'],
    ['todouble(sum(ItemCount)) / 1000'],
    ['percentile(DurationMs, 95)'],
    ['sumif(ItemCount, Url has "a | b; c = d")'],
  ])('takes the aggregate %s', value => {
    expect(read({ value }).value).toBe(value);
  });

  it.each([
    ['sum(ItemCount) by Name'],
    ['total = sum(ItemCount)'],
    ['sum(ItemCount), max(x)'],
    ['sum(ItemCount) | take 1'],
    ['sum(ItemCount); print 1'],
  ])('does not take %s for one aggregate', value => {
    expect(() => read({ value })).toThrow('must be one aggregate');
  });

  it.each([
    [
      'requests',
      'count()',
      'use sum(itemCount) or sumif(itemCount, …) instead of count()',
    ],
    ['requests | where success', 'countif(success)', 'instead of countif()'],
    ['AppDependencies', 'count()', 'use sum(ItemCount)'],
    ['union AppRequests, AppTraces', 'count()', 'AppRequests may be sampled'],
    ['["requests"]', 'count()', 'requests may be sampled'],
    [
      'requests | summarize n = count() by bin(timestamp, 1m)',
      'sum(n)',
      'requests may be sampled',
    ],
  ])('does not count rows of samples: %s, %s', (query, value, message) => {
    expect(() => read({ query, value })).toThrow(message);
    expect(read({ query, value, sampled: false })).toBeDefined();
  });

  it.each([
    ['AppRequests', 'sum(ItemCount)'],
    ['requests | summarize n = sum(itemCount) by bin(timestamp, 1m)', 'sum(n)'],
    ['AzureDiagnostics | where Category == "requests"', 'count()'],
    ['AGWAccessLogs', 'count()'],
    ['AppRequests_CL', 'count()'],
    ['AppRequests', 'percentile(DurationMs, 95)'],
  ])('has nothing against %s, %s', (query, value) => {
    expect(read({ query, value })).toBeDefined();
  });

  it.each([
    'workspace("x").AppRequests',
    'union AppRequests, app ("x").requests',
    '["workspace"]("x").AppRequests',
    'externaldata(a: string) ["https://example.com/x"]',
    'AppRequests | evaluate http_request("https://example.com")',
    'cluster("x").database("y").T',
    'AppRequests | where a in (adx("x").T)',
  ])('stays in its data source: %s', query => {
    expect(() => read({ query })).toThrow('leads out of it');
  });

  it.each([
    ['AppRequests | where TimeGenerated > ago(1d)', 'without ago()'],
    ['AppRequests | where TimeGenerated < now ()', 'without now()'],
    [
      'AppRequests | summarize sum(ItemCount) by bin(TimeGenerated, 15m)',
      'has bins of 15m, which do not divide a slice of 300 s',
    ],
    ['T | summarize sum(n) by bin(At, 2min)', 'has bins of 2min'],
  ])('leaves the time to the module: %s', (query, message) => {
    expect(() => read({ query })).toThrow(message);
  });

  it.each([
    'T | summarize n = sum(ItemCount) by bin(TimeGenerated, 1m)',
    'T | summarize n = sum(ItemCount) by bin(TimeGenerated, 300s), bin(x, 100)',
    'T | where Text has "ago(1d)"',
  ])('has nothing against %s', query => {
    expect(read({ query }).query).toBe(query);
  });

  it('does not mind words that only look like it', () => {
    const query =
      'AppRequests // workspace("x")\n| where Url has "resource(" and app == "shop"';
    expect(read({ query }).query).toBe(query);
  });

  it.each([
    ['no query', { query: undefined }, 'spec.query: '],
    ['a blank value', { value: ' ' }, 'spec.value: '],
    ['a key that is not there', { workspace: 'x' }, '"workspace"'],
    [
      'a column that is none',
      { time: 'a b' },
      'spec.time: the name of a column',
    ],
    ['a comment alone', { query: '// nothing' }, 'spec.query is empty'],
    ['a semicolon at the end', { query: 'AppRequests; // so' }, 'semicolon'],
    [
      'an open string',
      { query: 'A | where b == "c' },
      'spec.query has a string',
    ],
    [
      'open parentheses',
      { value: 'sum(ItemCount' },
      'spec.value has parentheses',
    ],
  ])('says what is wrong with %s', (_, spec, message) => {
    expect(() => read(spec)).toThrow(message);
  });

  it('knows that logs are no counters and readings are not 0', () => {
    expect(() => read({}, 'counter')).toThrow('leave out `counter: true`');
    expect(() => read({ empty: 'zero' }, 'gauge')).toThrow('spec.empty');
  });
});
