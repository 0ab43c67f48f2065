import { checkSla } from './slaConsistency';

const month = 30 * 86_400;

describe('checkSla', () => {
  it('finds nothing without an SLA or with a stricter SLO', () => {
    expect(checkSla(0.9, undefined, month)).toBeUndefined();
    expect(checkSla(0.995, { target: 0.99 }, month)).toBeUndefined();
  });

  it('calls a looser SLO an error and says by how much', () => {
    expect(checkSla(0.9, { target: 0.99, name: 'IE Bank' }, month)).toEqual({
      severity: 'error',
      sloTarget: 0.9,
      slaTarget: 0.99,
      slaName: 'IE Bank',
      explanation:
        "The SLO asks for 90% where the SLA 'IE Bank' promises 99%: the SLO still looks met with 3 days of failure in its window, but the promise is broken after 7 hours 12 minutes.",
    });
  });

  it('calls an equal SLO a warning', () => {
    expect(checkSla(0.95, { target: 0.95 }, month)).toMatchObject({
      severity: 'warning',
      explanation: expect.stringContaining('exactly what its SLA promises'),
    });
  });
});
