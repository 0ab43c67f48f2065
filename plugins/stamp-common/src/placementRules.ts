/** Rules of placement. */
export const PLACEMENT_RULES = [
  'zones',
  'pair',
  'access',
  'residency',
  'pair-residency',
] as const;

/** Why a region is not offered, by rule: one of {@link PLACEMENT_RULES}. */
export type PlacementRule = (typeof PLACEMENT_RULES)[number];
