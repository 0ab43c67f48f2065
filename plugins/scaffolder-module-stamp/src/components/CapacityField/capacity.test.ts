import { DEFAULT_POLICY, stampSize } from '@plumbline/plugin-stamp-common';
import { afterLostZone, sizeBoundaries } from './capacity';

describe('sizeBoundaries', () => {
  it.each([0, 1, 2, 3])(
    'ends each size where the planner takes the next, with %d zones',
    zones => {
      const boundaries = sizeBoundaries(zones, DEFAULT_POLICY);
      let from = 1;
      for (const { sku, upTo } of boundaries) {
        expect(stampSize(from, zones, DEFAULT_POLICY).sku).toBe(sku);
        expect(stampSize(upTo, zones, DEFAULT_POLICY).sku).toBe(sku);
        from = upTo + 1;
      }
      expect(from - 1).toBe(DEFAULT_POLICY.maxUsersPerStamp);
    },
  );

  it('leaves out sizes beyond the boundary of the scale unit', () => {
    const policy = { ...DEFAULT_POLICY, maxUsersPerStamp: 300 };
    expect(sizeBoundaries(3, policy)).toEqual([
      { sku: 'P0v3', usersPerInstance: 75, upTo: 300 },
    ]);
  });
});

describe('afterLostZone', () => {
  it('always serves everyone', () => {
    for (let users = 1; users <= 1000; users += 1) {
      expect(
        afterLostZone(users, 3, DEFAULT_POLICY)!.serves,
      ).toBeGreaterThanOrEqual(users);
    }
  });

  it('is nothing where there are no zones', () => {
    expect(afterLostZone(100, 0, DEFAULT_POLICY)).toBeUndefined();
  });
});
