import { quoted } from './freeText';
import { PlacementRule } from './placementRules';
import { PlacementPolicy } from './policy';
import { AzureRegion } from './regions';

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
  /** What would stand against it, had the request not done without these rules. */
  relaxed: PlacementReason[];
  /** What to know before choosing it, although it is allowed. */
  notes: string[];
}

/** What the placement rules need to know of a request. */
export interface PlacementRequest {
  /** `spec.residency` of the workload; absent when data may rest anywhere. */
  residency?: string;
  /** Rules that the request does without; whether it may is not decided here. */
  relaxed?: readonly PlacementRule[];
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
    const all = [
      ...accessReasons(region, policy),
      ...residencyReasons(request, region, pair, policy),
    ];
    const isRelaxed = ({ rule }: PlacementReason) =>
      request.relaxed?.includes(rule) ?? false;
    const reasons = all.filter(reason => !isRelaxed(reason));
    return {
      region,
      pairName: pair?.displayName ?? region.pairedRegion,
      eligible: reasons.length === 0,
      reasons,
      relaxed: all.filter(isRelaxed),
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
  { residency, relaxed = [] }: PlacementRequest,
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
        message: `The workload's residency ${quoted(
          residency,
        )} is not known; expected a country code or one of ${Object.keys(
          policy.residency,
        ).join(', ')}.`,
      },
    ];
  }
  const reasons: PlacementReason[] = [];
  if (!countries.includes(region.country)) {
    reasons.push({
      rule: 'residency',
      message: `Data must stay in ${residency}; it is in ${region.country}.`,
    });
  }
  // The region says enough where it is refused itself.
  if (reasons.length > 0 && !relaxed.includes('residency')) return reasons;
  // Geo-redundant storage copies data to the pair.
  if (region.pairedRegion && !(pair && countries.includes(pair.country))) {
    const where = pair ? `${pair.displayName} (${pair.country})` : 'unknown';
    reasons.push({
      rule: 'pair-residency',
      message: `Data must stay in ${residency}; its pair is ${where}.`,
    });
  }
  return reasons;
}

/**
 * Whether data of a region may be copied to its pair: it has one, and the
 * pair is where data may rest.
 */
export function mayCopyToPair(
  residency: string | undefined,
  region: AzureRegion,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): boolean {
  if (!region.pairedRegion) return false;
  if (residency === undefined) return true;
  const pair = regions.find(({ name }) => name === region.pairedRegion);
  const countries = admittedCountries(residency, policy);
  return pair !== undefined && (countries?.includes(pair.country) ?? false);
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
