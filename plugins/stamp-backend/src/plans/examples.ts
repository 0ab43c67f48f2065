import type { PlanRequest } from '@plumbline/plugin-stamp-common';

/** Requests as `POST /plans` and the actions take them, one for each kind of request; with every field that a kind takes. */
export const planExamples = {
  add: {
    summary: 'Another stamp of a workload',
    value: {
      kind: 'add',
      workloadRef: 'system:default/shop',
      environment: 'prod',
      region: 'swedencentral',
      expectedUsers: 400,
      infrastructure: 'bicep',
      pipeline: 'github-actions',
      image: 'crshop.azurecr.io/shop:1.4.2',
      addressRange: '10.70.16.0/20',
      monthlyCost: { amount: 1200, currency: 'EUR' },
      relaxations: [
        { rule: 'access', reason: 'Microsoft opened the region for us.' },
      ],
    },
  },
  change: {
    summary: 'What is given of a stamp; the rest stays',
    value: {
      kind: 'change',
      stampRef: 'resource:default/shop-prod-swedencentral-001',
      expectedUsers: 800,
      image: 'crshop.azurecr.io/shop:1.5.0',
      trafficWeight: 50,
      monthlyCost: { amount: 2000, currency: 'EUR' },
    },
  },
  retire: {
    summary: 'The next of the two steps in which a stamp is retired',
    value: {
      kind: 'retire',
      stampRef: 'resource:default/shop-prod-swedencentral-001',
    },
  },
  'new-workload': {
    summary: 'A workload with what its stamps share, and its first stamp',
    value: {
      kind: 'new-workload',
      name: 'card-payments',
      title: 'Card payments',
      description: 'Takes payments by card.',
      owner: 'group:default/payments',
      domain: 'banking',
      tier: 'mission-critical' as const,
      residency: 'EU',
      addressRange: '10.80.0.0/16',
      homeRegion: 'westeurope',
      image: 'crcardpayments.azurecr.io/card-payments:1.0.0',
      infrastructure: 'terraform',
      pipeline: 'azure-devops',
      stamp: {
        environment: 'prod',
        region: 'westeurope',
        expectedUsers: 400,
        addressRange: '10.80.0.0/20',
        monthlyCost: { amount: 1200, currency: 'EUR' },
        relaxations: [],
      },
    },
  },
} satisfies Record<string, { summary: string; value: PlanRequest }>;
