import fc from 'fast-check';
import { DEFAULT_POLICY } from './policy';
import { stampSize } from './sizing';

describe('stampSize', () => {
  it.each([
    [1, 'P0v3', 3, 3],
    [150, 'P0v3', 3, 3],
    [151, 'P0v3', 3, 6],
    [450, 'P0v3', 3, 9],
    [451, 'P1v3', 3, 6],
    [900, 'P1v3', 3, 9],
    [901, 'P2v3', 3, 6],
    [1000, 'P2v3', 3, 6],
  ])('%d users: %s, %d to %d instances', (users, sku, min, max) => {
    const size = stampSize(users, 3, DEFAULT_POLICY);
    expect(size).toMatchObject({
      sku,
      minInstances: min,
      maxInstances: max,
      expectedUsers: users,
    });
  });

  it('serves everyone with a zone lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), users => {
        const { maxInstances, usersPerInstance } = stampSize(
          users,
          3,
          DEFAULT_POLICY,
        );
        const left = (maxInstances / 3) * 2;
        expect(left * usersPerInstance).toBeGreaterThanOrEqual(users);
      }),
    );
  });

  it('runs two instances where there are no zones', () => {
    expect(stampSize(10, 0, DEFAULT_POLICY)).toMatchObject({
      minInstances: 2,
      maxInstances: 2,
    });
  });
});
