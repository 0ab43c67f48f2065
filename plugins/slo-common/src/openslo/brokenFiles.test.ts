import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { windowSeconds } from '../window';
import { parseOpenSlo } from './parseOpenSlo';
import { validateOpenSlo } from './validateOpenSlo';

const FIXTURES = [
  'v1/library.yaml',
  'v1/slos.yaml',
  'v2alpha/documents.yaml',
].map(name =>
  readFileSync(resolve(__dirname, '__fixtures__', name), 'utf8').split('\n'),
);

const scalar = fc.constantFrom(
  '',
  'null',
  '[]',
  '{}',
  '-1',
  '1e999',
  '.nan',
  'true',
  '"1m"',
  '*nothing',
  '!!set {a}',
  '[{}]',
  '{ ref: {} }',
  '[null]',
);

/** A slip of the pen: a line that is gone, twice there, indented otherwise, or of another value. */
const slip = fc.record({
  at: fc.nat(),
  what: fc.constantFrom('drop', 'double', 'indent', 'value'),
  value: scalar,
});

function withSlip(
  lines: string[],
  { at, what, value }: { at: number; what: string; value: string },
): string[] {
  const index = at % lines.length;
  const line = lines[index];
  const instead = {
    drop: [],
    double: [line, line],
    indent: [`  ${line}`],
    value: [line.replace(/:.*$/, `: ${value}`)],
  }[what];
  return [...lines.slice(0, index), ...instead!, ...lines.slice(index + 1)];
}

describe('broken files', () => {
  it('are told with a place in them, and never break the reader', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FIXTURES),
        fc.array(slip, { minLength: 1, maxLength: 4 }),
        (lines, slips) => {
          const broken = slips.reduce(withSlip, lines);
          const others = FIXTURES.filter(each => each !== lines);
          const { findings, objectives } = validateOpenSlo(
            [broken, ...others].map((each, index) =>
              parseOpenSlo(`${index}.yaml`, each.join('\n')),
            ),
            { retentionDays: 90 },
          );
          for (const { file, line, column, message } of findings) {
            const known =
              file === '0.yaml' ? broken : others[Number(file[0]) - 1];
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(known.length + 1);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(message).not.toMatch(/undefined|\[object|NaN/);
            expect(message).not.toContain('not-for-anybody');
          }
          for (const { target, sliceSeconds, window } of objectives) {
            expect(target).toBeGreaterThanOrEqual(0);
            expect(target).toBeLessThan(1);
            expect(3_600 % sliceSeconds).toBe(0);
            expect(windowSeconds(window)).toBeGreaterThanOrEqual(3_600);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('may be any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        const file = parseOpenSlo('a.yaml', text);
        expect(validateOpenSlo([file]).objectives).toEqual([]);
      }),
    );
  });
});
