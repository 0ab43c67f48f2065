import { ConfigReader } from '@backstage/config';
import { DEFAULT_EXPIRY_POLICY } from '@plumbline/plugin-secret-expiry-common';
import { readExpiryPolicy } from './readExpiryPolicy';

function read(maxLifetime?: Record<string, string>) {
  return readExpiryPolicy(
    new ConfigReader({ secretExpiry: { policy: { maxLifetime } } }),
  ).maxLifetime;
}

describe('readExpiryPolicy', () => {
  it('changes what is configured', () => {
    expect(readExpiryPolicy(new ConfigReader({}))).toEqual(
      DEFAULT_EXPIRY_POLICY,
    );
    expect(read({ secret: 'P90D', key: 'unlimited' })).toEqual({
      ...DEFAULT_EXPIRY_POLICY.maxLifetime,
      secret: 'P90D',
      key: undefined,
    });
  });

  it.each([
    [{ password: 'P1Y' }, /maxLifetime\.password: expected one of secret, key/],
    [{ secret: '90 days' }, /maxLifetime\.secret: expected an ISO 8601/],
    [{ secret: 'P0D' }, /maxLifetime\.secret: expected an ISO 8601/],
  ])('refuses %j', (given, message) => {
    expect(() => read(given as Record<string, string>)).toThrow(message);
  });
});
