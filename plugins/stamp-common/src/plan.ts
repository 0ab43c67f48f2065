import { StampWorkload } from './estate';
import { AlertReceivers } from './alertReceivers';
import { MonthlyCost } from './cost';
import { AzureNames } from './naming';
import { PlacementRule } from './placementRules';
import { StampSize } from './sizing';

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

/** A rule of placement that somebody asked to do without. */
export interface Relaxation {
  rule: PlacementRule;
  /** Why, for the reviewer: 10 to 500 characters. The only free text of a plan; it lands in the lock file and the pull request, in no code. */
  reason: string;
}

/** Fields of the requests of every kind, as a violation names them. */
export const REQUEST_FIELDS = [
  'workload',
  'environment',
  'region',
  'expectedUsers',
  'infrastructure',
  'pipeline',
  'addressRange',
  'image',
  'monthlyCost',
  'relaxations',
  'stampRef',
  'trafficWeight',
  'name',
  'title',
  'description',
  'owner',
  'domain',
  'tier',
  'residency',
  'homeRegion',
] as const;

/** One of {@link REQUEST_FIELDS}. */
export type RequestField = (typeof REQUEST_FIELDS)[number];

/** One reason why a request cannot be planned. */
export interface StampViolation {
  /** Field of the request, or of the workload, that it is about. */
  field: RequestField;
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
  /** Who is told of its alerts; absent when nobody is. */
  alertReceivers?: AlertReceivers;
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
  globalResources: PlannedGlobalResource[];
  /** Folder below the estate's root, with `/`. */
  folder: string;
  /** What to know of how it is placed and what it uses, although it is allowed: for whoever lets it be added. */
  notes: string[];
}

/** A resource that all stamps of a workload share, as a plan holds it. */
export interface PlannedGlobalResource {
  /** Full ref. */
  ref: string;
  /** `spec.type`. */
  type: string;
  /** Azure resource id, where it is known. */
  azureId?: string;
  /** Name in Azure, where it is known. */
  azureName?: string;
  /** Its resource group in Azure, where it is known. */
  resourceGroup?: string;
}

/** A plan, or every reason why there is none. */
export type PlanResult =
  | { plan: StampPlan; violations?: undefined }
  | { plan?: undefined; violations: StampViolation[] };

/** Pattern of an environment. No hyphen, so that a stamp's name reads in one way only. */
export const ENVIRONMENT_PATTERN = /^[a-z][a-z0-9]{1,11}$/;

/** Azure resource id as a plan holds it: of a subscription's resource, each part harmless as a path's. */
export const AZURE_ID_PATTERN =
  /^\/subscriptions\/[0-9a-fA-F-]{36}(\/(?!\.+(\/|$))[A-Za-z0-9._()-]{1,90})+$/;

/** Name of a resource or resource group in Azure. */
export const AZURE_NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._()-]{0,89}$/;

/** `spec.type` of a resource. */
export const RESOURCE_TYPE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,62}$/;

/** Most global resources of a plan. */
export const MAX_GLOBAL_RESOURCES = 200;

/** Pattern of a full entity ref, as refs are stored: lower case, and no part such that it could climb as a path's. */
export const ENTITY_REF_PATTERN =
  /^[a-z][a-z0-9]{0,62}:[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9]([a-z0-9_.-]{0,61}[a-z0-9])?$/;
