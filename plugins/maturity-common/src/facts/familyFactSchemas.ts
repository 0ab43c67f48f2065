import { FactSourceSchema } from './schema';

// A list names what is known for certain; an empty one is only given when it is
// known that there is none.
const NO_SLO =
  'no SLO is declared for the workload, or it would be empty while a document with its SLOs cannot be read';
const NO_SLO_DATA =
  'no SLO is declared for the workload, or it would be empty while an SLO has no data or a document cannot be read';
const NO_CREDENTIAL =
  'no credential of the workload is known, or it would be empty while a place that holds some cannot be read';
const NO_CREDENTIAL_DATES =
  'no credential of the workload is known, or it would be empty while the dates of one are not confirmed';
const NO_VAULTS =
  'the vaults of the workload have not been looked at in the catalog';
const NO_PRODUCTION = 'no stamp in production carries traffic';
const NO_PRODUCTION_REGION =
  'no stamp in production carries traffic, or it would be empty while one is in an unknown region';

/** What the SLO family says of a workload. */
export const sloFactSchema = {
  source: 'slo',
  staleAfterHours: 6,
  facts: {
    objectives: {
      type: 'strings',
      title: 'SLOs',
      description:
        'Ids of the SLOs; each objective of an SLO with several counts. Empty when none is declared.',
      absentWhen:
        'none is known while a document with SLOs of the workload cannot be read',
    },
    missed: {
      type: 'strings',
      title: 'SLOs that are not met',
      description: 'SLOs whose error budget is used up.',
      absentWhen: NO_SLO_DATA,
    },
    withoutData: {
      type: 'strings',
      title: 'SLOs without data',
      description:
        'SLOs that nothing can be said about now: no data, or none that is new.',
      absentWhen: NO_SLO,
    },
    lowestBudget: {
      type: 'number',
      title: 'Least error budget left',
      description:
        'Share of the error budget that is left of the tightest SLO, in hundredths: 1 is all of it, below 0 more than all was spent.',
      absentWhen:
        'no SLO has data, or some budget is left while another SLO has no data',
    },
    burning: {
      type: 'strings',
      title: 'SLOs that burn too fast',
      description:
        'SLOs whose error budget burns faster than one of the alert thresholds of the SLO page.',
      absentWhen: NO_SLO_DATA,
    },
    withoutAlerts: {
      type: 'strings',
      title: 'SLOs without alerts',
      description:
        'SLOs for which OpenSLO declares no AlertPolicy, in the SLO itself or by a reference that leads to one.',
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
      description:
        'SLOs about the share of good requests, probes or time, as an annotation or their names tell.',
      absentWhen: NO_SLO,
    },
    latency: {
      type: 'strings',
      title: 'Latency SLOs',
      description:
        'SLOs about how long something takes, as an annotation or their names tell.',
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
      description:
        'Names of the credentials, with what holds them. Empty when the inventories that cover the workload list none.',
      absentWhen:
        'none is known, and no inventory covers the workload or one cannot be read',
    },
    expired: {
      type: 'strings',
      title: 'Expired credentials',
      description: 'Credentials whose end has passed.',
      absentWhen: NO_CREDENTIAL_DATES,
    },
    expiring: {
      type: 'strings',
      title: 'Credentials about to expire',
      description:
        'Credentials that expire within 30 days and are not renewed automatically.',
      absentWhen: NO_CREDENTIAL_DATES,
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
      absentWhen: NO_CREDENTIAL_DATES,
    },
    withoutOwner: {
      type: 'strings',
      title: 'Credentials without an owner',
      description:
        'Credentials that name nobody who renews them, so that only the owner of the workload is left.',
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
    lifetimeAbovePolicy: {
      type: 'strings',
      title: 'Credentials that live too long',
      description:
        'Credentials that live, or without an expiry have lived, longer than the policy allows for their kind.',
      absentWhen: NO_CREDENTIAL,
    },
    superseded: {
      type: 'strings',
      title: 'Certificates replaced elsewhere',
      description:
        'Certificates whose newer version is in another place, while this one still has the old one.',
      absentWhen: NO_CREDENTIAL_DATES,
    },
    sharedVaults: {
      type: 'strings',
      title: 'Shared vaults',
      description:
        'Refs of the vaults that serve more than one stamp, or a stamp and global resources. Empty when there is none.',
      absentWhen: NO_VAULTS,
    },
    stampsWithoutVault: {
      type: 'strings',
      title: 'Stamps without a vault',
      description:
        'Refs of the active and draining stamps that no vault serves. Empty when there is none.',
      absentWhen: NO_VAULTS,
    },
    withoutGlobalVault: {
      type: 'boolean',
      title: 'No vault for global resources',
      description:
        'Whether there are resources that all stamps share and no vault for them.',
      absentWhen: NO_VAULTS,
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
        'Refs of the stamps in prod that carry traffic, active or draining. Empty when there is none.',
    },
    productionRegions: {
      type: 'strings',
      title: 'Regions in production',
      description:
        'Azure regions of the stamps in production, sorted; unknown ones left out.',
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
      absentWhen: NO_PRODUCTION_REGION,
    },
    withoutPair: {
      type: 'strings',
      title: 'Production stamps in unpaired regions',
      description: 'Stamps in regions that have no paired region.',
      absentWhen: NO_PRODUCTION_REGION,
    },
    outsideResidency: {
      type: 'strings',
      title: 'Stamps outside the data residency',
      description:
        'Stamps in regions, or with a paired region, outside where the data may rest.',
      absentWhen:
        'the workload names no residency or an unknown one, has no stamps, or it would be empty while one is in an unknown region',
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
        "Sum of the traffic weights of the stamps in production; each takes its weight's share of it.",
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
        'Resources that are not marked as global but that more than one stamp depends on, directly or through others.',
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
        'Components without a signal of their own; stamps that carry traffic, and the workload itself, when none of their parts has one either.',
    },
    ill: {
      type: 'strings',
      title: 'Ill parts',
      description: 'Entities whose own state is degraded or unhealthy.',
      absentWhen: 'nothing is observed',
    },
  },
} satisfies FactSourceSchema;
