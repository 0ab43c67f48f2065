import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { formatBlock, subBlock } from './addressing';
import { plannedReceivers } from './alertReceivers';
import { costProblem } from './cost';
import { ExistingStamp, StampWorkload, isOfSlot } from './estate';
import { RETIRED, stampFolder } from './folders';
import { quoted } from './freeText';
import { plannedGlobalResources } from './globalResources';
import { imageNotes, imageProblem } from './image';
import {
  StampSlot,
  azureNames,
  stampName,
  stampResourcePrefix,
} from './naming';
import { RegionChoice, mayCopyToPair, regionChoices } from './placement';
import {
  ENTITY_REF_PATTERN,
  ENVIRONMENT_PATTERN,
  INFRASTRUCTURES,
  PIPELINE_HOSTS,
  PlanResult,
  StampPlan,
  StampRequest,
  StampViolation,
} from './plan';
import { planAddress } from './planAddress';
import { PlacementPolicy } from './policy';
import { AzureRegion } from './regions';
import { neededRelaxations, relaxationViolations } from './relaxing';
import { stampSize } from './sizing';

/** Most characters of an entity's name in the catalog. */
export const MAX_ENTITY_NAME = 63;

/**
 * Most characters of what the name of a stamp's resource adds to
 * {@link StampPlan.resourcePrefix}, after a hyphen.
 */
export const MAX_RESOURCE_SUFFIX = 15;

/** Largest number of a stamp. */
export const MAX_INSTANCE = 999;

const ENTITY_NAME_PATTERN = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;

/**
 * Plans a stamp, or says everything that stands against it. Pure: the same
 * request, stamps, regions and policy give the same plan.
 *
 * @param existingStamps - of the same workload, in every environment and
 * region, with those that open pull requests add and the retired ones: numbers
 * are never given again, addresses once their stamp is retired.
 */
export function planStamp(
  request: StampRequest,
  existingStamps: readonly ExistingStamp[],
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): PlanResult {
  const { workload, environment, expectedUsers, relaxations = [] } = request;
  const choice = regionChoices(
    {
      residency: workload.residency,
      relaxed: relaxations.map(({ rule }) => rule),
    },
    regions,
    policy,
  ).find(({ region }) => region.name === request.region);
  const image = request.image ?? workload.image;
  const address = planAddress(
    workload,
    request.addressRange,
    existingStamps,
    policy,
  );
  const globals = plannedGlobalResources(workload, environment);
  const told = plannedReceivers(workload, policy);
  const violations = [
    ...workloadViolations(workload),
    ...environmentViolations(environment),
    ...regionViolations(request.region, choice),
    ...usersViolations(expectedUsers, choice?.region.zones.length, policy),
    ...flavourViolations(request),
    ...imageViolations(image),
    ...costViolations(request),
    ...relaxationViolations(relaxations, policy),
    ...address.violations,
    ...globals.violations,
  ];
  if (violations.length > 0 || !choice || !address.block || !image) {
    return { violations };
  }

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
  const stampRef = stringifyEntityRef({ kind: 'Resource', namespace, name });
  const relaxing = neededRelaxations(relaxations, choice);
  const copies = mayCopyToPair(workload.residency, region, regions, policy);
  return {
    plan: {
      stampRef,
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
      image,
      ...(request.monthlyCost && { monthlyCost: { ...request.monthlyCost } }),
      ...(told.receivers && { alertReceivers: told.receivers }),
      relaxations: relaxing.relaxations,
      tags: stampTags(
        { environment, owner: workload.owner, stampRef, workload },
        policy,
      ),
      instance: slot.instance,
      address: {
        range: formatBlock(address.block),
        outOf: address.outOf,
        source: workload.addressRange === undefined ? 'policy' : 'workload',
        webSubnet: formatBlock(subBlock(address.block, 24, 0)),
        endpointSubnet: formatBlock(subBlock(address.block, 24, 1)),
      },
      size: stampSize(expectedUsers, region.zones.length, policy),
      maxUsers: policy.maxUsersPerStamp,
      azureNames: azureNames(slot, policy.organization),
      storageReplication: storageReplication(region, copies),
      globalResources: globals.resources,
      folder: stampFolder(slot),
      notes: [
        ...relaxing.notes,
        ...choice.notes,
        ...replicationNotes(region, copies, workload),
        ...address.notes,
        ...imageNotes(image),
        ...globals.notes,
        ...told.notes,
      ],
    },
  };
}

/** Tags of every resource of a stamp: those of the policy and those of the plan. */
export function stampTags(
  of: Pick<StampPlan, 'environment' | 'owner' | 'stampRef'> & {
    workload: Pick<StampWorkload, 'ref'>;
  },
  policy: PlacementPolicy,
): Record<string, string> {
  return {
    ...policy.tags,
    environment: of.environment,
    owner: of.owner,
    stamp: of.stampRef,
    workload: of.workload.ref,
  };
}

function workloadViolations({ ref, owner }: StampWorkload): StampViolation[] {
  const violations: StampViolation[] = [];
  const { name } = parseEntityRef(ref);
  if (!ENTITY_NAME_PATTERN.test(name)) {
    violations.push({
      field: 'workload',
      rule: 'workload-name',
      message: `The workload's name must be letters and digits with single '-', '_' or '.' between them, not ${quoted(
        name,
      )}.`,
    });
  }
  if (!ENTITY_REF_PATTERN.test(owner)) {
    violations.push({
      field: 'workload',
      rule: 'workload-owner',
      message: `The workload's owner must be a group or user, such as group:default/payments, not ${quoted(
        owner,
      )}.`,
    });
  }
  return violations;
}

function environmentViolations(environment: string): StampViolation[] {
  if (ENVIRONMENT_PATTERN.test(environment) && environment !== RETIRED) {
    return [];
  }
  return [
    {
      field: 'environment',
      rule: 'environment-name',
      message: `The environment must be 2 to 12 lower-case letters and digits that start with a letter, such as prod, and not '${RETIRED}'; it is ${quoted(
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
        message: `There is no Azure region ${quoted(name)}.`,
      },
    ];
  }
  return choice.reasons.map(({ rule, message }) => ({
    field: 'region',
    rule,
    message: `${choice.region.displayName} is not eligible. ${message}`,
  }));
}

/**
 * Why a stamp cannot be sized for these users.
 *
 * @param zones - of its region; absent where that is not known.
 */
export function usersViolations(
  expectedUsers: number,
  zones: number | undefined,
  policy: PlacementPolicy,
): StampViolation[] {
  const { maxUsersPerStamp, maxInstances } = policy;
  const isCount =
    Number.isSafeInteger(expectedUsers) &&
    expectedUsers >= 1 &&
    expectedUsers <= maxUsersPerStamp;
  if (!isCount) {
    return [
      {
        field: 'expectedUsers',
        rule: 'scale-unit',
        message: `Expected concurrent users must be a whole number from 1 to ${maxUsersPerStamp}, the boundary of one stamp; for more, add another stamp.`,
      },
    ];
  }
  if (zones === undefined) return [];
  const size = stampSize(expectedUsers, zones, policy);
  if (size.maxInstances <= maxInstances) return [];
  return [
    {
      field: 'expectedUsers',
      rule: 'scale-unit',
      message: `${expectedUsers} concurrent users need ${size.maxInstances} instances of ${size.sku}, the largest size; the policy allows ${maxInstances}. For more, add another stamp.`,
    },
  ];
}

/** What is wrong with the languages asked for; a form or a template may send any word. */
export function flavourViolations({
  infrastructure,
  pipeline,
}: Pick<StampRequest, 'infrastructure' | 'pipeline'>): StampViolation[] {
  const violations: StampViolation[] = [];
  if (!INFRASTRUCTURES.includes(infrastructure)) {
    violations.push({
      field: 'infrastructure',
      rule: 'infrastructure-unknown',
      message: `The infrastructure must be ${INFRASTRUCTURES.join(
        ' or ',
      )}, not ${quoted(infrastructure)}.`,
    });
  }
  if (!PIPELINE_HOSTS.includes(pipeline)) {
    violations.push({
      field: 'pipeline',
      rule: 'pipeline-unknown',
      message: `The pipeline must be ${PIPELINE_HOSTS.join(
        ' or ',
      )}, not ${quoted(pipeline)}.`,
    });
  }
  return violations;
}

/** What is wrong with the image asked for. */
export function imageViolations(image: string | undefined): StampViolation[] {
  const message = imageProblem(image);
  return message ? [{ field: 'image', rule: 'image', message }] : [];
}

/** What is wrong with the cost given. */
export function costViolations({
  monthlyCost,
}: Pick<StampRequest, 'monthlyCost'>): StampViolation[] {
  const message = monthlyCost && costProblem(monthlyCost);
  return message
    ? [{ field: 'monthlyCost', rule: 'monthly-cost', message }]
    : [];
}

/** One more than the highest number in the slot, so that a retired stamp's is not given again. */
function nextInstance(
  environment: string,
  region: string,
  existingStamps: readonly ExistingStamp[],
): number {
  const used = existingStamps
    .filter(stamp => isOfSlot(stamp, environment, region))
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
  const resource = stampResourcePrefix(slot).length + 1 + MAX_RESOURCE_SUFFIX;
  const longest = Math.max(name.length, resource);
  if (longest > MAX_ENTITY_NAME) {
    return [
      {
        field: 'workload',
        rule: 'name-length',
        message: `The names of the stamp ${name} and its resources have up to ${longest} characters; the catalog allows ${MAX_ENTITY_NAME}. Use a shorter workload or environment name.`,
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

function storageReplication(
  { zones }: AzureRegion,
  copiesToPair: boolean,
): StampPlan['storageReplication'] {
  if (zones.length > 0) return copiesToPair ? 'GZRS' : 'ZRS';
  return copiesToPair ? 'GRS' : 'LRS';
}

function replicationNotes(
  { pairedRegion }: AzureRegion,
  copiesToPair: boolean,
  { residency }: StampWorkload,
): string[] {
  if (!pairedRegion || copiesToPair) return [];
  return [
    `Data is not copied to the paired region, because it must stay in ${quoted(
      residency,
    )}: losing the region loses what has not been backed up elsewhere.`,
  ];
}
