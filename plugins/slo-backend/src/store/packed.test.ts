import { Counts, PackedSlice } from '@plumbline/plugin-slo-common';
import fc from 'fast-check';
import { packHours, unpackHours } from './packedHours';
import { packSlices, unpackSlices } from './packedSlices';

const number = fc.oneof(
  fc.nat({ max: 3 }),
  fc.nat({ max: 1_000_000 }),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.constantFrom(0.1, 1e-7, 1e21, 0.30000000000000004),
);

describe('packed slices', () => {
  const slice: fc.Arbitrary<PackedSlice> = fc.oneof(
    fc.constant(null),
    fc.tuple(number, number),
    number.map((n): PackedSlice => [n, n]),
  );

  it('come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(slice, { minLength: 1, maxLength: 60 }), slices => {
        expect(unpackSlices(packSlices(slices))).toEqual(slices);
      }),
    );
  });

  it('are short where they are alike', () => {
    expect(
      packSlices([
        [120, 120],
        [120, 120],
        [118, 120],
        ...new Array(9).fill(null),
      ]),
    ).toBe('120*2,118/120,*9');
  });
});

describe('packed hours', () => {
  const counts: fc.Arbitrary<Counts> = fc
    .tuple(number, number, fc.nat(60), fc.nat(60), fc.nat(60), number)
    .map(([good, more, goodSlices, badSlices, emptySlices, ratioSum]) => ({
      good,
      total: good + more,
      goodSlices,
      badSlices,
      emptySlices,
      ratioSum,
    }));

  it('come out as they went in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(counts, { nil: undefined }), {
          minLength: 24,
          maxLength: 24,
        }),
        hours => {
          expect(unpackHours(packHours(hours))).toEqual(hours);
        },
      ),
    );
  });

  it('say no more than they have to', () => {
    const perfect = {
      good: 7_200,
      total: 7_200,
      goodSlices: 60,
      badSlices: 0,
      emptySlices: 0,
      ratioSum: 0,
    };
    expect(packHours([perfect, perfect, undefined])).toBe('60 7200*2,');
    expect(
      packHours([{ ...perfect, good: 7_190, goodSlices: 59, badSlices: 1 }]),
    ).toBe('59 7200 10 1');
  });
});
