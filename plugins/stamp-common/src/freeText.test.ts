import { isOneLine, lengthOf, quoted } from './freeText';

describe('quoted', () => {
  it('shows what only looks like a letter, and what is not seen', () => {
    expect(quoted('prod')).toBe('"prod"');
    expect(quoted('prоd')).toBe('"pr\\u{43e}d"');
    expect(quoted('a\u202eb\n"')).toBe('"a\\u{202e}b\\n\\""');
    expect(quoted('😀')).toBe('"\\u{1f600}"');
    expect(quoted('\ud800')).toBe('"\\ud800"');
    expect(quoted(1.5)).toBe('"1.5"');
    expect(quoted(undefined)).toBe('"undefined"');
  });

  it('shows sixty characters, and that there are more', () => {
    expect(quoted('x'.repeat(61))).toBe(`"${'x'.repeat(60)}"…`);
    expect(quoted('😀'.repeat(61)).endsWith('"…')).toBe(true);
    expect(quoted('x'.repeat(10_000_000)).length).toBeLessThan(100);
  });
});

describe('isOneLine', () => {
  it.each(['', 'one', 'Zürich 日本 😀', 'it\'s "so" — really; $(x) ${y}'])(
    'takes %j',
    text => expect(isOneLine(text)).toBe(true),
  );

  it.each([
    ' a',
    'a ',
    'a\nb',
    'a\tb',
    'a\u0000',
    'a\u2028b',
    'a\u202eb',
    'a\u200bb',
    '\ud800',
    '\ufeffa',
  ])('refuses %j', text => expect(isOneLine(text)).toBe(false));
});

it('lengthOf counts what people count', () => {
  expect(lengthOf('añ😀')).toBe(3);
  expect(lengthOf('')).toBe(0);
});
