import {
  AzureRegion,
  PlacementPolicy,
  PlacementReason,
  RegionChoice,
  regionChoices,
} from '@plumbline/plugin-stamp-common';
import { Subject } from '../../estate/useSubject';

/** What a region is chosen for: a stamp, or the global resources of a workload, which need no zones. */
export type RegionUse = 'stamp' | 'global';

/** A region and whether it can be chosen. */
export interface RegionOffer
  extends Pick<RegionChoice, 'region' | 'pairName' | 'notes' | 'reasons'> {
  /** Whether nothing stands against it, or only what the policy lets be relaxed. */
  isOffered: boolean;
  /** What must be relaxed, with a reason, for it to be chosen. */
  toRelax: PlacementReason[];
  /** Names of the stamps that the workload has there. */
  stamps: string[];
}

/** Every region with whether it can be chosen, and if not why, in the order given. */
export function regionOffers(
  { residency, stamps }: Pick<Subject, 'residency' | 'stamps'>,
  use: RegionUse,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): RegionOffer[] {
  return regionChoices({ residency }, regions, policy).map(choice => {
    const { region, pairName } = choice;
    const reasons =
      use === 'stamp'
        ? choice.reasons
        : choice.reasons.filter(({ rule }) => rule === 'residency');
    const isRelaxable = ({ rule }: PlacementReason) =>
      use === 'stamp' && policy.relaxable.includes(rule);
    const isOffered = reasons.every(isRelaxable);
    return {
      region,
      pairName,
      notes: use === 'stamp' ? choice.notes : [],
      reasons,
      isOffered,
      toRelax: isOffered ? reasons : [],
      stamps: stamps
        .filter(stamp => stamp.region === region.name)
        .map(({ name }) => name),
    };
  });
}
