import { PlacementPolicy } from './policy';

/** How large a stamp is, and from what that follows. */
export interface StampSize {
  /** Concurrent users that it is sized for. */
  expectedUsers: number;
  /** App Service plan SKU. */
  sku: string;
  /** Instances that always run, at least one in each zone. */
  minInstances: number;
  /** Instances at the expected users, with one zone lost. */
  maxInstances: number;
  /** Assumption behind `maxInstances`: users that one instance serves. */
  usersPerInstance: number;
}

/** Instances that run where a region has no zones. */
const MIN_INSTANCES_WITHOUT_ZONES = 2;

/**
 * SKU and instance counts for the expected concurrent users.
 *
 * With `z` zones, `maxInstances` is the smallest multiple of `z` of which
 * `(z - 1) / z` still serve everyone, so that losing a zone hurts nobody
 * (Azure Well-Architected, reliability: over-provision by one zone). Takes the
 * smallest SKU that needs no more than the policy's instances, else the largest.
 */
export function stampSize(
  expectedUsers: number,
  zones: number,
  policy: PlacementPolicy,
): StampSize {
  const minInstances = zones > 0 ? zones : MIN_INSTANCES_WITHOUT_ZONES;
  const sizes = policy.planSizes.map(({ sku, usersPerInstance }) => {
    const needed = Math.ceil(expectedUsers / usersPerInstance);
    const perZone = zones > 1 ? Math.ceil(needed / (zones - 1)) : needed;
    return {
      expectedUsers,
      sku,
      minInstances,
      maxInstances: Math.max(
        minInstances,
        zones > 1 ? perZone * zones : needed,
      ),
      usersPerInstance,
    };
  });
  return (
    sizes.find(size => size.maxInstances <= policy.maxInstances) ??
    sizes[sizes.length - 1]
  );
}
