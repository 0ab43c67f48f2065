import fc from 'fast-check';
import {
  SharingStamp,
  addShareNotes,
  changeShareNotes,
  drainShareNotes,
  trafficShare,
} from './traffic';

function stamps(
  lifecycle: string,
  weights: (number | undefined)[],
  environment = 'prod',
): SharingStamp[] {
  return weights.map((trafficWeight, index) => ({
    name: `shop-${environment}-${lifecycle}-${index}`,
    environment,
    lifecycle,
    trafficWeight,
  }));
}

const NEW: SharingStamp = {
  name: 'shop-prod-westeurope-001',
  environment: 'prod',
  lifecycle: 'planned',
  trafficWeight: 100,
};
const ACTIVE: SharingStamp = { ...NEW, lifecycle: 'active' };

describe('trafficShare', () => {
  it('is the weight in the sum of all weights', () => {
    expect(trafficShare(100, [100, 100, 100])).toBe(0.25);
    expect(trafficShare(0, [50])).toBe(0);
    expect(trafficShare(100, [])).toBe(1);
  });

  it('is not known where a weight is not, or nothing is shared', () => {
    expect(trafficShare(100, [100, undefined])).toBeUndefined();
    expect(trafficShare(undefined, [100])).toBeUndefined();
    expect(trafficShare(100, [101])).toBeUndefined();
    expect(trafficShare(100, ['100' as never])).toBeUndefined();
    expect(trafficShare(0, [0, 0])).toBeUndefined();
  });

  it('adds up to one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }),
        weights => {
          const sum = weights
            .map((weight, index) =>
              trafficShare(
                weight,
                weights.filter((__, other) => other !== index),
              ),
            )
            .reduce<number>((total, share) => total + share!, 0);
          expect(sum).toBeCloseTo(1);
        },
      ),
    );
  });
});

describe('a new stamp', () => {
  it.each<[string, SharingStamp[], string[]]>([
    ['alone', [NEW], []],
    ['beside other environments', stamps('active', [100], 'uat'), []],
    ['beside what goes', stamps('draining', [100]), []],
    [
      'beside three of its weight',
      [NEW, ...stamps('active', [100, 100, 100])],
      [
        'Once active it takes 25 % of the users of prod: its weight is 100, beside 3 active stamps with 100 each.',
      ],
    ],
    [
      'beside others of another word for its environment',
      stamps('active', [50, 100], 'Production'),
      [
        'Once active it takes 40 % of the users of prod: its weight is 100, beside 2 active stamps with 100 and 50.',
      ],
    ],
    [
      'beside many',
      stamps('active', [60, 50, 40, 30, 20, 10]),
      [
        'Once active it takes 32.3 % of the users of prod: its weight is 100, beside 6 active stamps with 210 together.',
      ],
    ],
    [
      'beside one that takes none',
      stamps('active', [0]),
      [
        'Once active it takes 100 % of the users of prod: its weight is 100, beside 1 active stamp with 0.',
      ],
    ],
    [
      'beside what serves and what is planned',
      [...stamps('active', [100]), ...stamps('planned', [100, 100])],
      [
        'Once active it takes 50 % of the users of prod: its weight is 100, beside 1 active stamp with 100.',
        'Once what is planned is active, too, it takes 25 % of the users of prod: beside 2 planned stamps with 100 each.',
      ],
    ],
    [
      'beside one without a weight',
      [...stamps('active', [100, undefined])],
      [
        'What part of the users of prod it takes once active is not known: shop-prod-active-1 says no weight.',
      ],
    ],
    [
      'beside one of which nobody knows whether it serves',
      stamps('live', [100]),
      [
        'What part of the users of prod it takes once active is not known: shop-prod-live-0 says no weight.',
      ],
    ],
    [
      'beside planned ones without a weight',
      stamps('planned', [undefined, undefined, undefined, undefined]),
      [
        'What part of the users of prod it takes once what is planned is active, too, is not known: shop-prod-planned-0, shop-prod-planned-1, shop-prod-planned-2 and 1 more say no weight.',
      ],
    ],
  ])('%s', (_, all, notes) => {
    expect(addShareNotes(NEW, all)).toEqual(notes);
  });

  it('never takes nothing by rounding', () => {
    const all = stamps('active', Array(30).fill(100));
    expect(addShareNotes({ ...NEW, trafficWeight: 1 }, all)[0]).toContain(
      'it takes less than 0.1 % of',
    );
  });
});

describe('a stamp of another weight', () => {
  it('says what it takes instead', () => {
    expect(changeShareNotes(ACTIVE, 50, stamps('active', [100]))).toEqual([
      'It will take 33.3 % of the users of prod instead of 50 %: beside 1 active stamp with 100.',
    ]);
    expect(
      changeShareNotes(
        { ...ACTIVE, trafficWeight: undefined },
        50,
        stamps('active', [50]),
      ),
    ).toEqual([
      'It will take 50 % of the users of prod instead of an unknown part: beside 1 active stamp with 50.',
    ]);
    expect(changeShareNotes(ACTIVE, 50, stamps('active', [undefined]))).toEqual(
      [
        'What part of the users of prod it takes is not known: shop-prod-active-0 says no weight.',
      ],
    );
    expect(changeShareNotes(ACTIVE, 0, stamps('active', [0]))).toEqual([
      'What part of the users of prod it takes is not known: all weights there are 0.',
    ]);
  });

  it('says nothing where nothing is shared anew', () => {
    const all = stamps('active', [100]);
    expect(changeShareNotes(ACTIVE, 100, all)).toEqual([]);
    expect(changeShareNotes(NEW, 50, all)).toEqual([]);
    expect(changeShareNotes(ACTIVE, 50, [ACTIVE])).toEqual([]);
  });
});

describe('a stamp that goes', () => {
  it('says who gets its users', () => {
    expect(drainShareNotes(ACTIVE, stamps('active', [100, 100]))).toEqual([
      'It takes 33.3 % of the users of prod; they go to 2 active stamps with 100 each.',
    ]);
    expect(drainShareNotes(ACTIVE, stamps('active', [undefined]))).toEqual([
      'What part of the users of prod goes to the others is not known: shop-prod-active-0 says no weight.',
    ]);
    expect(drainShareNotes(NEW, stamps('active', [100]))).toEqual([]);
  });

  it.each([[[]], [stamps('active', [0])], [stamps('planned', [100])]])(
    'says when nobody is left to serve them: %j',
    all => {
      expect(drainShareNotes(ACTIVE, [ACTIVE, ...all])).toEqual([
        expect.stringContaining('after this, nobody is served there'),
      ]);
    },
  );
});
