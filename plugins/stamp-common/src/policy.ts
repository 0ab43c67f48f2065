import type { Config } from '@backstage/config';

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
  /** CIDR block out of which stamps of a workload without a range of its own are addressed. */
  defaultAddressRange: string;
  /** Most concurrent users of one stamp: the boundary of the scale unit. */
  maxUsersPerStamp: number;
  /** Smallest first. */
  planSizes: readonly PlanSize[];
  /** Instances above which the next size is taken. */
  maxInstances: number;
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
  return {
    ...DEFAULT_POLICY,
    residency,
    requireZones:
      changes.getOptionalBoolean('requireZones') ?? DEFAULT_POLICY.requireZones,
    requirePair:
      changes.getOptionalBoolean('requirePair') ?? DEFAULT_POLICY.requirePair,
    requireOpenAccess:
      changes.getOptionalBoolean('requireOpenAccess') ??
      DEFAULT_POLICY.requireOpenAccess,
    defaultAddressRange:
      changes.getOptionalString('defaultAddressRange') ??
      DEFAULT_POLICY.defaultAddressRange,
  };
}
