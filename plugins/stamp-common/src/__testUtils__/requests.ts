import { StampWorkload } from '../estate';
import { StampPlan, StampRequest } from '../plan';
import { planStamp } from '../planStamp';
import { NewWorkload, planWorkload } from '../planWorkload';
import { DEFAULT_POLICY } from '../policy';
import { REGIONS } from '../regions';

/** A workload that a stamp can be planned for. */
export const WORKLOAD: StampWorkload = {
  ref: 'system:default/deal-fraud-model',
  owner: 'group:default/deal-fraud',
  image: 'example.azurecr.io/deal-fraud-model:1.4.2',
  globalResources: [
    {
      ref: 'resource:default/deal-fraud-front-door',
      type: 'front-door',
      azureId:
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-global/providers/Microsoft.Cdn/profiles/afd-deal-fraud',
    },
    {
      ref: 'resource:default/deal-fraud-test-registry',
      type: 'container-registry',
      environment: 'dev',
    },
  ],
};

/** A request that nothing stands against. */
export const REQUEST: StampRequest = {
  workload: WORKLOAD,
  environment: 'prod',
  region: 'japaneast',
  expectedUsers: 1000,
  infrastructure: 'terraform',
  pipeline: 'azure-devops',
};

/** A request for a workload that nothing stands against. */
export const NEW_WORKLOAD: NewWorkload = {
  name: 'card-shop',
  title: 'Card shop',
  description: 'Sells cards to people who like cards.',
  owner: 'group:default/cards',
  domain: 'banking',
  tier: 'mission-critical',
  residency: 'EU',
  addressRange: '10.71.0.0/16',
  homeRegion: 'westeurope',
  image: 'example.azurecr.io/card-shop:1.0.0',
  infrastructure: 'bicep',
  pipeline: 'github-actions',
  stamp: { environment: 'prod', region: 'westeurope', expectedUsers: 100 },
};

/** What hostile people, and careless ones, type. */
export const HOSTILE = [
  '',
  ' ',
  '${file("/etc/passwd")}',
  '${{ secrets.TOKEN }}',
  '%{ for x in y }',
  '"',
  "'",
  '`id`',
  '$(id)',
  '"}\n resource "azurerm_x" "y" {',
  'a\nb',
  'a\r\nb: c',
  'a\u2028b',
  '../..',
  '..',
  '/etc/passwd',
  'C:\\Windows',
  'prоd',
  'ｐｒｏｄ',
  'pro\u200bd',
  'pro\u202edp',
  '\u0000',
  '\ud800',
  '- x: y',
  '!!js/function x',
  '*anchor',
  '__proto__',
  'x'.repeat(100_000),
];

/** The plan of {@link REQUEST}, with as many of its optional fields as there are. */
export function fullPlan(): StampPlan {
  const { plan } = planStamp(
    {
      ...REQUEST,
      workload: { ...WORKLOAD, alertEmails: ['on-call@example.com'] },
      region: 'westus',
      monthlyCost: { amount: 1200.5, currency: 'EUR' },
      relaxations: [
        { rule: 'zones', reason: 'A load test of a week, nothing else.' },
      ],
    },
    [],
    REGIONS,
    {
      ...DEFAULT_POLICY,
      relaxable: ['zones'],
      tags: { 'cost-center': '4711' },
      alertReceivers: { emails: [], webhooks: ['https://example.com/alerts'] },
    },
  );
  return plan!;
}

/** The plan of {@link NEW_WORKLOAD}. */
export function fullWorkload() {
  const { plan } = planWorkload(
    {
      ...NEW_WORKLOAD,
      stamp: {
        ...NEW_WORKLOAD.stamp,
        addressRange: '10.71.16.0/20',
        monthlyCost: { amount: 1, currency: 'EUR' },
        relaxations: [],
      },
    },
    {},
    REGIONS,
    DEFAULT_POLICY,
  );
  if (plan?.kind !== 'new-workload') throw new Error('expected a workload');
  return plan;
}

/** Every path to a text in a value, as keys. */
export function textPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textPaths(item, [...path, key]),
  );
}

/** A copy of a value with something else at a path. */
export function withAt<T>(value: T, [key, ...rest]: string[], put: unknown): T {
  const copy: any = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = rest.length > 0 ? withAt(copy[key], rest, put) : put;
  return copy;
}
