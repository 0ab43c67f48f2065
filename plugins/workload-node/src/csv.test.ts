import { csvLine } from './csv';

describe('csvLine', () => {
  it.each([
    [['a', 1.5, null, undefined, 'b'], 'a,1.5,,,b\r\n'],
    [['say "so"', 'a,b', 'two\nlines'], '"say ""so""","a,b","two\nlines"\r\n'],
    [['=1+1', '@x', -3], "'=1+1,'@x,-3\r\n"],
  ])('%j', (values, line) => {
    expect(csvLine(values)).toBe(line);
  });
});
