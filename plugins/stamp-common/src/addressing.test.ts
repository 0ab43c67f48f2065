import fc from 'fast-check';
import {
  formatBlock,
  isPrivate,
  nextFreeBlock,
  overlaps,
  parseBlock,
  subBlock,
} from './addressing';

const read = (cidr: string) => parseBlock(cidr)!;

describe('parseBlock', () => {
  it.each(['0.0.0.0/0', '10.64.0.0/14', '255.255.255.255/32'])(
    'reads %s and writes it the same',
    cidr => {
      expect(formatBlock(read(cidr))).toBe(cidr);
    },
  );

  it.each([
    '10.0.0.1/20',
    '10.0.0.0/33',
    '256.0.0.0/8',
    '10.0.0.0',
    '10.0.0.0/20\n',
    '${x}',
    '',
  ])('refuses %j', cidr => {
    expect(parseBlock(cidr)).toBeUndefined();
  });
});

describe('nextFreeBlock', () => {
  const range = read('10.64.0.0/18');

  it('fills the lowest gap and leaves the others where they are', () => {
    const taken = [read('10.64.0.0/20'), read('10.64.32.0/20')];
    expect(formatBlock(nextFreeBlock(range, taken, 20)!)).toBe('10.64.16.0/20');
  });

  it('steps over smaller and larger blocks', () => {
    const taken = [read('10.64.5.0/24'), read('10.64.16.0/20')];
    expect(formatBlock(nextFreeBlock(range, taken, 20)!)).toBe('10.64.32.0/20');
    expect(nextFreeBlock(range, [read('10.0.0.0/8')], 20)).toBeUndefined();
  });

  it('never gives an address twice', () => {
    const blocks = fc
      .tuple(fc.nat(2 ** 14 - 1), fc.integer({ min: 18, max: 28 }))
      .map(([start, prefix]) => {
        const size = 2 ** (32 - prefix);
        const first = range.first + Math.floor(start / size) * size;
        return { first, last: first + size - 1, prefix };
      });
    fc.assert(
      fc.property(fc.array(blocks), taken => {
        const free = nextFreeBlock(range, taken, 20);
        const given = free ? [free] : [];
        expect(
          given.filter(block => taken.some(other => overlaps(block, other))),
        ).toEqual([]);
      }),
    );
  });
});

describe('isPrivate', () => {
  it.each([
    ['10.0.0.0/8', true],
    ['172.31.0.0/16', true],
    ['172.32.0.0/16', false],
    ['192.168.0.0/15', false],
    ['0.0.0.0/0', false],
  ])('%s: %s', (cidr, expected) => {
    expect(isPrivate(read(cidr))).toBe(expected);
  });
});

describe('subBlock', () => {
  it('cuts a block into equal parts', () => {
    expect(formatBlock(subBlock(read('10.64.16.0/20'), 24, 1))).toBe(
      '10.64.17.0/24',
    );
  });
});
