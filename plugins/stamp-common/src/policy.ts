import type { Config } from '@backstage/config';
import {
  MAX_STAMP_PREFIX,
  MIN_STAMP_PREFIX,
  STAMP_PREFIX,
  isPrivate,
  parseBlock,
} from './addressing';
import { PLACEMENT_RULES, PlacementRule } from './placementRules';
import { AlertReceivers, receiversProblem } from './alertReceivers';
import { tagsProblem } from './tags';

/** A size that the web app's plan may have. */
export interface PlanSize {
  /** App Service plan SKU. */
  sku: string;
  /**
   * Concurrent users that one instance serves. A planning assumption, to be
   * replaced by what the workload's own load test shows.
   */
  usersPerInstance: number;
}

/** What a stamp must satisfy, as data. The form and the actions read the same. */
export interface PlacementPolicy {
  /** Whether the region must have availability zones. */
  requireZones: boolean;
  /** Whether the region must have a paired region. */
  requirePair: boolean;
  /** Whether the region must be open to every subscription. */
  requireOpenAccess: boolean;
  /** Countries (ISO 3166-1) that each word of `spec.residency` admits. A bare country code admits itself. */
  residency: Record<string, readonly string[]>;
  /** Rules that a request may ask to do without, saying why. */
  relaxable: readonly PlacementRule[];
  /** CIDR block out of which stamps of a workload without a range of its own are addressed. */
  defaultAddressRange: string;
  /** Most concurrent users of one stamp: the boundary of the scale unit. */
  maxUsersPerStamp: number;
  /** Smallest first. */
  planSizes: readonly PlanSize[];
  /** Instances above which the next size is taken. */
  maxInstances: number;
  /** Bits of the prefix of each stamp's block of addresses. */
  stampPrefix: number;
  /** Tags of every resource, beside those of the plan. */
  tags: Record<string, string>;
  /** Who is told of the alerts of every stamp. */
  alertReceivers: AlertReceivers;
  /** Goes into the hash of names that are unique in all of Azure; none when empty. */
  organization: string;
}

/** Members of the European Union by ISO 3166-1 code. */
const EU = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR'],
  ...['HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO'],
  ...['SE', 'SI', 'SK'],
];

/**
 * The policy of the mission-critical design: zones, a paired region and open
 * access, 1,000 concurrent users in a stamp.
 */
export const DEFAULT_POLICY: PlacementPolicy = {
  requireZones: true,
  requirePair: true,
  requireOpenAccess: true,
  relaxable: [],
  residency: {
    EU,
    EEA: [...EU, 'IS', 'LI', 'NO'],
    EFTA: ['CH', 'IS', 'LI', 'NO'],
    GDPR: [...EU, 'IS', 'LI', 'NO'],
    UK: ['GB'],
  },
  defaultAddressRange: '10.64.0.0/14',
  maxUsersPerStamp: 1000,
  planSizes: [
    { sku: 'P0v3', usersPerInstance: 75 },
    { sku: 'P1v3', usersPerInstance: 150 },
    { sku: 'P2v3', usersPerInstance: 300 },
  ],
  maxInstances: 9,
  stampPrefix: STAMP_PREFIX,
  tags: {},
  alertReceivers: { emails: [], webhooks: [] },
  organization: '',
};

/**
 * {@link DEFAULT_POLICY} with what the config changes of it under
 * `stamp.policy`.
 *
 * @throws Error when a key has the wrong type.
 */
export function readPlacementPolicy(config: Config): PlacementPolicy {
  const changes = config.getOptionalConfig('stamp.policy');
  if (!changes) return DEFAULT_POLICY;
  const residency = { ...DEFAULT_POLICY.residency };
  const areas = changes.getOptionalConfig('residency');
  for (const area of areas?.keys() ?? []) {
    residency[area] = areas!.getStringArray(area);
  }
  const policy: PlacementPolicy = {
    ...DEFAULT_POLICY,
    residency,
    requireZones:
      changes.getOptionalBoolean('requireZones') ?? DEFAULT_POLICY.requireZones,
    requirePair:
      changes.getOptionalBoolean('requirePair') ?? DEFAULT_POLICY.requirePair,
    requireOpenAccess:
      changes.getOptionalBoolean('requireOpenAccess') ??
      DEFAULT_POLICY.requireOpenAccess,
    relaxable: readRelaxable(changes),
    defaultAddressRange:
      changes.getOptionalString('defaultAddressRange') ??
      DEFAULT_POLICY.defaultAddressRange,
    tags: readTags(changes),
    alertReceivers: readReceivers(changes),
    organization: readOrganization(changes),
    maxUsersPerStamp: readWhole(changes, 'maxUsersPerStamp', 1, 100_000),
    maxInstances: readWhole(changes, 'maxInstances', 2, 30),
    stampPrefix: readWhole(
      changes,
      'stampPrefix',
      MIN_STAMP_PREFIX,
      MAX_STAMP_PREFIX,
    ),
    planSizes: readPlanSizes(changes),
  };
  const range = parseBlock(policy.defaultAddressRange);
  if (!range || range.prefix > policy.stampPrefix || !isPrivate(range)) {
    throw new Error(
      `stamp.policy.defaultAddressRange: expected a private IPv4 block of at least a /${policy.stampPrefix}, such as 10.64.0.0/14, not '${policy.defaultAddressRange}'`,
    );
  }
  return policy;
}

function readRelaxable(changes: Config): readonly PlacementRule[] {
  const names = changes.getOptionalStringArray('relaxable') ?? [];
  const wrong = names.find(
    name => !PLACEMENT_RULES.includes(name as PlacementRule),
  );
  if (wrong !== undefined) {
    throw new Error(
      `stamp.policy.relaxable: there is no rule '${wrong}'; expected some of ${PLACEMENT_RULES.join(
        ', ',
      )}`,
    );
  }
  return names as PlacementRule[];
}

function readWhole(
  changes: Config,
  key: 'maxUsersPerStamp' | 'maxInstances' | 'stampPrefix',
  min: number,
  max: number,
): number {
  const value = changes.getOptionalNumber(key) ?? DEFAULT_POLICY[key];
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(
      `stamp.policy.${key}: expected a whole number from ${min} to ${max}, not ${value}`,
    );
  }
  return value;
}

function readPlanSizes(changes: Config): readonly PlanSize[] {
  const configs = changes.getOptionalConfigArray('planSizes');
  if (!configs) return DEFAULT_POLICY.planSizes;
  const sizes = configs.map(config => ({
    sku: config.getString('sku'),
    usersPerInstance: config.getNumber('usersPerInstance'),
  }));
  const isSize = ({ sku, usersPerInstance }: PlanSize) =>
    /^[A-Za-z0-9]{1,10}$/.test(sku) &&
    Number.isInteger(usersPerInstance) &&
    usersPerInstance >= 1 &&
    usersPerInstance <= 100_000;
  const isRising = sizes.every(
    (size, index) =>
      index === 0 || sizes[index - 1].usersPerInstance < size.usersPerInstance,
  );
  if (sizes.length === 0 || !sizes.every(isSize) || !isRising) {
    throw new Error(
      'stamp.policy.planSizes: expected at least one size with sku and usersPerInstance, a whole number that rises from size to size',
    );
  }
  return sizes;
}

/** Read as a whole: a tag's name may hold a dot, which a key of the config may not. */
function readTags(changes: Config): Record<string, string> {
  const tags = changes.getOptional<unknown>('tags') ?? {};
  if (typeof tags !== 'object' || Array.isArray(tags)) {
    throw new Error('stamp.policy.tags: expected names and values');
  }
  const texts = Object.entries(tags as object).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : String(value),
  ]);
  const read: Record<string, string> = Object.fromEntries(texts);
  const problem = tagsProblem(read);
  if (problem) throw new Error(`stamp.policy.tags: ${problem}`);
  return read;
}

function readReceivers(changes: Config): AlertReceivers {
  const key = 'alertReceivers';
  const receivers = {
    emails: changes.getOptionalStringArray(`${key}.emails`) ?? [],
    webhooks: changes.getOptionalStringArray(`${key}.webhooks`) ?? [],
  };
  const problem = receiversProblem(receivers);
  if (problem) throw new Error(`stamp.policy.${key}: ${problem}`);
  return receivers;
}

function readOrganization(changes: Config): string {
  const word = changes.getOptionalString('organization') ?? '';
  if (word && !/^[a-z0-9][a-z0-9.-]{0,62}$/.test(word)) {
    throw new Error(
      `stamp.policy.organization: expected a word in lower case, such as contoso, not '${word}'`,
    );
  }
  return word;
}
