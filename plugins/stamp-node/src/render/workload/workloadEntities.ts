import type { Entity } from '@backstage/catalog-model';
import { OPENSLO_ANNOTATION } from '@plumbline/plugin-slo-common';
import {
  EstateFile,
  STAMP_ANNOTATIONS,
  WorkloadPlan,
  workloadGlobalResources,
} from '@plumbline/plugin-stamp-common';
import { ANNOTATIONS, WORKLOAD_TYPE } from '@plumbline/plugin-workload-common';
import { toYaml } from '../yaml';

const API_VERSION = 'backstage.io/v1alpha1';
/** Annotation with the name of a vault, as the secret-expiry family reads it. */
const VAULT_NAME_ANNOTATION = 'plumbline.io/key-vault-name';

const TITLES: Record<string, string> = {
  'front-door': 'Front Door',
  'container-registry': 'Container registry',
  'key-vault': 'Key Vault of what all stamps share',
  'log-analytics': 'Log Analytics of what all stamps share',
};

/** The catalog file of a new workload. */
export function renderWorkloadEntities(plan: WorkloadPlan): EstateFile[] {
  return [
    {
      path: `${plan.folder}/catalog-info.yaml`,
      content: toYaml(workloadEntities(plan)),
    },
  ];
}

/** The workload, its application, and the resources that all its stamps share. */
export function workloadEntities(plan: WorkloadPlan): Entity[] {
  const { name, owner, workloadRef } = plan;
  return [
    {
      apiVersion: API_VERSION,
      kind: 'System',
      metadata: {
        name,
        title: plan.title,
        description: plan.description,
        annotations: {
          [STAMP_ANNOTATIONS.addressRange]: plan.addressRange,
          [STAMP_ANNOTATIONS.containerImage]: plan.image,
          [OPENSLO_ANNOTATION]: './slo.yaml',
        },
      },
      spec: {
        type: WORKLOAD_TYPE,
        owner,
        tier: plan.tier,
        ...(plan.domain !== undefined && { domain: plan.domain }),
        ...(plan.residency !== undefined && { residency: plan.residency }),
      },
    },
    {
      apiVersion: API_VERSION,
      kind: 'Component',
      metadata: {
        name,
        title: plan.title,
        description: plan.description,
        annotations: { [STAMP_ANNOTATIONS.containerImage]: plan.image },
      },
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner,
        system: workloadRef,
      },
    },
    ...globalEntities(plan),
  ];
}

function globalEntities(plan: WorkloadPlan): Entity[] {
  const resources = workloadGlobalResources(plan);
  const logs = resources.find(({ type }) => type === 'log-analytics');
  return resources.map(({ ref, type, azureName, resourceGroup }) => ({
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name: ref.slice(ref.indexOf('/') + 1),
      title: TITLES[type] ?? type,
      annotations: {
        [ANNOTATIONS.scope]: 'global',
        ...(azureName && { [STAMP_ANNOTATIONS.azureName]: azureName }),
        ...(resourceGroup && {
          [STAMP_ANNOTATIONS.resourceGroup]: resourceGroup,
        }),
        ...(type === 'key-vault' &&
          azureName && { [VAULT_NAME_ANNOTATION]: azureName }),
      },
    },
    spec: {
      type,
      owner: plan.owner,
      system: plan.workloadRef,
      ...(logs && logs.ref !== ref && { sendsTelemetryTo: [logs.ref] }),
    },
  }));
}
