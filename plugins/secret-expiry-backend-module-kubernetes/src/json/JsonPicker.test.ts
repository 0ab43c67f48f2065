import fc from 'fast-check';
import { JsonFailure, JsonPicker } from './JsonPicker';
import { Shape } from './Shape';

const SHAPE: Shape = {
  fields: {
    text: 'text',
    number: 'number',
    bytes: 'bytes',
    'tls.crt': 'bytes',
    inner: { fields: { text: 'text', each: { each: 'number' } } },
    each: { each: { fields: { text: 'text' } } },
  },
};

/** What a shape leaves of a value that was parsed in the usual way. */
function pick(shape: Shape, value: unknown): unknown {
  if (shape === 'text') return typeof value === 'string' ? value : undefined;
  if (shape === 'number') {
    return typeof value === 'number' ? value : undefined;
  }
  if (shape === 'bytes') {
    return typeof value === 'string'
      ? Buffer.from(JSON.stringify(value).slice(1, -1))
      : undefined;
  }
  if ('fields' in shape) {
    if (typeof value !== 'object' || !value || Array.isArray(value)) {
      return undefined;
    }
    return Object.fromEntries(
      Object.entries(shape.fields).flatMap(([name, inner]) => {
        const own = Object.hasOwn(value, name)
          ? pick(inner, (value as any)[name])
          : undefined;
        return own === undefined ? [] : [[name, own]];
      }),
    );
  }
  if (!Array.isArray(value)) return undefined;
  const inner = 'each' in shape ? shape.each : shape.stream;
  return value
    .map(each => pick(inner, each))
    .filter(each => each !== undefined);
}

/** Read in chunks of these sizes, each overwritten after it was taken. */
function read(text: string, sizes: number[], shape = SHAPE) {
  const items: unknown[] = [];
  const picker = new JsonPicker(shape, item => items.push(item));
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length];
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    picker.write(chunk);
    chunk.fill(0x58);
    at += size;
  }
  return { value: picker.end(), items };
}

function failureOf(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

const names = fc.oneof(
  fc.constantFrom('text', 'number', 'bytes', 'tls.crt', 'inner', 'each'),
  fc.string({ unit: 'binary' }),
);
const { document } = fc.letrec<{ document: unknown }>(tie => ({
  document: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, false),
    fc.array(tie('document')),
    fc.dictionary(names, tie('document')),
  ),
}));
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
const spacing = fc.constantFrom(undefined, 1, '\t');

describe('JsonPicker', () => {
  it('keeps what the shape names, however the document is cut', () => {
    fc.assert(
      fc.property(
        fc.dictionary(names, document),
        sizes,
        spacing,
        (value, cuts, space) => {
          const text = JSON.stringify(value, null, space);
          expect(read(text, cuts).value).toEqual(pick(SHAPE, JSON.parse(text)));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('hands the elements of a stream over, and keeps none', () => {
    fc.assert(
      fc.property(fc.array(document), sizes, (values, cuts) => {
        const text = JSON.stringify({ items: values, text: 'end' });
        const inner: Shape = { fields: { text: 'text' } };
        expect(
          read(text, cuts, {
            fields: { items: { stream: inner }, text: 'text' },
          }),
        ).toEqual({
          value: { items: [], text: 'end' },
          items: pick({ each: inner }, JSON.parse(text).items),
        });
      }),
    );
  });

  it('refuses what has no end, and what follows it', () => {
    fc.assert(
      fc.property(fc.dictionary(names, document), sizes, (value, cuts) => {
        const text = JSON.stringify(value);
        expect(() => read(text.slice(0, -1), cuts)).toThrow(JsonFailure);
        expect(() => read(`${text}{}`, cuts)).toThrow(JsonFailure);
      }),
    );
  });

  it.each([
    '{"text" "a"}',
    '{text:1}',
    '{"a":1 "b":2}',
    '{"each":[{} {}]}',
    '{"a":}',
    '',
  ])('refuses %s', text => {
    expect(() => read(text, [3])).toThrow(JsonFailure);
  });

  it('never throws anything but its own failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), sizes, (text, cuts) => {
        const thrown = failureOf(() => read(text, cuts));
        expect(thrown === undefined || thrown instanceof JsonFailure).toBe(
          true,
        );
      }),
    );
  });

  it('leaves out what is too long, and goes on', () => {
    const text = JSON.stringify({
      text: 'x'.repeat(20_000),
      bytes: 'y'.repeat(2_100_000),
      number: 7,
    });
    expect(read(text, [65_536]).value).toEqual({ number: 7 });
  });
});
