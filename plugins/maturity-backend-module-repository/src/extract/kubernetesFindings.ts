import { Findings } from './Findings';
import { KubernetesObject } from './kubernetes';
import { podsOf } from './dependencies/images';
import { SourceFile, fileName, folderOf } from './SourceFile';
import { listOf, objectOf, textOf } from './syntax/plain';
import { isChaosObject } from './tests';

const BUILT_IN_GROUPS = ['', 'apps', 'batch', 'autoscaling', 'policy'];

/** Whether an object is one that a cluster takes; other tools write `apiVersion` and `kind` too. */
export function isClusterObject({ group, body }: KubernetesObject): boolean {
  if (group === '') return textOf(body.apiVersion) === 'v1';
  return (
    BUILT_IN_GROUPS.includes(group) ||
    (group.includes('.') &&
      !group.endsWith('backstage.io') &&
      !group.endsWith('plumbline.io') &&
      group !== 'kustomize.config.k8s.io')
  );
}

/** What Kubernetes manifests are evidence of. */
export function findInKubernetes(
  files: SourceFile[],
  objects: KubernetesObject[],
  findings: Findings,
): void {
  for (const { path } of files) {
    if (/^(Chart|kustomization)\.ya?ml$/.test(fileName(path))) {
      findings.add('kubernetesManifests', `${folderOf(path)}/`);
    }
  }
  for (const object of objects) {
    findings.add('kubernetesManifests', `${folderOf(object.path)}/`);
    findByKind(object, findings);
    findByBody(object, findings);
  }
}

function findByKind(object: KubernetesObject, findings: Findings) {
  const { path, kind, group } = object;
  switch (kind) {
    case 'HorizontalPodAutoscaler':
    case 'ScaledObject':
    case 'ScaledJob':
    case 'VerticalPodAutoscaler':
      findings.add('autoscale', path, kind);
      break;
    case 'NetworkPolicy':
    case 'CiliumNetworkPolicy':
      findings.add('networkRules', path, kind);
      break;
    case 'SecretProviderClass':
    case 'ExternalSecret':
    case 'ClusterExternalSecret':
      findings.add('vaultReferences', path, kind);
      break;
    case 'PrometheusRule':
      findings.add('alertRules', path, kind);
      break;
    case 'GrafanaDashboard':
      findings.add('dashboards', path, kind);
      break;
    case 'CronJob':
      findings.add('automationScripts', path, kind);
      break;
    case 'Certificate':
      // cert-manager renews what it issues.
      if (group === 'cert-manager.io') {
        findings.add('keyRotationPolicies', path, kind);
      }
      break;
    case 'Schedule':
      if (group === 'velero.io') findings.add('backups', path, kind);
      break;
    case 'Rollout':
      if (group === 'argoproj.io') {
        findings.add('progressiveRollouts', path, kind);
        if (object.settings.some(({ name }) => name.endsWith('analysis'))) {
          findings.add('healthGates', path, kind);
          findings.add('rollbacks', path, kind);
        }
      }
      break;
    case 'Canary':
      if (group === 'flagger.app') {
        // Flagger goes back on its own when the analysis fails.
        for (const fact of [
          'progressiveRollouts',
          'healthGates',
          'rollbacks',
        ] as const) {
          findings.add(fact, path, kind);
        }
      }
      break;
    case 'FeatureFlag':
      findings.add('featureFlags', path, kind);
      break;
    default:
  }
  if (
    (group === 'argoproj.io' && /^Application(Set)?$/.test(kind)) ||
    group.endsWith('.toolkit.fluxcd.io')
  ) {
    findings.add('configurationAsCode', path, kind);
  }
  if (isChaosObject(object)) findings.add('faultInjection', path, kind);
}

function findByBody(
  { path, kind, body, settings }: KubernetesObject,
  findings: Findings,
) {
  for (const pod of podsOf(body)) {
    const probed = listOf(pod.containers).some(container =>
      ['livenessProbe', 'readinessProbe', 'startupProbe'].some(
        probe => probe in objectOf(container),
      ),
    );
    if (probed) findings.add('healthProbes', path, kind);
    for (const spread of listOf(pod.topologySpreadConstraints)) {
      if (
        textOf(objectOf(spread).topologyKey) === 'topology.kubernetes.io/zone'
      ) {
        findings.add('zoneRedundancy', path, kind);
      }
    }
  }
  const marks = settings.filter(
    ({ name }) =>
      name === 'azure.workload.identity/use' ||
      name === 'azure.workload.identity/clientid',
  );
  if (marks.length > 0) findings.add('managedIdentities', path, kind);
}
