import {
  EstateFile,
  REGIONS,
  StampPlan,
  TEMPLATE_VERSION,
} from '@plumbline/plugin-stamp-common';
import { escapeMarkdown } from '../markdown';
import { deploymentTarget } from '../pipelines/deploymentTarget';

/** What a stamp's folder is, for whoever opens it. */
export function renderStampReadme(plan: StampPlan): EstateFile[] {
  return [{ path: `${plan.folder}/README.md`, content: stampReadme(plan) }];
}

function stampReadme(plan: StampPlan): string {
  const { size, address } = plan;
  const region = REGIONS.find(({ name }) => name === plan.region);
  const target = deploymentTarget(plan);
  const rows: [string, string][] = [
    ['Workload', plan.workloadRef],
    ['Owner', plan.owner],
    ['Environment', plan.environment],
    ['Region', `${region?.displayName ?? plan.region} (${plan.region})`],
    ['Zones', plan.zones.join(', ') || 'none'],
    ['Paired region', plan.pairedRegion ?? 'none'],
    ['Lifecycle asked for', plan.lifecycle],
    ['Traffic asked for', `${plan.trafficWeight} % of its full part`],
    ['Image', plan.image],
    [
      'Size',
      `${size.sku}, ${size.minInstances} to ${size.maxInstances} instances, for ${size.expectedUsers} concurrent users`,
    ],
    ['Boundary', `${plan.maxUsers} concurrent users`],
    [
      'Addresses',
      `${address.range} (web ${address.webSubnet}, private endpoints ${address.endpointSubnet})`,
    ],
    ['Data lake', `${plan.azureNames.dataLake}, ${plan.storageReplication}`],
    ['Key Vault', plan.azureNames.keyVault],
    ['Resource group', plan.azureNames.resourceGroup],
    ['Pipeline', target],
    ...(plan.monthlyCost
      ? [
          [
            'Monthly cost, as the requester expects',
            `${plan.monthlyCost.amount} ${plan.monthlyCost.currency}`,
          ] as [string, string],
        ]
      : []),
    ['Template version', TEMPLATE_VERSION],
  ];
  return `${[
    `# ${escapeMarkdown(plan.name)}`,
    '',
    'A deployment stamp: everything that one region needs to serve the workload by itself. Plumbline wrote this folder from',
    'the plan in `stamp.lock.json`. Change it by the template _Change a stamp_, take it away by _Retire a stamp_: files that were',
    'edited by hand show as drift, and the next change refuses to overwrite them.',
    '',
    '| what | value |',
    '| --- | --- |',
    ...rows.map(([what, value]) => `| ${what} | ${escapeMarkdown(value)} |`),
    '',
    ...relaxationLines(plan),
    '## What is here',
    '',
    '| path | what it is |',
    '| --- | --- |',
    `| \`${plan.infrastructure}/foundation\` | network, identity, vault, data lake, monitoring and alerts: as long as the stamp lives |`,
    `| \`${plan.infrastructure}/release\` | one release unit: plan, autoscale, web app. Deployed as \`blue\` or \`green\` |`,
    `| \`${plan.infrastructure}/traffic\` | the origins of the units in Front Door, with their weights |`,
    '| `scripts` | what the pipeline runs |',
    '| `runbooks` | deploy, roll back, drain and retire, rotate a secret, restore |',
    '| `slo.yaml` | availability and latency, with alerts by burn rate |',
    '| `catalog-info.yaml` | this stamp and its resources in the catalog |',
    '',
    '## Before the first run',
    '',
    ...pipelineLines(plan, target),
    '',
    ...rightLines(plan),
    '',
    `Service levels are measured in the Log Analytics workspace \`${plan.azureNames.logAnalytics}\`. The portal finds it by that name where its`,
    'config approves the subscription (`slo.azureMonitor.logs.subscriptions`); elsewhere it takes an entry of that name in',
    '`slo.azureMonitor.logs.dataSources`.',
  ].join('\n')}\n`;
}

function relaxationLines({ relaxations }: StampPlan): string[] {
  if (relaxations.length === 0) return [];
  return [
    '## Rules that were relaxed',
    '',
    ...relaxations.map(
      ({ rule, reason }) =>
        `- ${escapeMarkdown(rule)}: ${escapeMarkdown(reason)}`,
    ),
    '',
  ];
}

function pipelineLines(
  { pipeline, infrastructure, folder }: StampPlan,
  target: string,
): string[] {
  const settings = [
    ...(infrastructure === 'terraform'
      ? ['STATE_RESOURCE_GROUP', 'STATE_STORAGE_ACCOUNT', 'STATE_CONTAINER']
      : []),
    'PLUMBLINE_URL',
  ].map(name => `\`${name}\``);
  if (pipeline === 'azure-devops') {
    return [
      `1. Service connections by workload identity federation: \`${target}-plan\`, \`${target}\`, \`${target}-destroy\`. The last two with branch control as a check, for the default branch only: else a pull request could use them in a pipeline of its own, past every approval.`,
      `2. Environments \`${target}\` and \`${target}-destroy\`, each with approvals and an exclusive lock as checks.`,
      `3. Variable group \`${target}\` with ${settings.join(
        ', ',
      )} and the secret \`PLUMBLINE_TOKEN\`. May hold \`PUBLIC_URL\` (an https address through Front Door), \`WATCH_MINUTES\` and \`DRAIN_MINUTES\`.`,
      `4. A pipeline from \`${folder}/pipelines/azure-pipelines.yml\`.`,
    ];
  }
  return [
    `1. Environments \`${target}-plan\`, \`${target}\`, \`${target}-destroy\`; the last two with required reviewers and for the default branch only. Each has the variables \`AZURE_CLIENT_ID\`, \`AZURE_TENANT_ID\`, \`AZURE_SUBSCRIPTION_ID\` of an identity with a federated credential for that environment.`,
    `2. Variables ${settings.join(
      ', ',
    )}, and the secret \`PLUMBLINE_TOKEN\`. There may be \`PUBLIC_URL\` (an https address through Front Door), \`WATCH_MINUTES\` and \`DRAIN_MINUTES\`.`,
  ];
}

function rightLines({ infrastructure }: StampPlan): string[] {
  const isTerraform = infrastructure === 'terraform';
  const rows: [identity: string, right: string, on: string][] = [
    ['all', 'Reader', 'the subscription'],
    isTerraform
      ? [
          '`-plan`',
          '`Microsoft.Web/sites/config/list/action`, by a role of your own: Reader may not see the settings of a web app',
          'the stamp’s resource group',
        ]
      : [
          '`-plan`',
          '`Microsoft.Resources/deployments/whatIf/action` and `Microsoft.Resources/deployments/validate/action`, by a role of your own',
          'the subscription',
        ],
    ['the other two', 'Contributor', 'the subscription'],
    [
      'the other two',
      'Role Based Access Control Administrator, limited to AcrPull, Key Vault Secrets User, Storage Blob Data Contributor and Storage Queue Data Message Sender',
      'the subscription, and the registry',
    ],
    [
      'the other two',
      isTerraform
        ? 'CDN Profile Contributor'
        : 'CDN Profile Contributor, Azure Deployment Stack Contributor',
      'the resource group of the Front Door',
    ],
    ...(isTerraform
      ? ([
          ['`-plan`', 'Storage Blob Data Reader', 'the state’s container'],
          [
            'the other two',
            'Storage Blob Data Contributor',
            'the state’s container',
          ],
        ] as [string, string, string][])
      : []),
  ];
  return [
    'What the identities may do, and no more:',
    '',
    '| identity | right | on |',
    '| --- | --- | --- |',
    ...rows.map(row => `| ${row.join(' | ')} |`),
  ];
}
