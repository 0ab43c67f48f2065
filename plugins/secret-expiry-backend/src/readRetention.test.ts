import { ConfigReader } from '@backstage/config';
import { readRetention } from './readRetention';

const read = (retention?: { days: number }) =>
  readRetention(new ConfigReader({ secretExpiry: { retention } }));

describe('readRetention', () => {
  it('is a year and some unless told otherwise', () => {
    expect(readRetention(new ConfigReader({}))).toBe(400);
    expect(read({ days: 30 })).toBe(30);
  });

  it.each([0, -1, 1.5])('refuses %d days', days => {
    expect(() => read({ days })).toThrow(
      'secretExpiry.retention.days: expected a whole number of at least 1',
    );
  });
});
