import type { EstateFile, PipelineHost } from '@plumbline/plugin-stamp-common';
import type { StaticCode } from '../readStaticCode';
import { toGeneratedYaml } from '../yaml';

/** What differs between the pipelines of two stamps, or of two workloads. */
export interface PipelineData {
  /** Name of the caller's file in GitHub and of its runs. */
  key: string;
  /** Folder below the estate's root. */
  folder: string;
  /** Folders and files below {@link folder} that a run deploys. */
  deploys: string[];
  /** Name of the static pipeline in Azure DevOps: `<template>.yml`. */
  template: string;
  /** Name of the static workflow in GitHub. */
  workflow: string;
  /** Parameters of both, all of them text. */
  parameters: Record<string, string>;
}

const COMMENT =
  'Written by Plumbline: only data, change it by the template. The code is in the file that it uses.';
const BRANCHES = ['main', 'master'];

/** The pipeline of one stamp or workload: data of its own, and the static code that it calls. */
export function renderPipeline(
  host: PipelineHost,
  data: PipelineData,
  code: StaticCode,
): EstateFile[] {
  return host === 'azure-devops'
    ? azurePipeline(data, code)
    : githubWorkflow(data, code);
}

function azurePipeline(
  { folder, deploys, template, parameters }: PipelineData,
  code: StaticCode,
): EstateFile[] {
  const paths = { include: deploys.map(path => `${folder}/${path}`) };
  const branches = { include: BRANCHES };
  return [
    {
      path: `${folder}/pipelines/azure-pipelines.yml`,
      content: toGeneratedYaml(COMMENT, {
        trigger: { batch: true, branches, paths },
        pr: { branches, paths },
        extends: {
          template: `${template}.yml`,
          parameters: { ...parameters, folder },
        },
      }),
    },
    {
      path: `${folder}/pipelines/${template}.yml`,
      content: codeOf(code, `pipelines/azure-devops/${template}.yml`),
    },
  ];
}

function githubWorkflow(
  { key, folder, deploys, workflow, parameters }: PipelineData,
  code: StaticCode,
): EstateFile[] {
  const caller = `.github/workflows/${key}.yml`;
  const paths = [...deploys.map(path => githubPath(folder, path)), caller];
  return [
    {
      path: caller,
      content: toGeneratedYaml(COMMENT, {
        name: key,
        on: {
          push: { branches: BRANCHES, paths },
          pull_request: { paths },
          workflow_dispatch: {},
        },
        permissions: { contents: 'read', 'id-token': 'write' },
        concurrency: {
          // A plan of a pull request waits for no release, and none is cut off.
          group: `${key}-\${{ github.event_name == 'pull_request' && github.ref || 'release' }}`,
          'cancel-in-progress': false,
        },
        jobs: {
          run: {
            uses: `./.github/workflows/${workflow}`,
            with: { ...parameters, folder },
            secrets: { PLUMBLINE_TOKEN: '${{ secrets.PLUMBLINE_TOKEN }}' },
          },
        },
      }),
    },
    {
      path: `.github/workflows/${workflow}`,
      content: codeOf(code, `pipelines/github-actions/${workflow}`),
    },
  ];
}

function githubPath(folder: string, path: string): string {
  return path.includes('.') ? `${folder}/${path}` : `${folder}/${path}/**`;
}

function codeOf(code: StaticCode, path: string): string {
  const content = code.get(path);
  if (content === undefined) throw new Error(`${path} is not shipped`);
  return content;
}
