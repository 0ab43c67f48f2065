import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  AddressBlock,
  STAMP_PREFIX,
  formatBlock,
  isPrivate,
  nextFreeBlock,
  parseBlock,
  subBlock,
} from './addressing';
import { ExistingStamp, StampWorkload } from './estate';
import {
  AzureNames,
  StampSlot,
  azureNames,
  formatInstance,
  stampName,
  stampResourcePrefix,
} from './naming';
import { PlacementRule, RegionChoice, regionChoices } from './placement';
import { PlacementPolicy } from './policy';
import { AzureRegion } from './regions';
import { StampSize, stampSize } from './sizing';

/** What a person asks for, and the workload it is for. */
export interface StampRequest {
  workload: StampWorkload;
  /** `dev`, `uat`, `prod` or another word of the team's: 2 to 12 lower-case letters and digits. */
  environment: string;
  /** Azure region name. */
  region: string;
  /** Concurrent users at the peak. */
  expectedUsers: number;
  infrastructure: Infrastructure;
  pipeline: PipelineHost;
  /** Container image with tag or digest, `<registry>/<repository>:<tag>`; what the workload runs already when absent. */
  image?: string;
  /** CIDR block of the stamp's own; the next free one when absent. */
  addressRange?: string;
  /** What it is expected to cost, as the requester says; Plumbline knows no prices. */
  monthlyCost?: MonthlyCost;
  /** Rules of placement that need not hold, each where the policy lets it be relaxed. */
  relaxations?: Relaxation[];
}

/** Languages in which a stamp's resources are written; both make the same resources. */
export const INFRASTRUCTURES = ['terraform', 'bicep'] as const;

/** One of {@link INFRASTRUCTURES}. */
export type Infrastructure = (typeof INFRASTRUCTURES)[number];

/** Where a stamp's pipeline runs. */
export const PIPELINE_HOSTS = ['azure-devops', 'github-actions'] as const;

/** One of {@link PIPELINE_HOSTS}. */
export type PipelineHost = (typeof PIPELINE_HOSTS)[number];

/** A sum each month, before tax. */
export interface MonthlyCost {
  /** 0 to 10,000,000, at most two decimals. */
  amount: number;
  /** ISO 4217, such as `EUR`. */
  currency: string;
}

/** A rule of placement that somebody asked to do without. */
export interface Relaxation {
  rule: PlacementRule;
  /** Why, for the reviewer: 10 to 500 characters. The only free text of a plan; it lands in the lock file and the pull request, in no code. */
  reason: string;
}

/** One reason why a request cannot be planned. */
export interface StampViolation {
  /** Field of the request, or of the workload, that it is about. */
  field:
    | 'workload'
    | 'environment'
    | 'region'
    | 'expectedUsers'
    | 'addressRange'
    | 'image'
    | 'monthlyCost'
    | 'relaxations';
  /** Stable name of the rule. */
  rule: string;
  /** What is wrong and what was expected. */
  message: string;
}

/**
 * Everything that is decided about a stamp before a file is written. Its only
 * free text is {@link Relaxation.reason}.
 */
export interface StampPlan {
  /** Full ref of the stamp's entity. */
  stampRef: string;
  /** Name of the stamp's entity. */
  name: string;
  /** Start of the names of its resources' entities. */
  resourcePrefix: string;
  workloadRef: string;
  /** Full ref of the owner. */
  owner: string;
  environment: string;
  region: string;
  geoCode: string;
  zones: string[];
  pairedRegion?: string;
  infrastructure: Infrastructure;
  pipeline: PipelineHost;
  /** What its files ask for: `planned` until it is to go, then `draining`. What is so is told by its pipeline. */
  lifecycle: 'planned' | 'draining';
  /** Share of traffic that its files ask for once it is active, in percent: 100 takes its full part, 0 none. */
  trafficWeight: number;
  /** Container image, `<registry>/<repository>:<tag>`. */
  image: string;
  monthlyCost?: MonthlyCost;
  /** Rules that were relaxed to place it here. */
  relaxations: Relaxation[];
  /** Tags of every resource in Azure. */
  tags: Record<string, string>;
  /** From 1 to 999, unique within workload, environment and region. */
  instance: number;
  address: {
    /** CIDR block of this stamp. */
    range: string;
    /** Block out of which it is taken. */
    outOf: string;
    /** Whether that block is the workload's own or the policy's default. */
    source: 'workload' | 'policy';
    webSubnet: string;
    endpointSubnet: string;
  };
  size: StampSize;
  /** Boundary of the scale unit in concurrent users. */
  maxUsers: number;
  azureNames: AzureNames;
  /** How Azure Storage replicates the data lake. */
  storageReplication: 'GZRS' | 'ZRS' | 'GRS' | 'LRS';
  /** Full refs of the global resources that it uses, sorted. */
  globalResources: { ref: string; type: string; azureId?: string }[];
  /** Folder below the estate's root, with `/`. */
  folder: string;
  /** What to know, although it is allowed. */
  notes: string[];
}

/** A plan, or every reason why there is none. */
export type PlanResult =
  | { plan: StampPlan; violations?: undefined }
  | { plan?: undefined; violations: StampViolation[] };

/** Pattern of an environment. No hyphen, so that a stamp's name reads in one way only. */
export const ENVIRONMENT_PATTERN = /^[a-z][a-z0-9]{1,11}$/;

/** Pattern of a full entity ref, as refs are stored: lower case. */
export const ENTITY_REF_PATTERN =
  /^[a-z][a-z0-9]*:[a-z0-9-]{1,63}\/[a-z0-9_.-]{1,63}$/;

const MAX_ENTITY_NAME = 63;
const MAX_INSTANCE = 999;
const ENTITY_NAME_PATTERN = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;

/**
 * Plans a stamp, or says everything that stands against it. Pure: the same
 * request, stamps, regions and policy give the same plan.
 *
 * @param existingStamps - of the same workload, in every environment and
 * region, the retired ones too: their numbers and addresses are not given again.
 */
export function planStamp(
  request: StampRequest,
  existingStamps: readonly ExistingStamp[],
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): PlanResult {
  const { workload, environment, expectedUsers } = request;
  const choice = regionChoices(workload, regions, policy).find(
    ({ region }) => region.name === request.region,
  );
  const violations = [
    ...workloadViolations(workload),
    ...environmentViolations(environment),
    ...regionViolations(request.region, choice),
    ...usersViolations(expectedUsers, policy),
  ];
  const address = planAddress(workload, existingStamps, policy);
  violations.push(...address.violations);
  if (violations.length > 0 || !choice || !address.block) return { violations };

  const { region } = choice;
  const { name: workloadName, namespace } = parseEntityRef(workload.ref);
  const slot: StampSlot = {
    workloadRef: workload.ref,
    workload: workloadName,
    environment,
    region: region.name,
    geoCode: region.geoCode,
    instance: nextInstance(environment, region.name, existingStamps),
  };
  const slotProblems = slotViolations(slot, existingStamps);
  if (slotProblems.length > 0) return { violations: slotProblems };

  const name = stampName(slot);
  const folderName =
    namespace === 'default' ? workloadName : `${namespace}~${workloadName}`;
  return {
    plan: {
      stampRef: stringifyEntityRef({ kind: 'Resource', namespace, name }),
      name,
      resourcePrefix: stampResourcePrefix(slot),
      workloadRef: workload.ref,
      owner: workload.owner,
      environment,
      region: region.name,
      geoCode: region.geoCode,
      zones: [...region.zones],
      ...(region.pairedRegion && { pairedRegion: region.pairedRegion }),
      infrastructure: request.infrastructure,
      pipeline: request.pipeline,
      lifecycle: 'planned',
      trafficWeight: 100,
      image: request.image ?? workload.image ?? '',
      ...(request.monthlyCost && { monthlyCost: request.monthlyCost }),
      relaxations: request.relaxations ?? [],
      tags: {
        environment,
        owner: workload.owner,
        stamp: stringifyEntityRef({ kind: 'Resource', namespace, name }),
        workload: workload.ref,
      },
      instance: slot.instance,
      address: {
        range: formatBlock(address.block),
        outOf: address.outOf,
        source: workload.addressRange ? 'workload' : 'policy',
        webSubnet: formatBlock(subBlock(address.block, 24, 0)),
        endpointSubnet: formatBlock(subBlock(address.block, 24, 1)),
      },
      size: stampSize(expectedUsers, region.zones.length, policy),
      maxUsers: policy.maxUsersPerStamp,
      azureNames: azureNames(slot),
      storageReplication: storageReplication(region),
      globalResources: workload.globalResources
        .filter(
          resource => (resource.environment ?? environment) === environment,
        )
        .map(({ ref, type, azureId }) => ({
          ref,
          type,
          ...(azureId && { azureId }),
        })),
      folder: `stamps/${folderName}/${environment}/${
        region.name
      }-${formatInstance(slot.instance)}`,
      notes: [...choice.notes, ...address.notes],
    },
  };
}

function workloadViolations({ ref, owner }: StampWorkload): StampViolation[] {
  const violations: StampViolation[] = [];
  const { name } = parseEntityRef(ref);
  if (!ENTITY_NAME_PATTERN.test(name)) {
    violations.push({
      field: 'workload',
      rule: 'workload-name',
      message: `The workload's name must be letters and digits with single '-', '_' or '.' between them, not ${JSON.stringify(
        name,
      )}.`,
    });
  }
  if (!ENTITY_REF_PATTERN.test(owner)) {
    violations.push({
      field: 'workload',
      rule: 'workload-owner',
      message: `The workload's owner must be a group or user, such as group:default/payments, not ${JSON.stringify(
        owner,
      )}.`,
    });
  }
  return violations;
}

function environmentViolations(environment: string): StampViolation[] {
  if (ENVIRONMENT_PATTERN.test(environment)) return [];
  return [
    {
      field: 'environment',
      rule: 'environment-name',
      message: `The environment must be 2 to 12 lower-case letters and digits that start with a letter, such as prod, not ${JSON.stringify(
        environment,
      )}.`,
    },
  ];
}

function regionViolations(
  name: string,
  choice: RegionChoice | undefined,
): StampViolation[] {
  if (!choice) {
    return [
      {
        field: 'region',
        rule: 'region-unknown',
        message: `There is no Azure region ${JSON.stringify(name)}.`,
      },
    ];
  }
  return choice.reasons.map(({ rule, message }) => ({
    field: 'region',
    rule,
    message: `${choice.region.displayName} is not eligible. ${message}`,
  }));
}

function usersViolations(
  expectedUsers: number,
  { maxUsersPerStamp }: PlacementPolicy,
): StampViolation[] {
  if (
    Number.isSafeInteger(expectedUsers) &&
    expectedUsers >= 1 &&
    expectedUsers <= maxUsersPerStamp
  ) {
    return [];
  }
  return [
    {
      field: 'expectedUsers',
      rule: 'scale-unit',
      message: `Expected concurrent users must be a whole number from 1 to ${maxUsersPerStamp}, the boundary of one stamp; for more, add another stamp.`,
    },
  ];
}

/** One more than the highest number in the slot, so that a retired stamp's is not given again. */
function nextInstance(
  environment: string,
  region: string,
  existingStamps: readonly ExistingStamp[],
): number {
  const used = existingStamps
    .filter(
      stamp => stamp.environment === environment && stamp.region === region,
    )
    .map(stamp => stamp.instance ?? 0);
  return Math.max(0, ...used) + 1;
}

function slotViolations(
  slot: StampSlot,
  existingStamps: readonly ExistingStamp[],
): StampViolation[] {
  const name = stampName(slot);
  if (slot.instance > MAX_INSTANCE) {
    return [
      {
        field: 'region',
        rule: 'numbers-exhausted',
        message: `All ${MAX_INSTANCE} numbers of this workload, environment and region are taken.`,
      },
    ];
  }
  if (name.length > MAX_ENTITY_NAME) {
    return [
      {
        field: 'workload',
        rule: 'name-length',
        message: `The stamp's name ${name} has ${name.length} characters; the catalog allows ${MAX_ENTITY_NAME}. Use a shorter workload or environment name.`,
      },
    ];
  }
  const taken = existingStamps.some(
    stamp => stamp.name.toLocaleLowerCase('en-US') === name,
  );
  if (!taken) return [];
  return [
    {
      field: 'region',
      rule: 'name-taken',
      message: `A stamp with the name ${name} exists, but says that it is elsewhere. Correct its region, environment or number first.`,
    },
  ];
}

interface PlannedAddress {
  block?: AddressBlock;
  /** CIDR block out of which it is taken. */
  outOf: string;
  violations: StampViolation[];
  notes: string[];
}

function planAddress(
  workload: StampWorkload,
  existingStamps: readonly ExistingStamp[],
  policy: PlacementPolicy,
): PlannedAddress {
  const outOf = workload.addressRange ?? policy.defaultAddressRange;
  const range = parseBlock(outOf);
  if (!range || range.prefix > STAMP_PREFIX || !isPrivate(range)) {
    return {
      outOf,
      notes: [],
      violations: [
        {
          field: 'addressRange',
          rule: 'address-range',
          message: `The address range must be a private IPv4 block of at least a /${STAMP_PREFIX}, such as 10.64.0.0/16, not ${JSON.stringify(
            outOf,
          )}.`,
        },
      ],
    };
  }
  const taken: AddressBlock[] = [];
  const undeclared: string[] = [];
  for (const stamp of existingStamps) {
    const block = parseBlock(stamp.addressRange ?? '');
    if (block) taken.push(block);
    else undeclared.push(stamp.name);
  }
  const block = nextFreeBlock(range, taken, STAMP_PREFIX);
  if (!block) {
    return {
      outOf,
      notes: [],
      violations: [
        {
          field: 'addressRange',
          rule: 'addresses-exhausted',
          message: `No /${STAMP_PREFIX} is free in ${outOf}.`,
        },
      ],
    };
  }
  return {
    outOf,
    block,
    violations: [],
    notes: addressNotes(workload, undeclared, outOf),
  };
}

function addressNotes(
  workload: StampWorkload,
  undeclared: readonly string[],
  outOf: string,
): string[] {
  const notes: string[] = [];
  if (!workload.addressRange) {
    notes.push(
      `The workload declares no address range, so the default ${outOf} is used. Other workloads may use the same addresses: do not peer them.`,
    );
  }
  if (undeclared.length > 0) {
    notes.push(
      `${undeclared.length} existing ${
        undeclared.length === 1 ? 'stamp declares' : 'stamps declare'
      } no address range: check that the new one does not overlap.`,
    );
  }
  return notes;
}

function storageReplication({
  zones,
  pairedRegion,
}: AzureRegion): StampPlan['storageReplication'] {
  if (zones.length > 0) return pairedRegion ? 'GZRS' : 'ZRS';
  return pairedRegion ? 'GRS' : 'LRS';
}
