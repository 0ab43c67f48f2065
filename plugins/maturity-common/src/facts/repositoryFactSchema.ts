import { FactDefinition, FactSourceSchema } from './schema';

const NO_REPOSITORY = 'no source repository of the workload could be read';

/** A list of paths, or of `path: what was found there`, over all repositories of the workload. */
function found(title: string, description: string): FactDefinition {
  return { type: 'strings', title, description, absentWhen: NO_REPOSITORY };
}

/**
 * Facts from the files of a workload's source repositories. Every list is empty
 * when the repositories were read and hold no such thing.
 */
export const repositoryFactSchema = {
  source: 'repository',
  staleAfterHours: 48,
  facts: {
    repositories: found(
      'Repositories',
      'Addresses of the repositories that were read.',
    ),
    documentation: found('Documentation', 'README files and docs folders.'),
    decisionRecords: found(
      'Decision records',
      'Architecture decision records.',
    ),
    runbooks: found('Runbooks', 'Runbooks and playbooks.'),
    recoveryPlans: found(
      'Recovery plans',
      'Written plans for disaster recovery and failover.',
    ),
    threatModels: found('Threat models', 'Threat model documents.'),
    postIncidentReviews: found(
      'Post-incident reviews',
      'Written reviews of past incidents.',
    ),
    contributionGuides: found(
      'Contribution guides',
      'CONTRIBUTING files and pull request templates.',
    ),
    codeOwners: found('Code owners', 'CODEOWNERS files that name somebody.'),
    infrastructureCode: found(
      'Infrastructure as code',
      'Folders with Terraform, Bicep, ARM or Pulumi code.',
    ),
    remoteState: found(
      'Shared Terraform state',
      'Terraform backends that keep the state in a shared, locked place.',
    ),
    reusableModules: found(
      'Reusable modules',
      'Versioned infrastructure modules and shared pipeline templates in use.',
    ),
    unpinnedProviders: found(
      'Providers without a version',
      'Terraform providers whose version is not constrained.',
    ),
    kubernetesManifests: found(
      'Kubernetes manifests',
      'Helm charts, Kustomize folders and plain manifests.',
    ),
    configurationAsCode: found(
      'Configuration as code',
      'GitOps definitions and configuration stores filled from code.',
    ),
    pipelines: found(
      'Pipelines',
      'Pipeline definitions of GitHub Actions, Azure DevOps and GitLab.',
    ),
    pipelineEnvironments: found(
      'Environments in pipelines',
      'Names of the environments that pipelines deploy to, in lower case.',
    ),
    approvals: found(
      'Approvals in pipelines',
      'Deployments that wait for a person or go through a named environment of production.',
    ),
    deploymentsWithoutApproval: found(
      'Production deployments without approval',
      'Pipelines that deploy to production with neither an approval nor a named environment.',
    ),
    progressiveRollouts: found(
      'Progressive rollouts',
      'Canary, ring, slot or blue-green steps in pipelines and manifests.',
    ),
    rollbacks: found(
      'Rollbacks',
      'Steps that bring back the last good version.',
    ),
    healthGates: found(
      'Checks after deployment',
      'Smoke tests and health checks that a deployment waits for.',
    ),
    scheduledPipelines: found(
      'Scheduled pipelines',
      'Pipelines that run by the clock, such as for maintenance or nightly tests.',
    ),
    pullRequestEnvironments: found(
      'Environments for one change',
      'Pipelines that deploy an environment for a pull request.',
    ),
    buildCaches: found(
      'Build caches',
      'Pipelines that cache dependencies or build results.',
    ),
    tests: found('Tests', 'Folders with automated tests.'),
    testKinds: found(
      'Kinds of tests',
      "Of 'unit', 'integration', 'end-to-end', 'smoke', 'load', 'chaos', 'infrastructure', 'security', 'accessibility', sorted.",
    ),
    testsInPipelines: found('Tests in pipelines', 'Pipelines that run tests.'),
    performanceBaselines: found(
      'Performance thresholds',
      'Load tests that fail when a threshold is exceeded, and stored baselines.',
    ),
    dependencyUpdates: found(
      'Dependency updates',
      'Configurations of Dependabot or Renovate.',
    ),
    manifestsWithoutLock: found(
      'Dependencies that are not locked',
      'Package manifests without a lock file beside or above them.',
    ),
    runtimes: found(
      'Runtimes and platforms',
      'Versions of languages, frameworks, Kubernetes and databases that the code asks for, such as `node 20`.',
    ),
    unsupportedRuntimes: found(
      'Versions out of support',
      'Those of the runtimes and platforms whose support has ended, with the date.',
    ),
    unpinnedImages: found(
      'Container images without a version',
      'Base images with the tag `latest` or none.',
    ),
    imageCleanups: found(
      'Cleaning of old images',
      'Purge tasks and retention rules of container registries.',
    ),
    secretScanning: found(
      'Secret scanning',
      'Tools that look for secrets in the code, in pipelines or hooks.',
    ),
    staticAnalysis: found(
      'Code analysis',
      'Static analysis of code, in pipelines or as configuration.',
    ),
    dependencyScanning: found(
      'Vulnerability scanning',
      'Tools that look for known vulnerabilities in dependencies and images.',
    ),
    infrastructureScanning: found(
      'Checks of infrastructure code',
      'Linters and policy checks of infrastructure code.',
    ),
    billsOfMaterials: found(
      'Bills of materials',
      'Steps that make a software bill of materials or sign what was built.',
    ),
    autoscale: found('Autoscaling', 'Autoscale rules in infrastructure code.'),
    zoneRedundancy: found(
      'Zone redundancy',
      'Resources that are spread over availability zones in infrastructure code.',
    ),
    geoReplication: found(
      'Replication across regions',
      'Geo-redundant storage, replicas and failover groups in infrastructure code.',
    ),
    backups: found('Backups', 'Backup policies in infrastructure code.'),
    healthProbes: found(
      'Health probes',
      'Probes and health check paths of applications and load balancers.',
    ),
    resilienceLibraries: found(
      'Resilience libraries',
      'Libraries for retries, timeouts and circuit breakers among the dependencies.',
    ),
    queues: found(
      'Queues',
      'Queues and brokers in infrastructure code, which take up bursts.',
    ),
    telemetryLibraries: found(
      'Telemetry libraries',
      'OpenTelemetry or Application Insights among the dependencies.',
    ),
    alertRules: found('Alert rules', 'Alert rules in infrastructure code.'),
    dashboards: found('Dashboards', 'Dashboards and workbooks kept as code.'),
    diagnosticSettings: found(
      'Diagnostic settings',
      'Diagnostic settings in infrastructure code.',
    ),
    faultInjection: found('Fault injection', 'Chaos experiments kept as code.'),
    managedIdentities: found(
      'Managed identities',
      'Managed identities in infrastructure code.',
    ),
    roleAssignments: found(
      'Role assignments',
      'Azure role assignments in infrastructure code.',
    ),
    privateEndpoints: found(
      'Private endpoints',
      'Private endpoints and disabled public access in infrastructure code.',
    ),
    networkRules: found(
      'Network rules',
      'Network security groups and firewalls in infrastructure code.',
    ),
    webApplicationFirewalls: found(
      'Web application firewalls',
      'Web application firewall policies in infrastructure code.',
    ),
    ddosProtection: found(
      'DDoS protection',
      'DDoS protection plans in infrastructure code.',
    ),
    weakTransport: found(
      'Weak transport encryption',
      'Resources that allow plain HTTP or a TLS version below 1.2.',
    ),
    customerManagedKeys: found(
      'Customer-managed keys',
      'Resources encrypted with a key of the team.',
    ),
    keyRotationPolicies: found(
      'Rotation policies',
      'Rotation policies of keys and automatic renewal of certificates.',
    ),
    vaultReferences: found(
      'References to vaults',
      'Settings that point to a key vault instead of holding a secret.',
    ),
    threatProtection: found(
      'Threat protection',
      'Microsoft Defender plans in infrastructure code.',
    ),
    securityMonitoring: found(
      'Security monitoring',
      'Microsoft Sentinel or another SIEM, and its playbooks, in infrastructure code.',
    ),
    policies: found(
      'Azure policies',
      'Policy definitions and assignments in infrastructure code.',
    ),
    budgets: found('Budgets', 'Cost budgets and their alerts as code.'),
    costEstimates: found(
      'Cost estimates',
      'Steps that estimate the cost of a change before it is merged.',
    ),
    tags: found(
      'Tags',
      'Cost tags that infrastructure code puts on resources.',
    ),
    dataLifecycle: found(
      'Data lifecycle rules',
      'Rules that move data to a cheaper tier or delete it, and retention of logs.',
    ),
    savings: found(
      'Shutdown and discounts',
      'Scheduled shutdown, spot capacity, reservations and licence benefits as code.',
    ),
    caches: found(
      'Caches',
      'Caches and content delivery in infrastructure code.',
    ),
    partitioning: found(
      'Partitioning and read replicas',
      'Partition keys, shards and read replicas in infrastructure code.',
    ),
    featureFlags: found('Feature flags', 'Feature flag libraries and stores.'),
    developerEnvironments: found(
      'Developer environments',
      'Dev container and similar definitions.',
    ),
    automationScripts: found(
      'Automation',
      'Scripts, scheduled functions and automation accounts for operations.',
    ),
  },
} satisfies FactSourceSchema;

/** Names of the repository facts, without the `repository.` before them. */
export type RepositoryFactName = keyof (typeof repositoryFactSchema)['facts'];
