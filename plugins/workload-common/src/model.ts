import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** `spec.type` of the `System` that is a workload. */
export const WORKLOAD_TYPE = 'workload';

/** `spec.type` of the `Resource` that is a regional stamp. */
export const STAMP_TYPE = 'deployment-stamp';

/** Life of a stamp, in order. Only `active` and `draining` stamps carry traffic. */
export const STAMP_LIFECYCLES = [
  'planned',
  'active',
  'draining',
  'retired',
] as const;

/** One of {@link STAMP_LIFECYCLES}. */
export type StampLifecycle = (typeof STAMP_LIFECYCLES)[number];

/** Annotations that Plumbline reads. Each is optional unless an entity's validation says otherwise. */
export const ANNOTATIONS = {
  /** Azure region name (`westeurope`) of a resource. */
  region: 'plumbline.io/region',
  /** `global` for a resource that all stamps share, `stamp` for one of a single stamp. */
  scope: 'plumbline.io/scope',
  /** `dev`, `uat`, `prod` or another word of the team's. */
  environment: 'plumbline.io/environment',
  /** Physical prefix of the release unit that a resource belongs to. */
  releaseUnit: 'plumbline.io/release-unit',
  /** How its health counts for what depends on it: `standard`, `limited` or `suppressed`; by its type when absent. */
  healthImpact: 'plumbline.io/health-impact',
  /** Availability that its provider promises for it, 0 to 1, such as `0.9995`. */
  serviceSla: 'plumbline.io/service-sla',
  /** Tier or configuration that its provider's promise depends on, such as `zone-redundant`. */
  serviceTier: 'plumbline.io/service-tier',
  /** Azure resource id, as the community's Azure modules write it. */
  azureResourceId: 'management.azure.com/resourceId',
  /** Where to read what to do when this entity is ill. */
  runbook: 'plumbline.io/runbook-url',
  /** Who is called, in order, separated by commas. */
  escalation: 'plumbline.io/escalation',
  /** Who is on call now: a person, a rotation or a link. */
  onCall: 'plumbline.io/on-call',
} as const;

/** Relations that Plumbline adds to the catalog's own. */
export const RELATIONS = {
  sendsTelemetryTo: 'sendsTelemetryTo',
  receivesTelemetryFrom: 'receivesTelemetryFrom',
} as const;

/** A `System` of type {@link WORKLOAD_TYPE}. */
export interface WorkloadEntity extends Entity {
  kind: 'System';
  spec: {
    type: typeof WORKLOAD_TYPE;
    owner: string;
    domain?: string;
    /** `mission-critical`, `business-critical`, `standard`: how much an outage matters. */
    tier?: string;
    /** Where data may rest: `EU`, `US`, `BR`, ... or absent for no restriction. */
    residency?: string;
  };
}

/** A `Resource` of type {@link STAMP_TYPE}. */
export interface StampEntity extends Entity {
  kind: 'Resource';
  spec: {
    type: typeof STAMP_TYPE;
    owner: string;
    system: string;
    /** Azure region name, for example `westeurope`. */
    region: string;
    environment: string;
    /** Number within workload, environment and region, from 1. */
    instance: number;
    lifecycle: StampLifecycle;
    /** From 0, no traffic, to 100, its full part: of its environment's traffic a stamp takes its weight's share of the sum of all weights. */
    trafficWeight?: number;
    scaleUnit?: { maxUsers?: number };
    dependsOn?: string[];
  };
}

/** Whether an entity is a workload. */
export function isWorkload(entity: Entity): entity is WorkloadEntity {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'system' &&
    entity.spec?.type === WORKLOAD_TYPE
  );
}

/** Whether an entity is a stamp. */
export function isStamp(entity: Entity): entity is StampEntity {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'resource' &&
    entity.spec?.type === STAMP_TYPE
  );
}

/**
 * The full ref of the workload that an entity belongs to: itself for a
 * workload, otherwise `spec.system`; `undefined` where it names none or names
 * one badly.
 */
export function workloadRefOf(entity: Entity): string | undefined {
  if (isWorkload(entity)) return stringifyEntityRef(entity);
  const system = entity.spec?.system;
  if (typeof system !== 'string' || system === '') return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(system, {
        defaultKind: 'system',
        defaultNamespace: entity.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
