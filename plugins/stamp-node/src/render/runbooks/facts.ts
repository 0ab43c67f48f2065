import type { StampPlan, WorkloadPlan } from '@plumbline/plugin-stamp-common';
import { escapeMarkdown } from '../markdown';
import { deploymentTarget, globalTarget } from '../pipelines/deploymentTarget';

/** A name that a runbook's commands use. */
export interface Fact {
  /** Variable of the shell. */
  variable: string;
  meaning: string;
  value: string;
}

/** Names of a stamp that commands need. */
export function stampFacts(plan: StampPlan): Fact[] {
  const { azureNames } = plan;
  return [
    { variable: 'STAMP', meaning: 'The stamp', value: plan.name },
    { variable: 'STAMP_FOLDER', meaning: 'Its folder', value: plan.folder },
    {
      variable: 'RESOURCE_GROUP',
      meaning: 'Resource group',
      value: azureNames.resourceGroup,
    },
    {
      variable: 'WEB_APP',
      meaning: 'Web app, without -blue or -green',
      value: azureNames.webApp,
    },
    {
      variable: 'KEY_VAULT',
      meaning: 'Key Vault',
      value: azureNames.keyVault,
    },
    {
      variable: 'DATA_LAKE',
      meaning: 'Data lake',
      value: azureNames.dataLake,
    },
    {
      variable: 'WORKSPACE',
      meaning: 'Log Analytics workspace',
      value: azureNames.logAnalytics,
    },
    {
      variable: 'ENVIRONMENT',
      meaning: 'Start of the names of its pipeline’s environments',
      value: deploymentTarget(plan),
    },
  ];
}

/** Names of what all stamps of a workload share. */
export function workloadFacts(plan: WorkloadPlan): Fact[] {
  const { azureNames } = plan;
  return [
    { variable: 'WORKLOAD', meaning: 'The workload', value: plan.name },
    { variable: 'FOLDER', meaning: 'Its folder', value: plan.folder },
    {
      variable: 'RESOURCE_GROUP',
      meaning: 'Resource group of what all stamps share',
      value: azureNames.resourceGroup,
    },
    {
      variable: 'FRONT_DOOR',
      meaning: 'Front Door',
      value: azureNames.frontDoor,
    },
    {
      variable: 'REGISTRY',
      meaning: 'Container registry',
      value: azureNames.containerRegistry,
    },
    {
      variable: 'KEY_VAULT',
      meaning: 'Key Vault of what all stamps share',
      value: azureNames.keyVault,
    },
    {
      variable: 'ENVIRONMENT',
      meaning: 'Start of the names of its pipeline’s environments',
      value: globalTarget(plan),
    },
  ];
}

/** Facts as a table for people, and as lines for a shell. */
export function factsAsMarkdown(facts: readonly Fact[]): string {
  return [
    '| what | name |',
    '| --- | --- |',
    ...facts.map(
      ({ meaning, value }) => `| ${meaning} | ${escapeMarkdown(value)} |`,
    ),
    '',
    'Commands below use these variables:',
    '',
    '```sh',
    ...facts.map(({ variable, value }) => `${variable}=${shellQuoted(value)}`),
    '```',
  ].join('\n');
}

/** In single quotes, within which a shell reads nothing but the quote itself. */
function shellQuoted(value: string): string {
  return `'${value.replace(/[\r\n]/g, ' ').replace(/'/g, `'\\''`)}'`;
}
