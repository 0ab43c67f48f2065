import {
  DEFAULT_NAMESPACE,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  StampEntity,
  WorkloadEntity,
} from '@plumbline/plugin-workload-common';

/** Annotations that this family reads and writes, beside those of every workload. */
export const STAMP_ANNOTATIONS = {
  /** CIDR block: of a workload, for all its stamps; of a stamp, its own. */
  addressRange: 'plumbline.io/address-range',
  /** Name of the resource in Azure. */
  azureName: 'plumbline.io/azure-name',
  /** E-mail addresses that are told of the alerts of a workload's stamps, separated by commas. */
  alertEmails: 'plumbline.io/alert-emails',
  /** Resource group in Azure of a global resource. */
  resourceGroup: 'plumbline.io/resource-group',
  /** Container image that a workload runs: `<registry>/<repository>:<tag>`. */
  containerImage: 'plumbline.io/container-image',
  /** ISO 8601: when its pipeline last told of a stamp; set by the catalog itself. */
  toldAt: 'plumbline.io/stamp-told-at',
} as const;

/** What planning needs to know of a workload. */
export interface StampWorkload {
  /** Full ref. */
  ref: string;
  /** Full ref of who owns it; as it stands when it is no ref. */
  owner: string;
  /** `spec.residency`, when data may not rest everywhere. */
  residency?: string;
  /** CIDR block for all its stamps, when it has one. */
  addressRange?: string;
  /** Container image that it runs, when it says so. */
  image?: string;
  /** E-mail addresses that are told of its stamps' alerts, as they are written. */
  alertEmails?: string[];
  /** Full refs of the global resources that a new stamp uses, sorted. */
  globalResources: GlobalResource[];
}

/** A resource that all stamps of a workload share. */
export interface GlobalResource {
  /** Full ref. */
  ref: string;
  /** `spec.type`. */
  type: string;
  /** Environment that it serves; all when absent. */
  environment?: string;
  /** Azure resource id, where it is known. */
  azureId?: string;
  /** Name in Azure, where it is known. */
  azureName?: string;
  /** Its resource group in Azure, where it is known. */
  resourceGroup?: string;
}

/** A stamp that exists already: planned ones, retired ones and those that an open pull request adds, too. */
export interface ExistingStamp {
  /** Name of its entity. */
  name: string;
  environment: string;
  region: string;
  /** From 1; absent where nothing tells it. */
  instance?: number;
  /** CIDR block; absent where it is not declared. */
  addressRange?: string;
  /** True once its files are gone: its number is never given again, its addresses may be. */
  isRetired?: boolean;
}

/**
 * Whether a stamp is one of those that are numbered together. One that was made
 * by hand may say `Prod` in `West Europe`.
 */
export function isOfSlot(
  stamp: ExistingStamp,
  environment: string,
  region: string,
): boolean {
  return (
    plainWord(stamp.environment) === environment &&
    plainWord(stamp.region) === region
  );
}

function plainWord(said: string): string {
  return said.replace(/\s/g, '').toLocaleLowerCase('en-US');
}

/** What planning needs of a workload's entity and the resources that are part of it. */
export function stampWorkloadOf(
  workload: WorkloadEntity,
  resources: readonly Entity[],
): StampWorkload {
  const namespace = workload.metadata.namespace ?? DEFAULT_NAMESPACE;
  const globalResources = resources
    .filter(
      resource =>
        resource.metadata.annotations?.[ANNOTATIONS.scope] === 'global',
    )
    .map(resource => ({
      ref: stringifyEntityRef(resource),
      type: String(resource.spec?.type),
      environment: resource.metadata.annotations?.[ANNOTATIONS.environment],
      azureId: resource.metadata.annotations?.[ANNOTATIONS.azureResourceId],
      azureName: resource.metadata.annotations?.[STAMP_ANNOTATIONS.azureName],
      resourceGroup:
        resource.metadata.annotations?.[STAMP_ANNOTATIONS.resourceGroup],
    }))
    .sort((a, b) => compare(a.ref, b.ref));
  return {
    ref: stringifyEntityRef(workload),
    owner: fullOwnerRef(workload.spec.owner, namespace),
    // A value of another type becomes a word that no policy knows, and is refused there.
    residency:
      workload.spec.residency === undefined
        ? undefined
        : String(workload.spec.residency),
    addressRange:
      workload.metadata.annotations?.[STAMP_ANNOTATIONS.addressRange],
    image: workload.metadata.annotations?.[STAMP_ANNOTATIONS.containerImage],
    alertEmails: wordsOf(
      workload.metadata.annotations?.[STAMP_ANNOTATIONS.alertEmails],
    ),
    globalResources,
  };
}

/**
 * What planning needs of a stamp's entity. Where its fields are wrong, as much
 * as its name tells.
 */
export function existingStampOf(stamp: StampEntity): ExistingStamp {
  const { name, annotations } = stamp.metadata;
  const { environment, region, instance } = stamp.spec;
  const [, ...fromName] =
    /-([a-z0-9]+)-([a-z0-9]+)-(\d{1,3})$/i.exec(name) ?? [];
  const number = Number.isSafeInteger(instance)
    ? instance
    : Number(fromName[2] ?? NaN);
  return {
    name,
    environment: String(environment ?? fromName[0] ?? ''),
    region: String(region ?? fromName[1] ?? ''),
    instance: Number.isNaN(number) ? undefined : number,
    addressRange: annotations?.[STAMP_ANNOTATIONS.addressRange],
  };
}

function wordsOf(list: string | undefined): string[] | undefined {
  const words = list?.split(',').map(word => word.trim());
  return words?.filter(word => word !== '');
}

function fullOwnerRef(owner: string, defaultNamespace: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, { defaultKind: 'group', defaultNamespace }),
    );
  } catch {
    return owner;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
