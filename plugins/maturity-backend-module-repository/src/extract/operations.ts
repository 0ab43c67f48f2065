import { Findings } from './Findings';
import { KubernetesObject } from './kubernetes';
import { Pipeline } from './pipelines/Pipeline';
import { runs } from './pipelines/commands';
import { isDockerfile } from './dependencies/images';
import { SourceFile, extension, fileName, folderNames } from './SourceFile';
import { listOf, objectOf, textOf } from './syntax/plain';

const OPERATIONS_FOLDERS = [
  'scripts',
  'ops',
  'operations',
  'automation',
  'runbooks',
  'maintenance',
];

const SHUTDOWN_COMMANDS = [
  'az vm deallocate',
  'az vmss deallocate',
  'az aks stop',
  'az postgres flexible-server stop',
  'stop-azvm',
];

/** What helps to run and to develop a workload, beyond its code and pipelines. */
export function findOperations(
  files: SourceFile[],
  json: ReadonlyMap<string, unknown>,
  pipelines: Pipeline[],
  findings: Findings,
): void {
  for (const file of files) {
    const { path } = file;
    const name = fileName(path);
    const folders = folderNames(path);
    if (isDeveloperEnvironment(path, name)) {
      findings.add('developerEnvironments', path);
    }
    if (
      ['sh', 'ps1', 'py'].includes(extension(path)) &&
      folders.some(folder => OPERATIONS_FOLDERS.includes(folder)) &&
      !folders.some(folder => /tests?$/.test(folder))
    ) {
      findings.add('automationScripts', path);
    }
    if (name.endsWith('.workbook')) findings.add('dashboards', path);
    if (
      isDockerfile(path) &&
      /^HEALTHCHECK\s+(?!NONE)/im.test(file.text ?? '')
    ) {
      findings.add('healthProbes', path);
    }
    if (
      /^performance-?baseline|^load-?baseline/.test(
        name.toLocaleLowerCase('en-US'),
      )
    ) {
      findings.add('performanceBaselines', path);
    }
  }
  for (const [path, document] of json) findInJson(path, document, findings);
  for (const { path, scheduled, jobs } of pipelines) {
    if (
      scheduled &&
      jobs.some(job =>
        job.steps.some(step => runs(step.commands, SHUTDOWN_COMMANDS)),
      )
    ) {
      findings.add('savings', path);
    }
  }
}

function isDeveloperEnvironment(path: string, name: string): boolean {
  return (
    /(^|\/)\.devcontainer(\/|\.json$)/.test(path) ||
    [
      '.gitpod.yml',
      'devbox.json',
      'devfile.yaml',
      'Vagrantfile',
      'flake.nix',
      'shell.nix',
      'imagedefinition.yaml',
      'skaffold.yaml',
      'Tiltfile',
    ].includes(name)
  );
}

function findInJson(path: string, document: unknown, findings: Findings) {
  const value = objectOf(document);
  if (
    fileName(path) === 'function.json' &&
    listOf(value.bindings).some(
      binding => textOf(objectOf(binding).type) === 'timerTrigger',
    )
  ) {
    findings.add('automationScripts', path);
  }
  const isGrafana = Array.isArray(value.panels) && 'schemaVersion' in value;
  const isWorkbook = textOf(value.version).startsWith('Notebook/');
  if (isGrafana || isWorkbook) findings.add('dashboards', path);
  // Feature flags of App Configuration, and of .NET in settings.
  if ('feature_management' in value || 'FeatureManagement' in value) {
    findings.add('featureFlags', path);
  }
}

/** Objects that a load test service of Azure takes as its configuration. */
export function findLoadTestConfigurations(
  path: string,
  documents: unknown[],
  findings: Findings,
): void {
  for (const document of documents) {
    const config = objectOf(document);
    if (!('testPlan' in config) && !('engineInstances' in config)) continue;
    findings.add('testKinds', 'load');
    if ('failureCriteria' in config) findings.add('performanceBaselines', path);
  }
}

/** Kinds of objects that carry dashboards as data. */
export function findDashboardConfigMaps(
  objects: KubernetesObject[],
  findings: Findings,
): void {
  for (const { path, kind, body } of objects) {
    const labels = objectOf(objectOf(body.metadata).labels);
    if (kind === 'ConfigMap' && 'grafana_dashboard' in labels) {
      findings.add('dashboards', path, kind);
    }
  }
}
