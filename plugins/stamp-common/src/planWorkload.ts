import type { AddStampRequest } from './api/plans';
import { plannedReceivers } from './alertReceivers';
import { isPrivate, overlaps, parseBlock } from './addressing';
import { ExistingStamp, GlobalResource, StampWorkload } from './estate';
import { workloadFolder } from './folders';
import { isOneLine, lengthOf, quoted } from './freeText';
import { WORKLOAD_NAME_RULES, workloadAzureNames } from './naming';
import { admittedCountries } from './placement';
import { RequestField, StampViolation } from './plan';
import { EstatePlanResult } from './planChange';
import { planStamp } from './planStamp';
import { PlacementPolicy } from './policy';
import { AzureRegion } from './regions';
import { WorkloadPlan, WorkloadRequest } from './workloadPlan';

/** How much an outage of a workload matters. */
export const WORKLOAD_TIERS = [
  'mission-critical',
  'business-critical',
  'standard',
] as const;

/**
 * Pattern of a new workload's name. With 25 characters every environment and
 * region still fits behind it.
 */
export const WORKLOAD_NAME_PATTERN =
  /^(?=.{3,25}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Pattern of a new workload's owner. */
export const GROUP_REF_PATTERN =
  /^group:[a-z0-9-]{1,63}\/[a-z0-9]([a-z0-9_.-]{0,61}[a-z0-9])?$/;

/** Pattern of the name of a Domain's entity. */
export const DOMAIN_PATTERN = /^[a-z0-9]([a-z0-9_.-]{0,61}[a-z0-9])?$/;

/** Most characters of {@link WorkloadRequest.title}. */
export const MAX_TITLE = 60;

/** Most characters of {@link WorkloadRequest.description}. */
export const MAX_DESCRIPTION = 500;

const GLOBAL_PARTS: readonly {
  suffix: string;
  type: string;
  azureName: keyof typeof WORKLOAD_NAME_RULES;
}[] = [
  { suffix: 'front-door', type: 'front-door', azureName: 'frontDoor' },
  { suffix: 'global-logs', type: 'log-analytics', azureName: 'logAnalytics' },
  { suffix: 'global-vault', type: 'key-vault', azureName: 'keyVault' },
  {
    suffix: 'registry',
    type: 'container-registry',
    azureName: 'containerRegistry',
  },
];

/** A new workload and its first stamp. */
export interface NewWorkload extends WorkloadRequest {
  stamp: Omit<
    AddStampRequest,
    'workloadRef' | 'infrastructure' | 'pipeline' | 'image'
  >;
}

/** What stands already where a new workload shall be. */
export interface WorkloadSurroundings {
  /** Full refs of entities that have a name that the new ones would get. */
  takenRefs?: readonly string[];
  /** Stamps that a workload of the same name had. */
  stamps?: readonly ExistingStamp[];
  /** Address ranges of other workloads. */
  ranges?: readonly { workloadRef: string; addressRange: string }[];
}

/**
 * Plans a workload with its global resources and its first stamp, or says
 * everything that stands against either. Pure, as {@link planStamp}.
 */
export function planWorkload(
  request: NewWorkload,
  { takenRefs = [], stamps = [], ranges = [] }: WorkloadSurroundings,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): EstatePlanResult {
  const own = [
    ...wordViolations(request),
    ...addressViolations(request, policy),
    ...homeViolations(request, regions, policy),
    ...takenRefs.map(
      (ref): StampViolation => ({
        field: 'name',
        rule: 'name-taken',
        message: `The catalog has ${ref} already; choose another name.`,
      }),
    ),
  ];
  // Names are made of the name: without one there is nothing to go on with.
  if (own.some(({ field }) => field === 'name' || field === 'owner')) {
    return { violations: own };
  }
  const workload = workloadPlan(request, ranges, policy);
  const first = planStamp(
    {
      ...request.stamp,
      workload: plannedStampWorkload(workload),
      infrastructure: request.infrastructure,
      pipeline: request.pipeline,
    },
    stamps,
    regions,
    policy,
  );
  const violations = [...own, ...(first.violations ?? [])];
  if (violations.length > 0 || !first.plan) {
    return { violations: distinct(violations) };
  }
  return { plan: { kind: 'new-workload', workload, stamp: first.plan } };
}

/** Full refs of every entity that a new workload brings, without those of its stamps. */
export function workloadEntityRefs(name: string): string[] {
  return [
    `system:default/${name}`,
    `component:default/${name}`,
    ...GLOBAL_PARTS.map(({ suffix }) => `resource:default/${name}-${suffix}`),
  ];
}

/** The global resources of a new workload, as its stamps use them, sorted. */
export function workloadGlobalResources(
  plan: Pick<WorkloadPlan, 'name' | 'azureNames'>,
): GlobalResource[] {
  return GLOBAL_PARTS.map(({ suffix, type, azureName }) => ({
    ref: `resource:default/${plan.name}-${suffix}`,
    type,
    azureName: plan.azureNames[azureName],
    resourceGroup: plan.azureNames.resourceGroup,
  }));
}

/** What planning a stamp needs of a workload that is only planned. */
export function plannedStampWorkload(plan: WorkloadPlan): StampWorkload {
  return {
    ref: plan.workloadRef,
    owner: plan.owner,
    residency: plan.residency,
    addressRange: plan.addressRange,
    image: plan.image,
    globalResources: workloadGlobalResources(plan),
  };
}

function workloadPlan(
  request: NewWorkload,
  ranges: NonNullable<WorkloadSurroundings['ranges']>,
  policy: PlacementPolicy,
): WorkloadPlan {
  const workloadRef = `system:default/${request.name}`;
  const azureNames = workloadAzureNames(
    { workloadRef, workload: request.name },
    policy.organization,
  );
  const told = plannedReceivers({}, policy);
  return {
    workloadRef,
    name: request.name,
    title: request.title,
    description: request.description,
    owner: request.owner,
    ...(request.domain !== undefined && { domain: request.domain }),
    tier: request.tier,
    ...(request.residency !== undefined && { residency: request.residency }),
    addressRange: request.addressRange,
    homeRegion: request.homeRegion,
    image: request.image,
    infrastructure: request.infrastructure,
    pipeline: request.pipeline,
    azureNames,
    ...(told.receivers && { alertReceivers: told.receivers }),
    tags: { ...policy.tags, owner: request.owner, workload: workloadRef },
    folder: workloadFolder(request.name),
    notes: [
      ...rangeNotes(request, ranges),
      ...registryNotes(request, azureNames.containerRegistry),
    ],
  };
}

function wordViolations(request: NewWorkload): StampViolation[] {
  const { name, title, description, owner, domain, tier } = request;
  const violations: StampViolation[] = [];
  const expect = (field: RequestField, holds: boolean, message: string) => {
    if (!holds) violations.push({ field, rule: `workload-${field}`, message });
  };
  expect(
    'name',
    WORKLOAD_NAME_PATTERN.test(name),
    `The name must be 3 to 25 lower-case letters and digits with single hyphens between them, starting with a letter, such as card-payments, not ${quoted(
      name,
    )}.`,
  );
  expect(
    'title',
    isOneLine(title) && lengthOf(title) >= 1 && lengthOf(title) <= MAX_TITLE,
    `The title must be one line of 1 to ${MAX_TITLE} characters, not ${quoted(
      title,
    )}.`,
  );
  expect(
    'description',
    isOneLine(description) && lengthOf(description) <= MAX_DESCRIPTION,
    `The description must be one line of at most ${MAX_DESCRIPTION} characters, not ${quoted(
      description,
    )}.`,
  );
  expect(
    'owner',
    GROUP_REF_PATTERN.test(owner),
    `The owner must be a group, such as group:default/payments, not ${quoted(
      owner,
    )}.`,
  );
  expect(
    'domain',
    domain === undefined || DOMAIN_PATTERN.test(domain),
    `The domain must be the name of a Domain, such as banking, not ${quoted(
      domain,
    )}.`,
  );
  expect(
    'tier',
    (WORKLOAD_TIERS as readonly string[]).includes(tier),
    `The tier must be one of ${WORKLOAD_TIERS.join(', ')}, not ${quoted(
      tier,
    )}.`,
  );
  return violations;
}

function addressViolations(
  { addressRange }: NewWorkload,
  { stampPrefix }: PlacementPolicy,
): StampViolation[] {
  const range = parseBlock(addressRange);
  if (range && range.prefix <= stampPrefix && isPrivate(range)) return [];
  // The stamp's planning finds the same, in the same words.
  return [
    {
      field: 'addressRange',
      rule: 'address-range',
      message: `The workload's address range must be a private IPv4 block of at least a /${stampPrefix}, such as 10.64.0.0/16, not ${quoted(
        addressRange,
      )}.`,
    },
  ];
}

function homeViolations(
  { homeRegion, residency }: NewWorkload,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): StampViolation[] {
  const region = regions.find(({ name }) => name === homeRegion);
  if (!region) {
    return [
      {
        field: 'homeRegion',
        rule: 'region-unknown',
        message: `There is no Azure region ${quoted(homeRegion)}.`,
      },
    ];
  }
  if (residency === undefined) return [];
  const countries = admittedCountries(residency, policy);
  if (!countries) {
    return [
      {
        field: 'residency',
        rule: 'residency-unknown',
        message: `The residency ${quoted(
          residency,
        )} is not known; expected a country code or one of ${Object.keys(
          policy.residency,
        ).join(', ')}.`,
      },
    ];
  }
  if (countries.includes(region.country)) return [];
  return [
    {
      field: 'homeRegion',
      rule: 'residency',
      message: `Data must stay in ${residency}; ${region.displayName} is in ${region.country}.`,
    },
  ];
}

function rangeNotes(
  { addressRange }: NewWorkload,
  ranges: NonNullable<WorkloadSurroundings['ranges']>,
): string[] {
  const own = parseBlock(addressRange);
  const others = ranges
    .filter(other => {
      const range = parseBlock(other.addressRange);
      return own && range && overlaps(own, range);
    })
    .map(({ workloadRef }) => workloadRef)
    .sort();
  if (others.length === 0) return [];
  const shown = others.slice(0, 3).join(', ');
  const more = others.length > 3 ? ` and ${others.length - 3} more` : '';
  return [
    `${addressRange} overlaps the addresses of ${shown}${more}: do not peer them, or choose another range.`,
  ];
}

function registryNotes({ image }: NewWorkload, registry: string): string[] {
  const host = image.split('/')[0];
  return host === `${registry}.azurecr.io`
    ? []
    : [
        `The image comes from ${host}, not from the workload's own registry ${registry}.azurecr.io: each stamp's identity must be allowed to pull there, or the image be copied.`,
      ];
}

function distinct(violations: readonly StampViolation[]): StampViolation[] {
  const byText = new Map(
    violations.map(each => [`${each.field}|${each.message}`, each]),
  );
  return [...byText.values()];
}
