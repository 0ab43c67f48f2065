import { sha256 } from '@noble/hashes/sha2';

/** The logical slot of a stamp: what its name is made of. */
export interface StampSlot {
  /** Full ref of the workload, `system:<namespace>/<name>`. */
  workloadRef: string;
  /** Name of the workload, lower case. */
  workload: string;
  environment: string;
  /** Azure region name. */
  region: string;
  /** Short code of the region. */
  geoCode: string;
  /** From 1 to 999. */
  instance: number;
}

/**
 * Limits of an Azure resource name. Source: Microsoft Learn, 'Naming rules and
 * restrictions for Azure resources'; abbreviations: Cloud Adoption Framework,
 * and a word of our own where it has none.
 */
export interface NameRule {
  abbreviation: string;
  /** Azure's limit. */
  maxLength: number;
  /** Characters that stay free for what the code appends, such as `-green`. */
  room: number;
  /** Whether the name is unique in all of Azure, not only in its group or subscription. */
  global: boolean;
  /** What stands between the parts; none where it is not allowed or would leave no room for the workload. */
  separator: '-' | '';
}

/** Characters that the name of a release unit takes: `-green`. */
const UNIT_ROOM = 6;

/** The Azure resources of a stamp that have a name of their own. */
export const NAME_RULES = {
  resourceGroup: rule('rg', 90),
  virtualNetwork: rule('vnet', 64),
  networkSecurityGroup: rule('nsg', 80),
  identity: rule('id', 128),
  /** The unit's name is appended. */
  servicePlan: { ...rule('asp', 60), room: UNIT_ROOM },
  /** The unit's name is appended. */
  webApp: { ...rule('app', 60), room: UNIT_ROOM, global: true },
  /** The unit's name is appended. */
  autoscale: { ...rule('as', 260), room: UNIT_ROOM },
  keyVault: { ...rule('kv', 24), global: true, separator: '' },
  dataLake: { ...rule('dls', 24), global: true, separator: '' },
  /** What it leads to is appended. */
  privateEndpoint: { ...rule('pep', 64), room: 16 },
  logAnalytics: rule('log', 63),
  applicationInsights: rule('appi', 255),
  actionGroup: rule('ag', 260),
  /** What it watches is appended. */
  alert: { ...rule('alert', 260), room: 40 },
  eventGridTopic: rule('egst', 50),
  /** The unit's name is appended. Unique in the workload's Front Door. */
  frontDoorOrigin: { ...rule('fdo', 90), room: UNIT_ROOM },
  /** The root's name is appended. */
  deploymentStack: { ...rule('stack', 90), room: 16 },
} satisfies Record<string, NameRule>;

/** One of the named Azure resources of a stamp. */
export type NamedResource = keyof typeof NAME_RULES;

/** Name of each Azure resource of a stamp. */
export type AzureNames = Record<NamedResource, string>;

/** The Azure resources that all stamps of a workload share and that have a name of their own. */
export const WORKLOAD_NAME_RULES = {
  resourceGroup: rule('rg', 90),
  frontDoor: rule('afd', 90),
  frontDoorEndpoint: { ...rule('fde', 46), global: true },
  wafPolicy: { ...rule('fdfp', 128), separator: '' },
  containerRegistry: { ...rule('cr', 50), global: true, separator: '' },
  keyVault: { ...rule('kv', 24), global: true, separator: '' },
  logAnalytics: rule('log', 63),
  actionGroup: rule('ag', 260),
  /** The root's name is appended. */
  deploymentStack: { ...rule('stack', 90), room: 16 },
} satisfies Record<string, NameRule>;

/** One of the named Azure resources that all stamps of a workload share. */
export type SharedResource = keyof typeof WORKLOAD_NAME_RULES;

/** Name of each Azure resource that all stamps of a workload share. */
export type WorkloadAzureNames = Record<SharedResource, string>;

const HASH_LENGTH = 6;
const SHORT_ENVIRONMENT = 4;
const SHARED = 'global';

function rule(abbreviation: string, maxLength: number): NameRule {
  return { abbreviation, maxLength, room: 0, global: false, separator: '-' };
}

/** Number of a stamp as its name shows it: three digits. */
export function formatInstance(instance: number): string {
  return String(instance).padStart(3, '0');
}

/** Name of the stamp's catalog entity: `<workload>-<environment>-<region>-<nnn>`. */
export function stampName(slot: StampSlot): string {
  const { workload, environment, region, instance } = slot;
  return `${workload}-${environment}-${region}-${formatInstance(instance)}`;
}

/**
 * Start of the names of the catalog entities of a stamp's resources. The
 * region's short code keeps them within the catalog's 63 characters.
 */
export function stampResourcePrefix(slot: StampSlot): string {
  const { workload, environment, geoCode, instance } = slot;
  return `${workload}-${environment}-${geoCode}-${formatInstance(instance)}`;
}

/**
 * Azure names of a stamp's resources.
 *
 * A name that must be unique beyond the resource group, or that would not fit,
 * is shortened and ends in a hash of the whole slot, so that two slots never
 * share one by being cut at the same place.
 *
 * @param organization - a word that goes into the hash, so that two
 * organizations with a workload of the same name do not want the same names of
 * Azure; none when empty.
 */
export function azureNames(slot: StampSlot, organization = ''): AzureNames {
  const { environment, region, geoCode, instance } = slot;
  const number = formatInstance(instance);
  return namesOf(NAME_RULES, {
    ...slot,
    parts: [environment, geoCode, number],
    shortParts: [environment.slice(0, SHORT_ENVIRONMENT), geoCode, number],
    hash: hashOf(organization, [
      slot.workloadRef,
      environment,
      region,
      String(instance),
    ]),
  }) as AzureNames;
}

/**
 * Azure names of what all stamps of a workload share, made as
 * {@link azureNames} makes those of a stamp.
 */
export function workloadAzureNames(
  { workloadRef, workload }: Pick<StampSlot, 'workloadRef' | 'workload'>,
  organization = '',
): WorkloadAzureNames {
  return namesOf(WORKLOAD_NAME_RULES, {
    workloadRef,
    workload,
    parts: [SHARED],
    shortParts: [SHARED],
    hash: hashOf(organization, [workloadRef, SHARED]),
  }) as WorkloadAzureNames;
}

/** What a name is made of. */
interface Naming {
  workloadRef: string;
  workload: string;
  parts: string[];
  /** The same where space is short. */
  shortParts: string[];
  hash: string;
}

function namesOf(
  rules: Record<string, NameRule>,
  naming: Naming,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(rules).map(([resource, nameRule]) => [
      resource,
      azureName(naming, nameRule),
    ]),
  );
}

function azureName(naming: Naming, nameRule: NameRule): string {
  const { abbreviation, global, separator } = nameRule;
  const maxLength = nameRule.maxLength - nameRule.room;
  const { workload, workloadRef, parts, shortParts, hash } = naming;
  const plain = [abbreviation, workload, ...parts].join('-');
  const isPlain =
    separator === '-' &&
    /^[a-z0-9-]+$/.test(workload) &&
    workloadRef === `system:default/${workload}`;
  if (!global && isPlain && plain.length <= maxLength) return plain;
  const tail = [...shortParts, hash].join(separator);
  const room = Math.max(
    0,
    maxLength - abbreviation.length - tail.length - 2 * separator.length,
  );
  const start = workload.replace(/[^a-z0-9]/g, '').slice(0, room);
  return [abbreviation, start, tail].filter(part => part).join(separator);
}

function hashOf(organization: string, parts: readonly string[]): string {
  const text = organization ? [organization, ...parts] : parts;
  const [a, b, c, d, e] = sha256(text.join('|'));
  // Forty bits: more than six digits of base 36 hold, so no digit is favoured much.
  const value = ((a * 256 + b) * 256 + c) * 65536 + d * 256 + e;
  return value.toString(36).padStart(HASH_LENGTH, '0').slice(-HASH_LENGTH);
}
