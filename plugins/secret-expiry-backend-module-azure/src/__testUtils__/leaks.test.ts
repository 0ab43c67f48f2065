import fc from 'fast-check';
import { leaks } from './leaks';

const WAYS: Record<string, (text: string) => string> = {
  'it is': text => text,
  JSON: text => JSON.stringify({ text }),
  'part of an address': text =>
    `https://example.com/?a=1&t=${encodeURIComponent(text)}&b=2`,
  'part of a form': text => new URLSearchParams({ a: '1', text }).toString(),
  hexadecimal: text => Buffer.from(text).toString('hex').toUpperCase(),
};

describe('leaks', () => {
  it.each(Object.entries(WAYS))('finds a text as %s', (form, write) =>
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), text => {
        const found = leaks(
          { log: `before ${write(text)} after` },
          { key: text },
        );
        expect(found).toContain(`log: key as ${form}`);
      }),
    ),
  );

  it.each(['base64', 'base64url'] as const)(
    'finds a text as %s of something longer',
    encoding =>
      fc.assert(
        fc.property(
          fc.string(),
          fc.string({ minLength: 12 }),
          fc.string(),
          (before, text, after) => {
            const whole = Buffer.from(before + text + after);
            expect(
              leaks({ log: whole.toString(encoding) }, { key: text }),
            ).toContain(`log: key as ${encoding}`);
          },
        ),
      ),
  );

  it('finds nothing where nothing is', () =>
    fc.assert(
      fc.property(fc.string(), said => {
        expect(
          leaks({ log: said }, { key: 'a text that no one says' }),
        ).toEqual([]);
      }),
    ));
});
