import type { AlertReceivers } from './alertReceivers';
import type { WorkloadAzureNames } from './naming';
import type { Infrastructure, PipelineHost } from './plan';

/** What a person asks for to start a workload. */
export interface WorkloadRequest {
  /** Name of the new System's entity; its namespace is `default`. */
  name: string;
  /** For people: 1 to 60 characters on one line. */
  title: string;
  /** For people: up to 500 characters. */
  description: string;
  /** Full ref of a group. */
  owner: string;
  /** Name of a Domain's entity. */
  domain?: string;
  /** `mission-critical`, `business-critical` or `standard`. */
  tier: string;
  /** Word of the policy, or a country code; absent where data may rest anywhere. */
  residency?: string;
  /** CIDR block for all its stamps. */
  addressRange: string;
  /** Region of its global resources that must be somewhere. */
  homeRegion: string;
  /** Container image, `<registry>/<repository>:<tag>`; in a registry of the workload's own when its host is that of the plan. */
  image: string;
  infrastructure: Infrastructure;
  pipeline: PipelineHost;
}

/** Everything that is decided about a new workload before a file is written. */
export interface WorkloadPlan {
  /** Full ref. */
  workloadRef: string;
  name: string;
  /** Free text: reaches files through a serializer only. */
  title: string;
  /** Free text: reaches files through a serializer only. */
  description: string;
  owner: string;
  domain?: string;
  tier: string;
  residency?: string;
  addressRange: string;
  homeRegion: string;
  image: string;
  infrastructure: Infrastructure;
  pipeline: PipelineHost;
  /** Names in Azure of what all stamps share. */
  azureNames: WorkloadAzureNames;
  /** Who is told of alerts of what its stamps share; absent when nobody is. */
  alertReceivers?: AlertReceivers;
  tags: Record<string, string>;
  /** Folder below the estate's root: `workloads/<name>`. */
  folder: string;
  notes: string[];
}
