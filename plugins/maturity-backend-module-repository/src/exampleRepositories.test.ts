import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { RepositoryFactName } from '@plumbline/plugin-maturity-common';
import { extractFindings } from './extract/extractFindings';
import { mergeFindings } from './mergeFindings';
import { readDirectory } from './reading/readDirectory';
import { readRepositoryConfig } from './readRepositoryConfig';

const ROOT = resolve(__dirname, '../../../examples/repositories');

/** Facts that hold something. */
async function factsOf(name: string): Promise<Set<RepositoryFactName>> {
  const { limits } = readRepositoryConfig(new ConfigReader({}));
  const { signal } = new AbortController();
  const reading = await readDirectory(name, [ROOT], { limits, signal });
  if (reading.unchanged) throw new Error('It was never read before');
  const findings = await extractFindings(reading.files);
  const facts = mergeFindings(
    { [`directory:${name}`]: { etag: '', folders: [], findings } },
    new Date('2026-11-21T12:00:00Z'),
  );
  return new Set(
    Object.entries(facts)
      .filter(([, value]) => (value as string[]).length > 0)
      .map(([fact]) => fact as RepositoryFactName),
  );
}

// What the stories in examples/README.md rest on.
const STORIES: [
  name: string,
  has: RepositoryFactName[],
  lacks: RepositoryFactName[],
][] = [
  [
    'deal-fraud-model',
    [
      'approvals',
      'budgets',
      'costEstimates',
      'ddosProtection',
      'faultInjection',
      'keyRotationPolicies',
      'performanceBaselines',
      'progressiveRollouts',
      'pullRequestEnvironments',
      'recoveryPlans',
      'remoteState',
      'rollbacks',
      'threatModels',
      'zoneRedundancy',
    ],
    [
      'deploymentsWithoutApproval',
      'manifestsWithoutLock',
      'unpinnedImages',
      'unpinnedProviders',
      'unsupportedRuntimes',
      'weakTransport',
    ],
  ],
  [
    'ie-bank',
    [
      'alertRules',
      'approvals',
      'autoscale',
      'backups',
      'budgets',
      'dashboards',
      'progressiveRollouts',
      'reusableModules',
      'vaultReferences',
    ],
    [
      'deploymentsWithoutApproval',
      'faultInjection',
      'recoveryPlans',
      'threatModels',
      'unsupportedRuntimes',
      'zoneRedundancy',
    ],
  ],
  [
    'card-payments',
    [
      'approvals',
      'autoscale',
      'configurationAsCode',
      'geoReplication',
      'kubernetesManifests',
      'rollbacks',
      'secretScanning',
      'zoneRedundancy',
    ],
    ['budgets', 'faultInjection', 'recoveryPlans', 'unsupportedRuntimes'],
  ],
  [
    'claims-desk',
    [
      'backups',
      'deploymentsWithoutApproval',
      'tests',
      'unpinnedProviders',
      'unsupportedRuntimes',
      'weakTransport',
    ],
    ['approvals', 'codeOwners', 'testsInPipelines', 'zoneRedundancy'],
  ],
  [
    'price-feed',
    ['deploymentsWithoutApproval', 'queues', 'testsInPipelines'],
    ['approvals', 'backups', 'runbooks', 'unsupportedRuntimes'],
  ],
];

it.each(STORIES)('%s', async (name, has, lacks) => {
  const facts = await factsOf(name);
  expect(has.filter(fact => !facts.has(fact))).toEqual([]);
  expect(lacks.filter(fact => facts.has(fact))).toEqual([]);
});
