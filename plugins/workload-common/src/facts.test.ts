import { factList } from './facts';

describe('factList', () => {
  it('sorts what was found', () => {
    const found = ['b', 'B', 'a'];
    expect(factList(found, false)).toEqual(['B', 'a', 'b']);
    expect(found).toEqual(['b', 'B', 'a']);
  });

  it('says that there is none only when all was seen', () => {
    expect(factList([], true)).toEqual([]);
    expect(factList([], false)).toBeUndefined();
  });
});
