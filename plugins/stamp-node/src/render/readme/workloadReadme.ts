import {
  EstateFile,
  TEMPLATE_VERSION,
  WorkloadPlan,
} from '@plumbline/plugin-stamp-common';
import { escapeMarkdown } from '../markdown';
import { globalTarget } from '../pipelines/deploymentTarget';

/** What a workload's folder is, for whoever opens it. */
export function renderWorkloadReadme(plan: WorkloadPlan): EstateFile[] {
  const rows: [string, string][] = [
    ['Workload', plan.workloadRef],
    ['Owner', plan.owner],
    ['Tier', plan.tier],
    ['Data must stay in', plan.residency ?? 'no restriction'],
    ['Addresses of all stamps', plan.addressRange],
    ['Home region', plan.homeRegion],
    ['Image', plan.image],
    ['Front Door', plan.azureNames.frontDoor],
    ['Container registry', plan.azureNames.containerRegistry],
    ['Resource group', plan.azureNames.resourceGroup],
    ['Pipeline', globalTarget(plan)],
    ['Template version', TEMPLATE_VERSION],
  ];
  const content = `${[
    `# ${escapeMarkdown(plan.title)}`,
    '',
    escapeMarkdown(plan.description),
    '',
    '| what | value |',
    '| --- | --- |',
    ...rows.map(([what, value]) => `| ${what} | ${escapeMarkdown(value)} |`),
    '',
    '## What is here',
    '',
    '| path | what it is |',
    '| --- | --- |',
    `| \`${plan.infrastructure}/global\` | what all stamps share: Front Door with its firewall, registry, logs, vault |`,
    '| `skeleton` | what the repository of the application starts from: copy it there |',
    '| `slo.yaml` | availability and latency as users see them at Front Door |',
    '| `runbooks` | the first deployment, and keeping images |',
    '| `catalog-info.yaml` | the workload, its application and its global resources in the catalog |',
    '',
    'Its stamps have folders of their own under `stamps`. The first deployment is in `runbooks/first-deployment.md`.',
  ].join('\n')}\n`;
  return [{ path: `${plan.folder}/README.md`, content }];
}
