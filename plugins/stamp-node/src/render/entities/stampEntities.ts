import { Entity, parseEntityRef } from '@backstage/catalog-model';
import {
  AzureNames,
  EstateFile,
  REGIONS,
  STAMP_ANNOTATIONS,
  StampPlan,
} from '@plumbline/plugin-stamp-common';
import {
  ANNOTATIONS,
  STAMP_TYPE,
  StampEntity,
} from '@plumbline/plugin-workload-common';
import { OPENSLO_ANNOTATION } from '@plumbline/plugin-slo-common';
import { toYaml } from '../yaml';

const API_VERSION = 'backstage.io/v1alpha1';
/** Annotation with the name of a vault, as the secret-expiry family reads it. */
const VAULT_NAME_ANNOTATION = 'plumbline.io/key-vault-name';

/** A resource of a stamp as the service map shows it. */
interface Part {
  type: string;
  title: string;
  /** Its name in Azure; of a private DNS zone the one that the vault needs. */
  azureName: (names: AzureNames) => string;
  /** Other parts that it needs to do its work. */
  dependsOn?: PartName[];
  /** Other parts that it sends telemetry to. */
  sendsTelemetryTo?: PartName[];
  /** Annotations beside those of every part. */
  annotations?: (names: AzureNames) => Record<string, string>;
}

type PartName =
  | 'web'
  | 'plan'
  | 'kv'
  | 'lake'
  | 'identity'
  | 'network'
  | 'dns'
  | 'insights'
  | 'logs'
  | 'alerts';

const PARTS: Record<PartName, Part> = {
  web: {
    type: 'web-app',
    title: 'Web app for containers',
    azureName: names => names.webApp,
    // Its Azure name is that of both release units, without the unit's.
    dependsOn: ['plan', 'identity', 'kv', 'lake', 'network'],
    sendsTelemetryTo: ['insights', 'logs'],
  },
  plan: {
    type: 'app-service-plan',
    title: 'App Service plan',
    azureName: names => names.servicePlan,
    sendsTelemetryTo: ['logs'],
  },
  kv: {
    type: 'key-vault',
    title: 'Key Vault',
    azureName: names => names.keyVault,
    // By it the secret-expiry family finds the vault.
    annotations: names => ({ [VAULT_NAME_ANNOTATION]: names.keyVault }),
    dependsOn: ['dns', 'network'],
    sendsTelemetryTo: ['logs'],
  },
  lake: {
    type: 'data-lake',
    title: 'Data Lake Storage',
    azureName: names => names.dataLake,
    dependsOn: ['dns', 'network'],
    sendsTelemetryTo: ['logs'],
  },
  identity: {
    type: 'managed-identity',
    title: 'Managed identity',
    azureName: names => names.identity,
  },
  network: {
    type: 'virtual-network',
    title: 'Virtual network',
    azureName: names => names.virtualNetwork,
  },
  dns: {
    type: 'private-dns-zone',
    title: 'Private DNS zones',
    azureName: () => 'privatelink.vaultcore.azure.net',
  },
  insights: {
    type: 'application-insights',
    title: 'Application Insights',
    azureName: names => names.applicationInsights,
    sendsTelemetryTo: ['logs'],
  },
  logs: {
    type: 'log-analytics',
    title: 'Log Analytics',
    azureName: names => names.logAnalytics,
  },
  alerts: {
    type: 'action-group',
    title: 'Alerts',
    azureName: names => names.actionGroup,
    dependsOn: ['insights', 'logs'],
  },
};

const PART_NAMES = Object.keys(PARTS) as PartName[];

/** The catalog file of a stamp. */
export function renderStampEntities(plan: StampPlan): EstateFile[] {
  const content = toYaml(stampEntities(plan));
  return [{ path: `${plan.folder}/catalog-info.yaml`, content }];
}

/**
 * Catalog entities of a planned stamp: the stamp, which depends on its own
 * resources and on the workload's global ones, and each of its resources.
 */
export function stampEntities(plan: StampPlan): Entity[] {
  return [stampEntity(plan), ...PART_NAMES.map(name => partEntity(plan, name))];
}

function stampEntity(plan: StampPlan): StampEntity {
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      ...metadata(plan, plan.name, plan.azureNames.resourceGroup, {
        [STAMP_ANNOTATIONS.addressRange]: plan.address.range,
        [OPENSLO_ANNOTATION]: './slo.yaml',
      }),
      title: stampTitle(plan),
      description: `Stamp ${plan.instance} of ${plan.workloadRef} in ${plan.region}, ${plan.environment}.`,
    },
    spec: {
      type: STAMP_TYPE,
      owner: plan.owner,
      system: plan.workloadRef,
      region: plan.region,
      environment: plan.environment,
      instance: plan.instance,
      lifecycle: plan.lifecycle,
      trafficWeight: plan.trafficWeight,
      scaleUnit: { maxUsers: plan.maxUsers },
      dependsOn: [
        ...usedGlobalResources(plan),
        ...PART_NAMES.map(name => partRef(plan, name)),
      ],
    },
  };
}

/** All that stamps share but vaults: a stamp has its own, so that one in trouble takes no other along. */
function usedGlobalResources({ globalResources }: StampPlan): string[] {
  return globalResources
    .filter(({ type }) => type !== PARTS.kv.type)
    .map(({ ref }) => ref);
}

/** Such as `Sweden Central, prod`; the number only where there is more than one. */
function stampTitle({ region, environment, instance }: StampPlan): string {
  const known = REGIONS.find(({ name }) => name === region);
  const number = instance > 1 ? ` ${instance}` : '';
  return `${known?.displayName ?? region}, ${environment}${number}`;
}

function partEntity(plan: StampPlan, name: PartName): Entity {
  const { type, title, azureName, annotations, dependsOn, sendsTelemetryTo } =
    PARTS[name];
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      ...metadata(
        plan,
        `${plan.resourcePrefix}-${name}`,
        azureName(plan.azureNames),
        annotations?.(plan.azureNames),
      ),
      title: `${title} (${plan.environment} ${plan.geoCode})`,
    },
    spec: {
      type,
      owner: plan.owner,
      system: plan.workloadRef,
      ...(dependsOn && {
        dependsOn: dependsOn.map(other => partRef(plan, other)),
      }),
      ...(sendsTelemetryTo && {
        sendsTelemetryTo: sendsTelemetryTo.map(other => partRef(plan, other)),
      }),
    },
  };
}

function metadata(
  plan: StampPlan,
  name: string,
  azureName: string,
  annotations: Record<string, string> = {},
) {
  const { namespace } = parseEntityRef(plan.stampRef);
  return {
    name,
    ...(namespace !== 'default' && { namespace }),
    annotations: {
      [ANNOTATIONS.region]: plan.region,
      [ANNOTATIONS.environment]: plan.environment,
      [ANNOTATIONS.scope]: 'stamp',
      [STAMP_ANNOTATIONS.azureName]: azureName,
      [STAMP_ANNOTATIONS.resourceGroup]: plan.azureNames.resourceGroup,
      ...annotations,
    },
  };
}

function partRef(plan: StampPlan, name: PartName): string {
  const { namespace } = parseEntityRef(plan.stampRef);
  return `resource:${namespace}/${plan.resourcePrefix}-${name}`;
}
