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
 * restrictions for Azure resources'; abbreviations: Cloud Adoption Framework.
 */
interface NameRule {
  abbreviation: string;
  maxLength: number;
  /** Whether the name is unique in all of Azure, not only in its group or subscription. */
  global: boolean;
  /** What stands between the parts; none where it is not allowed or would leave no room for the workload. */
  separator: '-' | '';
}

/** The Azure resources of a stamp that have a name of their own. */
export const NAME_RULES = {
  resourceGroup: rule('rg', 90),
  virtualNetwork: rule('vnet', 64),
  identity: rule('id', 128),
  servicePlan: rule('asp', 60),
  webApp: { ...rule('app', 60), global: true },
  keyVault: { ...rule('kv', 24), global: true, separator: '' },
  dataLake: { ...rule('dls', 24), global: true, separator: '' },
  logAnalytics: rule('log', 63),
  applicationInsights: rule('appi', 255),
} satisfies Record<string, NameRule>;

/** One of the named Azure resources of a stamp. */
export type NamedResource = keyof typeof NAME_RULES;

/** Name of each Azure resource of a stamp. */
export type AzureNames = Record<NamedResource, string>;

const HASH_LENGTH = 6;
const SHORT_ENVIRONMENT = 4;

function rule(abbreviation: string, maxLength: number): NameRule {
  return { abbreviation, maxLength, global: false, separator: '-' };
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
 */
export function azureNames(slot: StampSlot): AzureNames {
  const entries = Object.entries(NAME_RULES).map(([resource, nameRule]) => [
    resource,
    azureName(slot, nameRule),
  ]);
  return Object.fromEntries(entries) as AzureNames;
}

function azureName(slot: StampSlot, nameRule: NameRule): string {
  const { abbreviation, maxLength, global, separator } = nameRule;
  const number = formatInstance(slot.instance);
  const { workload, environment, geoCode } = slot;
  const plain = [abbreviation, workload, environment, geoCode, number].join(
    '-',
  );
  const isPlain =
    /^[a-z0-9-]+$/.test(workload) &&
    slot.workloadRef === `system:default/${workload}`;
  if (!global && isPlain && plain.length <= maxLength) return plain;
  const tail = [
    environment.slice(0, SHORT_ENVIRONMENT),
    geoCode,
    number,
    slotHash(slot),
  ].join(separator);
  const room = Math.max(
    0,
    maxLength - abbreviation.length - tail.length - 2 * separator.length,
  );
  const start = workload.replace(/[^a-z0-9]/g, '').slice(0, room);
  return [abbreviation, start, tail].filter(part => part).join(separator);
}

function slotHash(slot: StampSlot): string {
  const text = [
    slot.workloadRef,
    slot.environment,
    slot.region,
    slot.instance,
  ].join('|');
  const [a, b, c, d, e] = sha256(text);
  // Forty bits: more than six digits of base 36 hold, so no digit is favoured much.
  const value = ((a * 256 + b) * 256 + c) * 65536 + d * 256 + e;
  return value.toString(36).padStart(HASH_LENGTH, '0').slice(-HASH_LENGTH);
}
