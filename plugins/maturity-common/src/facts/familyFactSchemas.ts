import { FactSourceSchema } from './schema';

const NO_SLO = 'no SLO is declared for the workload';
const NO_CREDENTIAL = 'no credential of the workload is known';
const NO_PRODUCTION = 'no stamp in production is active';

/** What the SLO family says of a workload. */
export const sloFactSchema = {
  source: 'slo',
  staleAfterHours: 6,
  facts: {
    objectives: {
      type: 'strings',
      title: 'SLOs',
      description: 'Names of the SLOs. Empty when none is declared.',
    },
    missed: {
      type: 'strings',
      title: 'SLOs that are not met',
      description: 'SLOs whose error budget is used up.',
      absentWhen: NO_SLO,
    },
    withoutData: {
      type: 'strings',
      title: 'SLOs without data',
      description: 'SLOs that nothing can be said about now.',
      absentWhen: NO_SLO,
    },
    lowestBudget: {
      type: 'number',
      title: 'Least error budget left',
      description:
        'Share of the error budget that is left of the tightest SLO: 1 is all of it, below 0 more than all was spent.',
      absentWhen: 'no SLO has data',
    },
    burning: {
      type: 'strings',
      title: 'SLOs that burn too fast',
      description: 'SLOs for which a burn rate alert is firing.',
      absentWhen: NO_SLO,
    },
    withoutAlerts: {
      type: 'strings',
      title: 'SLOs without alerts',
      description: 'SLOs with no alert policy of their own.',
      absentWhen: NO_SLO,
    },
    withoutAgreement: {
      type: 'strings',
      title: 'SLOs without an SLA beside them',
      description: 'SLOs that name no SLA they have to protect.',
      absentWhen: NO_SLO,
    },
    agreementConflicts: {
      type: 'strings',
      title: 'SLOs looser than their SLA',
      description: 'SLOs that promise less than the SLA beside them.',
      absentWhen: NO_SLO,
    },
    availability: {
      type: 'strings',
      title: 'Availability SLOs',
      description: 'SLOs about the share of good requests, probes or time.',
      absentWhen: NO_SLO,
    },
    latency: {
      type: 'strings',
      title: 'Latency SLOs',
      description: 'SLOs about how long something takes.',
      absentWhen: NO_SLO,
    },
  },
} satisfies FactSourceSchema;

/** What the secret expiry family says of a workload. */
export const credentialsFactSchema = {
  source: 'credentials',
  staleAfterHours: 24,
  facts: {
    known: {
      type: 'strings',
      title: 'Credentials',
      description: 'Names of the credentials. Empty when none is known.',
    },
    expired: {
      type: 'strings',
      title: 'Expired credentials',
      description: 'Credentials whose end has passed.',
      absentWhen: NO_CREDENTIAL,
    },
    expiring: {
      type: 'strings',
      title: 'Credentials about to expire',
      description:
        'Credentials that expire within 30 days and are not renewed automatically.',
      absentWhen: NO_CREDENTIAL,
    },
    withoutExpiry: {
      type: 'strings',
      title: 'Credentials without an expiry',
      description: 'Credentials that never expire, as far as their store says.',
      absentWhen: NO_CREDENTIAL,
    },
    withoutRotation: {
      type: 'strings',
      title: 'Credentials without automatic rotation',
      description: 'Credentials that somebody has to renew by hand.',
      absentWhen: NO_CREDENTIAL,
    },
    rotationOverdue: {
      type: 'strings',
      title: 'Overdue rotations',
      description:
        'Credentials with automatic rotation that should have been renewed by now.',
      absentWhen: NO_CREDENTIAL,
    },
    withoutOwner: {
      type: 'strings',
      title: 'Credentials without an owner',
      description: 'Credentials for which nobody is named.',
      absentWhen: NO_CREDENTIAL,
    },
    withoutRunbook: {
      type: 'strings',
      title: 'Manual rotations without a runbook',
      description: 'Credentials that are renewed by hand and do not say how.',
      absentWhen: NO_CREDENTIAL,
    },
    clientSecrets: {
      type: 'strings',
      title: 'Client secrets',
      description:
        'Passwords of applications, where a managed identity or federation would do.',
      absentWhen: NO_CREDENTIAL,
    },
  },
} satisfies FactSourceSchema;

/** What stamps and Azure's regions say together. Retired stamps do not count. */
export const stampsFactSchema = {
  source: 'stamps',
  staleAfterHours: 24,
  facts: {
    production: {
      type: 'strings',
      title: 'Stamps in production',
      description:
        'Refs of the stamps in prod that carry traffic. Empty when there is none.',
    },
    productionRegions: {
      type: 'strings',
      title: 'Regions in production',
      description: 'Azure regions of the stamps in production, sorted.',
      absentWhen: NO_PRODUCTION,
    },
    nonProduction: {
      type: 'strings',
      title: 'Stamps outside production',
      description:
        'Refs of the stamps in other environments. Empty when there is none.',
    },
    outsideZones: {
      type: 'strings',
      title: 'Production stamps outside availability zones',
      description: 'Stamps in regions that have no availability zones.',
      absentWhen: NO_PRODUCTION,
    },
    withoutPair: {
      type: 'strings',
      title: 'Production stamps in unpaired regions',
      description: 'Stamps in regions that have no paired region.',
      absentWhen: NO_PRODUCTION,
    },
    outsideResidency: {
      type: 'strings',
      title: 'Stamps outside the data residency',
      description:
        'Stamps in regions, or with a paired region, outside where the data may rest.',
      absentWhen: 'the workload names no residency, or has no stamps',
    },
    unknownRegions: {
      type: 'strings',
      title: 'Stamps in unknown regions',
      description: 'Stamps whose region is none of Azure.',
      absentWhen: 'there are no stamps',
    },
    traffic: {
      type: 'number',
      title: 'Traffic weight of production',
      description:
        'Sum of the traffic weights of the stamps in production, in percent.',
      absentWhen:
        'a stamp in production states no traffic weight, or there is none',
    },
    withoutCapacity: {
      type: 'strings',
      title: 'Production stamps without a stated capacity',
      description:
        'Stamps in production that do not say how many users they carry.',
      absentWhen: NO_PRODUCTION,
    },
    virtualMachines: {
      type: 'strings',
      title: 'Virtual machines',
      description:
        'Single virtual machines among the resources, scale sets left out. Empty when there is none.',
    },
    scaleSets: {
      type: 'strings',
      title: 'Virtual machine scale sets',
      description: 'Scale sets among the resources. Empty when there is none.',
    },
    resourceTypes: {
      type: 'strings',
      title: 'Types of resources',
      description:
        'Types of the resources of the workload as the catalog says them, sorted, each once.',
    },
    sharedAcrossStamps: {
      type: 'strings',
      title: 'Regional resources used by several stamps',
      description:
        'Resources that are not marked as global but that more than one stamp depends on.',
      absentWhen: 'there are no stamps',
    },
    globalKeyVaults: {
      type: 'strings',
      title: 'Key vaults for global resources',
      description:
        'Key vaults that are marked as global. Empty when there is none.',
    },
  },
} satisfies FactSourceSchema;

/** What the health model says of a workload. */
export const healthFactSchema = {
  source: 'health',
  staleAfterHours: 6,
  facts: {
    state: {
      type: 'string',
      title: 'Health',
      description: 'healthy, degraded or unhealthy.',
      absentWhen: 'the health is unknown',
    },
    observed: {
      type: 'strings',
      title: 'Parts with a health signal',
      description:
        'Entities for which at least one signal says how they are. Empty when there is none.',
    },
    unobserved: {
      type: 'strings',
      title: 'Parts without a health signal',
      description:
        'Stamps, components and the workload itself, for which no signal says how they are.',
    },
    ill: {
      type: 'strings',
      title: 'Ill parts',
      description: 'Entities whose own state is degraded or unhealthy.',
      absentWhen: 'nothing is observed',
    },
  },
} satisfies FactSourceSchema;
