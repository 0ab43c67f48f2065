import { environmentOf, isProduction } from './environment';

describe('environmentOf', () => {
  it.each([
    [' Production ', 'prod'],
    ['LIVE', 'prod'],
    ['qa', 'test'],
    ['preprod', 'uat'],
    ['Shadow', 'shadow'],
    ['constructor', 'constructor'],
    ['  ', undefined],
    [undefined, undefined],
    [3, undefined],
  ])('takes %p for %p', (said, expected) => {
    expect(environmentOf(said)).toBe(expected);
  });

  it('knows production', () => {
    expect(isProduction('prd')).toBe(true);
    expect(isProduction('preprod')).toBe(false);
    expect(isProduction(undefined)).toBe(false);
  });
});
