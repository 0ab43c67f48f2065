import { PlacementPolicy, stampSize } from '@plumbline/plugin-stamp-common';

/** Users up to which a size of the plan is taken. */
export interface SizeBoundary {
  sku: string;
  usersPerInstance: number;
  /** Users that it serves at most, with one zone lost. */
  upTo: number;
}

/** What is left of a stamp's instances. */
export interface LostZone {
  zones: number;
  instances: number;
  /** Instances in the zones that are left. */
  left: number;
  /** Users that those serve. */
  serves: number;
}

/** Where each size of the plan ends, smallest first, and none further than the boundary of the scale unit. */
export function sizeBoundaries(
  zones: number,
  { planSizes, maxInstances, maxUsersPerStamp }: PlacementPolicy,
): SizeBoundary[] {
  // As many in each zone, and one zone less that serves.
  const serving =
    zones > 1 ? Math.floor(maxInstances / zones) * (zones - 1) : maxInstances;
  const all = planSizes.map(({ sku, usersPerInstance }) => ({
    sku,
    usersPerInstance,
    upTo: Math.min(serving * usersPerInstance, maxUsersPerStamp),
  }));
  return all.filter(
    (size, index) => size.upTo > 0 && (all[index - 1]?.upTo ?? 0) < size.upTo,
  );
}

/** What is left for everyone when a zone is lost; `undefined` in a region without zones. */
export function afterLostZone(
  users: number,
  zones: number,
  policy: PlacementPolicy,
): LostZone | undefined {
  if (zones < 2) return undefined;
  const { maxInstances, usersPerInstance } = stampSize(users, zones, policy);
  const left = (maxInstances / zones) * (zones - 1);
  return {
    zones,
    instances: maxInstances,
    left,
    serves: left * usersPerInstance,
  };
}
