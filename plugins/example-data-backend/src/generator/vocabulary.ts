/** Azure regions of the generated stamps: zones, a pair, open to everybody. With short codes for names. */
export const REGIONS = [
  { name: 'westeurope', code: 'weu' },
  { name: 'northeurope', code: 'neu' },
  { name: 'swedencentral', code: 'swc' },
  { name: 'francecentral', code: 'frc' },
  { name: 'germanywestcentral', code: 'gwc' },
  { name: 'uksouth', code: 'uks' },
  { name: 'eastus2', code: 'eus2' },
  { name: 'centralus', code: 'cus' },
  { name: 'brazilsouth', code: 'brs' },
  { name: 'australiaeast', code: 'aue' },
  { name: 'japaneast', code: 'jpe' },
  { name: 'southeastasia', code: 'sea' },
] as const;

/** One of {@link REGIONS}. */
export type Region = (typeof REGIONS)[number];

/** Resources that every stamp may share, most usual first. */
export const GLOBAL_TYPES = [
  'container-registry',
  'front-door',
  'log-analytics',
  'data-lake',
  'dns-zone',
  'key-vault',
] as const;

/**
 * Resources of one stamp, most usual first. An earlier one may depend on a
 * later one, so that dependencies have no cycle.
 */
export const STAMP_TYPES = [
  'web-app',
  'key-vault',
  'log-analytics',
  'application-insights',
  'postgresql',
  'storage-account',
  'container-app',
  'function-app',
  'redis',
  'event-hub',
  'service-bus',
  'cosmos-db',
  'aks-cluster',
  'virtual-machine',
  'application-gateway',
  'private-dns-zone',
  'workbook',
  'alerts',
] as const;

/** Business domains. */
export const DOMAINS = [
  'retail-banking',
  'payments',
  'lending',
  'insurance',
  'markets',
  'risk',
  'customer-care',
  'human-resources',
  'finance',
  'logistics',
  'records',
  'identity',
] as const;

/** First words of workload names. */
export const SUBJECTS = [
  'account',
  'branch',
  'card',
  'claim',
  'contract',
  'credit',
  'customer',
  'deposit',
  'document',
  'invoice',
  'ledger',
  'loan',
  'market',
  'mortgage',
  'order',
  'payroll',
  'policy',
  'price',
  'trade',
  'transfer',
] as const;

/** Second words of workload names. */
export const PURPOSES = [
  'archive',
  'broker',
  'desk',
  'export',
  'feed',
  'gateway',
  'history',
  'intake',
  'matching',
  'portal',
  'registry',
  'reports',
  'scoring',
  'search',
  'settlement',
] as const;
