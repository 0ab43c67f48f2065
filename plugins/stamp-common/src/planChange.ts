import { plannedReceivers } from './alertReceivers';
import type { ChangeStampRequest } from './api/plans';
import { StampWorkload } from './estate';
import { EstatePlan } from './estatePlan';
import { plannedGlobalResources } from './globalResources';
import { imageNotes } from './image';
import { azureNames } from './naming';
import { regionChoices } from './placement';
import { ENTITY_REF_PATTERN, StampPlan, StampViolation } from './plan';
import {
  costViolations,
  imageViolations,
  stampTags,
  usersViolations,
} from './planStamp';
import { PlacementPolicy } from './policy';
import { AzureRegion } from './regions';
import { slotOf } from './slot';
import { stampSize } from './sizing';

/** What planning a change of the estate gives: a plan, or every reason why there is none. */
export type EstatePlanResult =
  | {
      plan: EstatePlan;
      /** Of a stamp that stands: what becomes different, one sentence each. */
      differences?: string[];
      violations?: undefined;
    }
  | { plan?: undefined; violations: StampViolation[] };

/** A stamp as it stands, and what its workload says now. */
export interface StandingStamp {
  /** Of its lock. */
  plan: StampPlan;
  /** Its owner and global resources are taken over; what the lock says stays where it is absent. */
  workload?: StampWorkload;
}

/** What of a stamp can be changed. */
export type StampChange = Omit<ChangeStampRequest, 'stampRef'>;

/**
 * Plans a stamp as it shall be. Its slot, names, addresses, zones and
 * replication stay, whatever regions and policy say now: they cannot change
 * under data that lives. Tags follow the policy.
 */
export function planChange(
  { plan: standing, workload }: StandingStamp,
  change: StampChange,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): EstatePlanResult {
  if (standing.lifecycle === 'draining') {
    return {
      violations: [
        {
          field: 'stampRef',
          rule: 'is-draining',
          message: `${standing.name} is being retired and cannot be changed.`,
        },
      ],
    };
  }
  const { expectedUsers, image, trafficWeight, monthlyCost } = change;
  const owner = ownerNow(standing, workload);
  const globals =
    workload && plannedGlobalResources(workload, standing.environment);
  const told = workload && plannedReceivers(workload, policy);
  const violations = [
    ...(expectedUsers === undefined
      ? []
      : usersViolations(expectedUsers, standing.zones.length, policy)),
    ...(image === undefined ? [] : imageViolations(image)),
    ...costViolations({ monthlyCost }),
    ...weightViolations(trafficWeight),
    ...(globals?.violations ?? []),
  ];
  if (violations.length > 0) return { violations };

  const kept = imageNotes(standing.image);
  const { alertReceivers, ...rest } = standing;
  const receivers = told ? told.receivers : alertReceivers;
  const stamp: StampPlan = {
    ...rest,
    owner,
    image: image ?? standing.image,
    trafficWeight: trafficWeight ?? standing.trafficWeight,
    ...(monthlyCost && { monthlyCost: { ...monthlyCost } }),
    ...(receivers && { alertReceivers: receivers }),
    ...(expectedUsers !== undefined && {
      size: stampSize(expectedUsers, standing.zones.length, policy),
      maxUsers: policy.maxUsersPerStamp,
    }),
    tags: stampTags(
      { ...standing, owner, workload: { ref: standing.workloadRef } },
      policy,
    ),
    // A newer version may name more resources; a name once given stays.
    azureNames: {
      ...azureNames(slotOf(standing), policy.organization),
      ...standing.azureNames,
    },
    globalResources: globals?.resources ?? standing.globalResources,
    // Of the stamp as it shall be, not of what is new, so that asking twice changes nothing.
    notes: [
      ...standing.notes.filter(note => !kept.includes(note)),
      ...imageNotes(image ?? standing.image),
    ],
  };
  return {
    plan: {
      kind: 'change',
      stamp,
      notes: [
        ...changeNotes(standing, stamp),
        ...placementNotes(standing, workload, regions, policy),
        ...(globals?.notes ?? []),
      ],
    },
    differences: differences(standing, stamp),
  };
}

/** First step of retiring: no traffic, then destroyed by its pipeline once somebody approves. */
export function planDrain(standing: StampPlan): EstatePlan {
  return { kind: 'drain', stamp: drained(standing) };
}

/** Second step, once its pipeline told that it is destroyed: its files and entities go. */
export function planRemoval(standing: StampPlan): EstatePlan {
  return {
    kind: 'remove',
    stamp: drained(standing),
    notes: [`Its addresses ${standing.address.range} are free again.`],
  };
}

function drained(standing: StampPlan): StampPlan {
  return { ...standing, lifecycle: 'draining', trafficWeight: 0 };
}

function ownerNow(standing: StampPlan, workload: StampWorkload | undefined) {
  return workload && ENTITY_REF_PATTERN.test(workload.owner)
    ? workload.owner
    : standing.owner;
}

function weightViolations(weight: number | undefined): StampViolation[] {
  if (
    weight === undefined ||
    (Number.isInteger(weight) && weight >= 0 && weight <= 100)
  ) {
    return [];
  }
  return [
    {
      field: 'trafficWeight',
      rule: 'traffic-weight',
      message:
        'The traffic weight must be a whole number from 0 to 100, in percent of the full part of the stamp.',
    },
  ];
}

function differences(from: StampPlan, to: StampPlan): string[] {
  const said: string[] = [];
  const say = (what: string, before: string, after: string) => {
    if (before !== after) said.push(`${what}: ${before} becomes ${after}.`);
  };
  say(
    'Expected concurrent users',
    String(from.size.expectedUsers),
    String(to.size.expectedUsers),
  );
  say('Size', describeSize(from), describeSize(to));
  say('Image', from.image, to.image);
  say('Traffic weight', `${from.trafficWeight} %`, `${to.trafficWeight} %`);
  say('Monthly cost', describeCost(from), describeCost(to));
  say('Owner', from.owner, to.owner);
  return said.length > 0
    ? said
    : [
        'Nothing about the stamp changes; its files are brought up to the newest template version.',
      ];
}

function changeNotes(from: StampPlan, to: StampPlan): string[] {
  const notes: string[] = [];
  if (to.trafficWeight === 0 && from.trafficWeight > 0) {
    notes.push(
      'It takes no traffic any more, but stays and costs; retire it to have it destroyed.',
    );
  }
  if (to.size.maxInstances < from.size.maxInstances) {
    notes.push(
      'It becomes smaller: look first at how much it was used at its peak.',
    );
  }
  if (to.image !== from.image) notes.push(...imageNotes(to.image));
  return notes;
}

function describeSize({ size }: StampPlan): string {
  return `${size.minInstances} to ${size.maxInstances} instances of ${size.sku}`;
}

function describeCost({ monthlyCost }: StampPlan): string {
  return monthlyCost
    ? `${monthlyCost.amount} ${monthlyCost.currency}`
    : 'not given';
}

/** Where a stamp stands that could not be placed there today. */
function placementNotes(
  { region, relaxations }: StampPlan,
  workload: StampWorkload | undefined,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): string[] {
  if (!workload) return [];
  const choice = regionChoices(
    {
      residency: workload.residency,
      relaxed: relaxations.map(({ rule }) => rule),
    },
    regions,
    policy,
  ).find(each => each.region.name === region);
  return (choice?.reasons ?? []).map(
    ({ message }) =>
      `A new stamp could not be placed in ${
        choice!.region.displayName
      } today. ${message}`,
  );
}
