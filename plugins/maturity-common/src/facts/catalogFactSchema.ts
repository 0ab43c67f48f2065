import { FactSourceSchema } from './schema';

const NO_PARTS = 'the workload has no stamps, resources, components or APIs';
const NO_COMPONENTS = 'the workload has no components';
const NO_RESOURCES = 'the workload has no stamps and no resources';
const NO_STAMPS = 'every stamp is retired, or there is none';
const NOTHING_DECLARED = 'the catalog names none';

/** The facts that {@link extractCatalogFacts} reads from a workload's catalog entities. */
export const catalogFactSchema = {
  source: 'catalog',
  staleAfterHours: 24,
  facts: {
    ownerKind: {
      type: 'string',
      title: 'Owner is a',
      description: 'Kind of the owner of the workload, in lower case.',
      absentWhen: 'the workload names no owner',
    },
    partsWithoutGroupOwner: {
      type: 'strings',
      title: 'Parts not owned by a group',
      description:
        'Stamps, resources, components and APIs whose owner is missing or not a group.',
      absentWhen: NO_PARTS,
    },
    escalation: {
      type: 'strings',
      title: 'Escalation path',
      description:
        'Who is called, in order. Empty when the workload says none.',
    },
    onCall: {
      type: 'strings',
      title: 'On call',
      description:
        'Who is on call, or where to see it. Empty when the workload says none.',
    },
    runbooks: {
      type: 'strings',
      title: 'Runbooks',
      description:
        'Runbooks of the workload and of its parts. Empty when there is none.',
    },
    documentation: {
      type: 'strings',
      title: 'Documentation',
      description:
        'Documentation of the workload and of its components. Empty when there is none.',
    },
    decisionRecords: {
      type: 'strings',
      title: 'Decision records',
      description: 'Where decisions and their reasons are written down.',
      absentWhen: NOTHING_DECLARED,
    },
    workBoards: {
      type: 'strings',
      title: 'Work boards',
      description: 'Boards and backlogs on which the team plans its work.',
      absentWhen: NOTHING_DECLARED,
    },
    chatChannels: {
      type: 'strings',
      title: 'Chat channels',
      description: 'Where the team talks and can be reached.',
      absentWhen: NOTHING_DECLARED,
    },
    componentsWithoutSource: {
      type: 'strings',
      title: 'Components without source location',
      description: 'Components that do not say where their source is.',
      absentWhen: NO_COMPONENTS,
    },
    componentsWithoutDependencies: {
      type: 'strings',
      title: 'Components without dependencies',
      description:
        'Components that depend on nothing, as far as the catalog says.',
      absentWhen: NO_COMPONENTS,
    },
    pipelines: {
      type: 'strings',
      title: 'Pipelines',
      description:
        'Build and deployment pipelines of the workload and its parts.',
      absentWhen: NOTHING_DECLARED,
    },
    componentsWithoutPipeline: {
      type: 'strings',
      title: 'Components without a pipeline',
      description:
        'Components without a pipeline of their own; none when the workload names a pipeline for all.',
      absentWhen:
        'there are no components, or the catalog names no pipeline at all',
    },
    qualityChecks: {
      type: 'strings',
      title: 'Automated quality checks',
      description:
        'Where the results of automated tests and code analysis are.',
      absentWhen: NOTHING_DECLARED,
    },
    securityScans: {
      type: 'strings',
      title: 'Security scans',
      description: 'Where the results of vulnerability and secret scans are.',
      absentWhen: NOTHING_DECLARED,
    },
    infrastructureCode: {
      type: 'strings',
      title: 'Infrastructure as code',
      description: 'Where the declarative code of the infrastructure is.',
      absentWhen: NOTHING_DECLARED,
    },
    configurationManagement: {
      type: 'strings',
      title: 'Configuration management',
      description:
        'What keeps running configuration as declared: GitOps or desired state.',
      absentWhen: NOTHING_DECLARED,
    },
    logWorkspaces: {
      type: 'strings',
      title: 'Log workspaces',
      description: 'Log Analytics workspaces among the resources.',
      absentWhen: NO_RESOURCES,
    },
    applicationInsights: {
      type: 'strings',
      title: 'Application Insights',
      description: 'Application Insights resources.',
      absentWhen: NO_RESOURCES,
    },
    alertRules: {
      type: 'strings',
      title: 'Alert rules',
      description: 'Alert rules among the resources, and links to alerts.',
      absentWhen: NOTHING_DECLARED,
    },
    dashboards: {
      type: 'strings',
      title: 'Dashboards',
      description:
        'Workbooks and dashboards among the resources, and links to them.',
      absentWhen: NOTHING_DECLARED,
    },
    environments: {
      type: 'strings',
      title: 'Environments',
      description:
        'Environments of stamps and resources, sorted; usual synonyms become dev, test, uat, prod.',
      absentWhen: 'no stamp or resource names an environment',
    },
    stampsWithoutDependencies: {
      type: 'strings',
      title: 'Stamps without resources',
      description: 'Stamps that depend on nothing, as far as the catalog says.',
      absentWhen: NO_STAMPS,
    },
    stampsWithoutKeyVault: {
      type: 'strings',
      title: 'Stamps without a key vault of their own',
      description:
        'Stamps that depend on no key vault, directly or through their resources. A global vault does not count.',
      absentWhen: NO_STAMPS,
    },
    stampsWithoutTelemetry: {
      type: 'strings',
      title: 'Stamps that send no telemetry',
      description:
        'Stamps where neither they nor the resources they depend on send telemetry anywhere.',
      absentWhen: NO_STAMPS,
    },
    productionStampsWithoutScaleUnit: {
      type: 'strings',
      title: 'Production stamps without a stated capacity',
      description:
        'Production stamps that do not say how many users they carry.',
      absentWhen: 'there is no stamp in prod that is not retired',
    },
    incidentReviews: {
      type: 'strings',
      title: 'Incident reviews',
      description: 'Where reviews of past incidents are kept.',
      absentWhen: NOTHING_DECLARED,
    },
    developerEnvironments: {
      type: 'strings',
      title: 'Developer environments',
      description:
        'Definitions of environments made for one change or developer.',
      absentWhen: NOTHING_DECLARED,
    },
    selfService: {
      type: 'strings',
      title: 'Self-service',
      description:
        'Templates and scripted tasks that people may start themselves.',
      absentWhen: NOTHING_DECLARED,
    },
  },
} satisfies FactSourceSchema;

/** Names of the catalog facts, without the `catalog.` before them. */
export type CatalogFactName = keyof (typeof catalogFactSchema)['facts'];
