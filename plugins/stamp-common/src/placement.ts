import { PlacementPolicy } from './policy';
import { AzureRegion } from './regions';

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

/** One reason why a region is not offered. */
export interface PlacementReason {
  rule: PlacementRule;
  /** One sentence for the reader of the form. */
  message: string;
}

/** A region and whether a stamp may be placed there. */
export interface RegionChoice {
  region: AzureRegion;
  /** The paired region's display name, or its name where we know no more. */
  pairName?: string;
  eligible: boolean;
  /** Empty when eligible. */
  reasons: PlacementReason[];
  /** What to know before choosing it, although it is allowed. */
  notes: string[];
}

/** What the placement rules need to know of a request. */
export interface PlacementRequest {
  /** `spec.residency` of the workload; absent when data may rest anywhere. */
  residency?: string;
}

/**
 * Every region with whether a stamp may be placed there, and if not why, in the
 * order given.
 *
 * Where the residency word is unknown no region is eligible: what we cannot
 * check is not allowed.
 */
export function regionChoices(
  request: PlacementRequest,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): RegionChoice[] {
  const byName = new Map(regions.map(region => [region.name, region]));
  return regions.map(region => {
    const pair = region.pairedRegion
      ? byName.get(region.pairedRegion)
      : undefined;
    const reasons = [
      ...accessReasons(region, policy),
      ...residencyReasons(request, region, pair, policy),
    ];
    return {
      region,
      pairName: pair?.displayName ?? region.pairedRegion,
      eligible: reasons.length === 0,
      reasons,
      notes: placementNotes(region, pair),
    };
  });
}

function accessReasons(
  region: AzureRegion,
  policy: PlacementPolicy,
): PlacementReason[] {
  const reasons: PlacementReason[] = [];
  if (policy.requireZones && region.zones.length === 0) {
    reasons.push({ rule: 'zones', message: 'It has no availability zones.' });
  }
  if (policy.requirePair && !region.pairedRegion) {
    reasons.push({ rule: 'pair', message: 'It has no paired region.' });
  }
  if (policy.requireOpenAccess && region.accessRestricted) {
    reasons.push({
      rule: 'access',
      message: 'Access is restricted: Microsoft must open it first.',
    });
  }
  return reasons;
}

function residencyReasons(
  { residency }: PlacementRequest,
  region: AzureRegion,
  pair: AzureRegion | undefined,
  policy: PlacementPolicy,
): PlacementReason[] {
  if (residency === undefined) return [];
  const countries = admittedCountries(residency, policy);
  if (!countries) {
    return [
      {
        rule: 'residency',
        message: `The workload's residency ${JSON.stringify(
          residency,
        )} is not known; expected a country code or one of ${Object.keys(
          policy.residency,
        ).join(', ')}.`,
      },
    ];
  }
  if (!countries.includes(region.country)) {
    return [
      {
        rule: 'residency',
        message: `Data must stay in ${residency}; it is in ${region.country}.`,
      },
    ];
  }
  // Geo-redundant storage copies data to the pair.
  if (region.pairedRegion && !(pair && countries.includes(pair.country))) {
    const where = pair ? `${pair.displayName} (${pair.country})` : 'unknown';
    return [
      {
        rule: 'pair-residency',
        message: `Data must stay in ${residency}; its pair is ${where}.`,
      },
    ];
  }
  return [];
}

/**
 * Countries (ISO 3166-1) in which data may rest that must stay in `residency`;
 * `undefined` where the word is not known.
 */
export function admittedCountries(
  residency: string,
  policy: PlacementPolicy,
): readonly string[] | undefined {
  const word = residency.toLocaleUpperCase('en-US');
  const area = Object.keys(policy.residency).find(
    name => name.toLocaleUpperCase('en-US') === word,
  );
  if (area) return policy.residency[area];
  return /^[A-Z]{2}$/.test(word) ? [word] : undefined;
}

function placementNotes(
  region: AzureRegion,
  pair: AzureRegion | undefined,
): string[] {
  const notes: string[] = [];
  if (pair?.accessRestricted) {
    notes.push(
      `Its pair ${pair.displayName} is restricted: a stamp there may not be possible.`,
    );
  }
  if (pair && pair.country !== region.country) {
    notes.push(`Its pair ${pair.displayName} is in ${pair.country}.`);
  }
  if (pair && pair.pairedRegion !== region.name) {
    notes.push(`The pairing with ${pair.displayName} is one-way.`);
  }
  return notes;
}
