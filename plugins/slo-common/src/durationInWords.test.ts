import { durationInWords } from './duration';

describe('durationInWords', () => {
  it.each([
    ['28d', '28 days'],
    ['1w', '1 week'],
    ['1M', '1 month'],
    ['1Q', '3 months'],
    ['soon', 'soon'],
  ])('tells %s as %s', (text, words) => {
    expect(durationInWords(text)).toBe(words);
  });
});
