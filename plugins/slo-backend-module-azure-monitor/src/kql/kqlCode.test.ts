import { kqlCode, outsideParentheses } from './kqlCode';

describe('kqlCode', () => {
  it.each([
    ['a | where b == "c | d" // e', 'a | where b == §  '],
    ["a('it''s') b('it\\'s') c", 'a(§§) b(§) c'],
    ['a @"\\" h@\'x\' ```one " \n two``` ~~~"~~~', 'a § § § §'],
    ['["workspace"](\'x\')', ' workspace (§)'],
    ["d['requests'] | x", 'd[requests] | x'],
    ['url == "https://a" | b', 'url == § | b'],
  ])('%s', (kql, code) => {
    expect(kqlCode(kql)).toBe(code);
  });

  it.each(['a "b', "a 'b\n'", 'a ```b', 'a ~~~b', 'a "b\\"', '@"b""'])(
    'does not take a string without its end: %s',
    kql => {
      expect(() => kqlCode(kql)).toThrow('a string that does not end');
    },
  );

  it('knows what stands outside of parentheses', () => {
    expect(outsideParentheses('a(b, (c)) + d(e)')).toBe('a + d');
    expect(outsideParentheses('a(b')).toBeUndefined();
    expect(outsideParentheses('a)b(')).toBeUndefined();
  });
});
