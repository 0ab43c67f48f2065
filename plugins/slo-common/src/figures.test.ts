import {
  formatBurnRate,
  formatPercent,
  formatRemaining,
  formatSeconds,
  formatShare,
  formatSli,
} from './figures';

describe('figures', () => {
  it.each([
    [0.94, '94%'],
    [0.123, '12%'],
    [0.0123, '1.2%'],
    [0.9996, '99.96%'],
    [0.9951, '99.5%'],
    [1, '100%'],
    [0, '0%'],
    [0.0001, '0.01%'],
    [-0.35, '-35%'],
    [0.1 + 0.2, '30%'],
  ])('the share %d reads %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it.each([
    [0.99919, 0.999, '99.92%'],
    [0.99988, 0.9995, '99.988%'],
    [0.9712, 0.95, '97.1%'],
    [0.98321, 0.9, '98.3%'],
    [1, 0.999, '100%'],
    // Neither free of errors nor met by rounding.
    [0.9999, 0.99, '99.99%'],
    [0.9999999, 0.99, '99.99999%'],
    [0.99896, 0.999, '99.896%'],
    [0.999, 0.999, '99.9%'],
  ])('the SLI %d of the target %d reads %s', (sli, target, text) => {
    expect(formatSli(sli, target)).toBe(text);
  });

  it('says what is left or by how much it is over', () => {
    expect(formatRemaining(0.12)).toBe('12% left');
    expect(formatRemaining(-0.35)).toBe('35% over');
    expect(formatPercent(0.9995)).toBe('99.95%');
    expect(formatBurnRate(6.24)).toBe('6.2x');
    expect(formatBurnRate(0.042)).toBe('0.04x');
    expect(formatBurnRate(0)).toBe('0x');
  });

  it.each([
    [30, '1 minute'],
    [10, 'less than a minute'],
    [25_920, '7 hours 12 minutes'],
    [259_200, '3 days'],
    [90_000, '1 day 1 hour'],
    [86_400 + 120, '1 day'],
  ])('%d seconds read %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});
