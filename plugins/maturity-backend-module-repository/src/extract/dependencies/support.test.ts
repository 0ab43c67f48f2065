import { SUPPORTED_VERSIONS, outOfSupport, runtimeName } from './support';
import { supportedPart } from './runtimes';

describe('support', () => {
  it.each([
    ['2026-04-30', []],
    ['2026-05-01', ['node 20 (support ended on 2026-04-30)']],
  ])('on %s', (date, expected) => {
    expect(outOfSupport(['node 20', 'node 22'], new Date(date))).toEqual(
      expected,
    );
  });

  it('calls nothing unsupported that it does not know', () => {
    expect(
      outOfSupport(['cobol 1', 'node 999'], new Date('2100-01-01')),
    ).toEqual([]);
  });

  it('has a date, a source and the usual way of writing for every version', () => {
    for (const entry of SUPPORTED_VERSIONS) {
      const { product, version, endOfSupport, source } = entry;
      expect(endOfSupport).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
      expect(source).toMatch(/^https:\/\//);
      // Otherwise nothing that is found would ever be compared with it.
      expect(
        runtimeName({ product, version: supportedPart(product, version)! }),
      ).toBe(runtimeName(entry));
    }
  });
});
