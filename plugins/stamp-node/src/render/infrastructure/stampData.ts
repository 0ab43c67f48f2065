import type { StampPlan } from '@plumbline/plugin-stamp-common';
import {
  AzureReference,
  frontDoorOf,
  registryHost,
  registryOf,
} from './azureReference';

/** Data of a stamp's `foundation` root, by variable. */
export function foundationData(plan: StampPlan) {
  const { azureNames: names, address } = plan;
  return {
    stamp: {
      name: plan.name,
      workload: plan.workloadRef,
      environment: plan.environment,
      instance: plan.instance,
    },
    location: plan.region,
    names: {
      resourceGroup: names.resourceGroup,
      virtualNetwork: names.virtualNetwork,
      networkSecurityGroup: names.networkSecurityGroup,
      identity: names.identity,
      keyVault: names.keyVault,
      dataLake: names.dataLake,
      privateEndpoint: names.privateEndpoint,
      eventGridTopic: names.eventGridTopic,
      logAnalytics: names.logAnalytics,
      applicationInsights: names.applicationInsights,
      actionGroup: names.actionGroup,
      alert: names.alert,
    },
    address: {
      range: address.range,
      webSubnet: address.webSubnet,
      endpointSubnet: address.endpointSubnet,
    },
    storageReplication: plan.storageReplication,
    ...optional('registry', registryOf(plan)),
    ...(plan.alertReceivers && { alertReceivers: plan.alertReceivers }),
    tags: plan.tags,
  };
}

/** Data of a stamp's `release` root, by variable. The pipeline says which unit. */
export function releaseData(plan: StampPlan) {
  const { azureNames: names, size } = plan;
  return {
    location: plan.region,
    zones: plan.zones,
    names: {
      resourceGroup: names.resourceGroup,
      virtualNetwork: names.virtualNetwork,
      identity: names.identity,
      servicePlan: names.servicePlan,
      webApp: names.webApp,
      autoscale: names.autoscale,
      keyVault: names.keyVault,
      dataLake: names.dataLake,
      logAnalytics: names.logAnalytics,
      applicationInsights: names.applicationInsights,
      actionGroup: names.actionGroup,
      alert: names.alert,
    },
    size: {
      sku: size.sku,
      minInstances: size.minInstances,
      maxInstances: size.maxInstances,
    },
    container: containerOf(plan.image),
    ...optional('frontDoor', frontDoorOf(plan)),
    tags: plan.tags,
  };
}

/** Data of a stamp's `traffic` root, by variable. The pipeline says how its units share. */
export function trafficData(plan: StampPlan) {
  const { azureNames: names } = plan;
  return {
    trafficWeight: plan.trafficWeight,
    names: { webApp: names.webApp, frontDoorOrigin: names.frontDoorOrigin },
    ...optional('frontDoor', frontDoorOf(plan)),
  };
}

/** `<registry>/<repository>:<tag>` in the two parts that Azure wants. */
function containerOf(image: string): { registry: string; image: string } {
  const registry = registryHost(image);
  return { registry, image: image.slice(registry.length + 1) };
}

function optional<K extends string>(
  name: K,
  value: AzureReference | undefined,
): Partial<Record<K, AzureReference>> {
  return value ? ({ [name]: value } as Record<K, AzureReference>) : {};
}
